"""The functions of a single customer (LANGUAGE section 8), on known arguments: callers deal with missing ones."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Mapping
from typing import Any

from tests.differential.interpreter import calendar
from tests.differential.interpreter.contract import Value
from tests.differential.interpreter.numbers import Number, round_int, round_number, settled

_WHITE = "".join(map(chr, (*range(9, 14), 0x20, 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029))) + (
    "\u202f\u205f\u3000"
)
"""Unicode's White_Space property; Python's own `strip` takes four control characters more."""


def _real(function: Callable[..., float]) -> Callable[..., Number | None]:
    """A function of real numbers; no answer where mathematics has none, or none that is finite."""

    def answer(*arguments: Number) -> Number | None:
        try:
            return settled(function(*map(float, arguments)))
        except (ValueError, OverflowError, ZeroDivisionError):
            return None

    return answer


def _power(x: float, y: float) -> float:
    """By small whole numbers a product, whose last digit may be another than that of `math.pow`."""
    if y == 0.5:
        return math.sqrt(x)
    return math.prod([x] * int(y)) if y in range(2, 10) else math.pow(x, y)


def _whole(function: Callable[[float], int]) -> Callable[[Number], Number]:
    return lambda x: x if isinstance(x, int) else float(function(x))


def _round(x: Number, digits: int = 0) -> Number | None:
    return round_int(x, digits) if isinstance(x, int) else round_number(x, digits)


def _log10(x: float) -> float:
    """Exact at powers of ten; elsewhere a quotient of natural logarithms, whose last digit no standard settles."""
    exact = math.log10(x)
    return exact if exact.is_integer() and float(f"1e{exact:.0f}") == x else math.log(x) / math.log(10.0)


def _matches(x: str, pattern: str) -> bool:
    r"""Found anywhere; `$` is the end of the text alone, which Python calls `\Z` (no pattern here escapes it)."""
    return re.search(pattern.replace("$", r"\Z"), x, re.ASCII) is not None


FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "abs": lambda x: settled(abs(x)),
    "round": _round,
    "floor": _whole(math.floor),
    "ceil": _whole(math.ceil),
    "sqrt": _real(math.sqrt),
    "log": _real(math.log),
    "log10": _real(_log10),
    "exp": _real(math.exp),
    "power": _real(_power),
    "min_of": lambda *xs: min(xs),
    "max_of": lambda *xs: max(xs),
    "clip": lambda x, low, high: min(max(x, low), high),
    "length": len,
    "lower": str.lower,
    "upper": str.upper,
    "trim": lambda x: x.strip(_WHITE),
    "concat": lambda *xs: "".join(xs),
    "prefix": lambda x, n: x[:n] if n > 0 else "",
    "suffix": lambda x, n: x[-n:] if n > 0 else "",
    "text": lambda x: x,
    "date": calendar.day_of,
    "year": lambda d: d.year,
    "month": lambda d: d.month,
    "day": lambda d: d.day,
    "weekday": lambda d: d.isoweekday(),
    "hour": lambda t: t.hour,
    "minute": lambda t: t.minute,
    "days_between": calendar.days_between,
}
"""Functions that are missing where an argument is."""

OF_TODAY: Mapping[str, Callable[[dt.date, dt.date], Value]] = {
    "days_since": calendar.days_between,
    "months_since": calendar.months_since,
}
"""Functions that look at the as-of date as well."""

PREDICATES: Mapping[str, Callable[..., bool]] = {
    "contains": lambda x, part: part in x,
    "starts_with": str.startswith,
    "ends_with": str.endswith,
    "matches": _matches,
    "has": lambda x, value: value in x,
    "has_any": lambda x, values: any(value in x for value in values),
    "has_all": lambda x, values: all(value in x for value in values),
}
"""Conditions: false where an argument is missing, without an answer in three-valued logic."""
