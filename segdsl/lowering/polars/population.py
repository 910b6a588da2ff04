"""Where a customer stands among all: `percentile`, `rank`, `ntile`, over customers whose value is known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from segdsl.functions.numbers import quotient
from segdsl.lowering.polars.constants import constant
from segdsl.lowering.polars.lowering import Handler, Lowering
from segdsl.rulebook.terms import FieldRef, Population, Term, TermBase
from segdsl.rulebook.walk import descend

if TYPE_CHECKING:
    import polars as pl


def _population(lo: Lowering, term: Population) -> pl.Expr:
    """A definite value in either reading: places are counted over plain values."""
    lo = lo.plain
    value = _column(lo, term.value)
    match term.function:
        case "percentile":
            placed = _percentile(lo, value)
        case "rank":
            placed = _order(lo, value, descending=True)
        case _:
            placed = _tile(lo, value, term)
    return placed if term.group is None else placed.over(_column(lo, term.group))


def _column(lo: Lowering, term: Term) -> pl.Expr:
    """The term's value, one for each customer: polars would count a value that is the same for all only once."""
    value = lo.stored(term)
    varies = any(isinstance(part, FieldRef) for part in descend(term))
    return value if varies else lo.polars.when(lo.key.is_not_null()).then(value)


def _percentile(lo: Lowering, value: pl.Expr) -> pl.Expr:
    """(r − 1)/(n − 1); of a single customer 0/1, as 0/0 is no number."""
    below = value.rank("min").cast(lo.polars.Float64) - 1.0
    return quotient(below, (value.count().cast(lo.polars.Float64) - 1.0).clip(1.0))


def _order(lo: Lowering, value: pl.Expr, *, descending: bool) -> pl.Expr:
    """Places from 1, ties to the smaller key, null where the value is."""
    if lo.context.sorted_by_key:
        return value.rank("ordinal", descending=descending).cast(lo.polars.Int64)
    order = lo.polars.arg_sort_by([value, lo.key], descending=[descending, False], nulls_last=True)
    place = order.arg_sort().cast(lo.polars.Int64) + 1  # the inverse of a permutation is its arg_sort
    return lo.polars.when(value.is_not_null()).then(place)


def _tile(lo: Lowering, value: pl.Expr, term: Population) -> pl.Expr:
    """As SQL's NTILE: sizes differ by one at most, the larger tiles come first."""
    assert term.tiles is not None
    tiles = constant(term.tiles, lo.context)
    if not isinstance(tiles, int) or tiles < 1:
        return lo.literal(None, term.type)
    place = _order(lo, value, descending=False) - 1
    known = value.count().cast(lo.polars.Int64)
    size, larger = known // tiles, known % tiles
    in_larger = place < larger * (size + 1)
    first = place // (size + 1)
    rest = larger + (place - larger * (size + 1)) // size.clip(1)
    return lo.polars.when(in_larger).then(first).otherwise(rest) + 1


POPULATION: Mapping[type[TermBase], Handler] = {Population: _population}
