"""What a session remembers, by what it means."""

from __future__ import annotations

from collections.abc import Hashable
from itertools import islice

from segdsl.engine.cache import BUDGET, ColumnCache
from segdsl.engine.meanings import Meanings
from segdsl.engine.results import Item

Key = tuple[str, int, bool]
"""Condition, place or definition, its meaning, and whether it is the three-valued reading."""

_ITEMS = 10_000


class Kept:
    """What was worked out for one set of customers, by what it means: columns, and what was told of definitions."""

    def __init__(self, budget: int = BUDGET) -> None:
        self.meanings = Meanings()
        self.columns: ColumnCache[Key] = ColumnCache(budget)
        self._items: dict[Hashable, Item] = {}

    def item(self, said: Hashable) -> Item | None:
        """What was told of a definition that said the same, in the same words."""
        found = self._items.pop(said, None)
        if found is not None:
            self._items[said] = found  # behind the others: the first ones are those not asked for longest
        return found

    def tell(self, said: Hashable, item: Item) -> None:
        """Remember what is told of a definition."""
        self._items[said] = item
        for oldest in list(islice(self._items, max(0, len(self._items) - _ITEMS))):
            del self._items[oldest]

    def forget(self) -> None:
        """Let go of everything."""
        self.columns.forget()
        self._items.clear()
