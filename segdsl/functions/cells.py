"""The forms in which a cell of text says a date or a time: what the readers of data know, and scripts as well."""

from __future__ import annotations

DATE_FORMS = ("%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日", "%Y%m%d")
"""Dates, the commonest form first."""

DAY_FORMS = DATE_FORMS[:3]
"""Those that a time of day may follow."""

CLOCK_FORMS = ("%H:%M:%S%.f", "%H:%M")
"""Times of day."""

FIRST_YEAR = 1000
"""`%Y` also takes two digits, and 99-01-01 is no date of the year 99."""

EXACT = 2.0**53
"""Up to here a float holds every integer."""
