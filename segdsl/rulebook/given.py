"""The rows a test gives: fields of a table, and what was learned of a customer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from segdsl.functions.types import NUMBER, Kind, Type
from segdsl.rulebook.actions import Given, GivenValue, Parts
from segdsl.rulebook.definitions import within
from segdsl.rulebook.expressions.aggregates import events_table
from segdsl.rulebook.expressions.constants import scalar
from segdsl.rulebook.expressions.literals import value_of
from segdsl.rulebook.expressions.references import MEMBERS, unknown_field
from segdsl.rulebook.model import Field, Valid
from segdsl.rulebook.names import LEARNED, Entity
from segdsl.rulebook.scope import Scope, infer, word
from segdsl.rulebook.suggest import closest, did_you_mean
from segdsl.syntax import items, nodes
from segdsl.syntax.unparse import format_expr
from segdsl.syntax.values import Scalar

VALUE = "value"
"""The part of a learned definition that is its class, in a record that gives several parts."""


def given_row(scope: Scope, node: items.Given, day: dt.date | None) -> Given | None:
    """The row of a `given` line; None where its table is not known. `day` is what `today` means in it."""
    table = scope.names.profile if node.table is None else events_table(scope, node.table)
    if node.table is not None and table is None:
        return None
    values: dict[str, GivenValue] = {}
    learned: dict[str, Parts] = {}
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
            parts = _learned(scope, name, value)
            if parts is not None:
                learned[name.text] = parts
        elif table is not None:
            unknown_field(scope, name, table)
    if node.table is not None and table is not None and table.at is not None and table.at not in seen:
        scope.error("given-without-time", node.table.span, table=table.name, at=table.at)
    key = values.get(table.key) if table is not None else None
    assert not isinstance(key, tuple)  # a key is a text or an int
    return Given(node.table.text if node.table is not None else None, key, values, learned)


# ---- fields ----------------------------------------------------------------------------------------------------------


def _value(scope: Scope, field: Field, node: nodes.Node, day: dt.date | None) -> GivenValue | None:
    """The value of a field: a constant of its type that its data may hold."""
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
    elif field.valid is not None and not _is_valid(fitted, field.valid):
        scope.error("given-not-valid", node.span, name=field.name, value=format_expr(node))
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


def _is_valid(value: Scalar, valid: Valid) -> bool:
    """Whether data could hold the value; elsewhere it would be read as missing."""
    if valid.values is not None:
        return _day(value) in map(_day, valid.values)
    return valid.low is None or valid.high is None or within(_day(value), _day(valid.low), _day(valid.high))


def _day(value: Scalar) -> Scalar:
    """A time by its calendar date, as `valid` takes it; anything else as it is."""
    return value.date() if isinstance(value, dt.datetime) else value


def _texts(scope: Scope, field: Field, node: nodes.Node) -> tuple[str, ...] | None:
    if isinstance(node, nodes.ListLiteral):
        texts = [i.value for i in node.items if isinstance(i, nodes.Literal) and isinstance(i.value, str)]
        if len(texts) == len(node.items):
            return tuple(texts)
    scope.error("given-type", node.span, name=field.name, type=word(field.type))
    return None


# ---- learned definitions ---------------------------------------------------------------------------------------------


def _learned(scope: Scope, name: nodes.Name, value: nodes.Node) -> Parts | None:
    """What is given of a learned definition: its class or rank, scores of channels, or parts by name."""
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
        case nodes.Literal() if entity.kind == "lookalike":
            return _rank(scope, name, value)
        case items.Record() if entity.kind == "preference":
            return _ranked(_scores(scope, value, entity.type), entity.type)
        case items.Record():
            return _members(scope, value, entity)
        case _:
            label = _label(scope, name, value, entity.type)
            return {VALUE: label} if label is not None else None


def _label(scope: Scope, name: nodes.Name, node: nodes.Node, type_: Type) -> str | None:
    """A value of a category, by name or as text."""
    match node:
        case nodes.Name(text=text) | nodes.Literal(value=str() as text):
            constant = value_of(scope, node, text, type_)
            return str(constant.value) if constant is not None else None
        case _:
            scope.error("given-type", node.span, name=name.text, type=word(type_))
            return None


def _members(scope: Scope, record: items.Record, entity: Entity) -> Parts:
    """`{ value: digital, margin: 0.3 }`."""
    types = {VALUE: entity.type, **MEMBERS[entity.kind]}
    parts: dict[str, str | float] = {}
    for name, node in record.pairs:
        type_ = types.get(name.text)
        if type_ is None:
            fixes = did_you_mean(name.span, closest(name.text, types))
            known = ", ".join(types)
            scope.error("unknown-member", name.span, fixes=fixes, name=name.text, kind=entity.kind, members=known)
        elif type_.kind is Kind.CATEGORY:
            label = _label(scope, name, node, type_)
            parts |= {name.text: label} if label is not None else {}
        else:
            number = _number(node)
            if number is None:
                scope.error("given-type", node.span, name=name.text, type=word(NUMBER))
            else:
                parts[name.text] = number
    return parts


def _rank(scope: Scope, name: nodes.Name, node: nodes.Literal) -> Parts | None:
    """The place of a lookalike, a share."""
    rank = _number(node)
    if rank is None or not 0 <= rank <= 1:
        scope.error("not-a-share", node.span, found=format_expr(node))
        return None
    return {VALUE: rank}


def _number(node: nodes.Node) -> float | None:
    value = node.value if isinstance(node, nodes.Literal) else None
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _scores(scope: Scope, record: items.Record, type_: Type) -> dict[str, float]:
    scores = {}
    for label, node in record.pairs:
        known = value_of(scope, label, label.text, type_)
        score = _number(node)
        if score is None or not 0 <= score <= 1:
            scope.error("not-a-share", node.span, found=format_expr(node))
        elif known is not None:
            scores[label.text] = score
    return scores


def _ranked(scores: Mapping[str, float], type_: Type) -> Parts:
    """What follows from the scores: the best channel, the second, how far they are apart; ties in declared order."""
    best = sorted(scores, key=lambda label: (-scores[label], type_.values.index(label)))
    parts: dict[str, str | float] = {f"[{label}]": score for label, score in scores.items()}
    if best:
        parts[VALUE] = best[0]
    if len(best) > 1:
        parts |= {"second": best[1], "margin": scores[best[0]] - scores[best[1]]}
    return parts


def _not_given(scope: Scope, name: nodes.Name, entity: Entity | None) -> None:
    profile = scope.names.profile
    if entity is not None and entity.kind != "field":
        scope.error("given-computed", name.span, name=name.text)
    elif entity is not None or profile is None or scope.names.silent:
        scope.found.broken.add(name.text)
    else:
        unknown_field(scope, name, profile)
