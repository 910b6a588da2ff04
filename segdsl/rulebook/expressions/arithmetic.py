"""`+ - * /` of numbers, and the arithmetic of dates and durations."""

from __future__ import annotations

from typing import Literal, cast

from segdsl.diagnostics import Edit, Fix, Span, Text
from segdsl.functions.types import ANY, CALENDAR, DURATION, INT, NUMBER, NUMERIC, Kind, Type
from segdsl.rulebook.expressions.constants import Values, is_duration, scalar
from segdsl.rulebook.expressions.literals import at_type, is_constant
from segdsl.rulebook.scope import Scope, infer, word
from segdsl.rulebook.terms import Arithmetic, Const, DateDifference, DurationTimes, ParamRef, Shift, Term
from segdsl.syntax import nodes
from segdsl.syntax.values import Duration, Scalar

Op = Literal["+", "-", "*", "/"]


def arithmetic(scope: Scope, node: nodes.Arithmetic, _beside: Type | None) -> Term | None:
    """A chain of operations, leftmost first. Chains nest to the left, so they are walked and not recursed into."""
    chain: list[nodes.Arithmetic] = []
    leftmost: nodes.Expr = node
    while isinstance(leftmost, nodes.Arithmetic):
        chain.append(leftmost)
        leftmost = leftmost.left
    left = infer(scope, leftmost)
    for operation in reversed(chain):
        right = infer(scope, operation.right)
        left = _combine(scope, operation, left, right) if left is not None and right is not None else None
    return left


def _combine(scope: Scope, node: nodes.Arithmetic, left: Term, right: Term) -> Term | None:
    op = cast("Op", node.op)
    kinds = (left.type.kind, right.type.kind)
    if Kind.DURATION in kinds:
        return _with_duration(scope, node, left, right)
    if op == "-" and all(kind in CALENDAR or kind is Kind.ANY for kind in kinds) and set(kinds) & CALENDAR:
        return DateDifference(INT.maybe(left.type.optional or right.type.optional), node.span, left, right)
    if set(kinds) & CALENDAR:
        _date_with_number(scope, node, left, right)
        return None
    for term, operand in ((left, node.left), (right, node.right)):
        if term.type.kind not in NUMERIC and term.type.kind is not Kind.ANY:
            code = "text-arithmetic" if term.type.kind is Kind.TEXT and op == "+" else "not-a-number"
            scope.error(code, operand.span, found=word(term.type))
            return None
    return number(op, node.span, left, right, scope)


def number(op: Op, span: Span, left: Term, right: Term, scope: Scope) -> Term:
    """`left op right` of numbers.

    `/` gives a number, which may be missing unless the divisor is a constant that cannot be 0. `+ - *` may be missing
    only if an operand may: a result outside 64 bits is missing too (LANGUAGE section 12), but a warning about that at
    every sum would say nothing, so types do not count it.
    """
    optional = left.type.optional or right.type.optional
    if op == "/":
        kind = NUMBER
        optional = optional or not _never_zero(right, scope)
    elif Kind.ANY in (left.type.kind, right.type.kind):
        kind = ANY
    else:
        kind = INT if left.type.kind is Kind.INT and right.type.kind is Kind.INT else NUMBER
    if kind is NUMBER:
        left, right = at_type(left, NUMBER), at_type(right, NUMBER)
    return Arithmetic(kind.maybe(optional), span, op, left, right)


def _never_zero(term: Term, scope: Scope) -> bool:
    """Whether a divisor is a constant other than 0, or a param whose range leaves 0 out."""
    if isinstance(term, Const):
        return term.value != 0
    if isinstance(term, ParamRef):
        entity = scope.names.entity(term.name)
        if entity is not None and entity.low is not None and entity.high is not None:
            low, high = entity.low.value, entity.high.value
            return isinstance(low, int | float) and isinstance(high, int | float) and (low > 0 or high < 0)
    return False


def _with_duration(scope: Scope, node: nodes.Arithmetic, left: Term, right: Term) -> Term | None:
    if node.op == "*":
        factor, duration = (right, left) if is_duration(left) else (left, right)
        if factor.type.kind is Kind.INT and is_constant(factor) and is_constant(duration):
            return DurationTimes(DURATION, node.span, factor, duration)
    elif node.op in "+-" and is_duration(right) and (left.type.kind in CALENDAR or left.type.kind is Kind.ANY):
        return _shift(scope, node, left, right)
    elif node.op == "+" and is_duration(left) and right.type.kind in CALENDAR:
        return _shift(scope, node, right, left)
    scope.error("duration-arithmetic", node.span, left=word(left.type), op=node.op, right=word(right.type))
    return None


def _shift(scope: Scope, node: nodes.Arithmetic, moment: Term, duration: Term) -> Term | None:
    length = duration_of(scope, duration)
    if moment.type.kind is Kind.DATE and length is not None and length.is_clock:
        scope.error("clock-on-date", duration.span, duration=str(length))
        return None
    type_ = moment.type
    return Shift(type_, node.span, moment, duration, 1 if node.op == "+" else -1)


def _date_with_number(scope: Scope, node: nodes.Arithmetic, left: Term, right: Term) -> None:
    fixes: tuple[Fix, ...] = ()
    if node.op in "+-" and isinstance(right, Const) and right.type.kind is Kind.INT:
        title = Text("write `{new}`: whole days", "改写为 `{new}`（按天）")
        fixes = (Fix(title, (Edit(right.span, f"{right.value}d"),), {"new": f"{right.value}d"}, safe=False),)
    scope.error("date-arithmetic", node.span, fixes=fixes, left=word(left.type), op=node.op, right=word(right.type))


def duration_of(scope: Scope, term: Term) -> Duration | None:
    """The length a duration term has with the params' default values."""
    value = scalar(term, defaults(scope))
    return value if isinstance(value, Duration) else None


def defaults(scope: Scope) -> Values:
    """The default values of the params in scope."""

    def value(name: str) -> Scalar | None:
        entity = scope.names.entity(name)
        return entity.value.value if entity is not None and entity.value is not None else None

    return value
