"""What can be said of a term before it is computed: the range of its numbers, and whether it can be missing.

Both only save work: where a sum cannot leave 64 bits it is not checked, where a comparison always has an answer nothing
is filled in. The types of the checker do not suffice for that: they do not count that a field declared without `?` can
be missing in the data all the same, or that a sum can overflow.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from segdsl.functions import REGISTRY
from segdsl.functions.types import Kind
from segdsl.lowering.polars.chains import chain, operands
from segdsl.lowering.polars.constants import constant, is_constant
from segdsl.lowering.polars.context import UNKNOWN, Context
from segdsl.rulebook.model import Let, Score, Segment, Tag
from segdsl.rulebook.terms import (
    Aggregate,
    And,
    Arithmetic,
    Call,
    Compare,
    ConstList,
    DateDifference,
    DefinitionRef,
    FieldRef,
    InList,
    InRange,
    InWindow,
    IsMissing,
    Listed,
    Negate,
    Not,
    Or,
    Population,
    Sequence,
    Term,
    Was,
    Window,
)

Bounds = tuple[float, float]
"""A closed range: exact ints for terms of kind int, floats for numbers."""

INT_BOUNDS: Bounds = (-(2**63), 2**63 - 1)
NUMBER_BOUNDS: Bounds = (-sys.float_info.max, sys.float_info.max)
_COUNTS: Bounds = (0, 2**31 - 1)
_DAYS: Bounds = (-dt.date.max.toordinal(), dt.date.max.toordinal())

_ALWAYS_KNOWN = ("count", "did", "never", "days", "months", "distinct")
"""Aggregates that have a value for every customer. A sum can leave 64 bits, the others are missing without events."""

_T = TypeVar("_T")


# ---- ranges of numbers -----------------------------------------------------------------------------------------------


def bounds(term: Term, context: Context) -> Bounds:
    """A range that holds every known value of a numeric term."""
    limit = limits(term)
    if is_constant(term):
        value = constant(term, context)
        return (value, value) if isinstance(value, int | float) else limit
    match term:
        case FieldRef(name=name):
            return _field_bounds(name, context) or limit
        case DefinitionRef(name=name):
            let = context.definitions.get(name)
            return _once("bounds", name, context, lambda: bounds(let.term, context)) if isinstance(let, Let) else limit
        case Negate(operand=operand):
            low, high = bounds(operand, context)
            found: Bounds = (-high, -low)
        case Arithmetic():
            return steps(term, context)[-1].result
        case DateDifference():
            found = _DAYS
        case Population(function=name):
            found = REGISTRY[name].bounds or limit
        case Call():
            found = _call_bounds(term, context)
        case Aggregate(function="count" | "days" | "months" | "distinct"):
            found = _COUNTS
        case _:
            return limit
    return (max(found[0], limit[0]), min(found[1], limit[1])) if found[0] <= found[1] else limit


def _field_bounds(name: str, context: Context) -> Bounds | None:
    """What the stored values say, or the contract where it is what normalises them."""
    stored = context.storage.get(name, UNKNOWN)
    if stored.low is not None and stored.high is not None:
        return stored.low, stored.high
    valid = context.contract.fields[name].valid if context.contract else None
    if valid is not None and isinstance(valid.low, int | float) and isinstance(valid.high, int | float):
        return valid.low, valid.high
    return None


def limits(term: Term) -> Bounds:
    """The range of the term's type."""
    return INT_BOUNDS if term.type.kind is Kind.INT else NUMBER_BOUNDS


@dataclass(frozen=True, slots=True)
class Step:
    """One operation of a chain, and the range of its result.

    `safe` says that known operands always give a known result, `by_zero` that only a divisor of 0 gives none.
    """

    operation: Arithmetic
    safe: bool
    by_zero: bool
    result: Bounds


def steps(term: Arithmetic, context: Context) -> list[Step]:
    """The operations of a chain in the order in which they are carried out."""
    first, operations = chain(term)
    left = bounds(first, context)
    found: list[Step] = []
    for operation in operations:
        right = bounds(operation.right, context)
        low, high = _combined(operation, left, right)
        limit = limits(operation)
        fits = limit[0] <= low and high <= limit[1]
        by_zero = operation.op == "/" and right[0] <= 0 <= right[1]
        left = (max(low, limit[0]), min(high, limit[1]))
        found.append(Step(operation, fits and not by_zero, fits and by_zero, left))
    return found


def _combined(term: Arithmetic, a: Bounds, b: Bounds) -> Bounds:
    """The range of a result before it is checked: beyond `limits` where it can overflow."""
    if term.type.kind is Kind.NUMBER:
        a, b = (float(a[0]), float(a[1])), (float(b[0]), float(b[1]))
    match term.op:
        case "+":
            return a[0] + b[0], a[1] + b[1]
        case "-":
            return a[0] - b[1], a[1] - b[0]
        case "*":
            corners = [x * y for x in a for y in b]
        case _:
            if b[0] <= 0 <= b[1]:
                if term.right.type.kind is not Kind.INT:
                    return -float("inf"), float("inf")
                b = (-1.0, 1.0)  # of the divisors that are not 0, these give the largest quotients
            corners = [x / y for x in a for y in b]
    return min(corners), max(corners)


def _call_bounds(term: Call, context: Context) -> Bounds:
    if (known := REGISTRY[term.function].bounds) is not None:
        return known
    if term.function not in ("if", "coalesce", "min_of", "max_of", "clip"):
        return limits(term)
    ranges = [bounds(argument, context) for argument in term.arguments[1 if term.function == "if" else 0 :]]
    return min(low for low, _ in ranges), max(high for _, high in ranges)


# ---- missing values --------------------------------------------------------------------------------------------------


def may_be_missing(term: Term, context: Context) -> bool:
    """Whether the term's value can be null for some customer."""
    if is_constant(term):
        return constant(term, context) is None
    match term:
        case FieldRef(name=name):
            return name != context.key and not context.storage.get(name, UNKNOWN).complete
        case DefinitionRef(name=name):
            return _definition_may_be_missing(name, context)
        case ConstList() | Window() | Compare() | InList() | InRange() | InWindow() | IsMissing() | Listed():
            return False
        case Not() | And() | Or() | Sequence():
            return False
        case Aggregate(function=function):
            return function not in _ALWAYS_KNOWN
        case Arithmetic() | Negate() | DateDifference():
            return _any_missing(term, context) or not is_safe(term, context)
        case Population(value=value):
            return may_be_missing(value, context)
        case Call():
            return _call_may_be_missing(term, context)
        case _:
            return True


def _call_may_be_missing(term: Call, context: Context) -> bool:
    if term.function == "coalesce":
        return all(may_be_missing(argument, context) for argument in term.arguments)
    if term.function == "if":
        return any(may_be_missing(branch, context) for branch in term.arguments[1:])
    return not is_predicate(term) and (REGISTRY[term.function].partial or _any_missing(term, context))


def is_safe(term: Arithmetic | Negate | DateDifference, context: Context) -> bool:
    """Whether known operands always give a known result."""
    if isinstance(term, DateDifference):
        return True
    if isinstance(term, Negate):
        return -bounds(term.operand, context)[0] <= limits(term)[1]
    return all(step.safe for step in steps(term, context))


def is_predicate(term: Call) -> bool:
    """Whether the function tests something, and so is false where an argument is missing."""
    return term.type.kind is Kind.BOOL and term.function not in ("if", "coalesce")


def _any_missing(term: Term, context: Context) -> bool:
    return any(may_be_missing(child, context) for child in operands(term))


def _definition_may_be_missing(name: str, context: Context) -> bool:
    match context.definitions.get(name):
        case Segment():
            return False
        case Tag(classes=classes):
            return classes[-1].when is not None
        case Score() as score:
            return not score_is_safe(score, context)
        case Let(term=term):
            return _once("missing", name, context, lambda: may_be_missing(term, context))
        case _:
            return True


def score_is_safe(score: Score, context: Context) -> bool:
    """Whether the lines' sum is finite, whatever of them holds."""

    def find() -> bool:
        low = high = 0.0
        for line in score.lines:
            a, b = bounds(line.amount, context)
            if line.cap is not None:
                c, d = bounds(line.cap, context)
                a, b = min(a, c), min(b, d)
            least, most = (min(a, 0), max(b, 0)) if line.sign > 0 else (min(-b, 0), max(-a, 0))
            low, high = low + least, high + most
        return NUMBER_BOUNDS[0] <= low and high <= NUMBER_BOUNDS[1]

    return _once("safe", score.name, context, find)


# ---- three-valued logic ----------------------------------------------------------------------------------------------


def may_be_unknown(term: Term, context: Context) -> bool:
    """Whether three-valued evaluation can differ from the plain one, that is, can have no answer for somebody."""
    match term:
        case IsMissing() | Population() | Listed() | ConstList() | Window() | Aggregate() | Sequence() | Was():
            return False
        case DefinitionRef(name=name):
            return definition_may_be_unknown(name, context)
        case Call(function="if", arguments=(condition, *branches)):
            return _unknown_or_missing(condition, context) or any(may_be_unknown(b, context) for b in branches)
        case Compare() | InList() | InRange() | InWindow() | Not() | And() | Or():
            return any(_unknown_or_missing(child, context) for child in operands(term))
        case Call() if is_predicate(term):
            return any(_unknown_or_missing(child, context) for child in operands(term))
        case _:
            return any(may_be_unknown(child, context) for child in operands(term))


def definition_may_be_unknown(name: str, context: Context) -> bool:
    """Whether a definition has a three-valued form of its own: lets and segments can; tags and scores are definite."""
    match context.definitions.get(name):
        case Let(term=term):
            return _once("unknown", name, context, lambda: may_be_unknown(term, context))
        case Segment(clauses=clauses):
            return _once(
                "unknown", name, context, lambda: any(_unknown_or_missing(c.condition, context) for c in clauses)
            )
        case _:
            return False


def _unknown_or_missing(term: Term, context: Context) -> bool:
    return may_be_missing(term, context) or may_be_unknown(term, context)


def _once(question: str, name: str, context: Context, find: Callable[[], _T]) -> _T:
    """The answer about a definition, found once: lets that use lets would be asked exponentially often."""
    found: _T = context.facts.get((question, name))  # type: ignore[assignment]
    if (question, name) not in context.facts:
        found = context.facts[question, name] = find()
    return found
