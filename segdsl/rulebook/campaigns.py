"""Campaigns: who gets what, over which channel, and what counts as success (LANGUAGE section 10)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from segdsl.functions.types import INT, NUMERIC, Kind, Type
from segdsl.rulebook.actions import (
    Arm,
    Campaign,
    Column,
    Goal,
    Holdout,
    Limit,
    Suppression,
    Template,
    Variant,
)
from segdsl.rulebook.contract import unknown_channel
from segdsl.rulebook.definitions import check_names, check_otherwise, metadata, numeric, origin, title
from segdsl.rulebook.expressions.literals import is_constant
from segdsl.rulebook.scope import Scope, condition, infer, word
from segdsl.rulebook.templates import template
from segdsl.rulebook.terms import Const, Term
from segdsl.syntax import items, nodes
from segdsl.syntax.unparse import format_clause
from segdsl.syntax.values import Duration

N = TypeVar("N", bound=nodes.Node)

BUILT_IN_COLUMNS = frozenset({"campaign", "arm", "channel", "variant", "message", "incentive"})
_STEPS = 10_000  # shares are counted in hundredths of a per cent


def campaign(scope: Scope, node: items.Campaign) -> Campaign | None:
    """A campaign; lines that can stand only once are held to that."""
    start = _once(scope, node.starts, "start")
    audience = _once(scope, node.audiences, "audience")
    limit = _once(scope, node.limits, "limit")
    holdout = _once(scope, node.holdouts, "holdout")
    columns = _once(scope, node.columns, "columns")
    who = condition(scope, audience) if audience is not None else None
    if audience is None:
        scope.error("campaign-lacks", node.name.span, name=node.name.text, line="audience …")
    suppressions = [_suppression(scope, line) for line in node.suppressions]
    arms = _arms(scope, node)
    goals = _goals(scope, node.goals)
    meta = metadata(scope, node.meta)
    capped = _limit(scope, limit) if limit is not None else None
    held = _holdout(scope, holdout, node.name.text) if holdout is not None else None
    shown = _columns(scope, columns) if columns is not None else ()
    if who is None:
        return None
    begin = start.value if start is not None and isinstance(start.value, dt.date) else None
    return Campaign(
        node.name.text, title(node.title), origin(node), frozenset(), begin, who,
        tuple(s for s in suppressions if s is not None), arms, capped, held, goals, shown, **meta,  # type: ignore[arg-type]
    )  # fmt: skip


def _once(scope: Scope, lines: Sequence[N], keyword: str) -> N | None:
    """The only line of a kind; every further one is an error."""
    for line in lines[1:]:
        scope.error("repeated-line", line.span, keyword=keyword)
    return lines[0] if lines else None


def _suppression(scope: Scope, node: items.Suppress) -> Suppression | None:
    term = condition(scope, node.condition)
    return Suppression(term, title(node.title), format_clause(node)) if term is not None else None


# ---- arms ------------------------------------------------------------------------------------------------------------


def _arms(scope: Scope, node: items.Campaign) -> tuple[Arm, ...]:
    if not node.arms:
        scope.error("campaign-lacks", node.name.span, name=node.name.text, line="arm a otherwise")
    check_names(scope, [arm.name for arm in node.arms], "arm")
    check_otherwise(scope, [(arm.when, arm.span) for arm in node.arms], "arm")
    return tuple(_arm(scope, arm) for arm in node.arms)


def _arm(scope: Scope, node: items.Arm) -> Arm:
    when = condition(scope, node.when) if node.when is not None else None
    if not node.treatment.channels:
        scope.error("arm-without-channel", node.name.span, name=node.name.text)
    channels = [_channel(scope, channel) for channel in node.treatment.channels]
    message = template(scope, node.treatment.message) if node.treatment.message is not None else None
    incentive = title(node.treatment.incentive)
    variants = _variants(scope, node, message, incentive)
    known = tuple(channel for channel in channels if channel is not None)
    return Arm(
        node.name.text, title(node.title), when, known, message, incentive, variants, format_clause(node)
    )  # fmt: skip


def _channel(scope: Scope, node: nodes.Expr) -> Term | None:
    """A channel by its name, or a category whose values name channels; one of them must be able to reach people."""
    if isinstance(node, nodes.Name):
        channel = scope.names.channel(node.text)
        if channel is not None:
            if "reach" not in channel.settings:
                scope.error("channel-without-reach", node.span, name=node.text)
            return Const(Type(Kind.CATEGORY, values=(node.text,)), node.span, node.text)
        if scope.names.entity(node.text) is None and not scope.names.open:
            unknown_channel(scope, node)
            return None
    term = infer(scope, node)
    if term is None:
        return None
    if term.type.kind is not Kind.CATEGORY:
        scope.error("channel-not-category", node.span, found=word(term.type))
        return None
    channels = [scope.names.channel(value) for value in term.type.values]
    if not any(channel is not None and "reach" in channel.settings for channel in channels):
        scope.error("no-channel-among", node.span, values=", ".join(term.type.values))
        return None
    return term


def _variants(scope: Scope, arm: items.Arm, message: Template | None, incentive: str | None) -> tuple[Variant, ...]:
    """The variants of an arm: their shares make up the whole of it."""
    check_names(scope, [variant.name for variant in arm.variants], "variant")
    found = []
    for node in arm.variants:
        for channel in node.treatment.channels[:1]:
            scope.error("variant-channel", channel.span)
        share = _share(scope, node.share)
        own = template(scope, node.treatment.message) if node.treatment.message is not None else message
        gift = title(node.treatment.incentive) or incentive
        found.append(Variant(node.name.text, title(node.title), share or 0.0, own, gift))
        if share is None:
            return ()
    total = sum(variant.share for variant in found)
    if found and round(total * _STEPS) != _STEPS:
        span = arm.variants[0].span.to(arm.variants[-1].span)
        scope.error("variant-shares", span, total=f"{total:.2%}")
    return tuple(found)


# ---- shares and limits -----------------------------------------------------------------------------------------------


def _share(scope: Scope, node: nodes.Literal) -> float | None:
    """A share from 0 to 1 in steps of 0.01 %, as finely as customers are drawn."""
    value = node.value
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        scope.error("not-a-share", node.span, found=node.source)
        return None
    if abs(value * _STEPS - round(value * _STEPS)) > 1e-6:
        scope.error("share-too-fine", node.span, found=node.source)
        return None
    return float(value)


def _holdout(scope: Scope, node: items.Holdout, name: str) -> Holdout | None:
    share = _share(scope, node.share)
    return Holdout(share, node.salt.value if node.salt is not None else name) if share is not None else None


def _limit(scope: Scope, node: items.Limit) -> Limit | None:
    count = infer(scope, node.count)
    by = numeric(scope, node.by) if node.by is not None else None
    within = infer(scope, node.within) if node.within is not None else None
    if within is not None and node.within is not None and within.type.kind in (Kind.LIST, Kind.DURATION):
        scope.error("limit-within", node.within.span, found=word(within.type))
    if count is None or (node.by and by is None) or (node.within and within is None):
        return None
    if not is_constant(count) or count.type.kind not in NUMERIC:
        scope.error("limit-count", node.count.span)
        return None
    if isinstance(count, Const) and not _is_limit(count):
        scope.error("limit-count", node.count.span)
        return None
    return Limit(count, by, within)


def _is_limit(count: Const) -> bool:
    """An int is a number of customers, a number a share of them."""
    assert isinstance(count.value, int | float)
    return count.value >= 1 if count.type == INT else 0 < count.value <= 1


# ---- goals and columns -----------------------------------------------------------------------------------------------


def _goals(scope: Scope, nodes_: Sequence[items.Goal]) -> tuple[Goal, ...]:
    check_names(scope, [goal.name for goal in nodes_], "goal")
    of_goals = replace(scope, place="goal")
    found = []
    for node in nodes_:
        when = condition(of_goals, node.when)
        within = node.within.value if node.within is not None else None
        if isinstance(within, Duration) and node.within is not None and within.count <= 0:
            scope.error("duration-not-positive", node.within.span, duration=str(within))
        if when is not None:
            scope.found.goals.append(when)
            length = within if isinstance(within, Duration) else None
            found.append(Goal(node.name.text, title(node.title), when, length, format_clause(node)))
    return tuple(found)


def _columns(scope: Scope, node: nodes.ListLiteral) -> tuple[Column, ...]:
    """The columns of the export, each once: the campaign's own first, then fields and definitions."""
    seen: set[str] = set()
    found = []
    for element in node.items:
        if not isinstance(element, nodes.Name):
            scope.error("column-not-a-name", element.span)
            continue
        if element.text in seen:
            scope.error("duplicate-in-block", element.span, name=element.text, first=element.text, what="column")
            continue
        seen.add(element.text)
        if element.text in BUILT_IN_COLUMNS:
            found.append(Column(element.text, None))
            continue
        term = infer(scope, element)
        if term is not None:
            found.append(Column(element.text, term))
    return tuple(found)
