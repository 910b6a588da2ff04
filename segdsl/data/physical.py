"""From the type a column has on disk to the type its field declares: one row of reading per pair that goes together.

What goes together keeps its value: integers of any width for `int`, a floating column for `int` where its numbers are
whole (other tools store integers with gaps that way), 0 and 1 for `bool`, a moment for a `date`, numbers for a mobile
telephone number. Other digits for `text`, or text for a number, do not: the contract is wrong then, or the file is, and
only the user can say which.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import polars as pl

from segdsl.data.text import parsed
from segdsl.functions.types import Kind, Type

_NARROW = (pl.Int8, pl.Int16, pl.Int32, pl.Int64, pl.UInt8, pl.UInt16, pl.UInt32)
_WHOLE = 2.0**63


@dataclass(frozen=True, slots=True)
class Physical:
    """A column as it is on disk.

    `loose` text is to be parsed; moments with a zone become local times of `zone`; `digits` says that a number is one
    of digits alone.
    """

    raw: pl.Expr
    found: pl.DataType
    loose: bool
    zone: str
    digits: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """How a physical column is read.

    `value` has the declared type and is null where the cell is missing or unreadable; `blank` is true where there is a
    cell that says missing ('' in a CSV file, NaN, infinity). `direct` is the cheapest expression that equals `value` as
    long as no cell is blank or unreadable.
    """

    value: pl.Expr
    direct: pl.Expr
    blank: pl.Expr | None = None
    wide: Reading | None = None
    always: bool = False  # value equals direct whatever the cells hold: nothing to count


def storage(kind: Type) -> pl.DataType:
    """The type in which a field of this declared type is handed on; an int may also be any narrower integer."""
    match kind.kind:
        case Kind.CATEGORY:
            return pl.Enum(kind.values)
        case Kind.BOOL:
            return pl.Boolean()
        case Kind.INT:
            return pl.Int64()
        case Kind.NUMBER:
            return pl.Float64()
        case Kind.DATE:
            return pl.Date()
        case Kind.TIME:
            return pl.Datetime("us")
        case Kind.LIST:
            return pl.List(pl.String)
        case _:
            return pl.String()


def reading(
    raw: pl.Expr, found: pl.DataType, declared: Type, *, zone: str, loose: bool, digits: bool = False
) -> Reading | None:
    """How a column of physical type `found` is read as `declared`; None where the two do not go together.

    `digits`: the text is one of digits that never begins with a zero, such as a mobile telephone number, so that a
    number stands for its digits: 13800138000.0 is read as "13800138000".
    """
    if found == pl.Null:
        return _plain(raw.cast(storage(declared)))
    if isinstance(found, (pl.Categorical, pl.Enum)) and found != storage(declared):
        raw = raw.cast(pl.String)
        found = pl.String()
    if loose and found == pl.String:
        return _from_text(raw.str.strip_suffix(".0") if digits else raw, declared, zone)
    return _READERS[declared.kind](Physical(raw, found, loose, zone, digits), declared)


def _plain(value: pl.Expr) -> Reading:
    return Reading(value, value, always=True)


def _checked(value: pl.Expr) -> Reading:
    return Reading(value, value)


def _from_text(raw: pl.Expr, declared: Type, zone: str) -> Reading:
    if declared.kind is Kind.TEXT:
        empty = raw == ""
        return Reading(pl.when(~empty).then(raw), raw, empty)
    if declared.kind is Kind.CATEGORY:
        value = raw.cast(storage(declared), strict=False)
        return Reading(value, value, raw == "")
    several = declared.kind in (Kind.INT, Kind.DATE, Kind.TIME)
    wide = _parsed(raw, declared.kind, zone, wide=True)
    return replace(_parsed(raw, declared.kind, zone, wide=False), wide=wide) if several else wide


def _parsed(raw: pl.Expr, kind: Kind, zone: str, *, wide: bool) -> Reading:
    text = raw.str.strip_chars()
    value = parsed(text, kind, zone, wide=wide)
    blank = text == ""
    if kind is Kind.NUMBER:
        return Reading(pl.when(value.is_finite()).then(value), value, blank | ~value.is_finite())
    if kind is Kind.LIST:
        return Reading(pl.when(~blank).then(value), value, blank)
    return Reading(value, value, blank)


def _bool(column: Physical, _: Type) -> Reading | None:
    if column.found == pl.Boolean:
        return _plain(column.raw)
    return _checked(pl.when(column.raw.is_in([0, 1])).then(column.raw == 1)) if column.found.is_integer() else None


def _int(column: Physical, _: Type) -> Reading | None:
    raw, found = column.raw, column.found
    if found in _NARROW:
        return _plain(raw)
    if found.is_integer():
        return _checked(raw.cast(pl.Int64, strict=False))
    if isinstance(found, pl.Decimal):
        return _checked(pl.when(raw == raw.round()).then(raw).cast(pl.Int64, strict=False))
    if found.is_float():
        number = raw.cast(pl.Float64)
        whole = (number == number.round()) & (number >= -_WHOLE) & (number < _WHOLE)
        return Reading(
            pl.when(whole).then(number).cast(pl.Int64), number.cast(pl.Int64, strict=False), ~raw.is_finite()
        )
    return None


def _number(column: Physical, _: Type) -> Reading | None:
    if column.found.is_float():
        number = column.raw if column.found == pl.Float64 else column.raw.cast(pl.Float64)
        return Reading(pl.when(number.is_finite()).then(number), number, ~number.is_finite())
    return _plain(column.raw.cast(pl.Float64)) if column.found.is_numeric() else None


def _date(column: Physical, _: Type) -> Reading | None:
    if column.found == pl.Date:
        return _plain(column.raw)
    return _plain(_local(column).dt.date()) if isinstance(column.found, pl.Datetime) else None


def _time(column: Physical, _: Type) -> Reading | None:
    if column.found == pl.Date:
        return _plain(column.raw.cast(pl.Datetime("us")))
    if not isinstance(column.found, pl.Datetime):
        return None
    local = _local(column)
    return _plain(local if column.found.time_unit == "us" else local.dt.cast_time_unit("us"))


def _local(column: Physical) -> pl.Expr:
    if not isinstance(column.found, pl.Datetime) or column.found.time_zone is None:
        return column.raw
    return column.raw.dt.convert_time_zone(column.zone).dt.replace_time_zone(None)


def _category(column: Physical, declared: Type) -> Reading | None:
    if column.found == storage(declared):
        return _plain(column.raw)
    return _checked(column.raw.cast(storage(declared), strict=False)) if column.found == pl.String else None


def _list(column: Physical, _: Type) -> Reading | None:
    found = column.found
    if not isinstance(found, pl.List) or not isinstance(found.inner, (pl.String, pl.Categorical, pl.Enum)):
        return None
    texts = column.raw if isinstance(found.inner, pl.String) else column.raw.cast(pl.List(pl.String))
    return _plain(texts.list.drop_nulls())


def _text(column: Physical, _: Type) -> Reading | None:
    raw, found = column.raw, column.found
    if found == pl.String:
        return _plain(raw)
    if not (found.is_numeric() and (column.loose or column.digits)):
        return None
    # What a workbook makes of the digits 12345678901 is the number 12345678901.0.
    whole = (raw == raw.round()) & (raw.abs() < _WHOLE)
    text = pl.when(whole).then(raw.cast(pl.Int64, strict=False).cast(pl.String)).otherwise(raw.cast(pl.String))
    if not found.is_float():
        return _plain(text)
    return Reading(pl.when(raw.is_finite()).then(text), text, ~raw.is_finite())


_READERS: dict[Kind, Callable[[Physical, Type], Reading | None]] = {
    Kind.BOOL: _bool,
    Kind.INT: _int,
    Kind.NUMBER: _number,
    Kind.DATE: _date,
    Kind.TIME: _time,
    Kind.CATEGORY: _category,
    Kind.LIST: _list,
    Kind.TEXT: _text,
}
