"""Constants: literals, and a constant turned into the type it is used at."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from segdsl.diagnostics import Span
from segdsl.functions.types import BOOL, DATE, DURATION, INT, NUMBER, TEXT, TIME, Kind, Type
from segdsl.rulebook.scope import Scope, infer
from segdsl.rulebook.suggest import closest, replacement
from segdsl.rulebook.terms import Const, Negate, ParamRef, Term, Today
from segdsl.syntax import nodes
from segdsl.syntax.unparse import format_name, format_text
from segdsl.syntax.values import Duration, Scalar

_TOO_LARGE = 2**63  # an int only with a minus before it


def type_of(value: Scalar) -> Type:
    """The type of a literal by itself."""
    match value:
        case bool():
            return BOOL
        case int():
            return INT
        case float():
            return NUMBER
        case str():
            return TEXT
        case dt.datetime():  # before date, of which it is a subclass
            return TIME
        case dt.date():
            return DATE
        case Duration():
            return DURATION


def literal(scope: Scope, node: nodes.Literal, beside: Type | None) -> Term | None:
    """A literal; beside a category a string is one of its values."""
    if isinstance(node.value, str) and beside is not None and beside.kind is Kind.CATEGORY:
        return value_of(scope, node, node.value, beside)
    if isinstance(node.value, int) and node.value == _TOO_LARGE:
        scope.error("number-too-large", node.span, text=node.source)
        return None
    return Const(type_of(node.value), node.span, node.value)


def value_of(scope: Scope, node: nodes.Node, text: str, category: Type) -> Const | None:
    """The constant for one of a category's values; reports what is none of them, with the value that was meant."""
    if text in category.values:
        return Const(category.maybe(False), node.span, text)
    by_title = scope.names.titles(category.values).get(text)
    suggestion = by_title or closest(text, category.values)
    fixes = (replacement(node.span, written_value(suggestion), safe=bool(by_title)),) if suggestion else ()
    shown = ", ".join(category.values[:8]) + (", …" if len(category.values) > 8 else "")
    scope.error("unknown-value", node.span, fixes=fixes, name=text, values=shown, suggestion=suggestion)
    return None


def written_value(value: str) -> str:
    """How a category's value is written in a rule: bare if it is a word, else as a string."""
    return value if format_name(value) == value else format_text(value)


def today(_scope: Scope, node: nodes.Today, _beside: Type | None) -> Term:
    """The as-of date."""
    return Today(DATE, node.span)


def negate(scope: Scope, node: nodes.Negate, _beside: Type | None) -> Term | None:
    """`-x`; a negated literal is a constant, so that the smallest int can be written."""
    inner = node.operand
    if isinstance(inner, nodes.Literal) and type_of(inner.value).kind in (Kind.INT, Kind.NUMBER):
        return literal(scope, nodes.Literal(node.span, -inner.value, f"-{inner.source}"), None)  # type: ignore[operator]
    operand = infer(scope, inner)
    if operand is None:
        return None
    if operand.type.kind is Kind.DURATION:
        scope.error("duration-not-positive", node.span, duration="0d")
        return None
    if operand.type.kind not in (Kind.INT, Kind.NUMBER, Kind.ANY):
        scope.error("not-a-number", inner.span, found=str(operand.type.maybe(False)))
        return None
    return Negate(operand.type, node.span, operand)


def at_type(term: Term, wanted: Type) -> Term:
    """`term` as it is used at `wanted`: a constant int becomes a float beside numbers; anything else stays."""
    if isinstance(term, Const) and term.type.kind is Kind.INT and wanted.kind is Kind.NUMBER:
        return Const(NUMBER, term.span, float(term.value))  # type: ignore[arg-type]  # the type says it is an int
    return term


def is_constant(term: Term) -> bool:
    """Whether a term is a literal or a param."""
    return isinstance(term, Const | ParamRef)


def at_span(term: Term, span: Span) -> Term:
    """A constant taken over from another item, at the place where it is used."""
    return replace(term, span=span)
