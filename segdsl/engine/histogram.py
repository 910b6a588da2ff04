"""How the values of numbers and dates are distributed, in bins with round edges."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import polars as pl

from segdsl.engine.edges import Spread, date_edges, number_edges
from segdsl.engine.gather import Gather, Read, Row
from segdsl.engine.results import Bin
from segdsl.functions.types import CALENDAR, NUMERIC
from segdsl.lowering.polars import column_name
from segdsl.rulebook.model import Definition

_TAIL = 0.01
_EPOCH = dt.date(1970, 1, 1)


def histograms(frame: pl.LazyFrame, definitions: Sequence[Definition]) -> dict[str, tuple[Bin, ...]]:
    """The bins of each of these numbers, dates and times: one pass for their extremes, one for the counts.

    Times are put into bins by their date. Definitions without a value have no bins.
    """
    if not definitions:
        return {}
    gather = Gather()
    spreads = [_ask_spread(gather, definition) for definition in definitions]
    row = gather.run(frame)
    edges = {d.name: _edges(d, [read(row) for read in s]) for d, s in zip(definitions, spreads, strict=True)}
    counting = Gather()
    asked = {d.name: _ask_counts(counting, _values(d), edges[d.name]) for d in definitions if edges[d.name]}
    counted: Row = counting.run(frame) if asked else ()
    return {
        name: tuple(Bin(*ends, read(counted)) for ends, read in zip(pairwise(edges[name]), reads, strict=True))
        for name, reads in asked.items()
    }


def has_distribution(definition: Definition) -> bool:
    """Whether a definition's values are numbers or moments."""
    return definition.type.kind in NUMERIC or definition.type.kind in CALENDAR


def _values(definition: Definition) -> pl.Expr:
    column = pl.col(column_name(definition.name))
    return column if definition.type.kind in NUMERIC else column.cast(pl.Date)


def _ask_spread(gather: Gather, definition: Definition) -> list[Read]:
    """Lowest, highest, and nearly lowest and highest value; and of a number whether all are whole."""
    values = _values(definition)
    if definition.type.kind in CALENDAR:
        values = values.to_physical()
        whole = pl.lit(value=True)
    else:
        whole = (values == values.floor()).all()
    tails = values.quantile([_TAIL, 1 - _TAIL], interpolation="nearest")
    return [gather.ask(asked) for asked in (values.min(), values.max(), tails, whole)]


def _edges(definition: Definition, found: Sequence[Any]) -> list[Any]:
    low, high, (core_low, core_high), whole = found
    if low is None:
        return []
    if definition.type.kind in CALENDAR:
        days = [_EPOCH + dt.timedelta(days=int(day)) for day in (low, high, core_low, core_high)]
        return list(date_edges(*days))
    return list(number_edges(Spread(low, high, core_low, core_high), whole=whole))


def _ask_counts(gather: Gather, values: pl.Expr, edges: Sequence[Any]) -> list[Read]:
    """Half-open bins, the last one closed."""
    last = len(edges) - 2
    return [
        gather.count(values.is_between(low, high, closed="both" if at == last else "left"))
        for at, (low, high) in enumerate(pairwise(edges))
    ]
