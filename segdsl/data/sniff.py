"""Types of the columns of a part: from the physical types, and from every cell where the cells are text.

Text is taken for something else only if all its cells say so, and never if that could cost a character: digits with a
leading zero, or ten and more of them (telephone numbers, account numbers, identity cards), stay text. What a few words
have in common is not guessed to be a category: a value that turns up tomorrow would then be read as missing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import polars as pl

from segdsl.data.part import Part
from segdsl.data.text import parsed
from segdsl.functions.types import NUMERIC, Kind, Type

SAMPLE = 10_000
"""Of text, the rows that propose a type; all rows decide."""

_DIGITS = 10**9
_DAY = r"^[0-9]{4}([-/][0-9]{1,2}[-/][0-9]{1,2}|年[0-9]{1,2}月[0-9]{1,2}日)"
_CLOCK = r"[ T][0-9]{1,2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?(Z|[-+][0-9]{2}:?[0-9]{2})?$"
_NO_INT = r"^[-+]?0[0-9]|^\+|^-0$"
_NO_NUMBER = r"^[-+]?0[0-9]|^\+|[eE][0-9]|^-?[0-9]{16}"


@dataclass(frozen=True, slots=True)
class Seen:
    """What a column turned out to hold, optional if a cell is missing; the type is None where the language has none."""

    type: Type | None
    known: int


@dataclass(frozen=True, slots=True)
class Guess:
    """A type that text may have, and whether a stripped cell that is not blank says so."""

    kind: Kind
    says: Callable[[pl.Expr], pl.Expr]


def _int(text: pl.Expr) -> pl.Expr:
    number = text.cast(pl.Int64, strict=False)
    return number.is_between(-_DIGITS, _DIGITS, closed="none").fill_null(value=False) & ~text.str.contains(_NO_INT)


def _number(text: pl.Expr) -> pl.Expr:
    finite = text.cast(pl.Float64, strict=False).is_finite().fill_null(value=False)
    return finite & ~text.str.contains(_NO_NUMBER)


def _moment(kind: Kind, form: str | None) -> Callable[[pl.Expr], pl.Expr]:
    """In the commonest form, or where a pattern of forms is given, in any of them."""

    def says(text: pl.Expr) -> pl.Expr:
        known = parsed(text, kind, "UTC", wide=form is not None).is_not_null()
        return known if form is None else known & text.str.contains(form)

    return says


GUESSES = (
    Guess(Kind.BOOL, lambda text: text.str.to_lowercase().is_in(("true", "false"))),
    Guess(Kind.INT, _int),
    Guess(Kind.NUMBER, _number),
    Guess(Kind.DATE, _moment(Kind.DATE, None)),
    Guess(Kind.DATE, _moment(Kind.DATE, _DAY + "$")),
    Guess(Kind.TIME, _moment(Kind.TIME, None)),
    Guess(Kind.TIME, _moment(Kind.TIME, _DAY + _CLOCK)),
)


def sniff(part: Part) -> dict[str, Seen]:
    """The type of every column of a part. Reads it once, for most text a second time after a look at its first rows."""
    counts = part.frame.select(_missing(part)).collect().row(0, named=True)
    missing = {name: counts[f"{name} missing"] - counts["blank rows"] for name in part.schema}
    rows = counts["rows"] - counts["blank rows"]
    texts = [name for name, found in part.schema.items() if part.loose and found == pl.String]
    kinds = _kinds(part.frame, [name for name in texts if missing[name] < rows])
    seen = {}
    for name, found in part.schema.items():
        type_ = Type(kinds.get(name, Kind.TEXT)) if name in texts else _typed(found)
        optional = missing[name] > 0 or rows == 0
        seen[name] = Seen(type_.maybe(optional) if type_ else None, rows - missing[name])
    return seen


def _missing(part: Part) -> list[pl.Expr]:
    blank_rows = pl.all_horizontal(pl.all().is_null()).sum() if part.loose else pl.lit(0)
    aggregates = [pl.len().alias("rows"), blank_rows.alias("blank rows")]
    for name, found in part.schema.items():
        column = pl.col(name)
        missing = column.is_null()
        if part.loose and found == pl.String:
            missing |= column.str.strip_chars() == ""
        elif found.is_float():
            missing |= ~column.is_finite()
        aggregates.append(missing.sum().alias(f"{name} missing"))
    return aggregates


def _kinds(frame: pl.LazyFrame, names: Sequence[str]) -> dict[str, Kind]:
    """The type of each column of text that all its cells agree on: the first rows propose, all rows decide."""
    sample = frame.select(names).head(SAMPLE).collect().lazy()
    proposed = {
        name: [one for one in GUESSES if sample.select(_strays(name, one)).collect().item() == 0] for name in names
    }
    decided: dict[str, Kind] = {}
    while undecided := {name: guesses.pop(0) for name, guesses in proposed.items() if guesses and name not in decided}:
        strays = frame.select(_strays(name, guess) + _unlikely(name, guess) for name, guess in undecided.items())
        found = strays.collect().row(0, named=True)
        decided.update({name: guess.kind for name, guess in undecided.items() if found[name] == 0})
    return decided


def _strays(name: str, guess: Guess) -> pl.Expr:
    """How many cells do not say what is guessed."""
    text = pl.col(name).str.strip_chars()
    return ((text != "") & ~guess.says(text)).sum()


def _unlikely(name: str, guess: Guess) -> pl.Expr:
    """One for numbers without a single fraction: digits that are no int are numbers of something; else zero."""
    fractions = pl.col(name).str.contains(r"[.eE]").any()
    return (~fractions).cast(pl.Int64) if guess.kind is Kind.NUMBER else pl.lit(0)


def _typed(found: pl.DataType) -> Type | None:
    if isinstance(found, pl.Enum):
        return Type(Kind.CATEGORY, values=tuple(found.categories))
    if isinstance(found, pl.List):
        return Type(Kind.LIST) if isinstance(found.inner, (pl.String, pl.Categorical, pl.Enum)) else None
    if found.is_numeric():
        return Type(Kind.INT if found.is_integer() else Kind.NUMBER)
    return _SIMPLE.get(found.base_type())


_SIMPLE: dict[type[pl.DataType], Type] = {
    pl.String: Type(Kind.TEXT),
    pl.Categorical: Type(Kind.TEXT),
    pl.Null: Type(Kind.TEXT),
    pl.Boolean: Type(Kind.BOOL),
    pl.Date: Type(Kind.DATE),
    pl.Datetime: Type(Kind.TIME),
}


def combined(seen: Sequence[Seen]) -> Type | None:
    """The type of a column that several parts have; None where one of them has a type that the language has not.

    Parts without a single value have no say, unless no part has one.
    """
    found = [one.type for one in seen if one.type]
    if len(found) < len(seen):
        return None
    optional = any(one.optional for one in found)
    said = {one.type.maybe(False) for one in seen if one.type and one.known} or {found[0].maybe(False)}
    if len(said) == 1:
        return said.pop().maybe(optional)
    numeric = {one.kind for one in said} <= NUMERIC
    return Type(Kind.NUMBER if numeric else Kind.TEXT, optional)
