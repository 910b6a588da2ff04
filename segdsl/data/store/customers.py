"""The snapshot of the profile: customers in the order of their keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import polars as pl

from segdsl.data.contract import Conformed
from segdsl.data.events.index import PART
from segdsl.data.keys import key_order
from segdsl.data.store import parts
from segdsl.data.store.codes import Codes, code_column
from segdsl.data.store.distribute import NUMBER, Numbers, distribute
from segdsl.data.store.manifest import PartFile
from segdsl.functions.types import Kind
from segdsl.rulebook.model import Table

BATCH = 1 << 21

Done = Callable[[int], None]
"""Called with how many rows have been worked on since the last call, or 0; what it raises gives the work up."""


def write_customers(
    conformed: Conformed, table: Table, folder: Path, budget: int, done: Done
) -> tuple[tuple[PartFile, ...], dict[str, parts.Extremes]]:
    """Write the customers into files of a part each, with the numbers of texts beside them. Raises `OSError`."""
    keys = conformed.frame.select(table.key).collect(engine="streaming").to_series()
    numbers = _numbers(keys)
    customers = len(keys)
    del keys
    frame = parts.narrow(conformed.frame, table.key)
    texts = [name for name, field in table.fields.items() if field.type.kind is Kind.TEXT and name != table.key]
    codes = Codes(texts)

    def write(piece: tuple[int, pl.DataFrame]) -> tuple[PartFile, dict[str, parts.Extremes]]:
        number, rows = piece
        ordered = _in_order(rows, number * PART)
        file = f"part-{number:05}.arrow"
        size = parts.write(ordered, folder / file)
        return PartFile(file, number * PART, ordered.height, ordered.height, size), parts.extremes(ordered)

    pieces = distribute(_batches(frame, numbers, done), customers, folder, budget)
    numbered = ((number, codes.add(rows)) for number, rows in pieces)
    written = list(parts.in_turns(write, numbered)) or [_nobody(conformed, folder)]
    columns = parts.joined(found for _, found in written)
    for given_up in set(map(code_column, texts)) - codes.columns:
        columns.pop(given_up, None)  # earlier parts may have it
    return tuple(file for file, _ in written), columns


def _nobody(conformed: Conformed, folder: Path) -> tuple[PartFile, dict[str, parts.Extremes]]:
    """The one part of a profile without customers: its columns."""
    empty = pl.DataFrame(schema=conformed.frame.collect_schema())
    return PartFile("part-00000.arrow", 0, 0, 0, parts.write(empty, folder / "part-00000.arrow")), parts.extremes(empty)


def _numbers(keys: pl.Series) -> Numbers:
    """The place of each row in the order of keys."""
    places = np.arange(len(keys), dtype=np.uint32)
    if keys.is_sorted():
        return places
    numbers = np.empty_like(places)
    numbers[key_order(keys).to_numpy()] = places
    return numbers


def _batches(frame: pl.LazyFrame, numbers: Numbers, done: Done) -> Iterator[tuple[pl.DataFrame, Numbers]]:
    begin = 0
    for batch in frame.collect_batches(chunk_size=BATCH, maintain_order=True, engine="streaming"):
        yield batch, numbers[begin : begin + batch.height]
        begin += batch.height
        done(batch.height)


def _in_order(rows: pl.DataFrame, first: int) -> pl.DataFrame:
    local = rows[NUMBER].to_numpy() - np.uint32(first)
    order = np.empty(len(local), dtype=np.uint32)
    order[local] = np.arange(len(local), dtype=np.uint32)
    return rows.drop(NUMBER).select(pl.all().gather(pl.Series(order)))
