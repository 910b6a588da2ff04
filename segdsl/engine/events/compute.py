"""Answers to questions about events: one column per question, one value per customer.

All questions are answered in one pass over the parts, several parts at a time. What questions share - the rows that
pass a condition, the codes of a field - is worked out once per part.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import polars as pl

from segdsl.data.events.index import EventIndex
from segdsl.engine.events import adding, counting, ends
from segdsl.engine.events.filling import Counts, Filling, Found, Numbers, Pieces
from segdsl.engine.events.following import follows
from segdsl.engine.events.request import Asked, SequenceAsked
from segdsl.engine.events.sharing import SharedBlock, SharedPart
from segdsl.engine.events.view import Flags, View
from segdsl.engine.stopping import Stop, go_on
from segdsl.lowering.polars import Storage

_COUNTING: Mapping[str, Callable[[View], counting.Counts]] = {
    "count": lambda view: view.counts,
    "days": counting.days,
    "months": counting.months,
}
_HAVING: Mapping[str, Callable[[View], Flags]] = {
    "did": lambda view: view.having,
    "never": lambda view: ~view.having,
}
_ADDING: Mapping[str, Callable[[View, pl.Series], Found]] = {
    "sum": adding.total,
    "avg": adding.mean,
    "minimum": adding.minimum,
    "maximum": adding.maximum,
}
_ENDS = {"earliest": ends.FIRST, "latest": ends.LAST}


def compute(
    questions: Sequence[Asked], indexes: Mapping[str, EventIndex], stop: Stop = go_on
) -> dict[Asked, pl.Series]:
    """The column of each question, by customer in the order of the profile's rows.

    Counts are narrow integers, `did` and sequences booleans; everything else is of the field's type, null where there
    is no value.
    """
    if not questions:
        return {}
    fillings = {question: _filling(question, indexes) for question in questions}
    facts = {name: _facts(index) for name, index in indexes.items()}

    def work(number: int) -> None:
        parts = {name: SharedPart(index.parts[number], facts[name]) for name, index in indexes.items()}
        for blocks in zip(*(part.events.blocks() for part in parts.values()), strict=True):
            here = {name: SharedBlock(part, block) for (name, part), block in zip(parts.items(), blocks, strict=True)}
            first = next(iter(parts.values())).events.first + blocks[0].first
            for question, filling in fillings.items():
                stop()
                filling.put(first, _found(question, here))

    parts = len(next(iter(indexes.values())).parts)
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        for _ in pool.map(work, range(parts)):
            pass
        columns = list(pool.map(lambda filling: filling.column(), fillings.values()))
    return dict(zip(fillings, columns, strict=True))


def _facts(index: EventIndex) -> dict[str, Storage]:
    """Which fields are known of every event."""
    return {
        name: Storage(complete=not any(part.frame[name].null_count() for part in index.parts))
        for name in index.table.fields
        if name != index.table.key  # every event of the index has one, if it is wanted at all
    }


def _filling(question: Asked, indexes: Mapping[str, EventIndex]) -> Filling:
    """Room for the answer to a question."""
    customers = next(iter(indexes.values())).customers
    if isinstance(question, SequenceAsked) or question.function in _HAVING:
        return Numbers.of(customers, pl.Boolean())
    if question.function in _COUNTING or question.function == "distinct":
        return Counts.of(customers)
    assert question.field is not None
    dtype = indexes[question.table].parts[0].frame.schema[question.field]
    if question.function == "avg" or (question.function == "sum" and dtype.is_float()):
        return Numbers.of(customers, pl.Float64())
    if question.function == "sum":
        return Numbers.of(customers, pl.Int64())
    return Numbers.of(customers, dtype) if _is_stored(question.function, dtype) else Pieces(dtype)


def _is_stored(function: str, dtype: pl.DataType) -> bool:
    """Whether answers of a field's type are numbers that stand for its values in all parts."""
    if function == "most_frequent":
        return isinstance(dtype, pl.Enum)
    return dtype not in (pl.String, pl.List)


def _found(question: Asked, here: Mapping[str, SharedBlock]) -> Any:
    """What a question finds in a block, of each of its customers."""
    if isinstance(question, SequenceAsked):
        views = [(here[step.table].view(step.where, question.bounds), step.forbidden) for step in question.steps]
        return follows(views, question.gap), None
    place, name, function = here[question.table], question.field, question.function
    if name is None:
        kernel = _COUNTING.get(function) or _HAVING[function]
        return kernel(place.view(question.where, question.bounds)), None
    column = place.part.events.frame[name]
    if function in _ENDS:
        seen = place.view(question.where, question.bounds)
        if _is_stored(function, column.dtype):
            return ends.numbers(seen, seen.among(column.to_physical()), _ENDS[function])
        return ends.anything(seen, seen.among(column), _ENDS[function])
    seen = place.view(question.where, question.bounds, name)
    if function in _ADDING:
        return _ADDING[function](seen, column.to_physical())
    codes, values = place.part.codes(name)
    if function == "distinct":
        return counting.different(seen, seen.of(codes)), None
    best = counting.most_frequent(seen, seen.of(codes))
    if _is_stored(function, column.dtype):
        return best, seen.having
    return values.gather(pl.select(pl.when(pl.Series(seen.having)).then(pl.Series(best))).to_series())
