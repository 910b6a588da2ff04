"""How each clause of a segment narrows the audience: alone, in order, and if it were dropped.

With n clauses this takes three counters a clause and no more passes: the first clause a customer fails (for
`remaining`) and how many they fail (whoever fails exactly one is who would come in without it).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

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


def helper_columns(prefix: str, masks: Sequence[Mask]) -> list[pl.Expr]:
    """Two columns over the clause masks: the position of the first clause failed (n if none), and how many are."""
    first: pl.Expr = pl.lit(len(masks), dtype=pl.UInt16)
    for position, mask in reversed(list(enumerate(masks))):
        first = pl.when(pl.col(mask.column)).then(first).otherwise(pl.lit(position, dtype=pl.UInt16))
    failed = pl.sum_horizontal([(~pl.col(m.column)).cast(pl.UInt16) for m in masks])
    return [first.alias(prefix + "first"), failed.alias(prefix + "failed")]


def ask_waterfall(gather: Gather, prefix: str, masks: Sequence[Mask]) -> Callable[[Row], tuple[WaterfallRow, ...]]:
    """Register the counts of a waterfall whose `helper_columns` are part of the frame."""
    first, failed = pl.col(prefix + "first"), pl.col(prefix + "failed")
    size = gather.count(failed == 0)
    rows = [
        (mask, gather.count(pl.col(mask.column)), gather.count(first > position),
         gather.count((failed == 1) & ~pl.col(mask.column)), _ask_options(gather, failed, first, position, mask))
        for position, mask in enumerate(masks)
    ]  # fmt: skip

    def read(row: Row) -> tuple[WaterfallRow, ...]:
        return tuple(
            WaterfallRow(m.text, m.title, alone(row), remaining(row), size(row) + only(row), options(row))
            for m, alone, remaining, only, options in rows
        )

    return read


def _ask_options(
    gather: Gather, failed: pl.Expr, first: pl.Expr, position: int, clause: Mask
) -> Callable[[Row], tuple[WaterfallRow, ...]]:
    """Sub-rows of `any_of`: each option alone, after the clauses above it, and the segment without this option."""
    asked = []
    for option in clause.options:
        others = [pl.col(o.column) for o in clause.options if o is not option]
        without = (failed == 0) & (pl.any_horizontal(others) if others else pl.lit(False))
        holds = pl.col(option.column)
        asked.append((option, gather.count(holds), gather.count((first >= position) & holds), gather.count(without)))

    def read(row: Row) -> tuple[WaterfallRow, ...]:
        return tuple(WaterfallRow(o.text, o.title, alone(row), rem(row), wo(row)) for o, alone, rem, wo in asked)

    return read
