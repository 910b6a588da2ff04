"""What a cell of text says when a type is declared for it: the readable forms of each type, and nothing guessed.

A cell that says none of them is unreadable: counted, shown in examples and read as missing.
"""

from __future__ import annotations

import json

import polars as pl

from segdsl.functions.cells import CLOCK_FORMS, DATE_FORMS, DAY_FORMS, EXACT, FIRST_YEAR
from segdsl.functions.types import FALSE_WORDS, TRUE_WORDS, Kind


def parsed(text: pl.Expr, kind: Kind, zone: str, *, wide: bool) -> pl.Expr:
    """A column of stripped text as a bool, int, number, date, time or list(text); null where it cannot be read.

    `nan` and `inf` are read as such. Times with an offset are turned into local times of `zone`. Without `wide` only
    the commonest form of each type is read, several times faster; what it cannot read may be readable with `wide`.
    """
    match kind:
        case Kind.BOOL:
            word = text.str.to_lowercase()
            return pl.when(word.is_in(TRUE_WORDS)).then(True).when(word.is_in(FALSE_WORDS)).then(False)
        case Kind.INT:
            return _int(text, wide=wide)
        case Kind.NUMBER:
            return text.cast(pl.Float64, strict=False)
        case Kind.DATE:
            return _time(text, zone).dt.date() if wide else _since(text.str.to_date(DATE_FORMS[0], strict=False))
        case Kind.TIME:
            plain = text.str.replace("T", " ", literal=True)
            return _time(text, zone) if wide else _since(_at(plain, f"{DATE_FORMS[0]} {CLOCK_FORMS[0]}"))
        case Kind.LIST:
            return _list(text)
        case _:
            raise AssertionError(kind)


def _int(text: pl.Expr, *, wide: bool) -> pl.Expr:
    plain = text.cast(pl.Int64, strict=False)
    if not wide:
        return plain
    number = text.cast(pl.Float64, strict=False)  # 12.0, 1e3: exact as long as a float holds every integer
    whole = (number == number.round()) & (number.abs() <= EXACT)
    return pl.coalesce(plain, pl.when(whole).then(number).cast(pl.Int64))


def _time(text: pl.Expr, zone: str) -> pl.Expr:
    plain = text.str.replace("T", " ", literal=True)
    dates = [text.str.to_date(form, strict=False).cast(pl.Datetime("us")) for form in DATE_FORMS]
    times = [_at(plain, f"{day} {clock}") for day in DAY_FORMS for clock in CLOCK_FORMS]
    moments = [_at(plain, f"{DATE_FORMS[0]} {clock}%#z") for clock in CLOCK_FORMS]
    local = [moment.dt.convert_time_zone(zone).dt.replace_time_zone(None) for moment in moments]
    return _since(pl.coalesce(*dates, *times, *local))


def _at(text: pl.Expr, form: str) -> pl.Expr:
    return text.str.to_datetime(form, strict=False, time_unit="us")


def _since(moment: pl.Expr) -> pl.Expr:
    return pl.when(moment.dt.year() >= FIRST_YEAR).then(moment)


def _list(text: pl.Expr) -> pl.Expr:
    """`["a", "b"]` or `a|b`; missing and empty elements are dropped."""
    return text.map_batches(_split_cells, return_dtype=pl.List(pl.String), is_elementwise=True)


def _split_cells(cells: pl.Series) -> pl.Series:
    """Row by row in Python: polars gives up on a whole column of JSON for one cell that is none."""
    return pl.Series(cells.name, [_split(cell) for cell in cells], dtype=pl.List(pl.String))


def _split(cell: str | None) -> list[str] | None:
    if cell is None:
        return None
    if not cell.startswith("["):
        return [item for part in cell.split("|") if (item := part.strip())]
    try:
        items = json.loads(cell)
    except ValueError:
        return None
    if all(item is None or isinstance(item, str) for item in items):
        return [item for item in items if item]
    return None
