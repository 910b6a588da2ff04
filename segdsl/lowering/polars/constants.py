"""Constants are computed once, in Python, with the meaning that the same operation has on a column."""

from __future__ import annotations

import datetime as dt
import math

from segdsl.functions.types import Kind
from segdsl.lowering.polars.chains import chain, operands
from segdsl.lowering.polars.context import Context
from segdsl.rulebook.terms import (
    Aggregate,
    Arithmetic,
    Const,
    ConstList,
    DateDifference,
    DefinitionRef,
    DurationTimes,
    FieldRef,
    LearnedRef,
    Listed,
    Negate,
    ParamRef,
    Population,
    Scored,
    Sequence,
    Shift,
    Term,
    Today,
    Was,
)
from segdsl.syntax.values import Duration, Scalar, shift


def is_constant(term: Term) -> bool:
    """Whether the term's value is the same for everyone and needs no function."""
    match term:
        case Const() | ParamRef() | Today():
            return True
        case Arithmetic() | DateDifference() | DurationTimes() | Negate() | Shift():
            return all(is_constant(operand) for operand in operands(term))
        case _:
            return False


def is_closed(term: Term) -> bool:
    """Whether the term mentions nothing of a customer: it has one value, though perhaps by way of functions."""
    columns = FieldRef | DefinitionRef | LearnedRef | Scored | Population | Listed | Aggregate | Sequence | Was
    return not isinstance(term, columns) and all(map(is_closed, operands(term)))


def constant(term: Term, context: Context) -> Scalar | None:
    """The value of a constant term at the kind of its type; None if it is missing (overflow, division by zero)."""
    value = _compute(term, context)
    if value is not None and term.type.kind is Kind.NUMBER:
        return _number(value)
    return value


def constants(items: ConstList, context: Context) -> list[Scalar]:
    """The values of a list, params that are lists spread out, each once, in the order in which they were written."""
    found: dict[Scalar, None] = {}
    for item in items.items:
        bound = context.param(item.name) if isinstance(item, ParamRef) else None
        if isinstance(bound, tuple):
            found.update(dict.fromkeys(bound))
        elif (value := constant(item, context)) is not None:
            found[value] = None
    return list(found)


def _compute(term: Term, context: Context) -> Scalar | None:
    match term:
        case Const(value=value):
            return value
        case ParamRef(name=name):
            bound = context.param(name)
            if isinstance(bound, tuple):
                raise TypeError(f"param {name} is a list")
            return bound
        case Today():
            return context.as_of
        case Negate(operand=operand):
            return _arithmetic("-", 0, constant(operand, context), operand.type.kind)
        case Arithmetic():
            first, operations = chain(term)
            result = constant(first, context)
            for step in operations:
                result = _arithmetic(step.op, result, constant(step.right, context), step.type.kind)
            return result
        case Shift(moment=moment, duration=length, sign=sign):
            return shifted(constant(moment, context), constant(length, context), sign)
        case DateDifference(left=a, right=b):
            later, earlier = constant(a, context), constant(b, context)
            if isinstance(later, dt.date) and isinstance(earlier, dt.date):
                return calendar_date(later).toordinal() - calendar_date(earlier).toordinal()
            return None
        case DurationTimes(factor=factor, duration=length):
            times, unit = constant(factor, context), constant(length, context)
            return unit.times(times) if isinstance(unit, Duration) and isinstance(times, int) else None
        case _:
            raise TypeError(f"{type(term).__name__} is no constant")


def shifted(moment: Scalar | None, duration: Scalar | None, sign: int) -> dt.date | None:
    """`moment ± duration`; None where a part is missing or the result lies outside years 1 to 9999."""
    if not isinstance(moment, dt.date) or not isinstance(duration, Duration):
        return None
    try:
        return shift(moment, duration, 1 if sign > 0 else -1)
    except OverflowError:
        return None


def calendar_date(moment: dt.date) -> dt.date:
    """The date of a date or time."""
    return moment.date() if isinstance(moment, dt.datetime) else moment


def end_of_day(day: dt.date) -> dt.datetime:
    """The last microsecond of a day: times are stored in microseconds, so `<=` it is `<` the next day."""
    return dt.datetime.combine(calendar_date(day), dt.time.max)


def start_of_day(day: dt.date) -> dt.datetime:
    """Midnight at the beginning of a day."""
    return dt.datetime.combine(calendar_date(day), dt.time.min)


def _number(value: Scalar) -> float | None:
    assert isinstance(value, int | float)
    return float(value) if math.isfinite(value) else None


def _arithmetic(op: str, left: Scalar | None, right: Scalar | None, kind: Kind) -> Scalar | None:
    if not isinstance(left, int | float) or not isinstance(right, int | float):
        return None
    if kind is Kind.INT:
        whole = {"+": int.__add__, "-": int.__sub__, "*": int.__mul__}[op](int(left), int(right))
        return whole if -(2**63) <= whole < 2**63 else None
    a, b = float(left), float(right)
    match op:
        case "+":
            result = a + b
        case "-":
            result = a - b
        case "*":
            result = a * b
        case _:
            result = a / b if b else math.nan
    return result if math.isfinite(result) else None
