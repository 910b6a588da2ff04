"""What terms that are no conditions come to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from segdsl.functions.types import Kind
from segdsl.rulebook import terms as t
from segdsl.syntax.values import Duration
from tests.differential.interpreter import calendar
from tests.differential.interpreter.contract import Value
from tests.differential.interpreter.evaluator import Evaluator, Handler
from tests.differential.interpreter.functions import FUNCTIONS, OF_TODAY, PREDICATES
from tests.differential.interpreter.numbers import calculate, settled


def _const(me: Evaluator, term: t.Const) -> Value:
    return term.value


def _paramref(me: Evaluator, term: t.ParamRef) -> Value:
    return me.world.param(term.name)


def _fieldref(me: Evaluator, term: t.FieldRef) -> Value:
    return me.row()[term.name]


def _definitionref(me: Evaluator, term: t.DefinitionRef) -> Value:
    return me.world.definition(term.name, me.at, open_=me.open_)


def _today(me: Evaluator, _term: t.Today) -> Value:
    return me.world.today


def _durationtimes(me: Evaluator, term: t.DurationTimes) -> Duration:
    duration: Duration = me.value(term.duration)
    return Duration(me.value(term.factor) * duration.count, duration.unit)


def _negate(me: Evaluator, term: t.Negate) -> Value:
    operand = me.value(term.operand)
    return None if operand is None else settled(-operand)


def _arithmetic(me: Evaluator, term: t.Arithmetic) -> Value:
    left, right = me.value(term.left), me.value(term.right)
    return None if left is None or right is None else calculate(term.op, left, right)


def _shift(me: Evaluator, term: t.Shift) -> Value:
    moment = me.value(term.moment)
    return None if moment is None else calendar.moved(moment, me.value(term.duration), term.sign)


def _datedifference(me: Evaluator, term: t.DateDifference) -> Value:
    left, right = me.value(term.left), me.value(term.right)
    return None if left is None or right is None else calendar.days_between(right, left)


def _population(me: Evaluator, term: t.Population) -> Value:
    return me.world.place(term, me.at)


def _call(me: Evaluator, term: t.Call) -> Value:
    if term.function == "if":
        return _if(me, *term.arguments, numeric=term.type.kind is Kind.NUMBER)
    if term.function == "coalesce":
        return _coalesce(me, term)
    arguments = [_argument(me, argument) for argument in term.arguments]
    missing = any(argument is None for argument in arguments)
    if term.function in PREDICATES:
        return me.settled(None if missing else PREDICATES[term.function](*arguments))
    if missing:
        return None
    if term.function in OF_TODAY:
        return OF_TODAY[term.function](arguments[0], me.world.today)
    if term.type.kind is Kind.NUMBER and term.function != "round":
        arguments = [float(argument) for argument in arguments]
    return FUNCTIONS[term.function](*arguments)


def _argument(me: Evaluator, term: t.Term) -> Any:
    return tuple(me.items(term)) if isinstance(term, t.ConstList) else me.value(term)


def _if(me: Evaluator, condition: t.Term, then: t.Term, otherwise: t.Term, *, numeric: bool) -> Value:
    holds = me.condition(condition)
    if holds is None:
        return None
    return _number(me.value(then if holds else otherwise), numeric)


def _coalesce(me: Evaluator, term: t.Call) -> Value:
    plain = me.plain
    taken = next((a for a in term.arguments if plain.value(a) is not None), None)
    return None if taken is None else _number(me.value(taken), term.type.kind is Kind.NUMBER)


def _number(value: Value, numeric: bool) -> Value:
    """An int as a number where the other branches are numbers."""
    return float(value) if numeric and value is not None else value


VALUES: Mapping[type[t.TermBase], Handler] = {
    t.Const: _const,
    t.ParamRef: _paramref,
    t.FieldRef: _fieldref,
    t.DefinitionRef: _definitionref,
    t.Today: _today,
    t.DurationTimes: _durationtimes,
    t.Negate: _negate,
    t.Arithmetic: _arithmetic,
    t.Shift: _shift,
    t.DateDifference: _datedifference,
    t.Population: _population,
    t.Call: _call,
}
