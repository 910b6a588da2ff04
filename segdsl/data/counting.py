"""The one pass over the data: per field, how many cells are missing, unreadable or outside their valid values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import polars as pl

from segdsl.data.columns import Matched
from segdsl.data.report import Counts, PartCounts
from segdsl.rulebook.model import Table


def count(matched: Sequence[Matched], table: Table) -> tuple[PartCounts, ...]:
    """The counts of each part. Columns that cannot have anything wrong are not even read."""
    passes = [one.part.frame.select(pl.len().alias("rows"), *_aggregates(one, table)) for one in matched]
    return tuple(
        _counts(one, frame.row(0, named=True)) for one, frame in zip(matched, pl.collect_all(passes), strict=True)
    )


def _aggregates(matched: Matched, table: Table) -> Iterator[pl.Expr]:
    for name, column in matched.columns.items():
        how = column.reading
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


def _counts(matched: Matched, scalars: dict[str, int]) -> PartCounts:
    blank = scalars.get("blank rows", 0)
    cells = {name: _cells(name, scalars, blank) for name in matched.columns}
    return PartCounts(
        rows=scalars["rows"],
        blank_rows=blank,
        dropped=scalars["dropped"],
        cells={name: one for name, one in cells.items() if one != Counts()},
    )


def _cells(name: str, scalars: dict[str, int], blank_rows: int) -> Counts:
    absent, blank = scalars.get(f"{name} absent", 0), scalars.get(f"{name} blank", 0)
    empty = scalars.get(f"{name} empty", absent + blank)
    return Counts(max(0, absent - blank_rows), blank, empty - absent - blank, scalars.get(f"{name} outside", 0))
