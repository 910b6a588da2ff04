"""`= != < <= > >=`: which side is a category's value, and what may be compared with what."""

from __future__ import annotations

import datetime as dt
from typing import cast

from segdsl.diagnostics import Edit, Fix, Span, Text
from segdsl.functions.types import BOOL, CALENDAR, NUMBER, NUMERIC, Kind, Type
from segdsl.rulebook.expressions.literals import at_type
from segdsl.rulebook.expressions.references import peek
from segdsl.rulebook.scope import Scope, infer, word
from segdsl.rulebook.suggest import replacement
from segdsl.rulebook.terms import Call, Compare, CompareOp, Const, DateDifference, Not, ParamRef, Term
from segdsl.syntax import nodes
from segdsl.syntax.unparse import format_text

_CHOICES = frozenset({"if", "coalesce"})
_DAYS = frozenset({"days_since", "days_between"})


def compare(scope: Scope, node: nodes.Compare, _beside: Type | None) -> Term | None:
    """A comparison; `!=` is `not =`."""
    left, right = pair(scope, node.left, node.right)
    if left is None or right is None:
        return None
    if not comparable(scope, node, left, right):
        return None
    left, right = aligned(left, right)
    op = "=" if node.op == "!=" else cast("CompareOp", node.op)
    term = Compare(BOOL, node.span, op, left, right)
    return Not(BOOL, node.span, term) if node.op == "!=" else term


def pair(scope: Scope, a: nodes.Expr, b: nodes.Expr) -> tuple[Term | None, Term | None]:
    """Both sides of a comparison. The side that may be a bare value is looked at last, beside the other's category."""
    if _last(scope, a, b):
        right = infer(scope, b)
        return infer(scope, a, right.type if right else None), right
    left = infer(scope, a)
    if left is None and _is_symbol(b) and peek(scope, _bare(b)) is None:
        return None, None  # a value beside something unknown: one error is enough
    return left, infer(scope, b, left.type if left else None)


def _last(scope: Scope, a: nodes.Expr, b: nodes.Expr) -> bool:
    """Whether `a` depends more on the type of `b` than the other way round. In doubt the value stands right."""
    if _is_symbol(a) and _is_symbol(b):
        return _is_value_of(scope, a, b)
    if _is_symbol(a):
        return not _is_choice(b) or peek(scope, _bare(a)) is None
    return _is_choice(a) and (not _is_symbol(b) or peek(scope, _bare(b)) is not None) and not _is_choice(b)


def _is_symbol(node: nodes.Expr) -> bool:
    """Whether a node may be a value by itself: a name, a string."""
    bare = _bare(node)
    return isinstance(bare, nodes.Name) or (isinstance(bare, nodes.Literal) and isinstance(bare.value, str))


def _is_choice(node: nodes.Expr) -> bool:
    """Whether a node is a call whose branches may be values by themselves."""
    bare = _bare(node)
    return isinstance(bare, nodes.Call) and bare.function.text in _CHOICES


def _bare(node: nodes.Expr) -> nodes.Expr:
    while isinstance(node, nodes.Paren):
        node = node.inner
    return node


def _is_value_of(scope: Scope, a: nodes.Expr, b: nodes.Expr) -> bool:
    """Of two names or strings: whether `a` is the value and `b` the category. In doubt the value stands right."""
    a, b = _bare(a), _bare(b)
    left = peek(scope, a)
    if left is not None and left.kind is Kind.CATEGORY and isinstance(b, nodes.Name) and b.text in left.values:
        return False  # decided without looking at `b`, whose definition may need this one's type
    right = peek(scope, b)
    if right is None or right.kind is not Kind.CATEGORY:
        return left is None and right is not None
    text = a.text if isinstance(a, nodes.Name) else a.value if isinstance(a, nodes.Literal) else None
    return left is None or text in right.values


def comparable(scope: Scope, node: nodes.Compare, left: Term, right: Term) -> bool:
    """Whether the operator fits both types; reports why not."""
    kinds = {left.type.kind, right.type.kind}
    if Kind.DURATION in kinds:
        scope.error("duration-compared", node.span, fixes=_as_date(node, left, right))
        return False
    if not alike(left.type, right.type):
        _mismatch(scope, node, left, right)
        return False
    if Kind.LIST in kinds:
        scope.error("list-compared", node.span)
        return False
    if node.op not in ("=", "!=") and kinds & {Kind.BOOL, Kind.CATEGORY}:
        scope.error("no-order", node.span, type=word(left.type if left.type.kind != Kind.ANY else right.type))
        return False
    return True


def alike(left: Type, right: Type) -> bool:
    """Whether values of two types can be compared, or stand in one list."""
    if Kind.ANY in (left.kind, right.kind):
        return True
    if left.kind is Kind.CATEGORY and right.kind is Kind.CATEGORY:
        return set(left.values) == set(right.values)
    return left.kind is right.kind or any({left.kind, right.kind} <= family for family in (NUMERIC, CALENDAR))


def aligned(left: Term, right: Term) -> tuple[Term, Term]:
    """Both operands with constants at the type they are used at: numbers beside numbers."""
    if Kind.NUMBER in (left.type.kind, right.type.kind):
        return at_type(left, NUMBER), at_type(right, NUMBER)
    return left, right


def _mismatch(scope: Scope, node: nodes.Compare, left: Term, right: Term) -> None:
    if left.type.kind is Kind.CATEGORY and right.type.kind is Kind.CATEGORY:
        scope.error("different-categories", node.span, left=word(left.type), right=word(right.type))
        return
    for text, other in ((left, right), (right, left)):
        if isinstance(text, ParamRef) and text.type.kind is Kind.TEXT and other.type.kind is Kind.CATEGORY:
            scope.error("text-param-beside-category", text.span, name=text.name)
            return
    fixes = _retyped(left, right) or _retyped(right, left)
    scope.error("type-mismatch", node.span, fixes=fixes, left=word(left.type), right=word(right.type))


def _retyped(constant: Term, other: Term) -> tuple[Fix, ...]:
    """The fix for a date or number in quotation marks, or a text without."""
    if not isinstance(constant, Const):
        return ()
    value = constant.value
    if isinstance(value, str) and other.type.kind in CALENDAR and _is_date(value):
        return (replacement(constant.span, value),)
    if isinstance(value, str) and other.type.kind in NUMERIC and _is_number(value):
        return (replacement(constant.span, value),)
    if isinstance(value, int) and not isinstance(value, bool) and other.type.kind is Kind.TEXT:
        return (replacement(constant.span, format_text(str(value))),)
    return ()


def _is_date(text: str) -> bool:
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == len("2021-06-30")


def _is_number(text: str) -> bool:
    return text.isascii() and text.replace(".", "", 1).isdigit() and not text.startswith(".") and text[-1:] != "."


def _as_date(node: nodes.Compare, left: Term, right: Term) -> tuple[Fix, ...]:
    """`days_since(d) > 90d` was meant as `d <= today - 90d`: not in the last 90 days."""
    if right.type.kind is not Kind.DURATION or not _counts_days(left, node.left):
        return ()
    day = _day_counted(node.left)
    if day is None:
        return ()
    op = {">": "<=", ">=": "<=", "<": ">", "<=": ">"}.get(node.op, node.op)
    between = Span(day.span.end, node.right.span.start)
    edits = (
        Edit(Span(node.span.start, day.span.start), ""),
        Edit(between, f" {op} today - "),
    )
    return (Fix(Text("compare with a date", "改为与日期比较"), edits, safe=False),)


def _counts_days(term: Term, node: nodes.Expr) -> bool:
    return isinstance(node, nodes.Call | nodes.Arithmetic) and (
        isinstance(term, DateDifference) or (isinstance(term, Call) and term.function in _DAYS)
    )


def _day_counted(node: nodes.Expr) -> nodes.Node | None:
    """The date in `days_since(date)`."""
    if isinstance(node, nodes.Call) and node.function.text == "days_since" and len(node.arguments) == 1:
        return node.arguments[0]
    return None
