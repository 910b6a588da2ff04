"""What a customer's events come to (LANGUAGE sections 7 and 12), event by event."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from segdsl.functions.types import Kind
from segdsl.rulebook import terms as t
from tests.differential.interpreter import calendar
from tests.differential.interpreter.contract import Value
from tests.differential.interpreter.evaluator import Evaluator, Event, Handler
from tests.differential.interpreter.numbers import Number, settled


def _aggregate(me: Evaluator, term: t.Aggregate) -> Value:
    chosen = chosen_events(me, term.table, term.where, term.window)
    if term.field is None:
        return OF_TABLE[term.function](chosen)
    values = [event.row[term.field] for event in chosen]
    if term.function in AT_AN_END:
        return values[AT_AN_END[term.function]] if values else None
    value = OF_FIELD[term.function]([value for value in values if value is not None])
    return float(value) if term.type.kind is Kind.NUMBER and value is not None else value


def _was(me: Evaluator, term: t.Was) -> Value:
    return me.world.was(term.tag, me.value(term.ago), me.at)


def chosen_events(me: Evaluator, table: str, where: t.Term | None, window: t.Window | None) -> list[Event]:
    """The customer's events inside the window for which `where` holds, first to last."""
    return [e for e in me.world.events(table, me.at) if inside(me, window, e.time) and me.fits(e, where)]


def inside(me: Evaluator, window: t.Window | None, time: dt.date | None) -> bool:
    """Whether a time lies in a window; a date range includes both ends, and is empty where an end is none."""
    if window is None:
        return True
    assert time is not None  # windows of tables without a time are errors
    if window.dates is not None:
        low, high = map(me.value, window.dates)
        return low is not None and high is not None and bool(low <= calendar.day_of(time) <= high)
    assert window.far is not None  # only date ranges have none
    near = None if window.near is None else me.value(window.near)
    return calendar.in_last(time, near, me.value(window.far), me.world.today)


def _days(events: Sequence[Event]) -> int:
    return len({calendar.day_of(e.time) for e in events if e.time is not None})


def _months(events: Sequence[Event]) -> int:
    return len({(e.time.year, e.time.month) for e in events if e.time is not None})


OF_TABLE: Mapping[str, Callable[[Sequence[Event]], Value]] = {
    "count": len,
    "did": lambda events: len(events) > 0,
    "never": lambda events: len(events) == 0,
    "days": _days,
    "months": _months,
}
"""Aggregates of the events themselves."""

AT_AN_END: Mapping[str, int] = {"earliest": 0, "latest": -1}
"""Aggregates that read one event, also where the field is missing there."""


def _sum(values: Sequence[Number]) -> Number | None:
    """The exact sum; missing where it leaves 64 bits, or is no finite number."""
    if all(isinstance(value, int) for value in values):
        return settled(sum(values))
    return _nearest(sum(map(Fraction, values)))


def _avg(values: Sequence[Number]) -> Number | None:
    return _nearest(Fraction(sum(map(Fraction, values)), len(values))) if values else None


def _nearest(exact: Fraction | int) -> float | None:
    """The nearest 64-bit number; None where there is no finite one."""
    try:
        return float(exact)
    except OverflowError:
        return None


def _most_frequent(values: Sequence[Any]) -> Value:
    """Of those that occur most often, the one that occurred last."""
    most = max((values.count(value) for value in values), default=0)
    return next((value for value in reversed(values) if values.count(value) == most), None)


OF_FIELD: Mapping[str, Callable[[Sequence[Any]], Value]] = {
    "sum": _sum,
    "avg": _avg,
    "minimum": lambda values: min(values, default=None),
    "maximum": lambda values: max(values, default=None),
    "distinct": lambda values: len(set(values)),
    "most_frequent": _most_frequent,
}
"""Aggregates of the known values of a field, first to last."""

EVENTS: Mapping[type[t.TermBase], Handler] = {t.Aggregate: _aggregate, t.Was: _was}
