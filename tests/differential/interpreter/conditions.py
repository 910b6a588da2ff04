"""What conditions come to: comparisons, membership, logic."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from segdsl.rulebook import terms as t
from tests.differential.interpreter import calendar
from tests.differential.interpreter.contract import Value
from tests.differential.interpreter.evaluator import Evaluator, Handler


def _listed(me: Evaluator, term: t.Listed) -> bool:
    return me.world.listed(term.name, me.at)


def _compare(me: Evaluator, term: t.Compare) -> bool | None:
    return me.settled(compared(term.op, me.value(term.left), me.value(term.right)))


def _inlist(me: Evaluator, term: t.InList) -> bool | None:
    value = me.value(term.value)
    if value is None:
        return me.settled(None)
    return any(compared("=", value, item) for item in me.items(term.items))


def _inrange(me: Evaluator, term: t.InRange) -> bool | None:
    value, low, high = me.value(term.value), me.value(term.low), me.value(term.high)
    return me.settled(both([compared(">=", value, low), compared("<=", value, high)]))


def _inwindow(me: Evaluator, term: t.InWindow) -> bool | None:
    value, near, far = me.value(term.value), term.window.near, term.window.far
    if value is None:
        return me.settled(None)
    assert far is not None  # a stretch of dates is a range outside aggregates
    return calendar.in_last(value, None if near is None else me.value(near), me.value(far), me.world.today)


def _ismissing(me: Evaluator, term: t.IsMissing) -> bool:
    return me.plain.value(term.value) is None


def _not(me: Evaluator, term: t.Not) -> bool | None:
    holds = me.condition(term.operand)
    return None if holds is None else not holds


def _and(me: Evaluator, term: t.And) -> bool | None:
    return both([me.condition(operand) for operand in term.operands])


def _or(me: Evaluator, term: t.Or) -> bool | None:
    return either([me.condition(operand) for operand in term.operands])


def both(answers: Sequence[bool | None]) -> bool | None:
    """Kleene's `and`."""
    if False in answers:
        return False
    return None if None in answers else True


def either(answers: Sequence[bool | None]) -> bool | None:
    """Kleene's `or`."""
    if True in answers:
        return True
    return None if None in answers else False


def compared(op: str, left: Value, right: Value) -> bool | None:
    """A comparison; None where an operand is missing.

    An int against a number compares as number, a time against a date by its calendar date.
    """
    if left is None or right is None:
        return None
    if isinstance(left, float) or isinstance(right, float):
        left, right = float(left), float(right)
    elif isinstance(left, dt.date) and isinstance(left, dt.datetime) != isinstance(right, dt.datetime):
        left, right = calendar.day_of(left), calendar.day_of(right)
    answers: dict[str, bool] = {"=": left == right}
    if op != "=":
        answers |= {"<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right}
    return answers[op]


CONDITIONS: Mapping[type[t.TermBase], Handler] = {
    t.Listed: _listed,
    t.Compare: _compare,
    t.InList: _inlist,
    t.InRange: _inrange,
    t.InWindow: _inwindow,
    t.IsMissing: _ismissing,
    t.Not: _not,
    t.And: _and,
    t.Or: _or,
}
