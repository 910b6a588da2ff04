"""What conditions are computed from: two that start from the same thing go together because somebody defined them so.

That whoever has no visits is silent is no finding. Conditions are related if they read the same field of the profile or
the same uploaded list, or if one looks at events all of which the other looks at too, in whatever window and through
however many definitions. Which events are meant is a matter of logic: visits of the app are all online, those of the
hall none of them.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

from segdsl.lowering.fitted.exemplars import MARK, scored_by
from segdsl.lowering.polars import Context
from segdsl.rulebook import terms as t
from segdsl.rulebook.lint.logic import EVERYTHING, Boxes, Logic, TooComplex, both
from segdsl.rulebook.lint.subjects import Used, key_of
from segdsl.rulebook.model import Learned, Param, Rulebook
from segdsl.rulebook.walk import expressions

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Source:
    """A field of the profile or an uploaded list by its name; or the events of a table for which `where` holds.

    `key` is the same for sources that are the same wherever they are written.
    """

    key: Hashable
    name: str
    where: t.Term | None = None
    is_events: bool = False


Sources = dict[Hashable, Source]


class Inputs:
    """What the conditions of a rulebook start from."""

    def __init__(self, rulebook: Rulebook, context: Context) -> None:
        self._rulebook = rulebook
        self._context = context
        self._params = {n: _used(d, context) for n, d in rulebook.definitions.items() if isinstance(d, Param)}
        self._definitions: dict[str, Sources] = {}

    def of(self, term: t.Term) -> Sources:
        """The sources of a term, through all definitions that it uses."""
        found: Sources = {}
        for sub in _outside_events(term):
            match sub:
                case t.DefinitionRef(name=name) | t.LearnedRef(name=name) | t.Was(tag=name):
                    found |= self._of_definition(name)
                case t.FieldRef() if sub.name.startswith(MARK):
                    found |= self._of_model(scored_by(sub))
                case _:
                    found |= {source.key: source for source in _own(sub)}
        return found

    def related(self, items: Sequence[Sources]) -> Flags:
        """Which of the items are related to which, as a symmetric matrix; each is to itself."""
        every = list({key: source for sources in items for key, source in sources.items()}.values())
        touch = np.eye(len(every), dtype=np.int64)
        for one, other in combinations(range(len(every)), 2):
            touch[one, other] = touch[other, one] = self._touch(every[one], every[other])
        reads = np.array([[source.key in sources for source in every] for sources in items], dtype=np.int64)
        reads = reads.reshape(len(items), len(every))
        related: Flags = reads @ touch @ reads.T > 0
        np.fill_diagonal(related, val=True)
        return related

    def reasons(self, one: Sources, other: Sources) -> tuple[str, ...]:
        """The fields, lists and tables by which two items are related."""
        return tuple(sorted({a.name for a in one.values() for b in other.values() if self._touch(a, b)}))

    def _of_definition(self, name: str) -> Sources:
        if name not in self._definitions:
            self._definitions[name] = {}
            for term in expressions(self._rulebook.definitions[name]):
                self._definitions[name] |= self.of(term)
        return self._definitions[name]

    def _of_model(self, name: str) -> Sources:
        """The sources of a model that no expression can hold: its scores are fields, worked out from its features."""
        model = self._rulebook.definitions[name]
        assert isinstance(model, Learned)
        terms = [*model.features, *([model.among] if model.among is not None else [])]
        return {key: source for term in terms for key, source in self.of(term).items()}

    def _touch(self, one: Source, other: Source) -> bool:
        """Whether conditions with these sources are related by them."""
        if not (one.is_events and other.is_events and one.name == other.name):
            return one.key == other.key
        table = self._rulebook.events.get(one.name)
        logic = Logic(self._context.as_of, table, self._params)
        try:
            return _within(logic, one.where, other.where) or _within(logic, other.where, one.where)
        except TooComplex:
            return True


def _within(logic: Logic, narrow: t.Term | None, wide: t.Term | None) -> bool:
    """Whether every event of the one is an event of the other, as far as logic can tell. Raises `TooComplex`."""
    if wide is None:
        return True
    held: Boxes = EVERYTHING if narrow is None else logic.boxes(narrow)
    return not both(held, logic.boxes(wide, holds=False))


def _used(param: Param, context: Context) -> Used:
    value = context.param(param.name)
    return Used(param.type, None if isinstance(value, tuple) else value)


def _outside_events(term: t.Term) -> Iterator[t.Term]:
    """The term and those in it, but for what is said of single events."""
    waiting = [term]
    while waiting:
        current = waiting.pop()
        yield current
        if not isinstance(current, t.Aggregate | t.Sequence):
            waiting += t.children(current)


def _own(term: t.Term) -> Iterable[Source]:
    match term:
        case t.FieldRef(name=name):
            yield Source(("field", name), name)
        case t.Listed(name=name):
            yield Source(("list", name), name)
        case t.Aggregate(table=table, where=where):
            yield _events(table, where)
        case t.Sequence(steps=steps):
            yield from (_events(step.table, step.where) for step in steps)


def _events(table: str, where: t.Term | None) -> Source:
    return Source(("events", table, None if where is None else key_of(where)), table, where, is_events=True)
