"""Comparisons, membership, windows and logic."""

from __future__ import annotations

import datetime as dt
import struct
from collections.abc import Mapping
from functools import reduce
from operator import and_, eq, ge, gt, le, lt, or_
from typing import TYPE_CHECKING, Any

from segdsl.diagnostics import SegdslError
from segdsl.functions.types import CALENDAR, NUMERIC, Kind
from segdsl.lowering.polars.constants import (
    calendar_date,
    constant,
    constants,
    end_of_day,
    is_constant,
    shifted,
    start_of_day,
)
from segdsl.lowering.polars.context import UNKNOWN
from segdsl.lowering.polars.lowering import Handler, Lowering
from segdsl.rulebook.lists import unknown_list
from segdsl.rulebook.terms import (
    And,
    Compare,
    CompareOp,
    FieldRef,
    InList,
    InRange,
    InWindow,
    IsMissing,
    Listed,
    Not,
    Or,
    Term,
    TermBase,
    Window,
)
from segdsl.syntax.values import Scalar

if TYPE_CHECKING:
    import polars as pl

_COMPARE = {"=": eq, "<": lt, "<=": le, ">": gt, ">=": ge}
_MIRRORED: dict[CompareOp, CompareOp] = {"=": "=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
_FEW = 8  # up to here, comparing a text with each value beats looking it up (17 against 100 ms for two, 10 M rows)


def _compare(lo: Lowering, term: Compare) -> pl.Expr:
    return lo.settle(_answer(lo, term.op, term.left, term.right), term.left, term.right)


def _answer(lo: Lowering, op: CompareOp, left: Term, right: Term) -> pl.Expr:
    """`left op right`, null where an operand is missing."""
    if is_constant(left) and not is_constant(right):
        return _answer(lo, _MIRRORED[op], right, left)
    if is_constant(right) and not is_constant(left):
        bound = constant(right, lo.context)
        if bound is None:
            return lo.polars.lit(None, dtype=lo.polars.Boolean)
        return _against(lo, op, left, bound, right.type.kind)
    kinds = {left.type.kind, right.type.kind}
    if kinds == CALENDAR:
        return _apply(op, lo.stored(left).dt.date(), lo.stored(right).dt.date())
    if kinds == {Kind.NUMBER, Kind.INT}:
        return _apply(op, lo.number(left), lo.number(right))
    if kinds == {Kind.CATEGORY} and left.type.values != right.type.values:
        return _apply(op, lo.stored(left).cast(lo.polars.String), lo.stored(right).cast(lo.polars.String))
    return _apply(op, lo.stored(left), lo.stored(right))


def _apply(op: CompareOp, left: pl.Expr, right: Any) -> pl.Expr:
    compared: pl.Expr = _COMPARE[op](left, right)
    return compared


def _against(lo: Lowering, op: CompareOp, left: Term, bound: Scalar, kind: Kind) -> pl.Expr:
    """A comparison with a constant, in the width and unit the column is stored in."""
    if left.type.kind is Kind.BOOL:
        return lo.value(left) if bound else ~lo.value(left)
    if left.type.kind is Kind.TIME and kind is Kind.DATE and isinstance(bound, dt.date):
        return _time_against_date(lo, op, left, bound)
    if left.type.kind is Kind.DATE and isinstance(bound, dt.date):
        return _apply(op, lo.stored(left), calendar_date(bound))
    if left.type.kind in NUMERIC:
        column, values = _numeric(lo, left, [bound])
        return _apply(op, column, values[0])
    return _apply(op, lo.stored(left), bound)


def _time_against_date(lo: Lowering, op: CompareOp, left: Term, day: dt.date) -> pl.Expr:
    """By calendar date, but on the instants that are stored: that spares a conversion of every row."""
    moment = lo.stored(left)
    match op:
        case "=":
            return moment.is_between(start_of_day(day), end_of_day(day))
        case "<" | ">=":
            return _apply(op, moment, start_of_day(day))
        case _:
            return _apply(op, moment, end_of_day(day))


def _numeric(lo: Lowering, term: Term, values: list[Any]) -> tuple[pl.Expr, list[Any]]:
    """A numeric term and constants in the one type in which comparing them is exact."""
    if term.type.kind is Kind.INT:
        if all(isinstance(value, int) for value in values):
            return lo.stored(term), values
        return lo.number(term), [_float(value) for value in values]
    floats = [_float(value) for value in values]
    single = isinstance(term, FieldRef) and lo.context.storage.get(term.name, UNKNOWN).single
    # Polars rounds a constant to the column's 32 bits: 0.1 would equal the nearest single float, which is not 0.1.
    return (lo.number(term) if single and not all(map(_is_single, floats)) else lo.stored(term)), [*floats]


def _float(value: Scalar) -> float:
    assert isinstance(value, int | float)
    return float(value)


def _is_single(value: float) -> bool:
    try:
        return bool(struct.unpack("f", struct.pack("f", value))[0] == value)
    except OverflowError:
        return False


# ---- membership ------------------------------------------------------------------------------------------------------


def _in_list(lo: Lowering, term: InList) -> pl.Expr:
    return lo.settle(_member(lo, term.value, constants(term.items, lo.context), term.items.type.kind), term.value)


def _member(lo: Lowering, value: Term, items: list[Any], kind: Kind) -> pl.Expr:
    column = lo.stored(value)
    if {value.type.kind, kind} <= CALENDAR and Kind.DATE in (value.type.kind, kind):
        items = list(dict.fromkeys(calendar_date(item) for item in items if isinstance(item, dt.date)))
        column = column.dt.date() if value.type.kind is Kind.TIME else column
    elif value.type.kind in NUMERIC:
        column, items = _numeric(lo, value, items)
    if len(items) == 1 or (value.type.kind is Kind.TEXT and 0 < len(items) <= _FEW):
        equal: pl.Expr = reduce(or_, [column == item for item in items])
        return equal
    return column.is_in(items)


def _in_range(lo: Lowering, term: InRange) -> pl.Expr:
    low, high = term.low, term.high
    kinds = {term.value.type.kind, low.type.kind, high.type.kind}
    if is_constant(low) and is_constant(high) and not is_constant(term.value):
        bottom, top = constant(low, lo.context), constant(high, lo.context)
        if bottom is not None and top is not None:
            return lo.settle(_between(lo, term.value, bottom, top, kinds), term.value)
    answer = _answer(lo, ">=", term.value, low) & _answer(lo, "<=", term.value, high)
    return lo.settle(answer, term.value, low, high)


def _between(lo: Lowering, value: Term, low: Any, high: Any, kinds: set[Kind]) -> pl.Expr:
    if value.type.kind in NUMERIC:
        column, (low, high) = _numeric(lo, value, [low, high])
        return column.is_between(low, high)
    column = lo.stored(value)
    if isinstance(low, dt.date) and isinstance(high, dt.date) and Kind.DATE in kinds:
        if value.type.kind is Kind.DATE:
            return column.is_between(calendar_date(low), calendar_date(high))
        return column.is_between(
            low if isinstance(low, dt.datetime) else start_of_day(low),
            high if isinstance(high, dt.datetime) else end_of_day(high),
        )
    return column.is_between(lo.polars.lit(low), lo.polars.lit(high))  # a bare string would name a column


def _in_window(lo: Lowering, term: InWindow) -> pl.Expr:
    if term.window.dates is not None:
        low, high = term.window.dates
        return _in_range(lo, InRange(term.type, term.span, term.value, low, high))
    return lo.settle(_within(lo, term.value, term.window), term.value)


def _within(lo: Lowering, value: Term, window: Window) -> pl.Expr:
    """(today − far, today − near]: of dates as it stands, of times between the ends of those days.

    Hours and minutes count back from the end of the as-of day. There [end − far, end − near) and
    (last microsecond − far, last microsecond − near] are the same, so every window is one and the same comparison.
    """
    column, today = lo.stored(value), lo.context.as_of
    now: dt.date = today if value.type.kind is Kind.DATE else end_of_day(today)
    near = now if window.near is None else shifted(now, constant(window.near, lo.context), -1)
    far = now if window.far is None else shifted(now, constant(window.far, lo.context), -1)
    if near is None:  # the window lies before the calendar
        return column.is_null() & lo.polars.lit(None, dtype=lo.polars.Boolean)
    if far is None:
        return column <= near
    return column.is_between(far, near, closed="right")


def _listed(lo: Lowering, term: Listed) -> pl.Expr:
    lists = lo.context.lists
    if term.name not in lists:
        raise SegdslError(unknown_list(term, lists))
    if lo.context.listed is not None:
        return lo.polars.col(lo.context.listed(term.name))
    return lo.key.is_in(lists[term.name])


# ---- logic -----------------------------------------------------------------------------------------------------------


def _is_missing(lo: Lowering, term: IsMissing) -> pl.Expr:
    """A question about the plain value, and so definite in either reading."""
    return lo.plain.stored(term.value).is_null()


def _not(lo: Lowering, term: Not) -> pl.Expr:
    return ~lo.condition(term.operand)


def _and(lo: Lowering, term: And) -> pl.Expr:
    return reduce(and_, (lo.condition(operand) for operand in term.operands))


def _or(lo: Lowering, term: Or) -> pl.Expr:
    return reduce(or_, (lo.condition(operand) for operand in term.operands))


CONDITIONS: Mapping[type[TermBase], Handler] = {
    Compare: _compare,
    InList: _in_list,
    InRange: _in_range,
    InWindow: _in_window,
    IsMissing: _is_missing,
    Listed: _listed,
    Not: _not,
    And: _and,
    Or: _or,
}
