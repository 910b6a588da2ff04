"""How each clause of a segment narrows the audience: alone, in order, and if it were dropped.

For every clause there are two more columns of bits: whom all clauses up to it keep, and whom all from it on. Whatever
is asked of a clause is then a count of one or two of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_

import polars as pl

from segdsl.engine.columns import clause_column
from segdsl.engine.gather import Gather, Row
from segdsl.engine.results import WaterfallRow
from segdsl.rulebook.model import Segment


@dataclass(frozen=True, slots=True)
class Mask:
    """A clause as a column that is true for whom it keeps, with what people see of it."""

    column: str
    text: str
    title: str | None
    options: tuple[Mask, ...] = ()


def clause_masks(segment: Segment) -> list[Mask]:
    """The masks of a segment's clauses, with their texts; the columns are made by `evaluate`."""
    return [
        Mask(
            clause_column(segment.name, str(i)),
            clause.text,
            clause.title,
            tuple(
                Mask(clause_column(segment.name, f"{i}.{j}"), option.text, option.title)
                for j, option in enumerate(clause.options)
            ),
        )
        for i, clause in enumerate(segment.clauses)
    ]


def helper_columns(masks: Sequence[Mask]) -> Iterator[list[pl.Expr]]:
    """Columns over the clause masks, each step from those before: kept by all clauses so far, and by all from here."""
    for at, mask in enumerate(masks):
        mirrored = masks[-1 - at]
        so_far, from_here = pl.col(mask.column), pl.col(mirrored.column)
        if at:
            so_far, from_here = pl.col(_so_far(masks[at - 1])) & so_far, pl.col(_from_here(masks[-at])) & from_here
        yield [so_far.alias(_so_far(mask)), from_here.alias(_from_here(mirrored))]


def ask_waterfall(gather: Gather, masks: Sequence[Mask]) -> Callable[[Row], tuple[WaterfallRow, ...]]:
    """Register the counts of a waterfall whose `helper_columns` are part of the frame."""
    rows = []
    for at, mask in enumerate(masks):
        above = [pl.col(_so_far(masks[at - 1]))] if at else []
        below = [pl.col(_from_here(masks[at + 1]))] if at + 1 < len(masks) else []
        others = _all([*above, *below])
        rows.append(
            (mask, gather.count(pl.col(mask.column)), gather.count(pl.col(_so_far(mask))),
             gather.ask(pl.len()) if others is None else gather.count(others),
             _ask_options(gather, _all(above), others, mask))
        )  # fmt: skip

    def read(row: Row) -> tuple[WaterfallRow, ...]:
        return tuple(
            WaterfallRow(m.text, m.title, alone(row), remaining(row), without(row), options(row))
            for m, alone, remaining, without, options in rows
        )

    return read


def _so_far(mask: Mask) -> str:
    return mask.column + "<"


def _from_here(mask: Mask) -> str:
    return mask.column + ">"


def _all(columns: Sequence[pl.Expr]) -> pl.Expr | None:
    """Whom all of the columns keep; None for everybody."""
    return reduce(and_, columns) if columns else None


def _ask_options(
    gather: Gather, above: pl.Expr | None, others: pl.Expr | None, clause: Mask
) -> Callable[[Row], tuple[WaterfallRow, ...]]:
    """Sub-rows of `any_of`: each option alone, after the clauses above it, and the segment without this option."""

    def within(kept: pl.Expr | None, condition: pl.Expr) -> pl.Expr:
        return condition if kept is None else kept & condition

    asked = []
    for option in clause.options:
        rest = [pl.col(o.column) for o in clause.options if o is not option]
        holds, without = pl.col(option.column), pl.any_horizontal(rest) if rest else pl.lit(False)
        counts = (gather.count(holds), gather.count(within(above, holds)), gather.count(within(others, without)))
        asked.append((option, *counts))

    def read(row: Row) -> tuple[WaterfallRow, ...]:
        return tuple(WaterfallRow(o.text, o.title, alone(row), rem(row), wo(row)) for o, alone, rem, wo in asked)

    return read
