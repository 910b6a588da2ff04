"""The events of a table arranged so that every question about customers is answered from memory that lies together.

Customers are numbered in the order of the profile's rows. Events lie in blocks of 65,536 customers, inside a block in
order of time (ties in the order in which they were read), so that

- a window is a slice of each block, found by binary search;
- a customer is two bytes, and whatever is counted for a block fits into the processor's cache;
- blocks know nothing of each other: they are worked on in parallel, and given up between two of them.

Blocks lie in parts of about a million customers, each a frame of its own, so that no operation needs more memory than a
part's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt
import polars as pl

from segdsl.rulebook.model import Table

BLOCK = 1 << 16
PART = 1 << 20

ROW, DAY = "`row`", "`day`"
"""Columns beside the fields: the customer's place in the block, and the date as days since 1970. The backquotes keep
them apart from every field, whose name can hold none."""

Integers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class EventPart:
    """The events of the customers `first` … `first + customers - 1`.

    `frame` has a column for every field but the key, `ROW`, and `DAY` where events have a time. `offsets` says where
    each block begins, and after the last one where it ends.
    """

    frame: pl.DataFrame
    offsets: Integers
    first: int
    customers: int
    at: str | None

    def blocks(self) -> Iterator[Block]:
        """The part's blocks, in order."""
        for number in range(len(self.offsets) - 1):
            begin, end = int(self.offsets[number]), int(self.offsets[number + 1])
            yield Block(self, number * BLOCK, min(BLOCK, self.customers - number * BLOCK), begin, end)

    def with_keys(self, name: str, keys: pl.Series) -> EventPart:
        """The part with a column `name` that holds the key of each event's customer."""
        blocks = np.repeat(np.arange(len(self.offsets) - 1) * BLOCK, np.diff(self.offsets))
        places = pl.Series(self.first + blocks + self.rows.to_numpy())
        return replace(self, frame=self.frame.with_columns(keys.gather(places).alias(name)))

    @property
    def rows(self) -> pl.Series:
        """Each event's customer, counted within the block."""
        return self.frame[ROW]

    @property
    def days(self) -> pl.Series:
        """Each event's date, as days since 1970."""
        return self.frame[DAY]

    @cached_property
    def instants(self) -> pl.Series:
        """Each event's time in microseconds since 1970, in the project's zone; of a date, its midnight."""
        assert self.at is not None
        return self.frame[self.at].cast(pl.Datetime("us")).to_physical()


@dataclass(frozen=True, slots=True)
class Block:
    """The events `begin` … `end - 1` of a part, those of `customers` customers from the part's `first` on."""

    part: EventPart
    first: int
    customers: int
    begin: int
    end: int


@dataclass(frozen=True)
class EventIndex:
    """All events of the profile's customers. `strangers` are those that were left out because nobody has their key."""

    table: Table
    parts: tuple[EventPart, ...]
    customers: int
    events: int
    strangers: int = 0

    def with_keys(self, keys: pl.Series) -> EventIndex:
        """The index with a column for the key too; `keys` are the profile's, in the order of its rows."""
        return replace(self, parts=tuple(part.with_keys(self.table.key, keys) for part in self.parts))
