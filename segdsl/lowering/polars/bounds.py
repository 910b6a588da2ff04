"""Windows as half-open stretches of stored time, cut off at the end of the as-of day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from segdsl.lowering.polars.constants import calendar_date, constant, end_of_day, shifted
from segdsl.lowering.polars.context import Context
from segdsl.rulebook.terms import Term, Window

_EPOCH = dt.date(1970, 1, 1).toordinal()
_MICROSECOND = dt.timedelta(microseconds=1)
_START = dt.datetime(1970, 1, 1)  # noqa: DTZ001 - local time of the project's zone


@dataclass(frozen=True, slots=True)
class Bounds:
    """`low` ≤ time < `high`, in days since 1970 or, with `clock`, in microseconds; without `low` since ever."""

    low: int | None
    high: int
    clock: bool = False


def bounds(window: Window | None, context: Context) -> Bounds:
    """The events that an aggregate reads: those of the window, none after the as-of day.

    A far end before the calendar's first year is no bound; a near end before it leaves nothing.
    """
    today = context.as_of
    tomorrow = _day(today) + 1
    if window is None:
        return Bounds(None, tomorrow)
    if window.dates is not None:
        low, high = (constant(date, context) for date in window.dates)
        if not isinstance(low, dt.date) or not isinstance(high, dt.date):
            return Bounds(0, 0)
        return Bounds(_day(low), min(_day(high) + 1, tomorrow))
    if _is_clock(window, context):
        end = end_of_day(today)
        low, high = _back(end, window.far, context), _back(end, window.near, context)
        if high is None:
            return Bounds(0, 0, clock=True)
        return Bounds(None if low is None else _instant(low) + 1, _instant(high) + 1, clock=True)
    low, high = _back(today, window.far, context), _back(today, window.near, context)
    if high is None:
        return Bounds(0, 0)
    return Bounds(None if low is None else _day(low) + 1, _day(high) + 1)


def _is_clock(window: Window, context: Context) -> bool:
    far = constant(window.far, context) if window.far is not None else None
    return getattr(far, "is_clock", False)


def _back(moment: dt.date, length: Term | None, context: Context) -> dt.date | None:
    return moment if length is None else shifted(moment, constant(length, context), -1)


def _day(day: dt.date) -> int:
    return calendar_date(day).toordinal() - _EPOCH


def _instant(moment: dt.date) -> int:
    assert isinstance(moment, dt.datetime)
    return (moment - _START) // _MICROSECOND
