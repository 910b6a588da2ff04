"""Which values of a threshold are tried: round ones on both sides of the present value, which is one of them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import count
from typing import TYPE_CHECKING

from segdsl.functions.types import Kind
from segdsl.syntax.values import Duration, Scalar
from segdsl_tui.state.choosing import condition
from segdsl_tui.state.model import State, Sweeping

if TYPE_CHECKING:
    from segdsl.services.thresholds import Threshold

SIDE = 10
"""Values on either side of the present one, where there are so many."""

_NUMBER = re.compile(r"(?P<number>-?[0-9][0-9_]*(?:\.[0-9]+)?)(?P<unit>%|min|h|d|w|mo|y)?")
_DAYS = (1, 7, 30, 91, 365)  # steps of dates


@dataclass(frozen=True, slots=True)
class Grid:
    """Values from `low` to `high` in steps, as they are written: numbers, percentages, lengths of time."""

    low: Decimal
    high: Decimal
    step: Decimal
    unit: str

    @property
    def text(self) -> str:
        """As `segdsl sweep` takes it."""
        return f"{_plain(self.low)}{self.unit}..{_plain(self.high)}{self.unit}:{_plain(self.step)}{self.unit}"


def targets(state: State, name: str) -> tuple[Threshold, ...]:
    """The thresholds of a condition that can be moved."""
    from segdsl.services.thresholds import thresholds  # it takes along what rules are made of

    return thresholds(state.rulebook, name) if state.rulebook is not None and condition(state, name) else ()


def chosen(state: State, name: str) -> Sweeping:
    """What was chosen for a condition."""
    return state.choices.sweeps.get(name, Sweeping())


def target(state: State, name: str) -> Threshold | None:
    """The threshold that is looked at."""
    found = targets(state, name)
    return found[chosen(state, name).target % len(found)] if found else None


def span(threshold: Threshold, finer: int = 0, before: str = "") -> str:
    """The values to try, as `segdsl sweep` takes them. `finer` makes steps smaller, below 0 larger.

    They stay those of `before` as long as the present value is one of them, so that a curve does not move away under
    the threshold.
    """
    if threshold.type.kind is Kind.DATE:
        return _dates(threshold, finer)
    now = _written(threshold.text)
    if now is None:
        return ""
    value, unit = now
    old = _parsed(before)
    if old is not None and old.unit == unit and old.low <= value <= old.high and (value - old.low) % old.step == 0:
        return before
    return _around(threshold, value, unit, finer).text


def _around(threshold: Threshold, value: Decimal, unit: str, finer: int) -> Grid:
    whole = threshold.type.kind in (Kind.INT, Kind.DURATION)
    low, high = (_bound(bound, unit) for bound in (threshold.low, threshold.high))
    if low is None and value >= 0:
        low = Decimal(1 if threshold.type.kind is Kind.DURATION else 0)
    if high is None and unit == "%" and value <= 100:
        high = Decimal(100)
    size = (high - low) / 2 if low is not None and high is not None else abs(value) or Decimal(SIDE)
    step = _finer(_round(size / SIDE), finer, whole=whole)
    down = SIDE if low is None else min(SIDE, max(0, int((value - low) // step)))
    up = SIDE if high is None else min(SIDE, max(0, int((high - value) // step)))
    return Grid(value - down * step, value + up * step, step, unit)


def _round(least: Decimal) -> Decimal:
    """The nearest of 1, 2, 5 times a power of ten that is not below."""
    power = Decimal(1).scaleb(least.adjusted())
    return next(digit * power for digit in (1, 2, 5, 10) if digit * power >= least)


def _finer(step: Decimal, by: int, *, whole: bool) -> Decimal:
    """So many round numbers below a step, above it for negative ones."""
    for _ in range(abs(by)):
        digit = step.scaleb(-step.adjusted())
        factor = {1: ("0.5", "2"), 2: ("0.5", "2.5"), 5: ("0.4", "2")}[int(digit)][by < 0]
        step *= Decimal(factor)
    return max(step, Decimal(1)) if whole else step


def _bound(bound: Scalar | None, unit: str) -> Decimal | None:
    """A bound in the unit of the threshold; None where there is none in it."""
    if isinstance(bound, Duration):
        return Decimal(bound.count) if bound.unit == unit else None
    if isinstance(bound, bool) or not isinstance(bound, int | float):
        return None
    return Decimal(str(bound)) * (100 if unit == "%" else 1)


def _written(text: str) -> tuple[Decimal, str] | None:
    found = _NUMBER.fullmatch(text)
    return (Decimal(found["number"].replace("_", "")), found["unit"] or "") if found else None


def _parsed(text: str) -> Grid | None:
    parts = [_written(part) for part in re.split(r"\.\.|:", text)]
    if len(parts) != 3 or any(part is None for part in parts):
        return None
    (low, unit), (high, _), (step, _) = (part for part in parts if part is not None)
    return Grid(low, high, step, unit)


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _dates(threshold: Threshold, finer: int) -> str:
    """Dates in equal steps of days, as months are of different lengths; the present one among them."""
    assert isinstance(threshold.value, dt.date)
    day = threshold.value
    step = _DAYS[max(0, min(2 - finer, len(_DAYS) - 1))]
    low, high = (bound if isinstance(bound, dt.date) else None for bound in (threshold.low, threshold.high))
    first = next(each for each in _days(day, -step, SIDE) if low is None or each >= low)
    last = next(each for each in _days(day, step, SIDE) if high is None or each <= high)
    return f"{first.isoformat()}..{last.isoformat()}:{step}d"


def _days(day: dt.date, step: int, most: int) -> Iterator[dt.date]:
    """The day so many steps away, and those nearer to it; the day itself last."""
    for number in count(most, -1):
        try:
            yield day + dt.timedelta(days=number * step)
        except OverflowError:
            continue
        if number == 0:
            return
