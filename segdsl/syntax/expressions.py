"""Builders of expressions: one function per rule of the grammar, from the values of its parts to its node.

A builder gets the context (where to report), the span of the rule, and its parts: tokens, nodes, or None for an
optional part that is absent.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from segdsl.diagnostics import Span
from segdsl.syntax import items, nodes
from segdsl.syntax.context import Context
from segdsl.syntax.literals import BadLiteral, unescape, value_of
from segdsl.syntax.tokens import Token

Builder = Callable[[Context, Span, list[Any]], Any]


# ---- words and literals ----------------------------------------------------------------------------------------------


def name_of(at: Context, token: Token) -> nodes.Name:
    """The node of a word, or of a name between backquotes."""
    quoted = token.kind == "QUOTED"
    return nodes.Name(at.span(token), token.text[1:-1] if quoted else token.text, quoted)


def text_of(at: Context, token: Token | None) -> items.Text | None:
    """The node of an optional string."""
    return None if token is None else items.Text(at.span(token), unescape(token.text))


def _literal(at: Context, span: Span, kids: list[Any]) -> nodes.Literal:
    token: Token = kids[0]
    try:
        return nodes.Literal(span, value_of(token.kind, token.text), token.text)
    except BadLiteral as bad:
        at.report(str(bad), span, text=token.text[:40])
        return nodes.Literal(span, 0, token.text)


# ---- expressions -----------------------------------------------------------------------------------------------------


def _is(*, known: bool, negated: bool) -> Builder:
    return lambda _, span, kids: nodes.Is(span, kids[0], known, negated)


def _arithmetic(op: str) -> Builder:
    return lambda _, span, kids: nodes.Arithmetic(span, op, kids[0], kids[1])


def _or(_: Context, span: Span, kids: list[Any]) -> nodes.Or | nodes.Mixed:
    if not any(isinstance(kid, nodes.And) for kid in kids):
        return nodes.Or(span, tuple(kids))
    operands: list[nodes.Expr] = []
    operators: list[str] = []
    for kid in kids:
        inner = kid.operands if isinstance(kid, nodes.And) else (kid,)
        operators += ["or"] * bool(operands) + ["and"] * (len(inner) - 1)
        operands += inner
    return nodes.Mixed(span, tuple(operands), tuple(operators))


EXPRESSIONS: dict[str, Builder] = {
    "name": lambda at, _, kids: name_of(at, kids[0]),
    "text": lambda at, _, kids: text_of(at, kids[0]),
    "literal": _literal,
    "integer": _literal,
    "date": _literal,
    "duration": _literal,
    "true": lambda _, span, __: nodes.Literal(span, value=True, source="true"),
    "false": lambda _, span, __: nodes.Literal(span, value=False, source="false"),
    "today": lambda _, span, __: nodes.Today(span),
    "list": lambda _, span, kids: nodes.ListLiteral(span, tuple(kids)),
    "range": lambda _, span, kids: nodes.Range(span, *kids),
    "last": lambda _, span, kids: nodes.Last(span, *kids),
    "ago": lambda _, span, kids: nodes.Ago(span, *kids),
    "filtered": lambda _, span, kids: nodes.Filtered(span, *kids),
    "call": lambda at, span, kids: nodes.Call(span, name_of(at, kids[0]), tuple(kids[1:])),
    "member": lambda at, span, kids: nodes.Member(span, kids[0], name_of(at, kids[1])),
    "qualified": lambda at, span, kids: nodes.Member(span, name_of(at, kids[0]), name_of(at, kids[1])),
    "index": lambda _, span, kids: nodes.Index(span, *kids),
    "paren": lambda _, span, kids: nodes.Paren(span, *kids),
    "negate": lambda _, span, kids: nodes.Negate(span, *kids),
    "negated": lambda _, span, kids: nodes.Negate(span, *kids),
    "plus": _arithmetic("+"),
    "minus": _arithmetic("-"),
    "times": _arithmetic("*"),
    "divided": _arithmetic("/"),
    "in_set": lambda _, span, kids: nodes.In(span, kids[0], kids[1]),
    "not_in_set": lambda _, span, kids: nodes.In(span, kids[0], kids[1], negated=True),
    "is_missing": _is(known=False, negated=False),
    "is_known": _is(known=True, negated=False),
    "is_not_missing": _is(known=False, negated=True),
    "is_not_known": _is(known=True, negated=True),
    "negation": lambda _, span, kids: nodes.Not(span, *kids),
    "all": lambda _, span, kids: nodes.And(span, tuple(kids)),
    "any": _or,
    "hole": lambda _, span, __: nodes.Hole(span),
    "expression": lambda _, __, kids: kids[0],
}
