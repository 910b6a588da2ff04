"""What questions are asked of, and what of it a question needs.

That is worked out first, so that only those columns are read and only those events are looked at.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import polars as pl

from segdsl.engine.events.needs import needs
from segdsl.engine.events.request import asked
from segdsl.engine.places import places
from segdsl.engine.stopping import Stop, go_on
from segdsl.rulebook import terms as t
from segdsl.rulebook.walk import descend, expressions

if TYPE_CHECKING:
    from segdsl.engine.customers import Customers
    from segdsl.engine.events.request import Asked
    from segdsl.engine.events.tables import EventTables
    from segdsl.engine.kept import Kept
    from segdsl.lowering.polars import Context
    from segdsl.rulebook.model import Rulebook


@dataclass(frozen=True, slots=True)
class Session:
    """What questions are asked of."""

    rulebook: Rulebook
    customers: Customers
    events: EventTables
    context: Context
    kept: Kept | None = None
    """What was worked out before, where that is remembered."""
    stop: Stop = go_on

    def ready(
        self, names: Iterable[str], extra: Collection[str] = (), *, keyed: bool = True
    ) -> tuple[pl.LazyFrame, Context]:
        """The customers with all that the named definitions read, the `extra` fields, and the key if it is `keyed`.

        With the frame comes the context in which to lower for it: what is known of its columns makes rules cheaper.
        """
        found = self.material(names, {*extra, self.customers.table.key} if keyed else extra)
        columns = [*found.fields, *found.answers(found.questions)]
        return pl.LazyFrame(columns or [self.customers.keys()]), found.context

    def material(self, names: Iterable[str], extra: Collection[str] = ()) -> Material:
        """What the named definitions are computed from, and the `extra` fields; events are not looked at yet."""
        wanted = needs(names, self.context)
        known, table = self.rulebook.definitions, self.customers.table
        inside = [
            sub
            for name in wanted.every if name in known
            for term in expressions(known[name])
            for sub in descend(term)
        ]  # fmt: skip
        fields = {sub.name for sub in inside if isinstance(sub, t.FieldRef) and sub.table == table.name}
        if any(isinstance(sub, t.Listed) for sub in inside):
            fields.add(table.key)
        columns = self.customers.columns({*fields, *extra})
        titles = {question: f"`events {number}`" for number, question in enumerate(wanted.questions)}
        context = replace(
            self.context,
            storage=self.customers.storage(),
            places=places(self.customers.in_key_order),
            events=lambda term, context: titles[asked(term, context)],
        )
        questions = {title: question for question, title in titles.items()}
        return Material(self, columns, questions, tuple(wanted.past), context)


@dataclass(frozen=True, slots=True)
class Material:
    """What definitions are computed from: the fields they read, and what they ask of events, by the column it is in.

    `past` are the tags they ask about as of other days, in the order in which those can be computed.
    """

    session: Session
    fields: Sequence[pl.Series]
    questions: Mapping[str, Asked]
    past: Sequence[tuple[str, dt.date]]
    context: Context

    def answers(self, columns: Iterable[str]) -> list[pl.Series]:
        """The answers of events that stand in these columns. Raises `Stopped` if nobody waits for them any more."""
        asked_for = {column: self.questions[column] for column in columns}
        found = self.session.events.answers(asked_for.values(), self.session.stop)
        return [found[question].alias(column) for column, question in asked_for.items()]
