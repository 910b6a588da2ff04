"""`x in [a, b]`, `x in low..high`, `x in last 30d`, `x in named_list`."""

from __future__ import annotations

from segdsl.diagnostics import Edit, Fix, Text
from segdsl.functions.types import BOOL, CALENDAR, NUMBER, ORDERED, TEXT, Kind, Type
from segdsl.rulebook.expressions.arithmetic import defaults
from segdsl.rulebook.expressions.comparisons import alike
from segdsl.rulebook.expressions.constants import is_constant, reversed_bounds
from segdsl.rulebook.expressions.literals import at_span, at_type
from segdsl.rulebook.expressions.references import list_named, peek
from segdsl.rulebook.expressions.windows import is_clock, missing_ago, window
from segdsl.rulebook.names import Entity
from segdsl.rulebook.scope import Scope, infer, word
from segdsl.rulebook.suggest import closest
from segdsl.rulebook.terms import Const, ConstList, InList, InRange, InWindow, ListItem, Not, ParamRef, Term
from segdsl.syntax import nodes
from segdsl.syntax.unparse import format_text


def contained(scope: Scope, node: nodes.In, _beside: Type | None) -> Term | None:
    """`value in set`; `not in` is `not (… in …)`."""
    value = infer(scope, node.value)
    beside = value.type if value is not None else None
    match node.set:
        case nodes.Last() | nodes.Ago():
            term = _in_window(scope, node, value)
        case nodes.Range():
            term = _in_range(scope, node, value, node.set)
        case nodes.ListLiteral():
            if value is None and any(isinstance(item, nodes.Name) for item in node.set.items):
                return None
            unknown = beside is not None and beside.kind is Kind.ANY
            items = symbols(scope, node.set) if unknown else const_list(scope, node.set, beside)
            term = _in_list(scope, node, value, items)
        case _:
            term = _in_named(scope, node, value)
    return Not(BOOL, node.span, term) if term is not None and node.negated else term


def _in_window(scope: Scope, node: nodes.In, value: Term | None) -> Term | None:
    assert isinstance(node.set, nodes.Last | nodes.Ago)
    found = window(scope, node.set)
    if value is None or found is None:
        return None
    if value.type.kind not in CALENDAR and value.type.kind is not Kind.ANY:
        scope.error("not-a-date", node.value.span, found=word(value.type))
        return None
    if is_clock(scope, found) and value.type.kind is Kind.DATE:
        scope.error("clock-window-on-date", node.set.span)
        return None
    return InWindow(BOOL, node.span, value, found)


def _in_range(scope: Scope, node: nodes.In, value: Term | None, bounds: nodes.Range) -> Term | None:
    beside = value.type if value is not None else None
    low, high = infer(scope, bounds.low, beside), infer(scope, bounds.high, beside)
    if low is None or high is None or value is None:
        return None
    if low.type.kind is Kind.DURATION or high.type.kind is Kind.DURATION:
        missing_ago(scope, bounds.span)
        return None
    if value.type.kind not in ORDERED and value.type.kind is not Kind.ANY:
        scope.error("no-order", node.span, type=word(value.type))
        return None
    for term in (low, high):
        if not is_constant(term):
            scope.error("not-constant", term.span)
            return None
        if not alike(value.type, term.type):
            scope.error("type-mismatch", term.span, left=word(value.type), right=word(term.type))
            return None
    if reversed_bounds(low, high, defaults(scope)):
        scope.error("range-reversed", bounds.span)
        return None
    if value.type.kind is Kind.NUMBER:
        low, high = at_type(low, NUMBER), at_type(high, NUMBER)
    return InRange(BOOL, node.span, value, low, high)


def _in_list(scope: Scope, node: nodes.In, value: Term | None, items: ConstList | None) -> Term | None:
    if value is None or items is None:
        return None
    if value.type.kind in (Kind.BOOL, Kind.LIST, Kind.DURATION):
        scope.error("not-in-list", node.value.span, found=word(value.type))
        return None
    if not alike(value.type, items.type):
        scope.error("type-mismatch", node.set.span, left=word(value.type), right=word(items.type))
        return None
    if value.type.kind is Kind.NUMBER and items.type.kind is Kind.INT:
        items = ConstList(NUMBER, items.span, tuple(at_type(item, NUMBER) for item in items.items))  # type: ignore[misc]
    return InList(BOOL, node.span, value, items)


def _in_named(scope: Scope, node: nodes.In, value: Term | None) -> Term | None:
    entity = list_named(scope, node.set)
    if entity is not None:
        items = named_list(scope, node.set, entity, value.type if value is not None else None)
        return _in_list(scope, node, value, items)
    inner = node.set
    if isinstance(inner, nodes.Name) and peek(scope, inner) is None:
        infer(scope, inner)  # unknown, or broken: says so
        return None
    term = infer(scope, inner)
    if term is None:
        return None
    fixes: tuple[Fix, ...] = ()
    if term.type.kind is Kind.LIST and isinstance(node.value, nodes.Literal):
        fixes = (_as_has(node),)
    scope.error("not-a-list", inner.span, fixes=fixes, found=word(term.type))
    return None


def _as_has(node: nodes.In) -> Fix:
    """`"a" in labels` is `has(labels, "a")`."""
    title = Text("write `has(…)`", "改用 `has(…)`")
    assert isinstance(node.value, nodes.Literal)
    name = node.set.text if isinstance(node.set, nodes.Name) else "…"
    return Fix(title, (Edit(node.span, f"has({name}, {node.value.source})"),), safe=False)


def const_list(scope: Scope, node: nodes.ListLiteral, beside: Type | None) -> ConstList | None:
    """The constants of `[…]`, beside a category its values; their common type."""
    if not node.items:
        scope.error("list-empty", node.span)
        return None
    items: list[ListItem] = []
    for element in node.items:
        item = infer(scope, element, beside)
        if item is None:
            continue
        if not isinstance(item, ListItem) or not is_constant(item) or item.type.kind is Kind.DURATION:
            scope.error("not-constant", element.span)
            continue
        items.append(item)
    return typed_list(scope, node, items) if len(items) == len(node.items) else None


def typed_list(scope: Scope, node: nodes.Node, items: list[ListItem]) -> ConstList | None:
    """A list of constants with the type they have in common."""
    type_ = items[0].type
    for item in items[1:]:
        if not alike(type_, item.type):
            scope.error("type-mismatch", item.span, left=word(type_), right=word(item.type))
            return None
        if item.type.kind is Kind.NUMBER or (item.type.kind is Kind.TIME and type_.kind is Kind.DATE):
            type_ = item.type
    if type_.kind is Kind.NUMBER:
        items = [at_type(item, NUMBER) for item in items]  # type: ignore[misc]  # constants stay constants
    return ConstList(type_.maybe(False), node.span, tuple(items))


def named_list(scope: Scope, node: nodes.Node, entity: Entity, beside: Type | None) -> ConstList | None:
    """The constants of a `let` or `param` that is a list, as values of the category beside it."""
    scope.use(entity)
    if entity.type is None or entity.items is None:
        return None
    type_ = entity.type
    if beside is not None and beside.kind is Kind.CATEGORY and type_.kind in (Kind.TEXT, Kind.CATEGORY):
        type_ = beside.maybe(False)
        for item in entity.items:
            if isinstance(item, Const) and item.value not in type_.values:
                _no_value(scope, node, str(item.value), type_)
                return None
    if entity.kind == "param":
        return ConstList(type_, node.span, (ParamRef(type_, node.span, entity.name),))
    items = tuple(_at(item, node, type_) for item in entity.items)
    return ConstList(type_, node.span, items)


def _no_value(scope: Scope, node: nodes.Node, value: str, category: Type) -> None:
    """Report a list with a value that the category has not. It stands elsewhere, so there is nothing to replace."""
    suggestion = closest(value, category.values)
    scope.error("unknown-value", node.span, name=value, values=", ".join(category.values), suggestion=suggestion)


def _at(item: ListItem, node: nodes.Node, type_: Type) -> ListItem:
    if isinstance(item, Const):
        return Const(type_, node.span, item.value)
    return at_span(item, node.span)  # type: ignore[return-value]  # a copy of the same kind


def symbols(scope: Scope, node: nodes.ListLiteral) -> ConstList | None:
    """The constants of a list that stands by itself, in a `let` or `param`.

    There is no category beside it, so bare names are taken as values of one still to come: the list is a category of
    exactly its own values, and is held against the real one where it is used.
    """
    words: dict[int, str] = {}
    for position, element in enumerate(node.items):
        if isinstance(element, nodes.Name):
            entity = scope.names.entity(element.text)
            if entity is None or entity.kind != "param":
                words[position] = element.text
    if not words:
        return const_list(scope, node, None)
    values: list[str] = []
    for position, element in enumerate(node.items):
        text = element.value if isinstance(element, nodes.Literal) else words.get(position)
        if not isinstance(text, str):
            scope.error(
                "type-mismatch", element.span, left=format_text(next(iter(words.values()))), right=_shown(element)
            )
            return None
        values.append(text)
    type_ = Type(Kind.CATEGORY, values=tuple(dict.fromkeys(values)))
    pairs = zip(node.items, values, strict=True)
    return ConstList(type_, node.span, tuple(Const(type_, e.span, value) for e, value in pairs))


def _shown(element: nodes.Node) -> str:
    return element.source if isinstance(element, nodes.Literal) else str(TEXT)
