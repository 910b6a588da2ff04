"""Who of an audience can be reached: after refusals and missing contact fields, and on which channel.

Whoever cannot is counted at the first reason: refusing all contact, then having no channel left. On a single channel
the reasons are refusing all contact, refusing this channel, and having no value in its contact field.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

import polars as pl

from segdsl.engine.results import ChannelReach, Reach, Removal
from segdsl.functions.types import Kind
from segdsl.lowering.polars import column_name
from segdsl.rulebook.model import Field, Rulebook

_ALL, _CHANNEL = "segdsl reach", "segdsl reach {}"


@dataclass(frozen=True, slots=True)
class Route:
    """A way to reach people: a channel with its contact field, or where no channels are declared a field alone."""

    channel: str | None
    title: str | None
    field: Field
    refusals: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Contacts:
    """What a rulebook says of reaching people."""

    refusals: tuple[Field, ...]
    routes: tuple[Route, ...]

    @property
    def fields(self) -> set[str]:
        """The profile fields that matter."""
        routed = {field.name for route in self.routes for field in (route.field, *route.refusals)}
        return routed | {field.name for field in self.refusals}


def contacts_of(rulebook: Rulebook, fields: Mapping[str, Field]) -> Contacts:
    """Channels with a `reach` field; where there are none, the profile's mobile telephone numbers."""
    refusals = tuple(field for field in fields.values() if field.opt_out == ())
    routes = []
    for channel in rulebook.channels.values():
        reach = fields.get(str(channel.settings.get("reach")))
        if reach is not None:
            refused = tuple(field for field in fields.values() if channel.name in (field.opt_out or ()))
            routes.append(Route(channel.name, channel.title, reach, refused))
    numbers = [Route(None, None, field, ()) for field in fields.values() if field.pii == "mobile"]
    return Contacts(refusals, tuple(routes or numbers))


def reaches(frame: pl.LazyFrame, contacts: Contacts, names: Sequence[str]) -> dict[str, Reach]:
    """The reach of each condition, in one pass.

    Every customer gets a stage for all channels and for each: the position of the reason that stops them, or one more
    than there are. The conditions' members are then counted by combinations of stages, of which there are few.
    """
    routes = contacts.routes
    stages = [_stage([*map(_refused, contacts.refusals), *_nowhere(routes)]).alias(_ALL)]
    for number, route in enumerate(routes):
        reasons = [*map(_refused, (*contacts.refusals, *route.refusals)), ~_known(route.field)]
        stages.append(_stage(reasons).alias(_CHANNEL.format(number)))
    titles = [stage.meta.output_name() for stage in stages]
    sizes = [pl.col(column_name(name)).sum().cast(pl.Int64).alias(name) for name in names]
    groups = frame.with_columns(stages).group_by(titles).agg(sizes).collect(engine="streaming")
    return {name: _reach(groups.select(*titles, name), contacts, titles, name) for name in names}


def _refused(field: Field) -> pl.Expr:
    return pl.col(field.name).fill_null(value=False)


def _known(field: Field) -> pl.Expr:
    """Whether there is something to write to: a text of spaces is nothing."""
    column = pl.col(field.name)
    return column.str.strip_chars().fill_null("") != "" if field.type.kind is Kind.TEXT else column.is_not_null()


def _nowhere(routes: Sequence[Route]) -> list[pl.Expr]:
    """Whether no route leads to a customer; no reason at all where nothing is known of routes."""
    if not routes:
        return []
    open_ = [reduce(lambda known, field: known & ~_refused(field), r.refusals, _known(r.field)) for r in routes]
    return [~reduce(or_, open_)]


def _stage(reasons: Sequence[pl.Expr]) -> pl.Expr:
    stage: pl.Expr = pl.lit(len(reasons), dtype=pl.UInt8)
    for position, reason in reversed(list(enumerate(reasons))):
        stage = pl.when(reason).then(pl.lit(position, dtype=pl.UInt8)).otherwise(stage)
    return stage


def _reach(groups: pl.DataFrame, contacts: Contacts, titles: Sequence[str], name: str) -> Reach:
    refused = [("refused", _said(field)) for field in contacts.refusals]
    routes = contacts.routes
    nowhere = [("unreachable", ", ".join(r.channel or _said(r.field) for r in routes))] if routes else []
    size, removed = _counted(groups, titles[0], name, [*refused, *nowhere])
    channels = []
    for title, route in zip(titles[1:], routes, strict=True):
        if route.channel is not None:
            own = [*(("refused", _said(field)) for field in route.refusals), ("missing", _said(route.field))]
            channels.append(ChannelReach(route.channel, route.title, *_counted(groups, title, name, [*refused, *own])))
    return Reach(size, removed, tuple(channels))


def _counted(
    groups: pl.DataFrame, stage: str, name: str, reasons: Sequence[tuple[str, str]]
) -> tuple[int, tuple[Removal, ...]]:
    """Whom no reason stops, and how many each one does."""
    counts: dict[int, int] = dict(groups.group_by(stage).agg(pl.col(name).sum()).iter_rows())
    removed = tuple(
        Removal(kind, reason, counts.get(position, 0))  # type: ignore[arg-type]  # the kinds written above
        for position, (kind, reason) in enumerate(reasons)
    )
    return counts.get(len(reasons), 0), removed


def _said(field: Field) -> str:
    return field.title or field.name
