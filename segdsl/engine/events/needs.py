"""What definitions need of events, and of which days gone by: found out before anything is computed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from segdsl.engine.events.request import Asked, asked, tables_of
from segdsl.engine.plan import needed
from segdsl.lowering.polars import Context
from segdsl.lowering.polars.values import past_day
from segdsl.rulebook import terms as t
from segdsl.rulebook.model import Definition
from segdsl.rulebook.walk import descend, expressions


@dataclass(slots=True)
class Needs:
    """Definitions that are computed as of the context's day, the questions they ask, tags as of other days.

    `past` is in the order in which it can be computed: `was` inside a tag that is asked about comes before it.
    """

    definitions: set[str] = field(default_factory=set)
    questions: dict[Asked, None] = field(default_factory=dict)
    past: dict[tuple[str, dt.date], None] = field(default_factory=dict)
    every: set[str] = field(default_factory=set)
    """The definitions computed as of any day."""

    @property
    def tables(self) -> set[str]:
        """The events tables that the questions look at."""
        return {table for question in self.questions for table in tables_of(question)}


def needs(names: Iterable[str], context: Context) -> Needs:
    """All that the named definitions need, directly or through others."""
    found = Needs(needed(context.definitions, names))
    _collect(found.definitions, context, found)
    return found


def _collect(names: Iterable[str], context: Context, found: Needs) -> None:
    found.every.update(names)
    for name in names:
        for sub in _terms(context.definitions.get(name)):
            if isinstance(sub, t.Aggregate | t.Sequence):
                found.questions[asked(sub, context)] = None
            elif isinstance(sub, t.Was):
                _collect_past(sub, context, found)


def _collect_past(term: t.Was, context: Context, found: Needs) -> None:
    day = past_day(term, context)
    if day is not None and (term.tag, day) not in found.past:
        _collect(needed(context.definitions, [term.tag]), context.as_on(day), found)
        found.past[term.tag, day] = None


def _terms(definition: Definition | None) -> Iterable[t.Term]:
    if definition is None:
        return
    for term in expressions(definition):
        yield from descend(term)
