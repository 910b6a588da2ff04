"""`and`, `or`, `not`, `is missing` and parentheses."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from segdsl.diagnostics import Edit, Fix, Span, Text
from segdsl.functions.types import BOOL, Kind, Type
from segdsl.rulebook.scope import Scope, condition, infer
from segdsl.rulebook.terms import And, IsMissing, Not, Or, Term
from segdsl.syntax import nodes


def paren(scope: Scope, node: nodes.Paren, beside: Type | None) -> Term | None:
    """`(inner)` means what it holds."""
    return infer(scope, node.inner, beside)


def negation(scope: Scope, node: nodes.Not, _beside: Type | None) -> Term | None:
    """`not c`: true where `c` is false or missing."""
    operand = condition(scope, node.operand)
    return Not(BOOL, node.span, operand) if operand is not None else None


def conjunction(scope: Scope, node: nodes.And, _beside: Type | None) -> Term | None:
    """`a and b`, flat."""
    operands = _conditions(scope, node.operands)
    flat = [inner for term in operands for inner in (term.operands if isinstance(term, And) else (term,))]
    return And(BOOL, node.span, tuple(flat)) if len(operands) == len(node.operands) else None


def disjunction(scope: Scope, node: nodes.Or, _beside: Type | None) -> Term | None:
    """`a or b`, flat."""
    operands = _conditions(scope, node.operands)
    flat = [inner for term in operands for inner in (term.operands if isinstance(term, Or) else (term,))]
    return Or(BOOL, node.span, tuple(flat)) if len(operands) == len(node.operands) else None


def _conditions(scope: Scope, operands: Sequence[nodes.Expr]) -> list[Term]:
    return [term for term in [condition(scope, operand) for operand in operands] if term is not None]


def mixed(scope: Scope, node: nodes.Mixed, _beside: Type | None) -> None:
    """`a and b or c` can be read in two ways: an error that offers both."""
    titles = {
        "and": Text("group the `and` parts", "先算 `and`（给 `and` 部分加括号）"),
        "or": Text("group the `or` parts", "先算 `or`（给 `or` 部分加括号）"),
    }
    fixes = tuple(Fix(titles[op], _grouped(node, op), safe=False) for op in ("and", "or"))
    scope.error("mixed-and-or", node.span, fixes=fixes)
    _conditions(scope, node.operands)


def _grouped(node: nodes.Mixed, inner: str) -> tuple[Edit, ...]:
    """The edits that put every run of `inner` into parentheses."""
    edits: list[Edit] = []
    at = 0
    for operator, run in groupby(node.operators):
        length = len(list(run))
        if operator == inner:
            start, end = node.operands[at].span.start, node.operands[at + length].span.end
            edits += [Edit(Span(start, start), "("), Edit(Span(end, end), ")")]
        at += length
    return tuple(edits)


def missing(scope: Scope, node: nodes.Is, _beside: Type | None) -> Term | None:
    """`x is missing`; `is known` is its negation."""
    value = infer(scope, node.value)
    if value is None:
        return None
    if value.type.kind is Kind.DURATION:
        scope.error("duration-as-value", node.value.span)
        return None
    term = IsMissing(BOOL, node.span, value)
    return Not(BOOL, node.span, term) if node.known != node.negated else term
