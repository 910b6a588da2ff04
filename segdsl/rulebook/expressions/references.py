"""Names, members (`lifestyle.margin`) and indexed scores (`channel_preference[app]`)."""

from __future__ import annotations

from collections.abc import Mapping

from segdsl.diagnostics import Fix
from segdsl.functions.types import ANY, NUMBER, Kind, Type
from segdsl.rulebook.expressions.literals import value_of
from segdsl.rulebook.model import Table
from segdsl.rulebook.names import Entity
from segdsl.rulebook.scope import Scope
from segdsl.rulebook.suggest import closest, did_you_mean, meant, replacement
from segdsl.rulebook.terms import Const, DefinitionRef, FieldRef, LearnedRef, ParamRef, Term
from segdsl.syntax import nodes
from segdsl.syntax.unparse import format_text

SOURCES = Type(Kind.CATEGORY, values=("observed", "predicted", "abstained"))
# The members of a learned definition and their types; `second` is a label, so it has the definition's own type.
MEMBERS: Mapping[str, Mapping[str, Type | None]] = {
    "cluster": {"margin": NUMBER.maybe(), "second": None},
    "model": {"source": SOURCES, "confidence": NUMBER.maybe()},
    "lookalike": {},
    "preference": {"second": None, "margin": NUMBER.maybe()},
}


def name(scope: Scope, node: nodes.Name, beside: Type | None) -> Term | None:
    """A bare name: a value of the category beside it, else whatever its place lets it be."""
    if beside is not None and beside.kind is Kind.CATEGORY and node.text in beside.values:
        return Const(beside.maybe(False), node.span, node.text)
    if scope.place == "where":
        return _in_where(scope, node, beside)
    entity = scope.names.entity(node.text)
    if entity is None:
        return _unknown(scope, node, beside)
    return refer(scope, node, entity)


def refer(scope: Scope, node: nodes.Name, entity: Entity) -> Term | None:
    """The term for a name that is known."""
    scope.use(entity)
    if entity.kind == "campaign":
        scope.error("campaign-as-value", node.span, name=node.text)
        return None
    if entity.type is None:
        return None
    if entity.items is not None:
        scope.error("list-as-value", node.span, name=node.text)
        return None
    if entity.kind == "param":
        return ParamRef(entity.type, node.span, node.text)
    if scope.place == "assertion":
        scope.error("customer-in-assertion", node.span, name=node.text)
        return None
    if entity.kind == "field":
        return FieldRef(entity.type, node.span, entity.table, node.text)
    return DefinitionRef(entity.type, node.span, node.text)


def _in_where(scope: Scope, node: nodes.Name, beside: Type | None) -> Term | None:
    table = scope.table
    assert table is not None  # the place is `where`
    field = table.fields.get(node.text)
    entity = scope.names.entity(node.text)
    param = entity if entity is not None and entity.kind == "param" else None
    if field is not None:
        if param is not None:
            scope.error("where-clash", node.span, name=node.text, table=table.name)
        return FieldRef(field.type, node.span, table.name, node.text)
    if param is not None:
        return refer(scope, node, param)
    if entity is not None:
        scope.error("not-in-where", node.span, name=node.text, table=table.name)
    elif beside is not None and beside.kind is Kind.CATEGORY:
        value_of(scope, node, node.text, beside)
    elif table.name in scope.names.partial:
        scope.found.broken.add(table.name)
    else:
        unknown_field(scope, node, table, beside)
    return None


def unknown_field(scope: Scope, node: nodes.Name, table: Table, beside: Type | None = None) -> None:
    """Report a name that is no field of `table`."""
    suggestion = meant(node.text, tuple((field.name, field.title or "") for field in table.fields.values()))
    fixes = did_you_mean(node.span, suggestion) or _as_text(node, beside)
    scope.error("unknown-field", node.span, fixes=fixes, name=node.text, table=table.name, suggestion=suggestion)


def _unknown(scope: Scope, node: nodes.Name, beside: Type | None) -> Term | None:
    """An unknown name: a field where there is no data contract, else an error."""
    if scope.names.open and scope.place != "assertion":
        scope.found.inferred.add(node.text)
        return FieldRef(ANY, node.span, "", node.text)
    if scope.names.silent:
        scope.found.broken.add(node.text)
    elif beside is not None and beside.kind is Kind.CATEGORY:
        value_of(scope, node, node.text, beside)
    elif scope.names.table(node.text) is not None:
        scope.error("events-as-value", node.span, name=node.text)
    else:
        suggestion = meant(node.text, scope.names.names())
        fixes = did_you_mean(node.span, suggestion) or _as_text(node, beside)
        scope.error("unknown-name", node.span, fixes=fixes, name=node.text, suggestion=suggestion)
    return None


def _as_text(node: nodes.Name, beside: Type | None) -> tuple[Fix, ...]:
    """Beside a text, a bare word was probably meant as a string."""
    return (replacement(node.span, format_text(node.text)),) if beside is not None and beside.kind is Kind.TEXT else ()


def member(scope: Scope, node: nodes.Member, _beside: Type | None) -> Term | None:
    """`learned.member`; `events.field` belongs into an aggregate."""
    if not isinstance(node.of, nodes.Name):
        scope.error("no-members", node.span)
        return None
    if scope.names.table(node.of.text) is not None and scope.names.entity(node.of.text) is None:
        scope.error("event-field-outside", node.span, table=node.of.text, field=node.name.text)
        return None
    entity = _learned(scope, node.of, "no-members", node)
    if entity is None or entity.type is None:
        return None
    members = MEMBERS[entity.kind]
    if node.name.text not in members:
        suggestion = closest(node.name.text, members)
        fixes = did_you_mean(node.name.span, suggestion)
        known = ", ".join(f".{m}" for m in members)
        scope.error("unknown-member", node.name.span, fixes=fixes, name=node.name.text, kind=entity.kind, members=known)
        return None
    type_ = members[node.name.text] or entity.type.maybe()
    return LearnedRef(type_, node.span, entity.name, node.name.text)


def index(scope: Scope, node: nodes.Index, _beside: Type | None) -> Term | None:
    """`preference[channel]`, the score of one channel."""
    if not isinstance(node.of, nodes.Name):
        scope.error("no-index", node.span)
        return None
    entity = _learned(scope, node.of, "no-index", node)
    if entity is None or entity.type is None:
        return None
    if entity.kind != "preference":
        scope.error("no-index", node.span)
        return None
    inner = node.index
    match inner:
        case nodes.Name():
            value = value_of(scope, inner, inner.text, entity.type)
        case nodes.Literal(value=str() as text):
            value = value_of(scope, inner, text, entity.type)
        case _:
            scope.error("no-index", inner.span)
            return None
    return LearnedRef(NUMBER.maybe(), node.span, entity.name, "[label]", str(value.value)) if value else None


def _learned(scope: Scope, of: nodes.Name, code: str, whole: nodes.Node) -> Entity | None:
    """The learned definition named by `of`, which must be one."""
    if scope.place == "where":
        scope.error("not-in-where", of.span, name=of.text, table=scope.table.name if scope.table else "")
        return None
    entity = scope.names.entity(of.text)
    if entity is None:
        name(scope, of, None)
        return None
    scope.use(entity)
    if entity.kind not in MEMBERS:
        scope.error(code, whole.span)
        return None
    return entity


def peek(scope: Scope, node: nodes.Node) -> Type | None:
    """The type of a bare name, if it resolves here, without reporting or noting anything."""
    if not isinstance(node, nodes.Name):
        return None
    if scope.place == "where" and scope.table is not None:
        field = scope.table.fields.get(node.text)
        if field is not None:
            return field.type
    entity = scope.names.entity(node.text)
    if entity is None or (scope.place == "where" and entity.kind != "param"):
        return None
    return entity.type if entity.type is not None else ANY


def list_named(scope: Scope, node: nodes.Node) -> Entity | None:
    """The list (a `let` or `param` of constants) that a bare name refers to; None if it is no list."""
    if not isinstance(node, nodes.Name):
        return None
    if scope.place == "where" and scope.table is not None and node.text in scope.table.fields:
        return None
    entity = scope.names.entity(node.text)
    return entity if entity is not None and entity.items is not None else None
