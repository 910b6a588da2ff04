"""The stretch of days events fall into, in whole calendar months, and the clock that shapes the hours of a day.

Time is counted in days from midnight of the first day of the first month; `span` is midnight after the as-of day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

import numpy as np

from segdsl.demo.arrays import Floats, Integers, Positions
from segdsl.demo.model import HISTORY_MONTHS, HOURS, MONTH_WEIGHTS

DAY_SECONDS = 86_400


@dataclass(frozen=True)
class Calendar:
    """The months that end with the month of `as_of`."""

    as_of: date

    @cached_property
    def first_day(self) -> date:
        """The first day of the first month."""
        return _month_start(self.as_of, HISTORY_MONTHS - 1)

    @property
    def span(self) -> float:
        """Days up to the end of the as-of day: nothing happens at or after it."""
        return float((self.as_of - self.first_day).days + 1)

    @cached_property
    def month_starts(self) -> Floats:
        """The day each month begins, and last the day after the last month."""
        starts = (_month_start(self.as_of, back) for back in range(HISTORY_MONTHS - 1, -2, -1))
        return np.array([(start - self.first_day).days for start in starts], dtype=np.float64)

    @property
    def month_before(self) -> float:
        """The day the month before the first begins: below 0."""
        return float((_month_start(self.as_of, HISTORY_MONTHS) - self.first_day).days)

    @property
    def whole_months(self) -> float:
        """Days of all months, the rest of the as-of month included: what yearly rates are spread over."""
        return float(self.month_starts[-1])

    @cached_property
    def month_chances(self) -> Floats:
        """The share of visits that falls in each month: its season times its length."""
        first = self.first_day.month - 1
        season = np.array([MONTH_WEIGHTS[(first + month) % 12] for month in range(HISTORY_MONTHS)])
        weights = season * np.diff(self.month_starts)
        return np.asarray(weights / weights.sum())

    @property
    def epoch(self) -> datetime:
        """Midnight of the first day, in local time."""
        return datetime.combine(self.first_day, datetime.min.time())


def pick(uniform: Floats, chances: Floats) -> Positions:
    """Turn uniform numbers into positions of `chances`, each with its chance (inverse distribution function)."""
    steps = np.cumsum(chances)[:-1] / np.sum(chances)
    return np.searchsorted(steps, uniform, side="right")


def at_clock(days: Floats, profile: str) -> Integers:
    """Seconds of moments given in days, the time of day reshaped to the hours of `profile`.

    The reshaping never turns two moments round (equal to the second they may become).
    """
    whole = np.floor(days)
    weights = np.array(HOURS[profile], dtype=np.float64) / sum(HOURS[profile])
    edges = np.cumsum(weights)
    of_day = days - whole
    hour = np.minimum(np.searchsorted(edges, of_day, side="right"), np.flatnonzero(weights)[-1])
    of_hour = 1.0 - (edges[hour] - of_day) / weights[hour]
    seconds: Integers = np.clip((hour + of_hour) * 3600.0, 0.0, DAY_SECONDS - 1.0).astype(np.int64)
    return whole.astype(np.int64) * DAY_SECONDS + seconds


def _month_start(day: date, back: int) -> date:
    """The first day of the month `back` months before that of `day` (negative: after it)."""
    months = day.year * 12 + day.month - 1 - back
    return date(months // 12, months % 12 + 1, 1)
