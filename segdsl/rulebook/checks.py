"""Tests and assertions beside the rules: what is given, what is expected, what must hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from segdsl.functions.types import Kind, Type
from segdsl.rulebook.actions import Assertion, Expect, Given, GivenValue, Test
from segdsl.rulebook.expressions.aggregates import events_table
from segdsl.rulebook.expressions.constants import scalar
from segdsl.rulebook.expressions.literals import value_of
from segdsl.rulebook.expressions.references import unknown_field
from segdsl.rulebook.fitting import fit_param
from segdsl.rulebook.model import Field, Table
from segdsl.rulebook.names import LEARNED, Entity
from segdsl.rulebook.origin import Origin
from segdsl.rulebook.scope import Scope, condition, infer, word
from segdsl.rulebook.suggest import closest, did_you_mean
from segdsl.rulebook.terms import Const
from segdsl.syntax import items, nodes
from segdsl.syntax.unparse import format_clause, format_expr
from segdsl.syntax.values import Scalar


def assertion(scope: Scope, node: items.Assertion) -> Assertion | None:
    """A condition on everyone."""
    term = condition(replace(scope, place="assertion"), node.condition)
    if term is None:
        return None
    title = node.title.value if node.title is not None else None
    return Assertion(title, _origin(node), frozenset(), term, format_clause(node))


def _origin(node: items.Test | items.Assertion) -> Origin:
    span = node.title.span if node.title is not None else node.span
    return Origin("", 0, span, node.span.end)


def test(scope: Scope, node: items.Test) -> Test:
    """Rows that are given, and what the rules make of them."""
    for extra in node.as_of[1:]:
        scope.error("repeated-line", extra.span, keyword="as_of")
    as_of = node.as_of[0].value if node.as_of else None
    day = as_of if isinstance(as_of, dt.date) else None
    overrides = {}
    for line in node.overrides:
        value = _override(scope, line)
        if value is not None:
            overrides[line.name.text] = value
    given = [_given(scope, line, day) for line in node.given]
    _check_keys(scope, node, given)
    expects = []
    for expect in node.expects:
        term = condition(scope, expect.condition)
        if term is not None:
            key = expect.key.value if expect.key is not None else None
            expects.append(Expect(term, key, format_clause(expect)))
    if not node.expects:
        scope.error("test-expects-nothing", node.title.span)
    known = tuple(row for row in given if row is not None)
    return Test(node.title.value, _origin(node), frozenset(), day, overrides, known, tuple(expects))


def _override(scope: Scope, node: items.Override) -> Const | tuple[Const, ...] | None:
    entity = scope.names.entity(node.name.text)
    if entity is None or entity.kind != "param":
        suggestion = closest(node.name.text, (name for name, _ in scope.names.names()))
        fixes = did_you_mean(node.name.span, suggestion)
        scope.error("unknown-param", node.name.span, fixes=fixes, name=node.name.text, near=suggestion)
        return None
    scope.use(entity)
    return fit_param(scope, entity, node.value) if entity.type is not None else None


# ---- given rows ------------------------------------------------------------------------------------------------------


def _given(scope: Scope, node: items.Given, day: dt.date | None) -> Given | None:
    table = scope.names.profile if node.table is None else events_table(scope, node.table)
    if node.table is not None and table is None:
        return None
    values: dict[str, GivenValue] = {}
    learned: dict[str, str | Mapping[str, float]] = {}
    seen: set[str] = set()
    for name, value in node.record.pairs:
        if name.text in seen:
            scope.error("duplicate-field", name.span, name=name.text)
            continue
        seen.add(name.text)
        field = table.fields.get(name.text) if table is not None else None
        if field is not None:
            found = _value(scope, field, value, day)
            if found is not None:
                values[name.text] = found
        elif node.table is None:
            label = _learned(scope, name, value)
            if label is not None:
                learned[name.text] = label
        elif table is not None:
            unknown_field(scope, name, table)
    if node.table is not None and table is not None and table.at is not None and table.at not in seen:
        scope.error("given-without-time", node.table.span, table=table.name, at=table.at)
    key = values.get(table.key) if table is not None else None
    assert not isinstance(key, tuple)  # a key is a text or an int
    return Given(node.table.text if node.table is not None else None, key, values, learned)


def _value(scope: Scope, field: Field, node: nodes.Node, day: dt.date | None) -> GivenValue | None:
    """The value of a field: a constant of its type."""
    if field.type.kind is Kind.LIST:
        return _texts(scope, field, node)
    if isinstance(node, items.Record | nodes.ListLiteral):
        scope.error("given-type", node.span, name=field.name, type=word(field.type))
        return None
    if isinstance(node, nodes.Name) and field.type.kind is Kind.CATEGORY:
        constant = value_of(scope, node, node.text, field.type)
        return constant.value if constant is not None else None
    term = infer(scope, node, field.type)
    if term is None:
        return None
    value = scalar(term, lambda _name: None, day)
    fitted = _at_type(value, field.type) if value is not None else None
    if fitted is None:
        scope.error("given-type", node.span, name=field.name, type=word(field.type))
    return fitted


def _at_type(value: Scalar, type_: Type) -> Scalar | None:
    """`value` at the type of a field: an int at a number, a date at a time (midnight); None where it does not fit."""
    kinds: dict[Kind, type | tuple[type, ...]] = {
        Kind.BOOL: bool, Kind.INT: int, Kind.TEXT: str, Kind.CATEGORY: str, Kind.ANY: object,
    }  # fmt: skip
    match type_.kind:
        case Kind.NUMBER if isinstance(value, int | float) and not isinstance(value, bool):
            return float(value)
        case Kind.DATE if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
            return value
        case Kind.TIME if isinstance(value, dt.date):
            return value if isinstance(value, dt.datetime) else dt.datetime.combine(value, dt.time())
        case Kind.INT if isinstance(value, bool):
            return None
        case kind if kind in kinds and isinstance(value, kinds[kind]):
            return value
    return None


def _texts(scope: Scope, field: Field, node: nodes.Node) -> tuple[str, ...] | None:
    if isinstance(node, nodes.ListLiteral):
        texts = [i.value for i in node.items if isinstance(i, nodes.Literal) and isinstance(i.value, str)]
        if len(texts) == len(node.items):
            return tuple(texts)
    scope.error("given-type", node.span, name=field.name, type=word(field.type))
    return None


def _learned(scope: Scope, name: nodes.Name, value: nodes.Node) -> str | Mapping[str, float] | None:
    """The value of a learned definition: a label, or a preference's score of each channel."""
    entity = scope.names.entity(name.text)
    if entity is None and scope.names.open:
        return None
    if entity is None or entity.kind not in LEARNED:
        _not_given(scope, name, entity)
        return None
    scope.use(entity)
    if entity.type is None:
        return None
    match value:
        case items.Record() if entity.kind == "preference":
            return _scores(scope, value, entity.type)
        case nodes.Name():
            label = value_of(scope, value, value.text, entity.type)
        case nodes.Literal(value=str() as text):
            label = value_of(scope, value, text, entity.type)
        case _:
            scope.error("given-type", value.span, name=name.text, type=word(entity.type))
            return None
    return str(label.value) if label is not None else None


def _scores(scope: Scope, record: items.Record, type_: Type) -> Mapping[str, float]:
    scores = {}
    for label, value in record.pairs:
        known = value_of(scope, label, label.text, type_)
        score = value.value if isinstance(value, nodes.Literal) else None
        if isinstance(score, bool) or not isinstance(score, int | float) or not 0 <= score <= 1:
            scope.error("not-a-share", value.span, found=format_expr(value))
        elif known is not None:
            scores[label.text] = float(score)
    return scores


def _not_given(scope: Scope, name: nodes.Name, entity: Entity | None) -> None:
    profile = scope.names.profile
    if entity is not None and entity.kind != "field":
        scope.error("given-computed", name.span, name=name.text)
    elif entity is not None or profile is None or scope.names.silent:
        scope.found.broken.add(name.text)
    else:
        unknown_field(scope, name, profile)


# ---- keys ------------------------------------------------------------------------------------------------------------


def _check_keys(scope: Scope, node: items.Test, given: list[Given | None]) -> None:
    """Of several customers each has a key, and events and expectations say whose they are."""
    profile = scope.names.profile
    customers = [(line, row) for line, row in zip(node.given, given, strict=True) if line.table is None]
    keys = [str(row.key) for _, row in customers if row is not None and row.key is not None]
    if profile is None or not profile.key:
        return
    if len(customers) > 1:
        for line, row in customers:
            if row is not None and row.key is None:
                scope.error("given-without-key", line.record.span, key=profile.key)
    seen: set[str] = set()
    for line, row in customers:
        if row is not None and row.key is not None:
            if str(row.key) in seen:
                scope.error("given-key-twice", line.record.span, key=str(row.key))
            seen.add(str(row.key))
    for line, row in zip(node.given, given, strict=True):
        if line.table is not None and row is not None:
            _check_owner(scope, line, row, keys, several=len(customers) > 1)
    for expect in node.expects:
        if expect.key is not None and expect.key.value not in seen:
            scope.error("expect-unknown-key", expect.key.span, key=expect.key.value)
        elif expect.key is None and len(customers) > 1:
            scope.error("expect-without-key", expect.condition.span)


def _check_owner(scope: Scope, line: items.Given, row: Given, keys: list[str], *, several: bool) -> None:
    table: Table | None = scope.names.table(row.table or "")
    if row.key is not None and keys and str(row.key) not in keys:
        scope.error("expect-unknown-key", line.record.span, key=str(row.key))
    elif row.key is None and several and table is not None:
        scope.error("given-without-key", line.record.span, key=table.key)
