"""Reckoning with constants while checking: default values of params, order of bounds, lengths of durations.

A param counts with its default value here; `binding` repeats the checks for the values it is overridden with.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from segdsl.functions.types import Kind
from segdsl.rulebook.terms import Const, DurationTimes, Negate, ParamRef, Shift, Term, Today
from segdsl.syntax.values import Duration, Scalar, shift

Values = Callable[[str], Scalar | None]
"""The value of a param; None where it has none (it is a list, or broken)."""

# A duration's length in minutes: exact for those of fixed length, the shortest and longest for months and years.
_MINUTES = {"min": 1, "h": 60, "d": 1440, "w": 10080}
_MONTH = {"mo": 1, "y": 12}
# Places to stand for `today`, so that bounds relative to it can be compared: month ends, leap days, a year's turn.
_TODAYS = (dt.date(2021, 6, 30), dt.date(2020, 2, 29), dt.date(2021, 3, 31), dt.date(2022, 1, 1))


def scalar(term: Term, values: Values, today: dt.date | None = None) -> Scalar | None:
    """What a constant term comes to; None where that is unknown (`today` without a date, an unknown param)."""
    match term:
        case Const():
            return term.value
        case ParamRef():
            return values(term.name)
        case Today():
            return today
        case Negate():
            inner = scalar(term.operand, values, today)
            return -inner if isinstance(inner, int | float) else None
        case DurationTimes():
            return _times(scalar(term.factor, values), scalar(term.duration, values))
        case Shift():
            return _shifted(scalar(term.moment, values, today), scalar(term.duration, values), term.sign)
        case _:
            return None


def _times(factor: Scalar | None, duration: Scalar | None) -> Duration | None:
    if isinstance(factor, int) and isinstance(duration, Duration):
        return duration.times(factor)
    return None


def _shifted(moment: Scalar | None, duration: Scalar | None, sign: int) -> dt.date | None:
    if not isinstance(moment, dt.date) or not isinstance(duration, Duration):
        return None
    try:
        return shift(moment, duration, 1 if sign == 1 else -1)
    except OverflowError:
        return None


def is_constant(term: Term) -> bool:
    """Whether a term may be an element of a list or a bound of a range: literal, param, `today ± durations`."""
    match term:
        case Const() | ParamRef() | Today():
            return True
        case Shift():
            return is_constant(term.moment)
        case Negate():
            return isinstance(term.operand, ParamRef)
        case _:
            return False


def reversed_bounds(low: Term, high: Term, values: Values) -> bool:
    """Whether `low..high` is empty whatever the as-of date is; False where that cannot be known."""
    verdicts = {_above(scalar(low, values, today), scalar(high, values, today)) for today in (None, *_TODAYS)}
    return True in verdicts and False not in verdicts


def _above(low: Scalar | None, high: Scalar | None) -> bool | None:
    if low is None or high is None:
        return None
    if isinstance(low, Duration) and isinstance(high, Duration):
        return longer(low, high)
    if isinstance(low, dt.date) and isinstance(high, dt.date):
        return day_of(low) > day_of(high) if type(low) is not type(high) else low > high
    if isinstance(low, str) and isinstance(high, str):
        return low > high
    if isinstance(low, int | float) and isinstance(high, int | float):
        return low > high
    return None


def day_of(moment: dt.date) -> dt.date:
    """The calendar date of a date or time."""
    return moment.date() if isinstance(moment, dt.datetime) else moment


def longest(duration: Duration) -> float:
    """The most minutes a duration can take."""
    if duration.unit in _MONTH:
        months = duration.count * _MONTH[duration.unit]
        return 1440 * min(31 * months, 365.25 * months / 12 + 3)
    return duration.count * _MINUTES[duration.unit]


def shortest(duration: Duration) -> float:
    """The fewest minutes a duration can take."""
    if duration.unit in _MONTH:
        months = duration.count * _MONTH[duration.unit]
        return 1440 * max(28 * months, 365.2 * months / 12 - 3)
    return duration.count * _MINUTES[duration.unit]


def of_one_kind(a: Duration, b: Duration) -> bool:
    """Whether two durations can be compared exactly: both of months and years, or both of fixed length."""
    return (a.unit in _MONTH) == (b.unit in _MONTH)


def longer(a: Duration, b: Duration) -> bool:
    """Whether `a` is longer than `b` on every calendar."""
    return nominal(a) > nominal(b) if of_one_kind(a, b) else shortest(a) > longest(b)


def nominal(duration: Duration) -> float:
    """A duration's length in minutes, a month counting as a twelfth of 365.25 days: for ordering, not for dates."""
    if duration.unit in _MONTH:
        return 1440 * 365.25 / 12 * duration.count * _MONTH[duration.unit]
    return duration.count * _MINUTES[duration.unit]


def is_duration(term: Term) -> bool:
    """Whether a term is a duration."""
    return term.type.kind is Kind.DURATION
