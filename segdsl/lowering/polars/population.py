"""Where a customer stands among all: `percentile`, `rank`, `ntile`, over customers whose value is known.

Where rules are evaluated, the context says how places are counted. What stands here besides is for scripts and for
expressions that are handed out: they may hold nothing but polars.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from segdsl.functions.numbers import quotient
from segdsl.lowering.polars.constants import constant
from segdsl.lowering.polars.context import UNKNOWN
from segdsl.lowering.polars.lowering import Handler, Lowering
from segdsl.rulebook.terms import DefinitionRef, FieldRef, Population, Term, TermBase
from segdsl.rulebook.walk import descend, expressions

if TYPE_CHECKING:
    import polars as pl


def _population(lo: Lowering, term: Population) -> pl.Expr:
    """A definite value in either reading: places are counted over plain values."""
    lo = lo.plain
    context = lo.context
    if context.known is not None and (column := context.known(term, False)) is not None:
        return lo.polars.col(column)
    tiles = 1
    if term.tiles is not None:
        found = constant(term.tiles, context)
        if not isinstance(found, int) or found < 1:
            return lo.literal(None, term.type)
        tiles = found
    if context.places is not None:
        group = None if term.group is None else _group(lo, term.group)
        return context.places(term.function, lo.stored(term.value), group, tiles)
    return _written(lo, term, tiles)


def _group(lo: Lowering, term: Term) -> pl.Expr:
    """What tells groups apart: of texts their numbers, where those are stored."""
    codes = lo.context.storage.get(term.name, UNKNOWN).codes if isinstance(term, FieldRef) else None
    return lo.stored(term) if codes is None else lo.polars.col(codes)


def _written(lo: Lowering, term: Population, tiles: int) -> pl.Expr:
    """The places in expressions of polars alone."""
    value = _column(lo, term.value)
    if term.group is not None and (_places_inside(lo, term.value) or _places_inside(lo, term.group)):
        return _among(lo, term, tiles, value, _column(lo, term.group))
    match term.function:
        case "percentile":
            placed = _percentile(lo, value)
        case "rank":
            placed = _order(lo, value, descending=True)
        case _:
            placed = _tile(lo, _order(lo, value, descending=False) - 1, value.count().cast(lo.polars.Int64), tiles)
    return placed if term.group is None else placed.over(_column(lo, term.group))


def _column(lo: Lowering, term: Term) -> pl.Expr:
    """The term's value, one for each customer: polars would count a value that is the same for all only once."""
    value = lo.stored(term)
    return value if isinstance(term, FieldRef) else lo.polars.when(lo.key.is_not_null()).then(value)


def _places_inside(lo: Lowering, term: Term) -> bool:
    """Whether other places are counted within the term, in it or in definitions put into it."""
    for part in descend(term):
        if isinstance(part, Population):
            return True
        if isinstance(part, DefinitionRef) and lo.context.reference is not None:
            used = lo.context.definitions.get(part.name)
            if used is not None and any(_places_inside(lo, inner) for inner in expressions(used)):
                return True
    return False


def _among(lo: Lowering, term: Population, tiles: int, value: pl.Expr, group: pl.Expr) -> pl.Expr:
    """Places within groups without `over`, in which polars would count the places inside per group as well.

    Customers are counted through all groups in turn; `before` is how many belong to the groups before.
    """
    whole = lo.polars.Int64
    code = lo.polars.when(value.is_not_null()).then(group.rank("dense").cast(whole).fill_null(0))
    before = code.rank("min").cast(whole) - 1
    known = code.rank("max").cast(whole) - before
    if term.function == "percentile":
        rank = code * (value.count().cast(whole) + 1) + value.rank("dense").cast(whole)
        return _share(lo, rank.rank("min").cast(whole) - 1 - before, known)
    descending = [False, term.function == "rank", False]
    order = lo.polars.arg_sort_by([code, value, lo.key], descending=descending, nulls_last=True)
    place = lo.polars.when(value.is_not_null()).then(order.arg_sort().cast(whole) + 1 - before)
    return place if term.function == "rank" else _tile(lo, place - 1, known, tiles)


def _percentile(lo: Lowering, value: pl.Expr) -> pl.Expr:
    return _share(lo, value.rank("min").cast(lo.polars.Int64) - 1, value.count())


def _share(lo: Lowering, below: pl.Expr, known: pl.Expr) -> pl.Expr:
    """(r − 1)/(n − 1); of a single customer 0/1, as 0/0 is no number."""
    return quotient(below.cast(lo.polars.Float64), (known.cast(lo.polars.Float64) - 1.0).clip(1.0))


def _order(lo: Lowering, value: pl.Expr, *, descending: bool) -> pl.Expr:
    """Places from 1, ties to the smaller key, null where the value is."""
    order = lo.polars.arg_sort_by([value, lo.key], descending=[descending, False], nulls_last=True)
    place = order.arg_sort().cast(lo.polars.Int64) + 1  # the inverse of a permutation is its arg_sort
    return lo.polars.when(value.is_not_null()).then(place)


def _tile(lo: Lowering, place: pl.Expr, known: pl.Expr, tiles: int) -> pl.Expr:
    """The tile of a place, counted from 0, of so many known ones.

    As SQL's NTILE: sizes differ by one at most, the larger tiles come first.
    """
    size, larger = known // tiles, known % tiles
    in_larger = place < larger * (size + 1)
    first = place // (size + 1)
    rest = larger + (place - larger * (size + 1)) // size.clip(1)
    return lo.polars.when(in_larger).then(first).otherwise(rest) + 1


POPULATION: Mapping[type[TermBase], Handler] = {Population: _population}
