"""Answers to questions about events: one column per question, one value per customer.

All questions are answered in one pass over the parts, several parts at a time. What questions share - the rows that
pass a condition, the codes of a field - is worked out once per part.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from segdsl.data.events.index import EventIndex, EventPart
from segdsl.engine.events import adding, counting, ends
from segdsl.engine.events.following import follows
from segdsl.engine.events.request import AggregateAsked, Asked, Filter, SequenceAsked
from segdsl.engine.events.view import Flags, View, view
from segdsl.engine.stopping import Stop, go_on
from segdsl.lowering.polars import Storage, lower_condition

_COUNTING: Mapping[str, tuple[Callable[[View], npt.NDArray[Any]], pl.DataType]] = {
    "count": (counting.count, pl.Int32()),
    "days": (counting.days, pl.Int32()),
    "months": (counting.months, pl.Int32()),
    "did": (counting.did, pl.Boolean()),
    "never": (lambda seen: ~counting.did(seen), pl.Boolean()),
}
_ADDING = {"sum": adding.total, "avg": adding.mean, "minimum": adding.minimum, "maximum": adding.maximum}
_ENDS = {"earliest": ends.first, "latest": ends.last}


def compute(
    questions: Sequence[Asked], indexes: Mapping[str, EventIndex], stop: Stop = go_on
) -> dict[Asked, pl.Series]:
    """The column of each question, by customer in the order of the profile's rows.

    Counts are narrow integers, `did` and sequences booleans; everything else is of the field's type, null where there
    is no value.
    """
    if not questions:
        return {}
    parts = len(next(iter(indexes.values())).parts)
    complete = {name: _facts(index) for name, index in indexes.items()}

    def work(number: int) -> list[pl.Series]:
        tables = {name: _Part(index.parts[number], complete[name]) for name, index in indexes.items()}
        return [_answer(question, tables, stop) for question in questions]

    if parts == 1:
        pieces = [work(0)]
    else:
        with ThreadPoolExecutor(min(parts, os.cpu_count() or 1)) as pool:
            pieces = list(pool.map(work, range(parts)))
    return {question: _whole(columns) for question, columns in zip(questions, zip(*pieces, strict=True), strict=True)}


def _whole(columns: Iterable[pl.Series]) -> pl.Series:
    """The answers of all parts, one below the other; numbers as wide as the widest."""
    frames = [column.alias("answer").to_frame() for column in columns]
    return pl.concat(frames, how="vertical_relaxed", rechunk=True).to_series()


def _facts(index: EventIndex) -> dict[str, Storage]:
    """Which fields are known of every event."""
    return {
        name: Storage(complete=not any(part.frame[name].null_count() for part in index.parts))
        for name in index.table.fields
        if name != index.table.key  # every event of the index has one, if it is wanted at all
    }


@dataclass(slots=True)
class _Part:
    """A part of one table while questions about it are answered, with what they share."""

    events: EventPart
    facts: Mapping[str, Storage]
    _chosen: dict[Hashable, Flags | None] = field(default_factory=dict)
    _values: dict[str, npt.NDArray[Any]] = field(default_factory=dict)
    _codes: dict[str, tuple[npt.NDArray[Any], pl.Series]] = field(default_factory=dict)

    def chosen(self, where: Filter | None, known: str | None = None) -> Flags | None:
        """Which events pass the condition and have a value in the field `known`; None for all."""
        key = (where, known)
        if key not in self._chosen:
            flags = self._passing(where) if where is not None else None
            if known is not None and self.events.frame[known].null_count():
                present = self.events.frame[known].is_not_null().to_numpy()
                flags = present if flags is None else flags & present
            self._chosen[key] = flags
        return self._chosen[key]

    def _passing(self, where: Filter) -> Flags:
        if (where, None) in self._chosen:
            return self._chosen[where, None]  # type: ignore[return-value]  # with a condition there are flags
        context = replace(where.context, storage=self.facts, sorted_by_key=False, key="")
        condition = lower_condition(where.term, context).alias("chosen")
        found = self.events.frame.select(condition)["chosen"]
        if len(found) != self.events.frame.height:  # a condition that says the same of all events is a single value
            found = pl.repeat(found[0], self.events.frame.height, dtype=pl.Boolean, eager=True)
        return found.to_numpy()

    def values(self, name: str) -> npt.NDArray[Any]:
        """A numeric field, a date or a time as stored numbers; 0 where there is no value."""
        if name not in self._values:
            stored = self.events.frame[name].to_physical()
            self._values[name] = (stored.fill_null(0) if stored.null_count() else stored).to_numpy()
        return self._values[name]

    def codes(self, name: str) -> tuple[npt.NDArray[Any], pl.Series]:
        """A field's values numbered from 0, and the value of each number. Missing ones have any number."""
        if name not in self._codes:
            column = self.events.frame[name]
            if isinstance(column.dtype, pl.Enum):
                every = pl.Series(name, column.dtype.categories, dtype=column.dtype)
                self._codes[name] = column.to_physical().fill_null(0).to_numpy(), every
            else:
                plain = column + 0.0 if column.dtype.is_float() else column  # -0.0 and 0.0 are equal
                ranks = plain.rank("dense").cast(pl.UInt32) - 1
                self._codes[name] = ranks.fill_null(0).to_numpy(), plain.drop_nulls().unique().sort()
        return self._codes[name]


def _answer(question: Asked, tables: Mapping[str, _Part], stop: Stop) -> pl.Series:
    if isinstance(question, SequenceAsked):
        return _sequence(question, tables, stop)
    part, function = tables[question.table], question.function
    views = _views(question, part, stop)
    if function in _COUNTING:
        kernel, dtype = _COUNTING[function]
        return pl.Series(_joined(part, [kernel(seen) for seen in views])).cast(dtype)
    assert question.field is not None
    if function in _ADDING:
        return _added(question.function, question.field, part, views)
    if function in _ENDS:
        places = _joined(part, [_ENDS[function](seen) for seen in views])
        return part.events.frame[question.field].gather(_places(places))
    codes, every = part.codes(question.field)
    if function == "distinct":
        counts = [counting.different(seen.rows, seen.of(codes), seen.customers) for seen in views]
        return pl.Series(_joined(part, counts)).cast(pl.Int32)
    best = [counting.most_frequent(seen.rows, seen.of(codes), seen.customers) for seen in views]
    return every.gather(_places(_joined(part, best)))


def _views(question: AggregateAsked, part: _Part, stop: Stop) -> Iterator[View]:
    """What the question looks at, block by block."""
    reads_values = question.function not in (*_COUNTING, *_ENDS)
    chosen = part.chosen(question.where, question.field if reads_values else None)
    for block in part.events.blocks():
        stop()
        yield view(block, question.bounds, chosen)


def _joined(part: _Part, blocks: Sequence[npt.NDArray[Any]]) -> npt.NDArray[Any]:
    return np.concatenate(blocks) if blocks else np.zeros(part.events.customers, dtype=np.int64)


def _places(places: npt.NDArray[Any]) -> pl.Series:
    """Places to take values from; none where the place is negative."""
    found = pl.Series("place", places)
    return pl.select(pl.when(found >= 0).then(found)).to_series()


def _added(function: str, name: str, part: _Part, views: Iterable[View]) -> pl.Series:
    column = part.values(name)
    results = [_ADDING[function](seen, column) for seen in views]
    values = pl.Series("value", _joined(part, [values for values, _ in results]))
    if any(known is not None for _, known in results):
        flags = [np.ones(len(values), dtype=np.bool_) if known is None else known for values, known in results]
        known = pl.Series("known", np.concatenate(flags))
        values = pl.select(pl.when(known).then(values)).to_series()
    field = part.events.frame[name]
    if function in ("minimum", "maximum"):
        return values.cast(field.to_physical().dtype).cast(field.dtype)
    return values.cast(pl.Float64 if function == "avg" or field.dtype.is_float() else pl.Int64)  # also of no customers


def _sequence(question: SequenceAsked, tables: Mapping[str, _Part], stop: Stop) -> pl.Series:
    parts = [tables[step.table] for step in question.steps]
    chosen = [part.chosen(step.where) for part, step in zip(parts, question.steps, strict=True)]
    found = []
    for blocks in zip(*(part.events.blocks() for part in parts), strict=True):
        stop()
        views = [
            (view(block, question.bounds, flags), step.forbidden)
            for block, flags, step in zip(blocks, chosen, question.steps, strict=True)
        ]
        found.append(follows(views, question.gap))
    return pl.Series(_joined(parts[0], found)).cast(pl.Boolean)
