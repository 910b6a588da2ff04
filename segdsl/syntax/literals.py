"""From the spelling of a literal to its value."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable
from typing import cast

from segdsl.syntax.values import Duration, DurationUnit, Scalar

_DURATION = re.compile(r"([0-9]+)([a-z]+)")
_ESCAPE = re.compile(r'\\(["\\])')
_INT64 = 2**63
_LONGEST = 10_000 * 366 * 24 * 60  # minutes: more than the calendar holds, in every unit


class BadLiteral(Exception):
    """A literal that looks right but has no value. The argument is its code in the table of codes."""


def unescape(quoted: str) -> str:
    r"""The text between quotes: `\"` and `\\` are escapes, any other backslash stays as written."""
    return _ESCAPE.sub(r"\1", quoted[1:-1])


def value_of(kind: str, text: str) -> Scalar:
    """The value of a literal token. Raises `BadLiteral` for numbers, dates and durations out of range."""
    return _VALUES[kind](text)


def _integer(text: str) -> int:
    """2^63 passes: `-9223372036854775808` is the smallest int. Without its sign it is refused by the checker."""
    digits = text.replace("_", "")
    if len(digits) > 19 or (value := int(digits)) > _INT64:
        raise BadLiteral("number-too-large")
    return value


def _number(text: str) -> float:
    value = float(text)
    if math.isinf(value):
        raise BadLiteral("number-too-large")
    return value


def _percent(text: str) -> float:
    # Decimal text first: 1.1 / 100 would be a rounding away from the number that 0.011 stands for.
    return _number(text[:-1] + "e-2")


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise BadLiteral("no-such-date") from error


def _datetime(text: str) -> dt.datetime:
    try:
        return dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise BadLiteral("no-such-date") from error


def _duration(text: str) -> Duration:
    count, unit = cast("re.Match[str]", _DURATION.fullmatch(text)).groups()
    if len(count) > 12 or int(count) > _LONGEST:
        raise BadLiteral("number-too-large")
    return Duration(int(count), cast("DurationUnit", unit))


_VALUES: dict[str, Callable[[str], Scalar]] = {
    "INT": _integer,
    "FLOAT": _number,
    "PERCENT": _percent,
    "STRING": unescape,
    "DATE": _date,
    "DATETIME": _datetime,
    "DURATION": _duration,
}
