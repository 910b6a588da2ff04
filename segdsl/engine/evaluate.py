"""Rules over data: a lazy frame with a column for every definition that was asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from segdsl.engine.columns import clause_column
from segdsl.engine.events.needs import needs
from segdsl.engine.plan import levels
from segdsl.engine.waterfall import clause_masks, helper_columns
from segdsl.lowering.polars import Context, define, define_kleene, keeps, lower_condition
from segdsl.rulebook.model import Definition, Rulebook, Segment

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A frame with the definitions' columns. `uncertain` names the conditions that have a three-valued column."""

    frame: pl.LazyFrame
    rulebook: Rulebook
    uncertain: Collection[str]


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
    for tag, day in needs(names, replace(context, definitions=rulebook.definitions)).past:
        for level in levels(rulebook, [tag]):
            frame = _with_level(frame, level, context.as_on(day))
    uncertain: set[str] = set()
    for level in levels(rulebook, names):
        three_valued = _three_valued(level, context) if unknown else {}
        frame = _with_level(frame, level, context, three_valued)
        uncertain.update(three_valued)
    for name in clauses:
        segment = rulebook.definitions[name]
        if isinstance(segment, Segment):
            frame = with_clauses(frame, segment, context)
    return Evaluation(frame, rulebook, uncertain)


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
