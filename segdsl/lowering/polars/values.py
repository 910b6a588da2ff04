"""Fields, references, moves along the calendar, and function calls."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from segdsl.diagnostics import Diagnostic, SegdslError
from segdsl.functions import REGISTRY, Parameter
from segdsl.functions.numbers import finite
from segdsl.functions.types import Kind
from segdsl.lowering.polars.constants import constant, constants, end_of_day, is_closed, shifted, start_of_day
from segdsl.lowering.polars.context import Context
from segdsl.lowering.polars.facts import (
    definition_may_be_unknown,
    is_predicate,
    may_be_missing,
    may_be_unknown,
)
from segdsl.lowering.polars.lowering import Handler, Lowering
from segdsl.rulebook.model import Field
from segdsl.rulebook.terms import (
    Aggregate,
    Call,
    Const,
    ConstList,
    DateDifference,
    DefinitionRef,
    FieldRef,
    LearnedRef,
    ParamRef,
    Sequence,
    Shift,
    Term,
    TermBase,
    Was,
)
from segdsl.syntax.values import Duration

if TYPE_CHECKING:
    import polars as pl

_FIRST, _LAST = dt.date.min, dt.date.max
_OFFSET_UNITS = {"min": "m"}  # where polars has another word than the language


def _field(lo: Lowering, term: FieldRef) -> pl.Expr:
    contract = lo.context.contract
    if lo.context.column is not None:
        return lo.context.column(term.name)
    return lo.polars.col(term.name) if contract is None else normalised(lo, contract.fields[term.name])


def normalised(lo: Lowering, field: Field, cells: pl.Expr | None = None) -> pl.Expr:
    """A physical column as the contract wants it: of the field's type, with nothing but finite, allowed values."""
    stored = lo.polars.col(field.column) if cells is None else cells
    if field.type.kind is not Kind.LIST:
        stored = stored.cast(lo.dtype(field.type), strict=False)
    if field.type.kind is Kind.NUMBER:
        stored = finite(lo.polars, stored)
    if (valid := field.valid) is not None:
        if valid.values is not None:
            stored = lo.polars.when(stored.is_in(list(valid.values))).then(stored)
        else:
            low, high = (lo.literal(bound, field.type) for bound in (valid.low, valid.high))
            compared = stored.dt.date() if field.type.kind is Kind.TIME else stored
            stored = lo.polars.when(compared.is_between(low, high)).then(stored)
    return stored


def _definition(lo: Lowering, term: DefinitionRef) -> pl.Expr:
    kleene = lo.kleene and definition_may_be_unknown(term.name, lo.context)
    if lo.context.reference is not None:
        return lo.context.reference(term.name, kleene)
    return lo.polars.col(lo.context.column_of(term.name, kleene))


def _shift(lo: Lowering, term: Shift) -> pl.Expr:
    """A column moved by a constant duration; what leaves the calendar of years 1 to 9999 is missing."""
    length = constant(term.duration, lo.context)
    moment = lo.stored(term.moment)
    if not isinstance(length, Duration):
        return lo.literal(None, term.type)
    reachable = shifted(_FIRST if term.sign * length.count > 0 else _LAST, _in_days(length), term.sign)
    if reachable is None:
        return lo.literal(None, term.type)
    moved = moment.dt.offset_by(f"{term.sign * length.count}{_OFFSET_UNITS.get(length.unit, length.unit)}")
    timed = term.type.kind is Kind.TIME
    inside = moved.is_between(start_of_day(_FIRST), end_of_day(_LAST)) if timed else moved.is_between(_FIRST, _LAST)
    return lo.polars.when(inside).then(moved)


def _in_days(length: Duration) -> Duration:
    """A duration of the same order in whole days or longer, to see whether it fits the calendar at all."""
    per_day = {"h": 24, "min": 1440}.get(length.unit)
    return Duration(length.count // per_day, "d") if per_day else length


def _date_difference(lo: Lowering, term: DateDifference) -> pl.Expr:
    return (lo.stored(term.left).dt.date() - lo.stored(term.right).dt.date()).dt.total_days()


def _call(lo: Lowering, term: Call) -> pl.Expr:
    if term.function == "if":
        return _if(lo, term)
    if term.function == "coalesce":
        return _coalesce(lo, term)
    function = REGISTRY[term.function]
    arguments: list[Any] = [
        _argument(lo, _parameter(function.parameters, index), argument, term)
        for index, argument in enumerate(term.arguments)
    ]
    if function.of_today:
        arguments.append(lo.context.as_of)
    whole = term.type.kind is Kind.INT and function.polars_int is not None
    lowered = function.polars_int if whole else function.polars
    assert lowered is not None
    answer = lowered(lo.polars, *arguments)
    return lo.settle(answer, *term.arguments) if is_predicate(term) else answer


def _parameter(parameters: tuple[Parameter, ...], index: int) -> Parameter:
    """The parameter an argument is for; the last one of a variadic function takes all the rest."""
    return parameters[min(index, len(parameters) - 1)]


def _argument(lo: Lowering, parameter: Parameter, argument: Term, call: Call) -> Any:
    if isinstance(argument, ConstList):
        return tuple(constants(argument, lo.context))
    if parameter.constant or (parameter.plain and isinstance(argument, Const | ParamRef)):
        return constant(argument, lo.context)
    numeric = argument.type.kind in (Kind.INT, Kind.NUMBER)
    return lo.number(argument) if numeric and call.type.kind is Kind.NUMBER else lo.value(argument)


def _if(lo: Lowering, term: Call) -> pl.Expr:
    condition, then, otherwise = term.arguments
    if is_closed(condition):
        answer = lo.constant(condition)
        if answer is None and lo.kleene:
            return lo.literal(None, term.type)
        return lo.at(then if answer else otherwise, term.type)
    holds = lo.condition(condition)
    first, second = lo.at(then, term.type), lo.at(otherwise, term.type)
    if lo.kleene:  # where the condition has no answer, the `if` has none
        return lo.polars.when(holds).then(first).when(~holds).then(second)
    return lo.polars.when(holds).then(first).otherwise(second)


def _coalesce(lo: Lowering, term: Call) -> pl.Expr:
    """The first argument that is known. What stands after one that is never missing counts for nothing.

    Three-valued: which argument is taken is a question about missing values, and so always has an answer; what that
    argument is may have none.
    """
    surely = (i for i, argument in enumerate(term.arguments) if not may_be_missing(argument, lo.context))
    arguments = term.arguments[: next(surely, len(term.arguments)) + 1]
    *others, last = arguments
    if not lo.kleene or not any(may_be_unknown(argument, lo.context) for argument in arguments):
        return lo.polars.coalesce(*(lo.at(argument, term.type) for argument in arguments))
    found = lo.at(last, term.type)
    for argument in reversed(others):
        known = lo.plain.stored(argument).is_not_null()
        found = lo.polars.when(known).then(lo.at(argument, term.type)).otherwise(found)
    return found


def _events(lo: Lowering, term: Aggregate | Sequence) -> pl.Expr:
    """An answer about a customer's events, which whoever has the events has put into a column."""
    if lo.context.events is None:
        raise _needs_events(term.function if isinstance(term, Aggregate) else "sequence", term)
    return lo.polars.col(lo.context.events(term, lo.context))


def _was(lo: Lowering, term: Was) -> pl.Expr:
    """The column of the tag as of a day gone by; of a day before the calendar nothing is known."""
    if lo.context.events is None:
        raise _needs_events("was", term)
    day = past_day(term, lo.context)
    if day is None:
        return lo.literal(None, term.type)
    if lo.context.was is not None:
        return lo.context.was(term.tag, day)
    return lo.polars.col(lo.context.as_on(day).column_of(term.tag))


def past_day(term: Was, context: Context) -> dt.date | None:
    """The day that `was(tag, duration)` asks about, None if it lies before the calendar."""
    return shifted(context.as_of, constant(term.ago, context), -1)


def _needs_events(construct: str, term: TermBase) -> SegdslError:
    return SegdslError(Diagnostic("needs-events", {"construct": construct}, term.span))


def _learned(_: Lowering, term: LearnedRef) -> pl.Expr:
    raise SegdslError(Diagnostic("needs-model", {"name": term.name}, term.span))


VALUES: Mapping[type[TermBase], Handler] = {
    FieldRef: _field,
    DefinitionRef: _definition,
    Shift: _shift,
    DateDifference: _date_difference,
    Call: _call,
    Aggregate: _events,
    Sequence: _events,
    Was: _was,
    LearnedRef: _learned,
}
