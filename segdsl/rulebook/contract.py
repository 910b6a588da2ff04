"""The data contract: tables, their fields and what the data in them may be.

What is wrong with one field costs that field alone, so that the rest of the rulebook can be checked.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, cast, get_args

from segdsl.diagnostics import Diagnostic, Related, Span
from segdsl.functions.types import CALENDAR, TEXT, TIME, Kind, Type
from segdsl.rulebook.definitions import FIRST, metadata
from segdsl.rulebook.expressions.literals import type_of
from segdsl.rulebook.model import Field, Pii, Table, Valid
from segdsl.rulebook.scope import Scope
from segdsl.rulebook.suggest import closest, did_you_mean, replacement
from segdsl.syntax import items, nodes
from segdsl.syntax.unparse import format_expr
from segdsl.syntax.values import Scalar

_KINDS = {kind.value: kind for kind in Kind if kind not in (Kind.DURATION, Kind.ANY)}
_FOREIGN = {
    "string": "text", "str": "text", "varchar": "text", "char": "text", "integer": "int", "bigint": "int",
    "float": "number", "double": "number", "decimal": "number", "numeric": "number", "real": "number",
    "boolean": "bool", "datetime": "time", "timestamp": "time", "enum": "category", "array": "list",
}  # fmt: skip
LEDGER = "contact"


@dataclass(frozen=True, slots=True)
class Declared:
    """A table as far as its own text tells.

    `broken` are fields with a mistake, `roles_broken` says that the key or the time is one. `key` is None in an events
    table that takes the profile's. Spans are relative to the item.
    """

    table: Table
    key: Field | None
    broken: frozenset[str]
    roles_broken: bool
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class _Notes:
    """What is found while a table is read."""

    role: str
    name: str
    diagnostics: list[Diagnostic] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)

    def error(self, code: str, span: Span, **args: str | int | None) -> None:
        known = {name: value for name, value in args.items() if value is not None}
        self.diagnostics.append(Diagnostic(code, known, span))

    def wrong(self, name: str, diagnostic: Diagnostic) -> None:
        """A mistake that costs the field."""
        self.broken.add(name)
        self.diagnostics.append(diagnostic)


def declare_table(node: items.Table) -> Declared:
    """The table that an item declares."""
    notes = _Notes(node.role, node.name.text)
    fields: dict[str, Field] = {}
    spans: dict[str, Span] = {}
    for line in node.fields:
        name = line.name.text
        if name in spans:
            related = Related(FIRST, "", spans[name])
            notes.diagnostics.append(Diagnostic("duplicate-field", {"name": name}, line.name.span, related=(related,)))
            continue
        spans[name] = line.name.span
        found = _field(notes, line)
        if found is not None:
            fields[name] = found
    key = _only(notes, node, "key", fields)
    at = _only(notes, node, "at", fields)
    if node.role == "profile" and not any(line.role == "key" for line in node.fields):
        notes.error("profile-without-key", node.name.span, name=node.name.text)
    title = node.title.value if node.title else None
    role = cast("Literal['profile', 'events']", node.role)
    table = Table(node.name.text, role, fields, key.name if key else "", at.name if at else None, title)
    roles_broken = any(line.role != "field" and line.name.text in notes.broken for line in node.fields)
    return Declared(table, key, frozenset(notes.broken), roles_broken, tuple(notes.diagnostics))


def _only(notes: _Notes, node: items.Table, role: str, fields: Mapping[str, Field]) -> Field | None:
    """The one line of a role; a second is an error."""
    lines = [line for line in node.fields if line.role == role]
    for line in lines[1:]:
        notes.error("repeated-line", line.span, keyword=role)
    return fields.get(lines[0].name.text) if lines else None


def _field(notes: _Notes, line: items.FieldDecl) -> Field | None:
    name = line.name.text
    type_ = _type(notes, line)
    if type_ is None:
        return None
    role = cast("Literal['key', 'at', 'field']", line.role)
    if role == "key" and (type_.kind not in (Kind.TEXT, Kind.INT) or type_.optional):
        notes.wrong(name, Diagnostic("key-type", {"found": str(type_)}, line.type.span))
        return None
    if role == "at" and (type_.kind not in CALENDAR or type_.optional):
        notes.wrong(name, Diagnostic("at-type", {"found": str(type_)}, line.type.span))
        return None
    declared = Field(name, type_, name, line.title.value if line.title else None, role)
    seen: set[str] = set()
    for attribute in line.attributes:
        if attribute.keyword in seen:
            notes.error("repeated-line", attribute.span, keyword=attribute.keyword)
            continue
        seen.add(attribute.keyword)
        declared = _ATTRIBUTES[attribute.keyword](notes, declared, attribute)
    return declared


# ---- types -----------------------------------------------------------------------------------------------------------


def _type(notes: _Notes, line: items.FieldDecl) -> Type | None:
    ref = line.type
    kind = _KINDS.get(ref.name.text)
    if kind is None:
        known = _FOREIGN.get(ref.name.text.lower()) or closest(ref.name.text, _KINDS)
        args = {"name": ref.name.text} | ({"suggestion": known} if known else {})
        fixes = did_you_mean(ref.name.span, known)
        notes.wrong(line.name.text, Diagnostic("unknown-type", args, ref.name.span, fixes=fixes))
        return None
    values = tuple(v.text if isinstance(v, nodes.Name) else v.value for v in ref.arguments)
    fault = _type_fault(kind, ref, values)
    if fault is not None:
        notes.wrong(line.name.text, fault)
        return None
    return Type(kind, ref.optional, values if kind is Kind.CATEGORY else ())


def _type_fault(kind: Kind, ref: items.TypeRef, values: tuple[str, ...]) -> Diagnostic | None:
    if kind is Kind.CATEGORY:
        if not values:
            return Diagnostic("category-without-values", {}, ref.span)
        for position, value in enumerate(values):
            if value in values[:position]:
                return Diagnostic("duplicate-value", {"name": value}, ref.arguments[position].span)
    elif kind is Kind.LIST:
        if values != ("text",):
            return Diagnostic("list-of-text", {}, ref.span, fixes=(replacement(ref.span, "list(text)"),))
    elif values:
        return Diagnostic("type-without-arguments", {"type": kind.value}, ref.span)
    return None


# ---- attributes ------------------------------------------------------------------------------------------------------


def _from(_notes: _Notes, found: Field, attribute: items.Attribute) -> Field:
    assert isinstance(attribute.value, items.Text)
    return replace(found, column=attribute.value.value)


def _unit(_notes: _Notes, found: Field, attribute: items.Attribute) -> Field:
    assert isinstance(attribute.value, items.Text)
    return replace(found, unit=attribute.value.value)


def _pii(notes: _Notes, found: Field, attribute: items.Attribute) -> Field:
    assert isinstance(attribute.value, nodes.Name)
    known: tuple[str, ...] = get_args(Pii)
    word = attribute.value
    if word.text not in known:
        suggestion = closest(word.text, known)
        args = {"name": word.text, "known": ", ".join(known)} | ({"suggestion": suggestion} if suggestion else {})
        fixes = did_you_mean(word.span, suggestion)
        notes.diagnostics.append(Diagnostic("unknown-pii", args, word.span, fixes=fixes))
        return found
    return replace(found, pii=cast("Pii", word.text))


def _opt_out(notes: _Notes, found: Field, attribute: items.Attribute) -> Field:
    if notes.role != "profile" or found.type.kind is not Kind.BOOL:
        notes.error("opt-out-not-bool", attribute.span, name=found.name)
        return found
    channels: list[str] = []
    if isinstance(attribute.value, nodes.ListLiteral):
        for element in attribute.value.items:
            if not isinstance(element, nodes.Name):
                notes.error("opt-out-channels", element.span)
                return found
            channels.append(element.text)
    return replace(found, opt_out=tuple(channels))


def _valid(notes: _Notes, found: Field, attribute: items.Attribute) -> Field:
    value = attribute.value
    if found.type.kind in (Kind.BOOL, Kind.LIST, Kind.CATEGORY):
        notes.error("valid-not-for", attribute.span, type=found.type.kind.value)
        return found
    elements = (value.low, value.high) if isinstance(value, nodes.Range) else value.items if value else ()  # type: ignore[union-attr]  # the grammar allows a range or a list
    scalars: list[Scalar] = []
    for element in elements:
        scalar = constant(element, found.type)
        if scalar is None:
            notes.error("valid-type", element.span, type=found.type.kind.value, found=format_expr(element))
            return found
        scalars.append(scalar)
    if isinstance(value, nodes.Range):
        low, high = scalars
        if low > high:  # type: ignore[operator]  # both of the field's type, which has an order
            notes.error("range-reversed", attribute.span)
            return found
        return replace(found, valid=Valid(low, high))
    if not scalars:
        notes.error("list-empty", attribute.span)
        return found
    return replace(found, valid=Valid(values=tuple(scalars)))


def constant(node: nodes.Node, wanted: Type) -> Scalar | None:
    """The value of a literal, or negated literal, as a constant of a type; None if it is none."""
    if isinstance(node, nodes.Negate) and isinstance(node.operand, nodes.Literal):
        inner = constant(node.operand, wanted)
        return -inner if isinstance(inner, int | float) and not isinstance(inner, bool) else None
    if not isinstance(node, nodes.Literal):
        return None
    value, kind = node.value, type_of(node.value).kind
    if kind is wanted.kind or wanted.kind is Kind.ANY:
        return value
    if kind is Kind.INT and wanted.kind is Kind.NUMBER:
        return float(cast("int", value))
    if kind is Kind.DATE and wanted.kind is Kind.TIME:
        return dt.datetime.combine(cast("dt.date", value), dt.time())
    return None


_Attribute = Callable[[_Notes, Field, items.Attribute], Field]
_ATTRIBUTES: dict[str, _Attribute] = {
    "from": _from, "unit": _unit, "pii": _pii, "opt_out": _opt_out, "valid": _valid,
}  # fmt: skip


# ---- the profile's key in events -------------------------------------------------------------------------------------


def with_key(declared: Declared, profile: Table | None) -> Table:
    """The table with its customer column: its own key, else a column named as the profile's."""
    table = declared.table
    if declared.key is not None or profile is None or table.role == "profile" or not profile.key:
        return table
    of_profile = profile.fields[profile.key]
    existing = table.fields.get(of_profile.name)
    if existing is not None:  # declared as a plain field: it is the key all the same
        fields = {**table.fields, existing.name: replace(existing, role="key")}
        return replace(table, fields=fields, key=existing.name)
    key = Field(of_profile.name, of_profile.type, of_profile.name, of_profile.title, "key")
    return replace(table, fields={key.name: key, **table.fields}, key=key.name)


def sound(declared: Declared, profile: Table | None) -> bool:
    """Whether the key and the time of an events table can be relied on."""
    return not declared.roles_broken and key_fits(declared.key, profile)


def key_fits(key: Field | None, profile: Table | None) -> bool:
    """Whether a customer column is of the type of the profile's key."""
    if key is None or profile is None or not profile.key:
        return True
    return key.type.kind is profile.fields[profile.key].type.kind


def check_table(scope: Scope, node: items.Table) -> Table:
    """Report what is wrong with a table, by itself and beside the profile and the channels."""
    declared = declare_table(node)
    scope.found.diagnostics.extend(declared.diagnostics)
    metadata(scope, node.meta)
    for line in node.fields:
        for attribute in line.attributes:
            if attribute.keyword == "opt_out" and isinstance(attribute.value, nodes.ListLiteral):
                _check_channels(scope, attribute.value)
    profile = scope.names.profile
    if node.role == "events" and profile is not None and not key_fits(declared.key, profile):
        span = next(line.type.span for line in node.fields if line.role == "key")
        wanted, found = profile.fields[profile.key].type, declared.key.type if declared.key else None
        scope.error("key-types-differ", span, wanted=str(wanted), found=str(found))
    return declared.table


def _check_channels(scope: Scope, listed: nodes.ListLiteral) -> None:
    for element in listed.items:
        if isinstance(element, nodes.Name) and scope.names.channel(element.text) is None:
            unknown_channel(scope, element)


def unknown_channel(scope: Scope, name: nodes.Name) -> None:
    """Report a name that is no channel."""
    known = scope.names.channels()
    suggestion = closest(name.text, known)
    fixes = did_you_mean(name.span, suggestion)
    scope.error("unknown-channel", name.span, fixes=fixes, name=name.text, known=", ".join(known) or "–")


def ledger(profile: Table | None) -> Table:
    """The built-in table of what was exported: one event per customer and message."""
    key = profile.fields[profile.key] if profile is not None and profile.key else None
    columns: Iterable[Field] = (
        *((Field(key.name, key.type, key.name, key.title, "key"),) if key else ()),
        Field("sent_at", TIME, "sent_at", role="at"),
        Field("campaign", TEXT, "campaign"),
        Field("arm", TEXT, "arm"),
        Field("channel", TEXT, "channel"),
        Field("variant", TEXT.maybe(), "variant"),
    )
    return Table(LEDGER, "events", {c.name: c for c in columns}, key.name if key else "", "sent_at")
