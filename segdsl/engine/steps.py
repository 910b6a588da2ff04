"""The values of a sweep: `18..60:5`, `10%..50%`, `30d..180d:30d`, `2021-01-01..2021-06-30:1mo`.

Values are kept as text in the language's own notation, which is what a param is set from, and counted in decimal, so
that 10%..50%:10% has five values and none is 0.30000000000000004. Without a step there are about twenty values, both
ends among them and round numbers between.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from segdsl.diagnostics import Diagnostic, SegdslError
from segdsl.functions.types import Kind
from segdsl.rulebook.binding import parse_value
from segdsl.rulebook.model import Param
from segdsl.rulebook.terms import Const
from segdsl.syntax.values import Duration, DurationUnit, Scalar, shift

MOST = 1000
"""A sweep has at most so many values."""

_POINTS = 20  # aimed at without a step
_FORM = re.compile(r"(?P<low>.+?)\.\.(?P<high>[^:]+)(?::(?P<step>[^:]+))?")
_NUMBER = re.compile(r"-?[0-9][0-9_]*(\.[0-9]+)?%?")
_SMALLER: dict[DurationUnit, tuple[DurationUnit, int]] = {"h": ("min", 60), "w": ("d", 7), "y": ("mo", 12)}
_DATE_STEPS = (Duration(1, "d"), Duration(7, "d"), Duration(1, "mo"), Duration(3, "mo"), Duration(1, "y"))
_NOMINAL_DAYS = {"d": 1, "w": 7, "mo": 30, "y": 365}


@dataclass(frozen=True, slots=True)
class Setting:
    """A value of the param, and how a rule says it."""

    text: str
    value: Scalar


@dataclass(frozen=True, slots=True)
class _Ends:
    param: Param
    low: str
    high: str
    step: str | None

    def wrong_step(self) -> SegdslError:
        return SegdslError(Diagnostic("sweep-step", {"step": self.step or "", "type": self.param.type.kind.value}))


def settings(param: Param, text: str) -> list[Setting]:
    """The values from A to B. Raises `SegdslError` for what is no such range, and for values the param refuses."""
    if isinstance(param.value, tuple) or param.type.kind not in _COUNTED:
        raise SegdslError(Diagnostic("sweep-type", {"name": param.name, "type": _word(param)}))
    found = _FORM.fullmatch(text.strip())
    if found is None:
        raise SegdslError(Diagnostic("sweep-range", {"text": text}))
    ends = _Ends(param, found["low"].strip(), found["high"].strip(), found["step"] and found["step"].strip())
    bounds = [_value(param, end) for end in (ends.low, ends.high)]
    texts = list(_COUNTED[param.type.kind](ends, *bounds))
    if not texts:
        raise SegdslError(Diagnostic("sweep-reversed", {"low": ends.low, "high": ends.high}))
    return [Setting(one, _value(param, one)) for one in texts]


def _word(param: Param) -> str:
    return f"[{param.type.kind.value}]" if isinstance(param.value, tuple) else param.type.kind.value


def _value(param: Param, text: str) -> Scalar:
    value = parse_value(param, text)
    assert isinstance(value, Const)
    return value.value


def _limited(values: Iterator[str]) -> Iterator[str]:
    for count, value in enumerate(values):
        if count == MOST:
            raise SegdslError(Diagnostic("sweep-too-many", {"most": MOST}))
        yield value


# ---- numbers ---------------------------------------------------------------------------------------------------------


def _numbers(ends: _Ends, _low: Scalar, _high: Scalar) -> Iterator[str]:
    """Percentages are counted in percent."""
    percent = ends.low.endswith("%") or ends.high.endswith("%")
    low, high = (_decimal(end, percent=percent) for end in (ends.low, ends.high))
    whole = ends.param.type.kind is Kind.INT
    if ends.step is None:
        values = _round_values(low, high, whole=whole)
    else:
        step = _decimal(ends.step, percent=percent) if _NUMBER.fullmatch(ends.step) else Decimal(0)
        if percent and step >= 100:
            step /= 100  # 10%..50%:10 goes in steps of ten percent
        if step <= 0 or (whole and step != step.to_integral_value()):
            raise ends.wrong_step()
        values = _stepped(low, high, step)
    return _limited(_plain(value) + "%" * percent for value in values)


def _decimal(text: str, *, percent: bool) -> Decimal:
    try:
        value = Decimal(text.removesuffix("%").replace("_", ""))
    except InvalidOperation:  # a form the language knows and this page does not, such as an exponent
        raise SegdslError(Diagnostic("sweep-range", {"text": text})) from None
    return value * 100 if percent and not text.endswith("%") else value


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _stepped(low: Decimal, high: Decimal, step: Decimal) -> Iterator[Decimal]:
    while low <= high:
        yield low
        low += step


def _round_values(low: Decimal, high: Decimal, *, whole: bool) -> Iterator[Decimal]:
    """Both ends, and between them the multiples of the next round number."""
    step = _round_step((high - low) / _POINTS, whole=whole)
    yield from [low] if low <= high else []
    multiple = (low // step) * step
    while (multiple := multiple + step) < high:
        if multiple > low:
            yield multiple
    yield from [high] if low < high else []


def _round_step(least: Decimal, *, whole: bool) -> Decimal:
    """The smallest of 1, 2, 5 times a power of ten that is not below `least`."""
    if least <= 0:
        return Decimal(1)
    power = Decimal(1).scaleb(least.adjusted())
    step = next(digit * power for digit in (1, 2, 5, 10) if digit * power >= least)
    return max(step, Decimal(1)) if whole else step


# ---- durations -------------------------------------------------------------------------------------------------------


def _durations(ends: _Ends, low: Scalar, high: Scalar) -> Iterator[str]:
    """Counted in the unit of both ends; where they differ, in the smaller one."""
    assert isinstance(low, Duration)
    assert isinstance(high, Duration)
    step = None if ends.step is None else _duration(ends)
    first, last = low, high
    if len({one.unit for one in (low, high, step) if one is not None}) > 1:
        first, last = _smaller(low), _smaller(high)
        step = None if step is None else _smaller(step)
        if first.unit != last.unit:
            raise SegdslError(Diagnostic("sweep-units", {"low": ends.low, "high": ends.high}))
        if step is not None and step.unit != first.unit:
            raise ends.wrong_step()
    start, stop = Decimal(first.count), Decimal(last.count)
    counts = _round_values(start, stop, whole=True) if step is None else _stepped(start, stop, Decimal(step.count))
    return _limited(f"{_plain(count)}{first.unit}" for count in counts)


def _smaller(duration: Duration) -> Duration:
    unit, times = _SMALLER.get(duration.unit, (duration.unit, 1))
    return Duration(duration.count * times, unit)


def _duration(ends: _Ends) -> Duration:
    """The step of durations and dates."""
    found = Duration.read("".join((ends.step or "").split()))
    if found is None or not found.count:
        raise ends.wrong_step()
    return found


# ---- dates -----------------------------------------------------------------------------------------------------------


def _dates(ends: _Ends, low: Scalar, high: Scalar) -> Iterator[str]:
    """Steps count from the first day, so that the 31st of each month is its last where it is shorter."""
    assert isinstance(low, dt.date)
    assert isinstance(high, dt.date)
    if ends.step is None:
        days = (high - low).days / _POINTS
        step = next((one for one in _DATE_STEPS if one.count * _NOMINAL_DAYS[one.unit] >= days), _DATE_STEPS[-1])
    else:
        step = _duration(ends)
        if step.is_clock:
            raise ends.wrong_step()
    return _limited(_days(low, high, step))


def _days(low: dt.date, high: dt.date, step: Duration) -> Iterator[str]:
    day, count = low, 0
    while day <= high:
        yield day.isoformat()
        count += 1
        try:
            day = shift(low, replace(step, count=step.count * count))
        except OverflowError:
            return


_COUNTED: dict[Kind, Callable[[_Ends, Scalar, Scalar], Iterator[str]]] = {
    Kind.INT: _numbers,
    Kind.NUMBER: _numbers,
    Kind.DURATION: _durations,
    Kind.DATE: _dates,
}
