"""The one pass over the data: per field, how many cells are missing, unreadable or outside their valid values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import polars as pl

from segdsl.data.columns import Matched
from segdsl.data.report import Counts, PartCounts
from segdsl.rulebook.model import Table


def count(matched: Sequence[Matched], table: Table) -> tuple[PartCounts, ...]:
    """The counts of each part. Columns that cannot have anything wrong are not even read.

    A column of text that is not written in the commonest form of its type is counted a second time, reading all forms.
    """
    first = _count(matched, table, [tuple(one.columns) for one in matched])
    unread = [
        tuple(name for name, cells in counts.cells.items() if cells.unreadable and one.columns[name].reading.wide)
        for one, counts in zip(matched, first, strict=True)
    ]
    if not any(unread):
        return first
    wide = [one.widened(names) for one, names in zip(matched, unread, strict=True)]
    return tuple(map(_merged, first, _count(wide, table, unread)))


def _count(matched: Sequence[Matched], table: Table, names: Sequence[Sequence[str]]) -> tuple[PartCounts, ...]:
    passes = [
        one.part.frame.select(pl.len().alias("rows"), *_aggregates(one, table, some))
        for one, some in zip(matched, names, strict=True)
    ]
    scalars = [frame.row(0, named=True) for frame in pl.collect_all(passes)]
    return tuple(map(_counts, scalars, names))


def _aggregates(matched: Matched, table: Table, names: Sequence[str]) -> Iterator[pl.Expr]:
    for name in names:
        column, how = matched.columns[name], matched.columns[name].reading
        if not column.field.type.optional or not how.always:
            yield column.raw.null_count().alias(f"{name} absent")
        if not how.always:
            yield how.value.null_count().alias(f"{name} empty")
        if how.blank is not None:
            yield how.blank.sum().alias(f"{name} blank")
        if column.outside is not None:
            yield column.outside.sum().alias(f"{name} outside")
    needed = [matched.columns[name].checked for name in (table.key, table.at) if name]
    yield pl.any_horizontal(value.is_null() for value in needed).sum().alias("dropped")
    if matched.part.loose:
        yield pl.all_horizontal(pl.all().is_null()).sum().alias("blank rows")
        yield pl.last().null_count().alias("open rows")


def _counts(scalars: dict[str, int], names: Sequence[str]) -> PartCounts:
    blank = scalars.get("blank rows", 0)
    cells = {name: _cells(name, scalars, blank) for name in names}
    return PartCounts(scalars["rows"], blank, scalars.get("open rows", 0) - blank, scalars["dropped"], cells)


def _cells(name: str, scalars: dict[str, int], blank_rows: int) -> Counts:
    absent, blank = scalars.get(f"{name} absent", 0), scalars.get(f"{name} blank", 0)
    empty = scalars.get(f"{name} empty", absent + blank)
    return Counts(max(0, absent - blank_rows), blank, empty - absent - blank, scalars.get(f"{name} outside", 0))


def _merged(first: PartCounts, wide: PartCounts) -> PartCounts:
    again = {name: replace(cells, wide=True) for name, cells in wide.cells.items()}
    return replace(first, dropped=wide.dropped, cells={**first.cells, **again})
