"""Builders for what SQL, mathematics and spreadsheets write otherwise: each reports itself with its fix.

The node is the one that the fixed text gives, so checking goes on as if the fix had been taken.
"""

from __future__ import annotations

from typing import Any

from segdsl.diagnostics import Edit, Fix, Span
from segdsl.syntax import nodes
from segdsl.syntax.context import Context
from segdsl.syntax.expressions import Builder
from segdsl.syntax.foreign import WRITE
from segdsl.syntax.unparse import format_expr, format_text

_FALLING = {">", ">="}
_SHORT = 80  # code points of an operand that the mended text repeats


def _said(at: Context, code: str, span: Span, text: str, *edits: Edit, safe: bool = True) -> None:
    """Report a habit. `text` is what to write; without edits it replaces all of `span`."""
    shown = text if len(text) <= _SHORT else text[: _SHORT - 1] + "…"
    fix = Fix(WRITE, edits or (Edit(span, text),), {"new": shown}, safe)
    at.report(code, span, fix, new=shown)


def _source(at: Context, node: nodes.Node) -> str:
    return at.text[at.base + node.span.start : at.base + node.span.end]


def _gap(at: Context, left: nodes.Node, right: nodes.Node, text: str) -> Edit:
    """Put `text` for what stands between two nodes, comments excepted: those stay behind it."""
    start, end = left.span.end, right.span.start
    between = at.text[at.base + start : at.base + end]
    comment = between.find("#")
    return Edit(Span(start, start + comment if comment >= 0 else end), text + (" " if comment >= 0 else ""))


# ---- comparisons -----------------------------------------------------------------------------------------------------


def _between(*, negated: bool) -> Builder:
    def build(at: Context, span: Span, kids: list[Any]) -> nodes.In:
        value, low, high = kids
        node = nodes.In(span, value, nodes.Range(low.span.to(high.span), low, high), negated)
        word = " not in " if negated else " in "
        _said(at, "between", span, format_expr(node), _gap(at, value, low, word), _gap(at, low, high, ".."))
        return node

    return build


def _in_parens(*, negated: bool) -> Builder:
    def build(at: Context, span: Span, kids: list[Any]) -> nodes.In:
        value, *elements = kids
        text = at.text[at.base + value.span.end : at.base + elements[0].span.start]
        start = value.span.end + max(text.rfind("("), text.rfind("（"))
        within = Span(start, span.end)
        node = nodes.In(span, value, nodes.ListLiteral(within, tuple(elements)), negated)
        edits = Edit(Span(start, start + 1), "["), Edit(Span(span.end - 1, span.end), "]")
        _said(at, "list-in-parentheses", within, format_expr(node.set), *edits)
        return node

    return build


def _chained(at: Context, span: Span, kids: list[Any]) -> nodes.Expr:
    low, first, middle, second, high = kids
    if len(_source(at, middle)) > _SHORT:
        at.report("chained-comparison", span)
        return nodes.Compare(span, first.text, low, high)
    left = nodes.Compare(low.span.to(middle.span), first.text, low, middle)
    right = nodes.Compare(middle.span.to(high.span), second.text, middle, high)
    node: nodes.Expr = nodes.Paren(span, nodes.And(span, (left, right)))
    ends = {first.text, second.text}
    if ends in ({"<="}, {">="}):
        bottom, top = (high, low) if ends <= _FALLING else (low, high)
        node = nodes.In(span, middle, nodes.Range(span, bottom, top))
    _said(at, "chained-comparison", span, format_expr(node))
    return node


def _like(*, negated: bool) -> Builder:
    def build(at: Context, span: Span, kids: list[Any]) -> nodes.Expr:
        value, pattern = kids
        function, part = _like_function(pattern)
        name = nodes.Name(pattern.span, function)
        node: nodes.Expr = nodes.Call(span, name, (value, part))
        if function == "=":
            node = nodes.Compare(span, "!=" if negated else "=", value, part)
        elif negated:
            node = nodes.Not(span, node)
        _said(at, "like", span, format_expr(node), safe=function != "matches")
        return node

    return build


def _like_function(pattern: nodes.Expr) -> tuple[str, nodes.Expr]:
    """The function that says what a SQL pattern says. `%` inside, `_` and non-literals are left to `matches`."""
    if not isinstance(pattern, nodes.Literal) or not isinstance(pattern.value, str):
        return "matches", pattern
    text = pattern.value
    inner = text.strip("%")
    if "%" in inner or "_" in inner or not inner:
        return "matches", pattern
    ends = text.startswith("%"), text.endswith("%")
    function = {(1, 1): "contains", (0, 1): "starts_with", (1, 0): "ends_with", (0, 0): "="}[ends]
    return function, nodes.Literal(pattern.span, inner, format_text(inner))


def _compare(at: Context, span: Span, kids: list[Any]) -> nodes.Compare | nodes.Is:
    """An ordinary comparison, unless it is one with SQL's null."""
    left, sign, right = kids
    null = isinstance(right, nodes.Name) and not right.quoted and right.text.lower() in ("null", "nil")
    if not null or sign.text not in ("=", "!="):
        return nodes.Compare(span, sign.text, left, right)
    known = sign.text == "!="
    text = " is known" if known else " is missing"
    start = left.span.end
    _said(at, "compare-with-null", span, format_expr(left) + text, Edit(Span(start, span.end), text))
    return nodes.Is(span, left, known)


# ---- operands --------------------------------------------------------------------------------------------------------


def _modulo(at: Context, span: Span, kids: list[Any]) -> nodes.Paren:
    left, right = kids
    source = _source(at, left)
    if len(source) > _SHORT or "%" in source or "％" in source:
        at.report("modulo", span)
        return nodes.Paren(span, nodes.Arithmetic(span, "/", left, right))
    quotient = nodes.Call(span, nodes.Name(span, "floor"), (nodes.Arithmetic(span, "/", left, right),))
    node = nodes.Paren(span, nodes.Arithmetic(span, "-", left, nodes.Arithmetic(span, "*", right, quotient)))
    _said(at, "modulo", span, format_expr(node))
    return node


def _today(at: Context, span: Span, _: list[Any]) -> nodes.Today:
    _said(at, "today-is-no-function", span, "today")
    return nodes.Today(span)


HABITS: dict[str, Builder] = {
    "compare": _compare,
    "between": _between(negated=False),
    "not_between": _between(negated=True),
    "in_parens": _in_parens(negated=False),
    "not_in_parens": _in_parens(negated=True),
    "chained": _chained,
    "like": _like(negated=False),
    "not_like": _like(negated=True),
    "modulo": _modulo,
    "today_call": _today,
}
