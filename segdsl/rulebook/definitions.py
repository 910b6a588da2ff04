"""Params, lets, tags, scores and segments: from syntax to the typed model."""

from __future__ import annotations

import datetime as dt
import re
from typing import cast, get_args

from segdsl.diagnostics import Related, Span, Text
from segdsl.functions.types import BOOL, NUMBER, NUMERIC, ORDERED, Kind, Type
from segdsl.rulebook.expressions.arithmetic import defaults
from segdsl.rulebook.expressions.constants import is_constant, nominal, reversed_bounds
from segdsl.rulebook.expressions.literals import at_type
from segdsl.rulebook.expressions.sets import symbols
from segdsl.rulebook.model import Add, Class, Clause, Let, Option, Param, Score, Segment, Tag
from segdsl.rulebook.origin import Origin, Status
from segdsl.rulebook.scope import Scope, condition, infer, word
from segdsl.rulebook.suggest import closest, did_you_mean, folded
from segdsl.rulebook.terms import Const, Or, Term
from segdsl.syntax import items, nodes
from segdsl.syntax.tokens import NAME_PATTERN
from segdsl.syntax.unparse import format_clause, format_expr
from segdsl.syntax.values import Duration, Scalar

FIRST = Text("first here", "首次出现在此")
WORD = re.compile(NAME_PATTERN)
MAX_NAME = 64


def origin(node: items.Definition) -> Origin:
    """An origin that is completed when the item's place in its file is known."""
    return Origin("", 0, node.name.span, node.span.end)


def title(node: items.Text | None) -> str | None:
    """The text of an optional title."""
    return node.value if node is not None else None


# ---- metadata and names ----------------------------------------------------------------------------------------------


def metadata(scope: Scope, meta: items.Meta) -> dict[str, object]:
    """`owner`, `status`, `review`, `note` as the keyword arguments of a definition."""
    found: dict[str, object] = {"owner": title(meta.owner), "note": title(meta.note)}
    if meta.status is not None:
        known: tuple[str, ...] = get_args(Status)
        if meta.status.text in known:
            found["status"] = meta.status.text
        else:
            suggestion = closest(meta.status.text, known)
            fixes = did_you_mean(meta.status.span, suggestion)
            name = meta.status.text
            scope.error("unknown-status", meta.status.span, fixes=fixes, name=name, suggestion=suggestion)
    if meta.review is not None and isinstance(meta.review.value, dt.date):
        found["review"] = meta.review.value
    return found


def is_name(text: str) -> bool:
    """Whether a definition could be called so."""
    return WORD.fullmatch(text) is not None and len(text) <= MAX_NAME


def check_name(scope: Scope, name: nodes.Name) -> None:
    """Names that become file names or are chosen by rules are words of at most 64 characters."""
    if not WORD.fullmatch(name.text):
        scope.error("name-not-a-word", name.span, name=name.text)
    elif len(name.text) > MAX_NAME:
        scope.error("name-too-long", name.span, length=len(name.text))


def check_names(scope: Scope, names: list[nodes.Name], what: str) -> None:
    """Names within one block: words, and no two that differ only in case or normal form."""
    seen: dict[str, nodes.Name] = {}
    for name in names:
        check_name(scope, name)
        first = seen.setdefault(folded(name.text), name)
        if first is not name:
            related = (Related(FIRST, "", first.span),)
            scope.error("duplicate-in-block", name.span, related=related, name=name.text, first=first.text, what=what)


# ---- params and lets -------------------------------------------------------------------------------------------------


def param(scope: Scope, node: items.Param) -> Param | None:
    """`param n = value in low..high`; an int whose range is of numbers is a number."""
    if isinstance(node.value, nodes.ListLiteral):
        return _list_param(scope, node, node.value)
    value = infer(scope, node.value)
    if not isinstance(value, Const):
        return None
    if node.bounds is None:
        return Param(node.name.text, title(node.title), value.type, origin(node), frozenset(), value, None, None)
    low, high = infer(scope, node.bounds.low), infer(scope, node.bounds.high)
    if not isinstance(low, Const) or not isinstance(high, Const):
        if low is not None and high is not None:
            scope.error("not-constant", node.bounds.span)
        return None
    bounds = _bounds(scope, node.bounds, value, low, high)
    if bounds is None:
        return None
    value, low, high = bounds
    if not within(value.value, low.value, high.value):
        shown = f"{format_expr(node.bounds.low)}..{format_expr(node.bounds.high)}"
        name, found = node.name.text, format_expr(node.value)
        scope.error("param-outside-range", node.value.span, name=name, value=found, range=shown)
        return None
    return Param(node.name.text, title(node.title), value.type, origin(node), frozenset(), value, low, high)


def _list_param(scope: Scope, node: items.Param, value: nodes.ListLiteral) -> Param | None:
    found = symbols(scope, value)
    if node.bounds is not None:
        scope.error("list-with-range", node.bounds.span)
        return None
    if found is None:
        return None
    constants = tuple(item for item in found.items if isinstance(item, Const))
    if len(constants) != len(found.items):
        scope.error("not-constant", value.span)
        return None
    return Param(node.name.text, title(node.title), found.type, origin(node), frozenset(), constants, None, None)


def _bounds(
    scope: Scope, node: nodes.Range, value: Const, low: Const, high: Const
) -> tuple[Const, Const, Const] | None:
    """Value and bounds at one type, in order."""
    kinds = {value.type.kind, low.type.kind, high.type.kind}
    if kinds <= NUMERIC and Kind.NUMBER in kinds:
        value, low, high = (cast("Const", at_type(term, NUMBER)) for term in (value, low, high))
    elif len(kinds) > 1:
        other = low if low.type.kind is not value.type.kind else high
        scope.error("type-mismatch", other.span, left=word(value.type), right=word(other.type))
        return None
    elif value.type.kind not in ORDERED | {Kind.DURATION}:
        scope.error("no-order", node.span, type=word(value.type))
        return None
    if reversed_bounds(low, high, lambda _name: None):
        scope.error("range-reversed", node.span)
        return None
    return value, low, high


def within(value: Scalar, low: Scalar, high: Scalar) -> bool:
    """Whether a value of an ordered type lies in a closed range; durations by their nominal length."""
    if isinstance(value, Duration) and isinstance(low, Duration) and isinstance(high, Duration):
        return nominal(low) <= nominal(value) <= nominal(high)
    return low <= value <= high  # type: ignore[operator]  # all of one ordered type


def let(scope: Scope, node: items.Let) -> Let | None:
    """`let n = expression`, or a list of constants."""
    if isinstance(node.value, nodes.ListLiteral):
        term: Term | None = symbols(scope, node.value)
    else:
        term = infer(scope, node.value)
        if term is not None and term.type.kind is Kind.DURATION:
            scope.error("duration-let", node.value.span, name=node.name.text)
            return None
    if term is None:
        return None
    return Let(node.name.text, title(node.title), term.type, origin(node), frozenset(), term)


# ---- tags ------------------------------------------------------------------------------------------------------------


def tag_type(node: items.Tag) -> Type:
    """The category of a tag's classes; without `otherwise` some customers may have none."""
    values = tuple(dict.fromkeys(line.name.text for line in node.classes))
    return Type(Kind.CATEGORY, all(line.when is not None for line in node.classes), values)


def tag(scope: Scope, node: items.Tag) -> Tag:
    """First class whose condition holds; `otherwise` stands last, once."""
    if not node.classes:
        scope.error("tag-without-classes", node.name.span, name=node.name.text)
    check_names(scope, [line.name for line in node.classes], "class")
    check_otherwise(scope, [(line.when, line.span) for line in node.classes], "class")
    classes = []
    for line in node.classes:
        when = condition(scope, line.when) if line.when is not None else None
        text = format_expr(line.when) if line.when is not None else "otherwise"
        classes.append(Class(line.name.text, title(line.title), when, text))
    meta = metadata(scope, node.meta)
    of = tag_type(node)
    return Tag(node.name.text, title(node.title), of, origin(node), frozenset(), tuple(classes), **meta)  # type: ignore[arg-type]


def check_otherwise(scope: Scope, lines: list[tuple[nodes.Expr | None, Span]], what: str) -> None:
    """`otherwise` takes what is left, so it stands last and there is one at most."""
    for when, span in lines[:-1]:
        if when is None:
            scope.error("otherwise-not-last", span, what=what)


# ---- scores ----------------------------------------------------------------------------------------------------------


def score(scope: Scope, node: items.Score) -> Score:
    """Weighted lines, then the range the sum is clipped to."""
    if not node.terms:
        scope.error("score-without-lines", node.name.span, name=node.name.text)
    lines = tuple(line for line in [_add(scope, add) for add in node.terms] if line is not None)
    low = high = None
    for extra in node.bounds[1:]:
        scope.error("repeated-line", extra.span, keyword="range")
    if node.bounds:
        low, high = _score_range(scope, node.bounds[0])
    meta = metadata(scope, node.meta)
    return Score(node.name.text, title(node.title), NUMBER, origin(node), frozenset(), lines, low, high, **meta)  # type: ignore[arg-type]


def _add(scope: Scope, node: items.Add) -> Add | None:
    amount = numeric(scope, node.amount)
    cap = numeric(scope, node.cap) if node.cap is not None else None
    when = condition(scope, node.when) if node.when is not None else None
    if amount is None or (node.cap and not cap) or (node.when and not when):
        return None
    return Add(-1 if node.subtract else 1, amount, cap, when, title(node.title), format_clause(node))


def numeric(scope: Scope, node: nodes.Expr) -> Term | None:
    """The term of an expression that stands where a number belongs."""
    term = infer(scope, node)
    if term is not None and term.type.kind not in NUMERIC and term.type.kind is not Kind.ANY:
        scope.error("not-a-number", node.span, found=word(term.type))
        return None
    return at_type(term, NUMBER) if term is not None else None


def _score_range(scope: Scope, node: nodes.Range) -> tuple[Term | None, Term | None]:
    low, high = numeric(scope, node.low), numeric(scope, node.high)
    if low is None or high is None:
        return None, None
    for term in (low, high):
        if not is_constant(term):
            scope.error("not-constant", term.span)
            return None, None
    if reversed_bounds(low, high, defaults(scope)):
        scope.error("range-reversed", node.span)
    return low, high


# ---- segments --------------------------------------------------------------------------------------------------------


def segment(scope: Scope, node: items.Segment) -> Segment:
    """At least one clause; all of them hold."""
    if not node.clauses:
        scope.error("segment-without-clauses", node.name.span, name=node.name.text)
    clauses = tuple(line for line in [_clause(scope, clause) for clause in node.clauses] if line is not None)
    meta = metadata(scope, node.meta)
    return Segment(node.name.text, title(node.title), BOOL, origin(node), frozenset(), clauses, **meta)  # type: ignore[arg-type]


def _clause(scope: Scope, node: items.Clause) -> Clause | None:
    if node.condition is not None:
        term = condition(scope, node.condition)
        return Clause(node.exclude, term, title(node.title), format_clause(node)) if term is not None else None
    options = []
    for line in node.options:
        term = condition(scope, line.condition)
        if term is not None:
            options.append(Option(term, title(line.title), format_clause(line)))
    if len(options) != len(node.options) or not options:
        return None
    conditions = tuple(option.condition for option in options)
    either = conditions[0] if len(conditions) == 1 else Or(BOOL, node.span, conditions)
    return Clause(node.exclude, either, title(node.title), format_clause(node), tuple(options))
