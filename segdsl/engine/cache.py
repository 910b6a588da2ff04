"""Columns that are kept while there is room: those that were not used for longest give way."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    import polars as pl

MEMORY = 4 * 2**30
"""Bytes that a project uses unless somebody says otherwise."""

BUDGET = MEMORY // 4
"""Bytes that one cache keeps of them."""

K = TypeVar("K", bound=Hashable)


class ColumnCache(Generic[K]):
    """Columns by what they answer. What is asked for stays until `shrink`, however much it is."""

    def __init__(self, budget: int = BUDGET) -> None:
        self.budget = budget
        self.size = 0
        self._columns: OrderedDict[K, pl.Series] = OrderedDict()

    def __contains__(self, key: K) -> bool:
        return key in self._columns

    def __getitem__(self, key: K) -> pl.Series:
        self._columns.move_to_end(key)
        return self._columns[key]

    def add(self, key: K, column: pl.Series) -> None:
        """Keep a column."""
        self._columns[key] = column
        self.size += int(column.estimated_size())

    def shrink(self, budget: int | None = None) -> None:
        """Let go of what was used longest ago, until the rest fits the budget, or a smaller one."""
        while self.size > (self.budget if budget is None else budget) and self._columns:
            _, column = self._columns.popitem(last=False)
            self.size -= int(column.estimated_size())

    def forget(self) -> None:
        """Let go of everything."""
        self._columns.clear()
        self.size = 0
