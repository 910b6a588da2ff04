"""The values that data and rules are made of: ordinary ones that meet often, and those at the edges of every type."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from typing import Any

from segdsl.functions.types import Kind
from segdsl.syntax.unparse import format_text

INT_MIN, INT_MAX = -(2**63), 2**63 - 1
TODAYS = tuple(
    map(dt.date.fromisoformat, ("2021-06-30", "2021-03-31", "2024-02-29", "2023-02-28", "2021-12-31", "2022-01-01"))
)

INTS = (0, 1, 2, 3, -1, 5, 18, 60, -7, 100, 2**31, 10**12, 2**53 + 1, INT_MAX, INT_MIN, INT_MAX - 1)
SMALL_INTS = (0, 1, 2, 3, -1, 5, 18, 60, -7, 100)
NUMBERS = (
    0.0, 1.0, 2.0, 0.5, -0.5, 2.5, -3.5, 0.1, 0.35, 2.675, 100.0, 1000.0, -0.0, 12.25, 5e-324, 1e-300, 1e15 + 0.25,
    2.0**53, 1.7976931348623157e308, -1e308, 9.223372036854775807e18,
)  # fmt: skip
EXACT_INTS = (*SMALL_INTS, 2**31, 10**12)
EXACT_NUMBERS = (0.0, 1.0, 2.0, 0.5, -0.5, 2.5, -3.5, 100.0, 1000.0, -0.0, 12.25, 2.0**20)
"""Numbers whose sums are exact in any order."""
NOT_FINITE = (math.nan, math.inf, -math.inf)
TEXTS = (
    "", "a", "A", "ab", "b", "abc", "国网", "国网江苏", "江苏", "13800138000", "１３８", "e\u0301", "\u00e9", " a b\t",
    "\u3000张三\u00a0", "ß", "İ", "ΑΣ", "a.c", "a\\d", 'say "a"', "\U0001f600a", "0", "(新)", "\u1680x\u2028",
)  # fmt: skip
BROKEN_LINES = ("a\n", "a\nb", "\n", "\x1ca\x1f")  # data can hold what a literal cannot
PATTERNS = (
    "a", "^a", "a$", "^$", "^1(62|65|38)", r"\d", r"\w+$", r"^\s", r"\ba\b", "[a-c]{2}", "(?i)AB", ".b", "国.江",
    "[^a]", "x*", "é|e", r"\.", "(?:a|b)+c", r"\D", r"\S\W",
)  # fmt: skip
WORDS = ("red", "green", "blue", "silent", "沉默", "中频", "n1")
QUOTED_WORDS = ("开发区 (新)", "c d", "4G", "and", "true")  # category values that are no identifiers
DURATIONS = ("1d", "30d", "4w", "1mo", "6mo", "1y", "90d", "13mo", "400d", "1w", "0d", "3000y")
CLOCK_DURATIONS = ("1h", "24h", "30min", "36h", "1440min", "0h")
EARLIER = ("30d", "1d", "1mo", "1y", "90d", "13mo", "4w")
GAPS = ("1h", "24h", "1d", "30min", "7d", "1mo", "36h", "1w", "30d", "1y", "3000y")
MOMENTS_APART = tuple(
    dt.timedelta(**apart)
    for apart in (
        {},
        {"microseconds": 1},
        {"minutes": 30},
        {"hours": 1},
        {"hours": 24},
        {"days": 7},
        {"days": 1, "hours": 12},
    )
)
"""How far events of a customer are apart: at the edges of `GAPS`, and not at all."""
_NOMINAL_MINUTES = {"min": 1, "h": 60, "d": 1440, "w": 10080, "mo": 43830, "y": 525960}


def minutes(duration: str) -> int:
    """About how long a duration is; months and years at their average."""
    digits = duration.rstrip("abcdefghijklmnopqrstuvwxyz")
    return int(digits) * _NOMINAL_MINUTES[duration[len(digits) :]]


def is_calendar(duration: str) -> bool:
    """Whether a duration is of days or longer."""
    return not duration.endswith(("h", "min"))


def dates(today: dt.date) -> tuple[dt.date, ...]:
    """Dates around the as-of day, month ends, leap days, and both ends of the calendar."""
    near = [today - dt.timedelta(days=days) for days in (0, 1, 29, 30, 31, 59, 89, 90, 91, 365, 366, -1, -31)]
    fixed = ("2020-02-29", "2021-01-31", "2021-02-28", "2020-12-31", "2000-01-01", "0001-01-01", "9999-12-31")
    return (*near, *map(dt.date.fromisoformat, fixed))


def times(today: dt.date) -> tuple[dt.datetime, ...]:
    """The same dates at the edges of the day and within it."""
    clocks = (dt.time(8), dt.time(0), dt.time(23, 59, 59, 999999), dt.time(23, 0), dt.time(12, 30, 15))
    return tuple(dt.datetime.combine(day, clocks[i % len(clocks)]) for i, day in enumerate((*dates(today),) * 2))


def values(today: dt.date) -> Mapping[Kind, Sequence[Any]]:
    """The values of each type that a rule can write."""
    return {
        Kind.BOOL: (True, False), Kind.INT: INTS, Kind.NUMBER: NUMBERS, Kind.TEXT: TEXTS, Kind.DATE: dates(today),
        Kind.TIME: times(today),
    }  # fmt: skip


def literal(value: Any) -> str:
    """A value as it is written in a rule."""
    match value:
        case bool():
            return str(value).lower()
        case float():
            written = repr(value)
            return written if "." in written else written.replace("e", ".0e")
        case str():
            return format_text(value)
        case dt.datetime():
            return value.isoformat(timespec="seconds" if value.second else "minutes")
        case dt.date():
            return value.isoformat()
    return str(value)
