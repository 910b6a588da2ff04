"""Windows: `last X`, `A..B ago`, and a date range as a window of events."""

from __future__ import annotations

from segdsl.diagnostics import Edit, Fix, Span, Text
from segdsl.functions.types import DATE, Kind
from segdsl.rulebook.expressions.arithmetic import defaults, duration_of
from segdsl.rulebook.expressions.constants import is_constant, longer, nominal, of_one_kind, reversed_bounds
from segdsl.rulebook.scope import Scope, infer, word
from segdsl.rulebook.terms import Term, Window
from segdsl.syntax import nodes
from segdsl.syntax.values import Duration

_ADD_AGO = Text("add `ago`", "加上 `ago`")


def window(scope: Scope, node: nodes.Last | nodes.Ago) -> Window | None:
    """`last X` or `A..B ago`: durations, positive, the near end before the far one, both by clock or both by date."""
    if isinstance(node, nodes.Last):
        far = _length(scope, node.length)
        return Window(DATE, node.span, None, far) if far is not None else None
    near, far = _length(scope, node.near, zero=True), _length(scope, node.far)
    if near is None or far is None:
        return None
    a, b = duration_of(scope, near), duration_of(scope, far)
    if a is not None and b is not None:
        if a.is_clock != b.is_clock and a.count:
            scope.error("window-units", node.span, near=str(a), far=str(b))
            return None
        if not_before(a, b):
            scope.error("window-reversed", node.span, near=str(a), far=str(b))
            return None
    return Window(DATE, node.span, near, far)


def not_before(near: Duration, far: Duration) -> bool:
    """Whether the window `near..far ago` is empty on every calendar."""
    return longer(near, far) or (of_one_kind(near, far) and nominal(near) == nominal(far))


def _length(scope: Scope, node: nodes.Expr, *, zero: bool = False) -> Term | None:
    term = infer(scope, node)
    if term is None:
        return None
    if term.type.kind is not Kind.DURATION:
        scope.error("not-a-duration", node.span, found=word(term.type))
        return None
    length = duration_of(scope, term)
    if length is not None and length.count <= 0 and not (zero and length.count == 0):
        scope.error("duration-not-positive", node.span, duration=str(length))
        return None
    return term


def is_clock(scope: Scope, found: Window) -> bool:
    """Whether a window counts hours or minutes."""
    far = duration_of(scope, found.far) if found.far is not None else None
    return far is not None and far.is_clock


def event_window(scope: Scope, node: nodes.Node) -> Window | None:
    """The window of an aggregate, a date range included."""
    match node:
        case nodes.Last() | nodes.Ago():
            return window(scope, node)
        case nodes.Range():
            return _dates(scope, node)
        case _:
            _no_window(scope, node)
            return None


def _dates(scope: Scope, node: nodes.Range) -> Window | None:
    low, high = infer(scope, node.low), infer(scope, node.high)
    if low is None or high is None:
        return None
    if low.type.kind is Kind.DURATION and high.type.kind is Kind.DURATION:
        missing_ago(scope, node.span)
        return None
    for term in (low, high):
        if term.type.kind is not Kind.DATE or not is_constant(term):
            scope.error("window-needs-dates", term.span, found=word(term.type))
            return None
    if reversed_bounds(low, high, defaults(scope)):
        scope.error("range-reversed", node.span)
        return None
    return Window(DATE, node.span, None, None, (low, high))


def missing_ago(scope: Scope, span: Span) -> None:
    """Report a range of durations, which is a window without its `ago`."""
    scope.error(
        "window-without-ago", span, fixes=(Fix(_ADD_AGO, (Edit(Span(span.end, span.end), " ago"),), safe=False),)
    )


def _no_window(scope: Scope, node: nodes.Node) -> None:
    term = infer(scope, node)
    if term is None:
        return
    fixes: tuple[Fix, ...] = ()
    if term.type.kind is Kind.DURATION:
        title = Text("write `last` before it", "在前面加上 `last`")
        fixes = (Fix(title, (Edit(Span(node.span.start, node.span.start), "last "),), safe=False),)
    scope.error("not-a-window", node.span, fixes=fixes)
