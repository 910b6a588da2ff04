"""A new value for a param: of its type, and inside its range."""

from __future__ import annotations

from segdsl.functions.types import NUMBER, Kind
from segdsl.rulebook.definitions import within
from segdsl.rulebook.expressions.literals import at_type
from segdsl.rulebook.expressions.sets import symbols
from segdsl.rulebook.names import Entity
from segdsl.rulebook.scope import Scope, infer, word
from segdsl.rulebook.terms import Const
from segdsl.syntax import nodes
from segdsl.syntax.unparse import format_expr
from segdsl.syntax.values import Duration


def fit_param(scope: Scope, entity: Entity, node: nodes.Node) -> Const | tuple[Const, ...] | None:
    """The constant, or constants of a list, that `node` gives the param; None after a report."""
    assert entity.type is not None  # broken params are not set
    if entity.items is not None:
        return _list(scope, entity, node)
    if isinstance(node, nodes.ListLiteral):
        scope.error("param-type", node.span, name=entity.name, type=word(entity.type))
        return None
    value = infer(scope, node)
    if value is None:
        return None
    value = at_type(value, entity.type)
    if not isinstance(value, Const) or value.type.kind is not entity.type.kind:
        scope.error("param-type", node.span, name=entity.name, type=word(entity.type))
        return None
    if isinstance(value.value, Duration) and not _same_clock(entity, value.value):
        scope.error("param-type", node.span, name=entity.name, type=f"{word(entity.type)} ({_default(entity)})")
        return None
    low, high = entity.low, entity.high
    if low is not None and high is not None and not within(value.value, low.value, high.value):
        shown = f"{low.value}..{high.value}"
        scope.error("param-outside-range", node.span, name=entity.name, value=format_expr(node), range=shown)
        return None
    return value


def _same_clock(entity: Entity, value: Duration) -> bool:
    """Whether a duration counts hours or days as the param's default does: windows were checked for one of them."""
    default = entity.value.value if entity.value is not None else None
    return not isinstance(default, Duration) or default.is_clock == value.is_clock


def _default(entity: Entity) -> str:
    return str(entity.value.value) if entity.value is not None else ""


def _list(scope: Scope, entity: Entity, node: nodes.Node) -> tuple[Const, ...] | None:
    found = symbols(scope, node) if isinstance(node, nodes.ListLiteral) and node.items else None
    constants = tuple(item for item in found.items if isinstance(item, Const)) if found is not None else ()
    assert entity.type is not None
    kind = entity.type.kind
    texts = {Kind.TEXT, Kind.CATEGORY}
    fits = found is not None and (found.type.kind is kind or {found.type.kind, kind} <= texts)
    if found is not None and kind is Kind.NUMBER and found.type.kind is Kind.INT:
        return tuple(Const(NUMBER, c.span, float(c.value)) for c in constants)  # type: ignore[arg-type]  # ints
    if not constants or not fits:
        scope.error("param-type", node.span, name=entity.name, type=f"[{entity.type.kind}, …]")
        return None
    return constants
