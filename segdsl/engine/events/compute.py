"""Answers to questions about events: one column per question, one value per customer.

All questions are answered in one pass over the parts, several parts at a time. What questions share - the rows that
pass a condition, the codes of a field - is worked out once per part.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from segdsl.data.events.index import Block, EventIndex, EventPart
from segdsl.engine.events import adding, counting, ends
from segdsl.engine.events.adding import Known
from segdsl.engine.events.following import follows
from segdsl.engine.events.request import Asked, Filter, SequenceAsked
from segdsl.engine.events.view import View, view
from segdsl.engine.stopping import Stop, go_on
from segdsl.lowering.polars import Storage, lower_condition
from segdsl.lowering.polars.bounds import Bounds

_COUNTING: Mapping[str, tuple[Callable[[View], npt.NDArray[Any]], type[np.generic]]] = {
    "count": (counting.count, np.int32),
    "days": (counting.days, np.int32),
    "months": (counting.months, np.int32),
    "did": (counting.did, np.bool_),
    "never": (lambda seen: ~counting.did(seen), np.bool_),
}
_ADDING = {"sum": adding.total, "avg": adding.mean, "minimum": adding.minimum, "maximum": adding.maximum}
_ENDS = {"earliest": ends.first, "latest": ends.last}
_VALUES = {"distinct": counting.different, "most_frequent": counting.most_frequent}


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
        found: list[list[Any]] = [[] for _ in questions]
        for blocks in zip(*(part.events.blocks() for part in tables.values()), strict=True):
            here = {name: _Block(part, block) for (name, part), block in zip(tables.items(), blocks, strict=True)}
            for question, pieces in zip(questions, found, strict=True):
                stop()
                pieces.append(_seen(question, here))
        return [_joined(question, tables, pieces) for question, pieces in zip(questions, found, strict=True)]

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
    _chosen: dict[Hashable, pl.Series | None] = field(default_factory=dict)
    _codes: dict[str, tuple[pl.Series, pl.Series]] = field(default_factory=dict)

    def chosen(self, where: Filter | None, known: str | None = None) -> pl.Series | None:
        """Which events pass the condition and have a value in the field `known`; None for all."""
        key = (where, known)
        if key not in self._chosen:
            if known is not None:
                flags = self.chosen(where)
                if self.events.frame[known].null_count():
                    present = self.events.frame[known].is_not_null()
                    flags = present if flags is None else flags & present
            else:
                flags = self._passing(where) if where is not None else None
            self._chosen[key] = flags
        return self._chosen[key]

    def _passing(self, where: Filter) -> pl.Series:
        context = replace(where.context, storage=self.facts, key="")
        condition = lower_condition(where.term, context).alias("chosen")
        found = self.events.frame.select(condition)["chosen"]
        if len(found) != self.events.frame.height:  # a condition that says the same of all events is a single value
            return pl.repeat(found[0], self.events.frame.height, dtype=pl.Boolean, eager=True)
        return found

    def values(self, name: str) -> pl.Series:
        """A numeric field, a date or a time as stored numbers."""
        return self.events.frame[name].to_physical()

    def codes(self, name: str) -> tuple[pl.Series, pl.Series]:
        """A field's values numbered from 0, and the value of each number."""
        if name not in self._codes:
            column = self.events.frame[name]
            if isinstance(column.dtype, pl.Enum):
                every = pl.Series(name, column.dtype.categories, dtype=column.dtype)
                self._codes[name] = column.to_physical(), every
            else:
                plain = column + 0.0 if column.dtype.is_float() else column  # -0.0 and 0.0 are equal
                self._codes[name] = plain.rank("dense").cast(pl.UInt32) - 1, plain.drop_nulls().unique().sort()
        return self._codes[name]


@dataclass(slots=True)
class _Block:
    """A block of one table while questions about it are answered: those that look at the same events share the view."""

    part: _Part
    block: Block
    _views: dict[Hashable, View] = field(default_factory=dict)

    def view(self, where: Filter | None, bounds: Bounds, known: str | None = None) -> View:
        """The events within bounds that pass the condition and have a value in the field `known`."""
        chosen = self.part.chosen(where, known)
        key = (None if chosen is None else id(chosen), bounds)
        if key not in self._views:
            self._views[key] = view(self.block, bounds, chosen)
        return self._views[key]


def _seen(question: Asked, here: Mapping[str, _Block]) -> Any:
    """What a question finds in a block, for each of its customers."""
    if isinstance(question, SequenceAsked):
        views = [(here[step.table].view(step.where, question.bounds), step.forbidden) for step in question.steps]
        return follows(views, question.gap)
    place, name, function = here[question.table], question.field, question.function
    if name is None or function in _ENDS:
        if name is not None:
            return _ENDS[function](place.view(question.where, question.bounds))
        kernel, dtype = _COUNTING[function]
        return kernel(place.view(question.where, question.bounds)).astype(dtype, copy=False)
    seen = place.view(question.where, question.bounds, name)
    if function in _ADDING:
        return _ADDING[function](seen, place.part.values(name))
    return _VALUES[function](seen, seen.of(place.part.codes(name)[0]))


def _joined(question: Asked, tables: Mapping[str, _Part], pieces: Sequence[Any]) -> pl.Series:
    """What a question found in the blocks of a part, as a column."""
    if isinstance(question, SequenceAsked):
        return _column(pieces, np.bool_)
    part, name, function = tables[question.table], question.field, question.function
    if name is None:
        return _column(pieces, _COUNTING[function][1])
    if function in _ADDING:
        return _added(function, part.events.frame[name], pieces)
    if function in _ENDS:
        return part.events.frame[name].gather(_places(_column(pieces)))
    if function == "distinct":
        return _column(pieces, np.int32)
    return part.codes(name)[1].gather(_places(_column(pieces)))


def _column(pieces: Sequence[npt.NDArray[Any]], dtype: type[np.generic] | None = None) -> pl.Series:
    return pl.Series("answer", np.concatenate(pieces, dtype=dtype) if pieces else np.zeros(0, dtype=dtype or np.int64))


def _places(places: pl.Series) -> pl.Series:
    """Places to take values from; none where the place is negative."""
    return pl.select(pl.when(places >= 0).then(places)).to_series()


def _added(function: str, field: pl.Series, pieces: Sequence[tuple[npt.NDArray[Any], Known]]) -> pl.Series:
    values = _column([values for values, _ in pieces])
    if any(known is not None for _, known in pieces):
        flags = [np.ones(len(values), dtype=np.bool_) if known is None else known for values, known in pieces]
        values = pl.select(pl.when(_column(flags)).then(values)).to_series()
    if function in ("minimum", "maximum"):
        return values.cast(field.to_physical().dtype).cast(field.dtype)
    return values.cast(pl.Float64 if function == "avg" or field.dtype.is_float() else pl.Int64)  # also of no customers
