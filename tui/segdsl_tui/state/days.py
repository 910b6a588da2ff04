"""Days that people often want to count as of."""

from __future__ import annotations

import datetime as dt


def month_before(day: dt.date) -> dt.date:
    """The last day of the month before."""
    return day.replace(day=1) - dt.timedelta(days=1)


def year_before(day: dt.date) -> dt.date:
    """The same day of the year before; for 29 February the 28th."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)
