"""The events of one block that a question looks at: within its window, passing its condition, known in its field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from segdsl.data.events.index import Block
from segdsl.engine.events.bounds import Bounds

Flags = npt.NDArray[np.bool_]
_Array = TypeVar("_Array", bound=npt.NDArray[Any])


@dataclass(frozen=True, slots=True)
class View:
    """Events `begin` … `end - 1` of the block's part, of those only the ones that `chosen` (of the part) says."""

    block: Block
    begin: int
    end: int
    chosen: Flags | None

    @property
    def customers(self) -> int:
        """Of how many customers the block is."""
        return self.block.customers

    @property
    def rows(self) -> npt.NDArray[np.uint16]:
        """Whose each event is."""
        return self.of(self.block.part.rows)

    @property
    def days(self) -> npt.NDArray[np.int32]:
        """On which day each event was."""
        return self.of(self.block.part.days)

    @property
    def instants(self) -> npt.NDArray[np.int64]:
        """At which time each event was."""
        return self.of(self.block.part.instants)

    @property
    def positions(self) -> npt.NDArray[np.int64]:
        """Where each event stands in the part."""
        if self.chosen is None:
            return np.arange(self.begin, self.end)
        return np.flatnonzero(self.chosen[self.begin : self.end]) + self.begin

    def of(self, column: _Array) -> _Array:
        """The events' values of a column of the part."""
        within = column[self.begin : self.end]
        return within if self.chosen is None else within[self.chosen[self.begin : self.end]]  # type: ignore[return-value]


def view(block: Block, bounds: Bounds, chosen: Flags | None) -> View:
    """The part of a block within bounds; all of it where events have no time."""
    if block.part.at is None:
        return View(block, block.begin, block.end, chosen)
    times = block.part.instants if bounds.clock else block.part.days
    within = times[block.begin : block.end]
    low = 0 if bounds.low is None else _place(within, bounds.low)
    high = _place(within, bounds.high)
    return View(block, block.begin + low, block.begin + max(low, high), chosen)


def _place(times: npt.NDArray[Any], bound: int) -> int:
    """How many of the times are before the bound, which may lie beyond what their type holds."""
    limits = np.iinfo(times.dtype)
    if bound > limits.max:
        return len(times)
    return int(np.searchsorted(times, times.dtype.type(max(bound, limits.min))))
