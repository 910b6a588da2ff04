"""What questions about the same events share: which of them pass a condition, and how a field's values are numbered."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, replace

import polars as pl

from segdsl.data.events.index import Block, EventPart
from segdsl.engine.events.request import Filter
from segdsl.engine.events.view import View, view
from segdsl.lowering.polars import Storage, lower_condition
from segdsl.lowering.polars.bounds import Bounds


@dataclass(slots=True)
class SharedPart:
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
class SharedBlock:
    """A block of one table while questions about it are answered: those that look at the same events share the view."""

    part: SharedPart
    block: Block
    _views: dict[Hashable, View] = field(default_factory=dict)

    def view(self, where: Filter | None, bounds: Bounds, known: str | None = None) -> View:
        """The events within bounds that pass the condition and have a value in the field `known`."""
        chosen = self.part.chosen(where, known)
        key = (None if chosen is None else id(chosen), bounds)
        if key not in self._views:
            self._views[key] = view(self.block, bounds, chosen)
        return self._views[key]
