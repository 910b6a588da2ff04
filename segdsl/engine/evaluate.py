"""Rules over data: a lazy frame with a column for every definition that was asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import polars as pl

from segdsl.engine.columns import clause_column
from segdsl.engine.events.needs import needs
from segdsl.engine.meanings import Meanings
from segdsl.engine.plan import levels, places_in
from segdsl.engine.waterfall import clause_masks, helper_columns
from segdsl.lowering.polars import Context, define, define_kleene, keeps, lower, lower_condition
from segdsl.rulebook.model import Definition, Rulebook, Segment
from segdsl.rulebook.terms import Population, Term
from segdsl.rulebook.walk import expressions

if TYPE_CHECKING:
    from polars._typing import EngineType


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A frame with the definitions' columns. `uncertain` names the conditions that have a three-valued column.

    In the context other terms can be lowered for the frame: what was worked out for the definitions is found in it.
    `engine` is the one that counts fastest: columns in memory need no streaming.
    """

    frame: pl.LazyFrame
    rulebook: Rulebook
    context: Context
    uncertain: Collection[str]
    engine: EngineType = "streaming"


def evaluate(
    rulebook: Rulebook,
    frame: pl.LazyFrame,
    context: Context,
    names: Iterable[str],
    *,
    unknown: bool = True,
    clauses: Collection[str] = (),
) -> Evaluation:
    """Add the columns of `names` and all they use to the profile `frame`, one scan, level by level.

    The rulebook says what is computed. Where the context knows more definitions, the frame already has their columns.
    `unknown` adds the three-valued columns of conditions; `clauses` names segments whose clause masks are wanted too.
    Raises `SegdslError` for constructs that this backend does not evaluate.
    """
    names = list(names)
    placed = _Placed()
    for tag, day in needs(names, replace(context, definitions=rulebook.definitions)).past:
        then = placed.known(context.as_on(day))
        for level in levels(rulebook, [tag]):
            frame = _with_level(placed.add(frame, level, then), level, then)
    context = placed.known(context)
    uncertain: set[str] = set()
    for level in levels(rulebook, names):
        frame = placed.add(frame, level, context)
        three_valued = _three_valued(level, context) if unknown else {}
        frame = _with_level(frame, level, context, three_valued)
        uncertain.update(three_valued)
    for name in clauses:
        segment = rulebook.definitions[name]
        if isinstance(segment, Segment):
            frame = with_clauses(frame, segment, context)
    return Evaluation(frame, rulebook, context, uncertain)


class _Placed:
    """Columns for what population functions say: it is asked for several times, and takes longer than all the rest."""

    def __init__(self) -> None:
        self._meanings = Meanings()
        self._columns: dict[int | None, str] = {}

    def known(self, context: Context) -> Context:
        """The context in which rules find the columns."""
        own = replace(context)  # what its definitions mean is noted in it, in numbers of nobody else's

        def known(term: Term, _kleene: bool) -> str | None:
            return self._columns.get(self._meanings.of(term, own)) if isinstance(term, Population) else None

        return replace(context, known=known)

    def add(self, frame: pl.LazyFrame, level: Iterable[Definition], context: Context) -> pl.LazyFrame:
        """The frame with the columns that definitions ask for, worked out side by side."""
        for group in places_in(term for definition in level for term in expressions(definition)):
            meant = {self._meanings.of(place, context): place for place in group}
            new = {number: f"`place {number}`" for number in meant if number not in self._columns}
            if new:
                columns = [lower(meant[number], context).alias(name) for number, name in new.items()]
                frame = pl.concat([frame, frame.select(columns).collect(engine="in-memory").lazy()], how="horizontal")
                self._columns |= new
        return frame


def _with_level(
    frame: pl.LazyFrame, level: Iterable[Definition], context: Context, more: Mapping[str, pl.Expr] | None = None
) -> pl.LazyFrame:
    """The frame with the columns of definitions that use only what it has, and `more` three-valued ones."""
    columns = [define(each, context).alias(context.column_of(each.name)) for each in level]
    columns += [column.alias(context.column_of(name, kleene=True)) for name, column in (more or {}).items()]
    return frame.with_columns(columns)


def _three_valued(level: Iterable[Definition], context: Context) -> dict[str, pl.Expr]:
    found = {definition.name: define_kleene(definition, context) for definition in level}
    return {name: column for name, column in found.items() if column is not None}


def with_clauses(frame: pl.LazyFrame, segment: Segment, context: Context) -> pl.LazyFrame:
    """The frame with a column for every clause and option, and those that a waterfall counts."""
    masks = []
    for i, clause in enumerate(segment.clauses):
        masks.append(keeps(clause, context).alias(clause_column(segment.name, str(i))))
        for j, option in enumerate(clause.options):
            masks.append(lower_condition(option.condition, context).alias(clause_column(segment.name, f"{i}.{j}")))
    frame = frame.with_columns(masks)
    for step in helper_columns(clause_masks(segment)):
        frame = frame.with_columns(step)
    return frame
