"""From events as they were read to events as they are asked: found customers, blocks, order of time."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import polars as pl

from segdsl.data.events.index import BLOCK, DAY, PART, ROW, EventIndex, EventPart
from segdsl.data.events.rows import NOBODY, RowFinder, Stop
from segdsl.rulebook.model import Table


def arrange(events: pl.LazyFrame, table: Table, finder: RowFinder, customers: int, stop: Stop) -> EventIndex:
    """Index events that fit their contract, in memory. They are read once, in the order in which they stand."""
    fields = [name for name in table.fields if name != table.key]
    frame = events.select(table.key, *fields).collect(engine="streaming")
    rows = finder.find(frame[table.key], stop)
    frame = frame.drop(table.key)
    known = rows != NOBODY
    strangers = len(rows) - int(np.count_nonzero(known))
    if strangers:
        frame, rows = frame.filter(pl.Series(known)), rows[known]
    parts = []
    for first, piece, piece_rows in _pieces(frame, rows, customers):
        stop()
        parts.append(arrange_part(piece, piece_rows, table, first, min(PART, customers - first)))
    return EventIndex(table, tuple(parts), customers, frame.height, strangers)


def arrange_part(
    frame: pl.DataFrame, rows: npt.NDArray[np.uint32], table: Table, first: int, customers: int
) -> EventPart:
    """One part from its events in the order in which they were read, and the customer each belongs to."""
    local = rows - np.uint32(first)
    blocks = (local // np.uint32(BLOCK)).astype(np.uint8)
    order = _order(blocks, _instants(frame[table.at]) if table.at else None)
    sorted_ = frame.select(pl.all().gather(pl.Series(order)))
    columns = [pl.Series(ROW, (local % np.uint32(BLOCK)).astype(np.uint16)[order])]
    if table.at:
        columns.append(sorted_[table.at].cast(pl.Date).to_physical().cast(pl.Int32).alias(DAY))
    sizes = np.bincount(blocks, minlength=-(-customers // BLOCK))
    offsets = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    return EventPart(sorted_.with_columns(columns).rechunk(), offsets, first, customers, table.at)


def _pieces(
    frame: pl.DataFrame, rows: npt.NDArray[np.uint32], customers: int
) -> Iterator[tuple[int, pl.DataFrame, npt.NDArray[np.uint32]]]:
    """The events of each part's customers, still in the order in which they were read."""
    if customers <= PART:
        yield 0, frame, rows
        return
    parts = (rows // np.uint32(PART)).astype(np.uint16)
    order = np.argsort(parts, kind="stable")
    ends = np.cumsum(np.bincount(parts, minlength=-(-customers // PART)))
    begin = 0
    for number, end in enumerate(ends):
        chosen = order[begin:end]
        yield number * PART, frame.select(pl.all().gather(pl.Series(chosen))), rows[chosen]
        begin = int(end)


def _instants(at: pl.Series) -> npt.NDArray[np.int64]:
    return at.to_physical().cast(pl.Int64).to_numpy()


def _order(blocks: npt.NDArray[np.uint8], instants: npt.NDArray[np.int64] | None) -> npt.NDArray[np.intp]:
    """The positions of events by block and then time; equal ones stay as they are."""
    if instants is None or not len(instants):
        return np.argsort(blocks, kind="stable")
    since, unit = instants - instants.min(), _unit(instants)
    latest = int(since.max()) // unit
    position_bits, time_bits = (len(instants) - 1).bit_length(), latest.bit_length()
    if position_bits + time_bits + int(blocks.max()).bit_length() <= 64:
        # Block, time and position as one number: sorting numbers is ten times faster than sorting positions by them.
        packed = blocks.astype(np.uint64) << np.uint64(time_bits)
        packed |= (since // unit if unit > 1 else since).astype(np.uint64)
        packed <<= np.uint64(position_bits)
        packed |= np.arange(len(instants), dtype=np.uint64)
        packed.sort()
        return (packed & np.uint64((1 << position_bits) - 1)).astype(np.intp)
    by_time = np.argsort(instants, kind="stable")
    return by_time[np.argsort(blocks[by_time], kind="stable")]


def _unit(instants: npt.NDArray[np.int64]) -> int:
    """The coarsest of second, millisecond and microsecond that all times differ by multiples of."""
    first = instants[0]
    for unit in (1_000_000, 1_000):
        if not ((instants[:1000] - first) % unit).any() and not ((instants - first) % unit).any():
            return unit
    return 1
