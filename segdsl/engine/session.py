"""What questions are asked of, and what of it a question needs.

That is worked out first, so that only those columns are read and only those events are looked at.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import polars as pl

from segdsl.diagnostics import Diagnostic, SegdslError
from segdsl.engine.events.needs import Needs, needs
from segdsl.engine.events.request import asked
from segdsl.engine.places import places
from segdsl.engine.plan import needed
from segdsl.engine.stopping import Stop, go_on
from segdsl.lowering.fitted.exemplars import MARK, score_fields
from segdsl.rulebook import terms as t
from segdsl.rulebook.model import Learned
from segdsl.rulebook.walk import descend, expressions, names_in

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
    scores: Callable[[Session, Collection[str]], list[pl.Series]] | None = None
    """Gives the fields that hold scores of models which no expression can hold."""

    def ready(
        self, names: Iterable[str], extra: Collection[str] = (), *, keyed: bool = True
    ) -> tuple[pl.LazyFrame, Context]:
        """The customers with all that the named definitions read, the `extra` fields, and the key if it is `keyed`.

        With the frame comes the context in which to lower for it: what is known of its columns makes rules cheaper.
        """
        found = self.material(names, {*extra, self.customers.table.key} if keyed else extra)
        columns = [*found.fields, *found.answers([*found.questions, *found.lists])]
        return pl.LazyFrame(columns or [self.customers.keys()]), found.context

    def material(self, names: Iterable[str], extra: Collection[str] = ()) -> Material:
        """What the named definitions are computed from, and the `extra` fields.

        Events and lists are not looked at yet.
        """
        wanted = needs(names, self.context)
        known, table = self.rulebook.definitions, self.customers.table
        inside = [
            sub
            for name in wanted.every if name in known
            for term in expressions(known[name])
            for sub in descend(term)
        ]  # fmt: skip
        fields = {sub.name for sub in inside if isinstance(sub, t.FieldRef) and sub.table == table.name}
        named = dict.fromkeys(sub.name for sub in inside if isinstance(sub, t.Listed))
        columns_of = {name: f"`list {number}`" for number, name in enumerate(named) if name in self.context.lists}
        groups = {
            sub.group.name for sub in inside if isinstance(sub, t.Population) and isinstance(sub.group, t.FieldRef)
        }
        columns = [*self.customers.columns({*fields, *extra}), *self.customers.codes(groups)]
        if self.scores is not None and (scored := {name for name in fields if name.startswith(MARK)}):
            self._refuse_past(wanted)
            columns += self.scores(self, scored)
        titles = {question: f"`events {number}`" for number, question in enumerate(wanted.questions)}
        context = replace(
            self.context,
            storage=self.customers.storage(),
            places=places(self.customers.in_key_order, self.stop),
            events=lambda term, context: titles[asked(term, context)],
            listed=columns_of.__getitem__,
        )
        questions = {title: question for question, title in titles.items()}
        lists = {column: name for name, column in columns_of.items()}
        return Material(self, columns, questions, lists, tuple(wanted.past), context)

    def _refuse_past(self, wanted: Needs) -> None:
        """Raise `SegdslError` if scores are needed as of another day: they are worked out for one."""
        for tag, _ in wanted.past:
            for name in needed(self.rulebook.definitions, [tag]):
                if score_fields(self.rulebook.definitions[name]):
                    raise SegdslError(Diagnostic("scores-of-today", {"name": name, "tag": tag}))


def unfitted(session: Session, name: str) -> tuple[Session, Learned]:
    """The session in which a learned definition is as before it was fitted, and the definition.

    What it refers to by parts of others that were fitted, it refers to by their names.
    """
    learned = session.rulebook.definitions[name]
    assert isinstance(learned, Learned)
    learned = replace(learned, value=None)
    learned = replace(learned, uses=frozenset().union(*map(names_in, expressions(learned))))
    definitions = {**session.rulebook.definitions, name: learned}
    rulebook = replace(session.rulebook, definitions=definitions)
    return replace(session, rulebook=rulebook, context=session.context.over(definitions)), learned


@dataclass(frozen=True, slots=True)
class Material:
    """What definitions are computed from: the fields they read, what they ask of events, the lists they look into.

    Questions and names of lists stand by the column that holds the answers. `past` are the tags they ask about as of
    other days, in the order in which those can be computed.
    """

    session: Session
    fields: Sequence[pl.Series]
    questions: Mapping[str, Asked]
    lists: Mapping[str, str]
    past: Sequence[tuple[str, dt.date]]
    context: Context

    def answers(self, columns: Iterable[str]) -> list[pl.Series]:
        """The answers that stand in these columns. Raises `Stopped` if nobody waits for them any more."""
        wanted = list(columns)
        of_events = self._of_events([column for column in wanted if column in self.questions])
        return [*of_events, *self._of_lists([column for column in wanted if column in self.lists])]

    def _of_events(self, columns: Sequence[str]) -> Iterator[pl.Series]:
        found = self.session.events.answers([self.questions[column] for column in columns], self.session.stop)
        return (found[self.questions[column]].alias(column) for column in columns)

    def _of_lists(self, columns: Sequence[str]) -> list[pl.Series]:
        customers, keys = self.session.customers, self.session.context.lists
        with ThreadPoolExecutor() as pool:  # looking up waits for memory, most of the time
            return list(pool.map(lambda column: customers.listed(keys[self.lists[column]]).alias(column), columns))
