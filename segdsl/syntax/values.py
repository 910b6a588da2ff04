"""The values a literal can have, and calendar arithmetic on them.

Months and years move by calendar and are clamped to the month's end, as LANGUAGE section 4 lays down.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from typing import Literal, cast

DurationUnit = Literal["min", "h", "d", "w", "mo", "y"]


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time such as `30d`. Units do not convert into one another: `1mo` is no fixed number of days."""

    count: int
    unit: DurationUnit

    def __str__(self) -> str:
        return f"{self.count}{self.unit}"

    @classmethod
    def read(cls, text: str) -> Duration | None:
        """The duration that a text like `30d` is as a whole; None for what is none, or does not fit any calendar."""
        found = re.fullmatch(r"([0-9]{1,5})(min|h|d|w|mo|y)", text)
        return cls(int(found[1]), cast("DurationUnit", found[2])) if found else None

    def times(self, factor: int) -> Duration:
        """`factor * duration`."""
        return Duration(self.count * factor, self.unit)

    @property
    def is_clock(self) -> bool:
        """Whether it counts hours or minutes rather than calendar days."""
        return self.unit in ("h", "min")


Scalar = bool | int | float | str | dt.date | dt.datetime | Duration
"""What a literal can be. A `datetime` is a local time in the project's zone, without zone information."""


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day `months` later (earlier if negative), clamped to the month's end.

    Raises `OverflowError` outside years 1 to 9999.
    """
    year, month0 = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= dt.MAXYEAR:
        raise OverflowError("date out of range")
    return day.replace(year=year, month=month0 + 1, day=min(day.day, calendar.monthrange(year, month0 + 1)[1]))


def shift(moment: dt.date, duration: Duration, sign: Literal[1, -1] = 1) -> dt.date:
    """`moment ± duration`; a `datetime` stays one and keeps its time of day when moved by days or longer.

    A `date` moved by hours or minutes is an error of the type checker, not handled here. Raises `OverflowError` when
    the result is outside years 1 to 9999.
    """
    count = sign * duration.count
    match duration.unit:
        case "mo":
            return add_months(moment, count)
        case "y":
            return add_months(moment, 12 * count)
        case "d":
            return moment + dt.timedelta(days=count)
        case "w":
            return moment + dt.timedelta(weeks=count)
        case "h":
            return moment + dt.timedelta(hours=count)
        case "min":
            return moment + dt.timedelta(minutes=count)
