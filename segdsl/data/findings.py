"""Counts put into words: which field of which table, how many cells, and a few of them to look at."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence

import polars as pl

from segdsl.data.columns import Matched
from segdsl.data.keys import Duplicates
from segdsl.data.readers.ragged import short_rows
from segdsl.data.report import Counts, PartCounts
from segdsl.diagnostics import Diagnostic
from segdsl.diagnostics.diagnostic import Argument
from segdsl.functions.types import Kind
from segdsl.rulebook.model import Field, Table, Valid

_EXAMPLES = 3
_LOOKED_AT = 200  # bad cells looked at to find examples that differ
_NUMBER, _ASKED = "segdsl row number", "segdsl row without key"  # columns added for a moment beside those of the data
_SHOWN = 40  # characters of an example


def describe(
    table: Table, label: str, matched: Sequence[Matched], counts: Sequence[PartCounts], keys: Duplicates | None
) -> list[Diagnostic]:
    """The findings of a table, keys first and then in field order. Reads the data again only for examples."""
    place = {"table": table.name, "file": label}
    findings = [
        short
        for one, counted in zip(matched, counts, strict=True)
        if counted.open_rows
        for short in short_rows(one.part)
    ]
    findings.extend(_of_rows(table, place, counts, keys))
    for field in table.fields.values():
        total = _sum(counts, field.name)
        if total != Counts():
            findings.extend(_of_field(table, field, place, matched, total, _rows(counts)))
    return findings


def _of_rows(
    table: Table, place: dict[str, str], counts: Sequence[PartCounts], keys: Duplicates | None
) -> Iterator[Diagnostic]:
    blank = sum(one.blank_rows for one in counts)
    if blank:
        yield Diagnostic("rows-blank", {**place, "count": blank})
    if not _rows(counts):
        yield Diagnostic("rows-none", place)
    if keys and keys.keys:
        args: dict[str, Argument] = {"column": table.fields[table.key].column, "count": keys.keys, "rows": keys.rows}
        yield Diagnostic("key-duplicate", {**place, **args, "examples": quoted(keys.examples)})


def _of_field(
    table: Table, field: Field, place: dict[str, str], matched: Sequence[Matched], total: Counts, rows: int
) -> Iterator[Diagnostic]:
    args: dict[str, Argument] = {**place, "column": field.column, "declared": str(field.type.maybe(False))}
    known = rows - total.absent - total.blank
    columns = [(one.part.frame, one.columns[field.name]) for one in matched]
    if total.unreadable:
        examples = _examples(field, ((frame, column.raw, column.unreadable) for frame, column in columns))
        shown: dict[str, Argument] = {"count": total.unreadable, "known": known, "examples": examples}
        yield Diagnostic(_unreadable_code(field, total.unreadable, known), args | shown)
    if total.outside and field.valid:
        examples = _examples(field, ((frame, c.raw, c.outside) for frame, c in columns if c.outside is not None))
        shown = {"count": total.outside, "known": known, "examples": examples, "valid": _valid(field.valid)}
        yield Diagnostic("value-outside", args | shown)
    missing = total.absent + total.blank
    if field.name in (table.key, table.at):
        missing += total.unreadable + total.outside
        if missing:
            yield _unusable(table, field, args | {"count": missing}, matched)
    elif missing and not field.type.optional:
        keys = ((one.part.frame, one.columns[table.key].checked, one.columns[field.name].missing) for one in matched)
        shown = {"count": missing, "rows": rows, "examples": _examples(table.fields[table.key], keys)}
        yield Diagnostic("value-missing", args | shown)


def _unusable(table: Table, field: Field, args: dict[str, Argument], matched: Sequence[Matched]) -> Diagnostic:
    """Rows without a key or, of events, a time: an error in the profile, where every customer counts."""
    if table.role == "profile":
        return Diagnostic("key-missing", args | {"examples": _rows_without(field, matched)})
    return Diagnostic("event-without-time" if field.name == table.at else "event-without-key", args)


def _valid(valid: Valid) -> str:
    """The range or the values as a rule file says them."""
    if valid.values is None:
        return f"{valid.low}..{valid.high}"
    return f"[{', '.join(map(str, valid.values))}]"


def _unreadable_code(field: Field, count: int, known: int) -> str:
    """A few bad cells are read as missing; when most are, the type is wrong, not the cells."""
    if field.type.kind is Kind.CATEGORY:
        return "value-undeclared"
    return "column-unreadable" if count * 2 > known else "value-unreadable"


def _examples(field: Field, places: Iterable[tuple[pl.LazyFrame, pl.Expr, pl.Expr]]) -> str:
    """A few different cells of the column for which the condition holds, as text."""
    found: dict[str, None] = {}
    for frame, cell, bad in places:
        cells = frame.filter(bad).select(cell).head(_LOOKED_AT).collect().to_series().drop_nulls()
        found.update(dict.fromkeys(str(value) for value in cells))
    some = itertools.islice(found, _EXAMPLES)
    return quoted(mask(value) if field.pii else value for value in some)


def _rows_without(key: Field, matched: Sequence[Matched]) -> str:
    """The numbers of the first rows without a key, from 1 without the header, blank rows counted but not named."""
    before = 0
    numbers: list[int] = []
    for one in matched:
        rows = one.part.frame.with_columns(one.columns[key.name].checked.is_null().alias(_ASKED))
        rows = rows.with_row_index(_NUMBER, before + 1).filter(_ASKED)
        if one.part.loose:
            rows = rows.filter(~pl.all_horizontal(pl.exclude(_ASKED, _NUMBER).is_null()))
        numbers.extend(rows.select(_NUMBER).head(_EXAMPLES).collect().to_series())
        before += one.part.frame.select(pl.len()).collect().item()
    return ", ".join(map(str, numbers[:_EXAMPLES]))


def quoted(values: Iterable[str]) -> str:
    """Values as they stand in data, told apart from the sentence around them; long ones are cut."""
    return ", ".join(f'"{value if len(value) <= _SHOWN else value[:_SHOWN] + "…"}"' for value in values)


def mask(value: str) -> str:
    """Personal data as it may be shown: the first three and the last two characters of ten or more, else nothing."""
    return value[:3] + "*" * (len(value) - 5) + value[-2:] if len(value) >= 10 else "*" * len(value)


def _rows(counts: Sequence[PartCounts]) -> int:
    return sum(one.rows - one.blank_rows for one in counts)


def _sum(counts: Sequence[PartCounts], name: str) -> Counts:
    cells = [one.cells[name] for one in counts]
    return Counts(
        absent=sum(one.absent for one in cells),
        blank=sum(one.blank for one in cells),
        unreadable=sum(one.unreadable for one in cells),
        outside=sum(one.outside for one in cells),
    )
