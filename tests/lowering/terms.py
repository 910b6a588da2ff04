"""Terms made by hand, and the column that a term comes to on a small frame: what the tests beside this one share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import polars as pl

from segdsl.diagnostics import Span
from segdsl.functions.types import BOOL, DATE, DURATION, INT, NUMBER, TEXT, TIME, Kind, Type
from segdsl.lowering.polars import Context, lower, lower_condition, lower_kleene
from segdsl.rulebook.terms import (
    And,
    Arithmetic,
    Call,
    Compare,
    CompareOp,
    Const,
    ConstList,
    FieldRef,
    InList,
    InRange,
    IsMissing,
    Not,
    Or,
    Shift,
    Term,
    Today,
    Window,
)
from segdsl.syntax.values import Duration, Scalar

AT = Span(0, 0)
CONTEXT = Context(as_of=dt.date(2021, 6, 30), key="id")
COLOURS = Type(Kind.CATEGORY, values=("red", "green", "blue"))
TODAY = Today(DATE, AT)


def type_of(value: object) -> Type:
    """The type of a plain constant."""
    types: dict[type, Type] = {bool: BOOL, int: INT, float: NUMBER, str: TEXT, dt.date: DATE, dt.datetime: TIME}
    return DURATION if isinstance(value, Duration) else types[type(value)]


def const(value: Scalar, type_: Type | None = None) -> Const:
    return Const(type_ or type_of(value), AT, value)


def field(name: str, type_: Type) -> FieldRef:
    return FieldRef(type_.maybe(), AT, "customer", name)


def compare(left: Term, op: CompareOp, right: Term) -> Compare:
    return Compare(BOOL, AT, op, left, right)


def not_(operand: Term) -> Not:
    return Not(BOOL, AT, operand)


def and_(*operands: Term) -> And:
    return And(BOOL, AT, operands)


def or_(*operands: Term) -> Or:
    return Or(BOOL, AT, operands)


def missing(value: Term) -> IsMissing:
    return IsMissing(BOOL, AT, value)


def among(value: Term, *items: Scalar, type_: Type | None = None) -> InList:
    element = type_ or value.type.maybe(False)
    return InList(BOOL, AT, value, ConstList(element, AT, tuple(const(item, element) for item in items)))


def between(value: Term, low: Term, high: Term) -> InRange:
    return InRange(BOOL, AT, value, low, high)


def window(near: str | None, far: str) -> Window:
    return Window(DATE, AT, const(duration(near)) if near else None, const(duration(far)))


def duration(text: str) -> Duration:
    """The duration written as in a rule file, `30d`."""
    digits = text.rstrip("abcdefghijklmnopqrstuvwxyz")
    return Duration(int(digits), text[len(digits) :])  # type: ignore[arg-type]


def shift(moment: Term, length: str, sign: int = 1) -> Shift:
    return Shift(moment.type, AT, moment, const(duration(length)), 1 if sign > 0 else -1)


def calculate(left: Term, op: str, right: Term) -> Arithmetic:
    kinds = {left.type.kind, right.type.kind}
    type_ = INT if kinds == {Kind.INT} and op != "/" else NUMBER
    return Arithmetic(type_.maybe(), AT, op, left, right)  # type: ignore[arg-type]


def call(function: str, *arguments: Term, type_: Type) -> Call:
    return Call(type_, AT, function, arguments)


def values(term: Term, frame: pl.DataFrame, context: Context = CONTEXT) -> list[Any]:
    """What a term comes to in every row."""
    return _column(lower(term, context), frame)


def answers(term: Term, frame: pl.DataFrame, context: Context = CONTEXT) -> list[bool]:
    """What a condition comes to in every row."""
    return _column(lower_condition(term, context), frame)


def kleene(term: Term, frame: pl.DataFrame, context: Context = CONTEXT) -> list[bool | None]:
    """What a condition comes to in three-valued logic."""
    return _column(lower_kleene(term, context), frame)


def _column(expr: pl.Expr, frame: pl.DataFrame) -> list[Any]:
    return frame.with_columns(expr.alias("result"))["result"].to_list()


def frame(columns: dict[str, Iterable[Any]], **dtypes: Any) -> pl.DataFrame:
    """A frame with a key column `id`; columns get the dtypes named."""
    found = {name: pl.Series(name, list(cells), dtype=dtypes.get(name)) for name, cells in columns.items()}
    length = len(next(iter(found.values())))
    keys: Sequence[str] = [str(number) for number in range(1, length + 1)]
    return pl.DataFrame({"id": pl.Series("id", keys, dtype=pl.String), **found})


def with_(context: Context = CONTEXT, **changes: Any) -> Context:
    return replace(context, **changes)
