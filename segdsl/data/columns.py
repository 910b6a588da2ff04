"""One part of a source matched with the fields of a contract: which column each field reads, and as what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import polars as pl

from segdsl.data.part import Part
from segdsl.data.physical import Reading, reading
from segdsl.data.report import Counts
from segdsl.diagnostics import Diagnostic
from segdsl.functions.types import NUMERIC, Kind
from segdsl.rulebook.model import Field, Table, Valid
from segdsl.rulebook.suggest import closest


@dataclass(frozen=True, slots=True)
class Column:
    """A field and how its physical column is read."""

    field: Field
    raw: pl.Expr
    reading: Reading

    @property
    def outside(self) -> pl.Expr | None:
        """True where a value breaks `valid`, never on missing; None where there is nothing to break."""
        return _outside(self.reading.value, self.field.valid, self.field.type.kind) if self.field.valid else None

    @property
    def checked(self) -> pl.Expr:
        """The value, null where the cell is missing, unreadable (by this reading) or outside `valid`."""
        return self._inside(self.reading.value)

    @property
    def missing(self) -> pl.Expr:
        """True where there is no cell, or one that says missing."""
        absent = self.raw.is_null()
        return absent if self.reading.blank is None else absent | self.reading.blank

    @property
    def unreadable(self) -> pl.Expr:
        """True where there is a cell that says something, but nothing of the declared type."""
        unread = self.reading.value.is_null() & self.raw.is_not_null()
        return unread if self.reading.blank is None else unread & ~self.reading.blank.fill_null(value=False)

    def value(self, counts: Counts) -> pl.Expr:
        """The same as the field's column, with no more work than these counts make necessary."""
        clean = counts.blank == 0 and counts.unreadable == 0
        value = self.reading.direct if clean else self.reading.value
        return (self._inside(value) if counts.outside else value).alias(self.field.name)

    def _inside(self, value: pl.Expr) -> pl.Expr:
        return value if self.outside is None else pl.when(~self.outside).then(value)


@dataclass(frozen=True, slots=True)
class Matched:
    """A part with its columns, in the order in which the contract declares the fields."""

    part: Part
    columns: Mapping[str, Column]

    @property
    def ignored(self) -> tuple[str, ...]:
        """Physical columns that no field reads."""
        used = {column.field.column for column in self.columns.values()}
        return tuple(name for name in self.part.schema if name not in used)

    def widened(self, names: Iterable[str]) -> Matched:
        """The same with these fields read from text in all forms that can be read, not the commonest alone."""
        changed = dict(self.columns)
        for name in names:
            if wide := changed[name].reading.wide:
                changed[name] = replace(changed[name], reading=wide)
        return replace(self, columns=changed)


def match(part: Part, table: Table, zone: str, label: str) -> tuple[Matched, list[Diagnostic]]:
    """The part's columns for every field of the table that has one, and an error for every field that has none."""
    columns: dict[str, Column] = {}
    faults: list[Diagnostic] = []
    for field in table.fields.values():
        args = {"table": table.name, "column": field.column, "file": label}
        found = part.schema.get(field.column)
        if found is None:
            near = closest(field.column, part.schema)
            present = ", ".join(part.schema)
            faults.append(Diagnostic("column-missing", {**args, "present": present} | ({"near": near} if near else {})))
            continue
        raw = pl.col(field.column)
        how = reading(raw, found, field.type, zone=zone, loose=part.loose, digits=field.pii == "mobile")
        if how is None:
            faults.append(Diagnostic("column-type", {**args, "found": str(found), "declared": str(field.type)}))
            continue
        columns[field.name] = Column(field, raw, how)
    return Matched(part, columns), faults


def _outside(value: pl.Expr, valid: Valid, kind: Kind) -> pl.Expr:
    if kind is Kind.TIME:
        value = value.dt.date()
    if valid.values is None:
        return ~value.is_between(pl.lit(valid.low), pl.lit(valid.high))
    if kind in NUMERIC:
        return ~value.cast(pl.Float64).is_in(pl.Series(valid.values, dtype=pl.Float64, strict=False).implode())
    if kind is Kind.CATEGORY:
        value = value.cast(pl.String)
    return ~value.is_in(pl.Series(valid.values).implode())
