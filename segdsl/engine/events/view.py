"""The events of one block that a question looks at: within its window, passing its condition, known in its field.

Picking events is left to polars: its filters on bit masks cost a hundredth of numpy's on arrays of truth values.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from segdsl.data.events.index import Block
from segdsl.lowering.polars.bounds import Bounds

if TYPE_CHECKING:
    import polars as pl

Flags = npt.NDArray[np.bool_]
Places = npt.NDArray[np.intp]


@dataclass(frozen=True)
class View:
    """Events `begin` … `end - 1` of the block's part, of those only the ones that `chosen` (one each) says.

    What kernels share is worked out when first asked for.
    """

    block: Block
    begin: int
    end: int
    chosen: pl.Series | None

    @property
    def customers(self) -> int:
        """Of how many customers the block is."""
        return self.block.customers

    @cached_property
    def rows(self) -> npt.NDArray[np.uint16]:
        """Whose each event is."""
        return self.of(self.block.part.rows)

    @cached_property
    def places(self) -> Places:
        """Whose each event is, as wide as numpy's own indexes: anything else it would widen at every use."""
        return self.rows.astype(np.intp)

    @cached_property
    def days(self) -> npt.NDArray[np.int32]:
        """On which day each event was."""
        return self.of(self.block.part.days)

    @cached_property
    def instants(self) -> npt.NDArray[np.int64]:
        """At which time each event was."""
        return self.of(self.block.part.instants)

    @cached_property
    def counts(self) -> npt.NDArray[np.uint32]:
        """How many events each customer has."""
        return tally(self.places, self.customers)

    @cached_property
    def having(self) -> Flags:
        """Who has any event."""
        found = np.zeros(self.customers, dtype=np.bool_)
        found[self.places] = True
        return found

    def of(self, column: pl.Series) -> npt.NDArray[Any]:
        """The events' values of a column of the part, none of which is missing."""
        return self.among(column).to_numpy()

    def among(self, column: pl.Series) -> pl.Series:
        """The events' values of any column of the part."""
        within = column.slice(self.begin, self.end - self.begin)
        return within if self.chosen is None else within.filter(self.chosen)


def tally(places: Places, size: int) -> npt.NDArray[np.uint32]:
    """How often each of so many places occurs; half the room that `bincount` takes, and so faster."""
    found = np.zeros(size, dtype=np.uint32)
    np.add.at(found, places, np.uint32(1))
    return found


def view(block: Block, bounds: Bounds, chosen: pl.Series | None) -> View:
    """The part of a block within bounds; all of it where events have no time. `chosen` is of the whole part."""
    begin, end = _within(block, bounds)
    return View(block, begin, end, None if chosen is None else chosen.slice(begin, end - begin))


def _within(block: Block, bounds: Bounds) -> tuple[int, int]:
    if block.part.at is None:
        return block.begin, block.end
    times = block.part.instants if bounds.clock else block.part.days
    within = times.slice(block.begin, block.end - block.begin).to_numpy()
    low = 0 if bounds.low is None else _place(within, bounds.low)
    high = _place(within, bounds.high)
    return block.begin + low, block.begin + max(low, high)


def _place(times: npt.NDArray[Any], bound: int) -> int:
    """How many of the times are before the bound, which may lie beyond what their type holds."""
    limits = np.iinfo(times.dtype)
    if bound > limits.max:
        return len(times)
    return int(np.searchsorted(times, times.dtype.type(max(bound, limits.min))))
