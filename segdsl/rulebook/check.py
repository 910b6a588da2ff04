"""The check of one item: which function checks which kind, and what comes out."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from segdsl.diagnostics import Diagnostic
from segdsl.rulebook import campaigns, channels, checks, contract, definitions, learned
from segdsl.rulebook.entities import entity_of
from segdsl.rulebook.expressions import scope_of
from segdsl.rulebook.model import Definition
from segdsl.rulebook.names import Entity, EntityKind, Lookups
from segdsl.rulebook.scope import Scope
from segdsl.rulebook.terms import Term
from segdsl.syntax import items

Checker = Callable[[Scope, Any], object]

CHECKERS: Mapping[type, Checker] = {
    items.Param: definitions.param,
    items.Let: definitions.let,
    items.Tag: definitions.tag,
    items.Score: definitions.score,
    items.Segment: definitions.segment,
    items.Learned: learned.learned,
    items.Table: contract.check_table,
    items.Channel: channels.check_channel,
    items.Campaign: campaigns.campaign,
    items.Test: checks.test,
    items.Assertion: checks.assertion,
}


@dataclass(frozen=True, slots=True)
class Checked:
    """What the check of an item found, with the questions it depends on. Spans are relative to the item.

    `entity` is what the item's name turned out to be, for those whose type is not plain from their declaration. `goals`
    are known of a campaign with errors, too.
    """

    result: object
    entity: Entity | None
    diagnostics: tuple[Diagnostic, ...]
    uses: frozenset[str]
    broken: bool
    inferred: frozenset[str]
    answers: Mapping[tuple[str, Hashable], object]
    goals: tuple[Term, ...] = ()


def check_item(node: items.Item, names: Lookups) -> Checked:
    """Check one item. Raises `Unready` if a definition it needs has to be checked first."""
    scope = scope_of(names)
    if isinstance(node, items.Definition):
        definitions.check_name(scope, node.name)
    checker = CHECKERS.get(type(node))
    result = checker(scope, node) if checker is not None else None
    found = scope.found
    failed = any(d.severity == "error" for d in found.diagnostics)
    return Checked(
        result if not failed else None,
        published(node, result),
        tuple(found.diagnostics),
        frozenset(found.uses),
        failed or bool(found.broken) or (checker is not None and result is None),
        frozenset(found.inferred),
        names.answers,
        tuple(found.goals),
    )


def unread(node: items.Item) -> Checked:
    """The result for an item of which the parser lost a part: broken, of no type, and nothing more is said of it."""
    return Checked(None, published(node, None), (), frozenset(), broken=True, inferred=frozenset(), answers={})


_PENDING: Mapping[type, EntityKind] = {items.Param: "param", items.Let: "let"}


def pending_kind(node: items.Item) -> EntityKind | None:
    """The kind of a definition whose type is known only after its check; None for the others."""
    if isinstance(node, items.Learned):
        return cast("EntityKind", node.keyword)
    return _PENDING.get(type(node))


def published(node: items.Item, result: object) -> Entity | None:
    """What a pending definition turned out to be; one that failed has no type."""
    kind = pending_kind(node)
    if kind is None or not isinstance(node, items.Definition):
        return None
    if not isinstance(result, Definition):
        return Entity(node.name.text, kind, None, definitions.title(node.title))
    return entity_of(result)
