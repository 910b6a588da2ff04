"""Expressions: one module per construct, joined in one table from syntax node to handler."""

from __future__ import annotations

from collections.abc import Mapping

from segdsl.functions.types import Type
from segdsl.rulebook.expressions import arithmetic, comparisons, literals, logic, references, sets
from segdsl.rulebook.expressions.aggregates import AGGREGATES, aggregate, was
from segdsl.rulebook.expressions.calls import call
from segdsl.rulebook.expressions.measures import MEASURES, measure
from segdsl.rulebook.expressions.sequences import sequence
from segdsl.rulebook.names import Lookups
from segdsl.rulebook.scope import Findings, Handler, Scope
from segdsl.rulebook.terms import Term
from segdsl.syntax import nodes

SPECIAL: dict[str, Handler] = {
    **dict.fromkeys(AGGREGATES, aggregate),
    **dict.fromkeys(MEASURES, measure),
    "sequence": sequence,
    "was": was,
}


def _call(scope: Scope, node: nodes.Call, beside: Type | None) -> Term | None:
    return call(scope, node, beside, SPECIAL)


def _misplaced_list(scope: Scope, node: nodes.ListLiteral, _beside: Type | None) -> None:
    scope.error("list-literal-as-value", node.span)


def _misplaced_window(scope: Scope, node: nodes.Node, _beside: Type | None) -> None:
    scope.error("window-as-value", node.span)


# No handler for `Hole`: items that hold one are not checked.
HANDLERS: Mapping[type[nodes.Node], Handler] = {
    nodes.Name: references.name,
    nodes.Literal: literals.literal,
    nodes.Today: literals.today,
    nodes.ListLiteral: _misplaced_list,
    nodes.Last: _misplaced_window,
    nodes.Ago: _misplaced_window,
    nodes.Range: _misplaced_window,
    nodes.Filtered: _misplaced_window,
    nodes.Call: _call,
    nodes.Member: references.member,
    nodes.Index: references.index,
    nodes.Paren: logic.paren,
    nodes.Negate: literals.negate,
    nodes.Arithmetic: arithmetic.arithmetic,
    nodes.Compare: comparisons.compare,
    nodes.In: sets.contained,
    nodes.Is: logic.missing,
    nodes.Not: logic.negation,
    nodes.And: logic.conjunction,
    nodes.Or: logic.disjunction,
    nodes.Mixed: logic.mixed,
}


def scope_of(names: Lookups) -> Scope:
    """A fresh scope for the check of one item."""
    return Scope(names, Findings(), HANDLERS)
