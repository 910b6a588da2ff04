"""The snapshot of an events table: its index, part by part."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt
import polars as pl

from segdsl.data.contract import Conformed
from segdsl.data.events.arrange import arrange_part
from segdsl.data.events.index import BLOCK, DAY, PART, ROW, EventPart
from segdsl.data.events.rows import NOBODY, RowFinder
from segdsl.data.store import parts
from segdsl.data.store.customers import BATCH, Done
from segdsl.data.store.distribute import NUMBER, Numbers, distribute
from segdsl.data.store.manifest import PartFile
from segdsl.rulebook.model import Table


@dataclass(slots=True)
class Read:
    """What there was to count while events were read."""

    strangers: int = 0
    days: Counter[int] = field(default_factory=Counter)


def write_events(
    conformed: Conformed,
    table: Table,
    finder: RowFinder,
    customers: int,
    folder: Path,
    budget: int,
    done: Done,
    before: Sequence[EventPart] = (),
) -> tuple[tuple[PartFile, ...], dict[str, parts.Extremes], Read]:
    """Write events into files of a part each, after those of an earlier index (`before`). Raises `OSError`."""
    read = Read()
    fields = [name for name in table.fields if name != table.key]
    frame = parts.narrow(conformed.frame.select(table.key, *fields), table.key)
    pieces = distribute(_batches(frame, table, finder, read, done), customers, folder, budget)

    def write(piece: tuple[int, pl.DataFrame | None]) -> tuple[PartFile, dict[str, parts.Extremes]]:
        done(0)
        number, rows = piece
        first = number * PART
        found, numbers = _rows(rows, before[number] if before else None, frame.select(fields).collect_schema())
        part = arrange_part(found, numbers, table, first, min(PART, customers - first))
        file = f"part-{number:05}.arrow"
        size = parts.write(part.frame, folder / file)
        offsets = tuple(int(offset) for offset in part.offsets)
        return PartFile(file, first, part.customers, part.frame.height, size, offsets), parts.extremes(part.frame)

    written = list(parts.in_turns(write, _every(pieces, max(1, -(-customers // PART)))))
    return tuple(file for file, _ in written), parts.joined(found for _, found in written), read


def open_part(folder: Path, file: PartFile, at: str | None) -> EventPart:
    """A part that was written, mapped into memory."""
    return EventPart(parts.read(folder / file.file), np.array(file.offsets), file.first, file.customers, at)


def _batches(
    frame: pl.LazyFrame, table: Table, finder: RowFinder, read: Read, done: Done
) -> Iterator[tuple[pl.DataFrame, Numbers]]:
    for batch in frame.collect_batches(chunk_size=BATCH, maintain_order=True, engine="streaming"):
        numbers = finder.find(batch[table.key], lambda: done(0))
        if table.at is not None:
            read.days.update(dict(batch[table.at].cast(pl.Date).to_physical().value_counts().rows()))
        events, known = batch.drop(table.key), numbers != NOBODY
        strangers = len(numbers) - int(np.count_nonzero(known))
        if strangers:
            read.strangers += strangers
            events, numbers = events.filter(pl.Series(known)), numbers[known]
        yield events, numbers
        done(batch.height)


def _every(pieces: Iterator[tuple[int, pl.DataFrame]], count: int) -> Iterator[tuple[int, pl.DataFrame | None]]:
    """The pieces, and nothing for parts that have none."""
    expected = 0
    for number, piece in pieces:
        yield from ((empty, None) for empty in range(expected, number))
        yield number, piece
        expected = number + 1
    yield from ((empty, None) for empty in range(expected, count))


def _rows(
    rows: pl.DataFrame | None, before: EventPart | None, schema: pl.Schema
) -> tuple[pl.DataFrame, npt.NDArray[np.uint32]]:
    """The events of a part with whose they are: those that were there before, then the new ones."""
    frames, numbers = [], []
    if before is not None:
        blocks = np.repeat(np.arange(len(before.offsets) - 1, dtype=np.uint32), np.diff(before.offsets))
        frames.append(before.frame.drop(ROW, DAY, strict=False))
        numbers.append(before.rows.to_numpy() + blocks * np.uint32(BLOCK) + np.uint32(before.first))
    if rows is not None:
        frames.append(rows.drop(NUMBER))
        numbers.append(rows[NUMBER].to_numpy())
    if not frames:
        return pl.DataFrame(schema=schema), np.empty(0, dtype=np.uint32)
    return pl.concat(frames, how="vertical_relaxed"), np.concatenate(numbers)
