"""Dates by the calendar (LANGUAGE section 4). Dates are counted in years, months and days, never through a library."""

from __future__ import annotations

import datetime as dt

from segdsl.syntax.values import Duration

_MONTH_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def month_length(year: int, month: int) -> int:
    """The number of days of a month."""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if month == 2 and leap else _MONTH_LENGTHS[month - 1]


def months_on(year: int, month: int, day: int, months: int) -> tuple[int, int, int]:
    """Year, month and day so many months later, clamped to the month's end. Any year, also outside the calendar."""
    index = year * 12 + (month - 1) + months
    year, month = index // 12, index % 12 + 1
    return year, month, min(day, month_length(year, month))


def moved(moment: dt.date, length: Duration, sign: int) -> dt.date | None:
    """`moment ± length`; a time keeps its time of day when moved by days or longer; None outside years 1 to 9999."""
    count = sign * length.count
    if length.unit in ("mo", "y"):
        year, month, day = months_on(moment.year, moment.month, moment.day, count * (12 if length.unit == "y" else 1))
        return moment.replace(year=year, month=month, day=day) if 1 <= year <= 9999 else None
    minutes = {"min": 1, "h": 60, "d": 1440, "w": 10080}[length.unit]
    try:
        return moment + dt.timedelta(minutes=minutes * count)
    except OverflowError:
        return None


def day_of(moment: dt.date) -> dt.date:
    """The calendar date of a date or a time."""
    return moment.date() if isinstance(moment, dt.datetime) else moment


def days_between(a: dt.date, b: dt.date) -> int:
    """Days from a to b."""
    return (day_of(b) - day_of(a)).days


def months_since(day: dt.date, today: dt.date) -> int:
    """The largest n with d ≤ today − n months, found by trying."""
    day = day_of(day)
    target = (day.year, day.month, day.day)

    def reached(n: int) -> bool:
        return target <= months_on(today.year, today.month, today.day, -n)

    n = (today.year - day.year) * 12 + today.month - day.month + 2  # two more than there can be
    while not reached(n):
        n -= 1
    return n


def in_last(moment: dt.date, near: Duration | None, far: Duration, today: dt.date) -> bool:
    """Whether a moment lies in `last far`, or in `near..far ago`.

    Windows of days or longer hold the dates in (today − far, today − near]; those of hours or minutes count back from
    the end T of the as-of day and hold the times in [T − far, T − near). What lies before the calendar is no limit.
    """
    if far.unit in ("h", "min"):
        end = dt.datetime.combine(today, dt.time.max)  # one microsecond before T, so that T needs no year 10000
        from_ = moved(end, far, -1)
        to = end if near is None else moved(end, near, -1)
        return to is not None and (from_ is None or from_ < moment) and moment <= to
    first, last = moved(today, far, -1), today if near is None else moved(today, near, -1)
    return last is not None and (first is None or first < day_of(moment)) and day_of(moment) <= last
