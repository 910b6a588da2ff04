"""What is asked of events, freed of how it was written: equal questions are answered once, and kept by what they ask.

Params, durations and the as-of date are resolved, so a question asked as of another day, or with another threshold, is
another question, and one that only moved to another line is the same.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from segdsl.engine.meanings import shape
from segdsl.lowering.polars import Context
from segdsl.lowering.polars.bounds import Bounds, bounds
from segdsl.lowering.polars.constants import constant
from segdsl.rulebook import terms as t
from segdsl.syntax.values import Duration

EventTerm = t.Aggregate | t.Sequence


@dataclass(frozen=True, slots=True)
class Filter:
    """A condition on events of a table. Two are equal if they say the same; `term` is how one of them was written."""

    key: Hashable
    term: t.Term
    context: Context

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Filter) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)


@dataclass(frozen=True, slots=True)
class StepAsked:
    """One step of a sequence."""

    table: str
    where: Filter | None
    forbidden: bool


@dataclass(frozen=True, slots=True)
class AggregateAsked:
    """An aggregate with everything in it resolved."""

    function: str
    table: str
    field: str | None
    where: Filter | None
    bounds: Bounds


@dataclass(frozen=True, slots=True)
class SequenceAsked:
    """A sequence with everything in it resolved."""

    steps: tuple[StepAsked, ...]
    gap: Duration | None
    bounds: Bounds


Asked = AggregateAsked | SequenceAsked


def asked(term: EventTerm, context: Context) -> Asked:
    """The question that a term asks in a context."""
    window = bounds(term.window, context)
    if isinstance(term, t.Aggregate):
        return AggregateAsked(term.function, term.table, term.field, _filter(term.where, term.table, context), window)
    gap = constant(term.max_gap, context) if term.max_gap is not None else None
    steps = tuple(StepAsked(s.table, _filter(s.where, s.table, context), s.forbidden) for s in term.steps)
    return SequenceAsked(steps, gap if isinstance(gap, Duration) else None, window)


def _filter(where: t.Term | None, table: str, context: Context) -> Filter | None:
    return None if where is None else Filter((table, meaning(where, context)), where, context)


def meaning(term: t.TermBase, context: Context) -> Hashable:
    """What a condition on events says; no definition can stand in it."""
    return shape(term, context, lambda part: meaning(part, context))


def tables_of(question: Asked) -> set[str]:
    """The events tables that a question looks at."""
    if isinstance(question, AggregateAsked):
        return {question.table}
    return {step.table for step in question.steps}
