"""Where a histogram's bins begin and end: round numbers and calendar units, as somebody would draw them by hand.

The width follows the middle 98 % of the values, so that one extreme value does not press all others into one bin; what
lies beyond falls into the first and the last bin.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from segdsl.syntax.values import add_months

BINS = 10
"""How many bins are aimed at; round widths make it a few more or less."""

_EACH = 12  # up to so many different whole numbers have a bin each
_ROUND = (1, 2, 5, 10, 20)
_NEARLY = 1 + Fraction(1, 10**9)  # 0.1 + 0.2 is no reason for wider bins
_MOST = 16


@dataclass(frozen=True, slots=True)
class Spread:
    """The lowest and the highest value, and those between which nearly all others lie."""

    low: float
    high: float
    core_low: float
    core_high: float


def number_edges(spread: Spread, *, whole: bool) -> list[float]:
    """Edges from the lowest to the highest value, in rising order; `whole` numbers get no edges between them."""
    if spread.low == spread.high:
        return [spread.low, spread.high]
    whole = whole and spread.low >= -(2**63) and spread.high < 2**63  # numbers beyond whole numbers of 64 bits
    if whole and spread.high - spread.low < _EACH:
        return [*range(int(spread.low), int(spread.high) + 1), int(spread.high)]
    low, high = (spread.core_low, spread.core_high) if spread.core_low < spread.core_high else (spread.low, spread.high)
    first, last = Fraction(str(low)), Fraction(str(high))  # as written: 0.1 is a tenth
    width = max(_round_up((last - first) / BINS), Fraction(whole))
    return _closed(
        [step * width for step in range(math.floor(first / width), math.ceil(last / width) + 1)],
        spread,
        int if whole else float,
    )


def _round_up(width: Fraction) -> Fraction:
    """The next number that is 1, 2 or 5 times a power of ten; exact, so that three steps of 0.1 end at 0.3."""
    power = Fraction(10) ** math.floor(math.log10(width.numerator) - math.log10(width.denominator))
    return next(digit * power for digit in _ROUND if digit * power * _NEARLY >= width)


def _closed(inner: list[Fraction], spread: Spread, as_number: Callable[[Fraction], float]) -> list[float]:
    """The edges between the extreme values, and at both ends these or the round edge just beyond."""
    low, high = (_within_reach(inner[0], spread.low, as_number), _within_reach(inner[-1], spread.high, as_number))
    between = dict.fromkeys(as_number(edge) for edge in inner if spread.low < edge < spread.high)
    return [
        min(spread.low, low),
        *(edge for edge in between if spread.low < edge < spread.high),
        max(spread.high, high),
    ]


def _within_reach(edge: Fraction, instead: float, as_number: Callable[[Fraction], float]) -> float:
    try:
        found = as_number(edge)
    except OverflowError:  # beyond the largest float
        return instead
    return instead if isinstance(found, int) and not -(2**63) <= found < 2**63 else found


# ---- dates -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the calendar: its nominal days, the first day of the one that holds a date, and of the next."""

    days: int
    floor: Callable[[dt.date], dt.date]
    following: Callable[[dt.date], dt.date]


def _months(count: int) -> Unit:
    def floor(day: dt.date) -> dt.date:
        index = (day.year * 12 + day.month - 1) // count * count
        return dt.date(max(index // 12, 1), index % 12 + 1 if index >= 12 else 1, 1)

    return Unit(30 * count, floor, lambda day: add_months(day, count))


def _days(count: int) -> Unit:
    """Days, or weeks from Monday on."""

    def floor(day: dt.date) -> dt.date:
        return day - dt.timedelta(days=(day.toordinal() - 1) % count)

    return Unit(count, floor, lambda day: day + dt.timedelta(days=count))


UNITS = (_days(1), _days(7), *(_months(count) for count in (1, 3, 12, 60, 120, 600, 6000)))


def date_edges(low: dt.date, high: dt.date, core_low: dt.date, core_high: dt.date) -> list[dt.date]:
    """Edges at the beginnings of days, weeks, months, quarters, years or more, from the lowest to the highest date."""
    if low == high:
        return [low, high]
    if core_low == core_high:
        core_low, core_high = low, high
    length = (core_high - core_low).days
    unit = next((unit for unit in UNITS if length / unit.days <= _MOST), UNITS[-1])
    between = [day for day in _beginnings(unit, core_low, core_high) if low < day < high]
    return [low, *between, high]


def _beginnings(unit: Unit, low: dt.date, high: dt.date) -> Iterator[dt.date]:
    """The beginnings of units up to the first after `high`."""
    day = unit.floor(low)
    while True:
        yield day
        if day > high:
            return
        try:
            day = unit.following(day)
        except OverflowError:  # the calendar ends
            return
