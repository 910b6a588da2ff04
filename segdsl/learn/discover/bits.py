"""For whom conditions hold, one bit for each customer: the size of a combination is an `and` and a count of bits.

A million customers are 125 kB a condition, so that a combination of three costs some ten microseconds, exactly.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from segdsl.engine.stopping import Stop, go_on

Groups = npt.NDArray[np.int64]
"""A combination in each row, as numbers."""
Counts = npt.NDArray[np.int64]
Words = npt.NDArray[np.uint64]

EVERYBODY = 0
"""The row of bits that stands for all customers."""

_WORD = 64  # bits


class Packer:
    """Columns of truth values to rows of bits; equal columns become the same row."""

    def __init__(self, customers: int) -> None:
        self.customers = customers
        self._rows: dict[bytes, int] = {}
        everybody = pl.repeat(value=True, n=customers, eager=True, dtype=pl.Boolean)
        self.row(everybody)

    def row(self, column: pl.Series) -> int:
        """The number of the row that holds the column."""
        packed = np.packbits(column.to_numpy()).tobytes()
        return self._rows.setdefault(packed, len(self._rows))

    def words(self) -> Words:
        """All rows, in the order of their numbers."""
        words = np.zeros((len(self._rows), -(-self.customers // _WORD) * (_WORD // 8)), dtype=np.uint8)
        for packed, number in self._rows.items():
            words[number, : len(packed)] = np.frombuffer(packed, dtype=np.uint8)
        return words.view(np.uint64)


@dataclass(frozen=True)
class Bits:
    """The rows of bits of some conditions, `EVERYBODY` the first. `stop` gives long counting up, by raising."""

    words: Words
    stop: Stop = go_on

    def sizes(self, groups: Groups) -> Counts:
        """For how many customers all rows of a group hold, for each group."""
        distinct, where = np.unique(np.sort(groups, axis=1), axis=0, return_inverse=True)
        counted = np.empty(len(distinct), dtype=np.int64)
        begun = np.empty((groups.shape[1], self.words.shape[1]), dtype=np.uint64)
        ones = np.empty(self.words.shape[1], dtype=np.uint8)
        before: list[int] = []
        for at, group in enumerate(distinct.tolist()):
            self.stop()
            for place in range(_common(before, group), len(group)):  # most begin as the one before: they are sorted
                row = self.words[group[place]]
                if place:
                    np.bitwise_and(begun[place - 1], row, out=begun[place])
                else:
                    begun[0] = row
            np.bitwise_count(begun[-1], out=ones)
            counted[at] = ones.sum(dtype=np.uint32)
            before = group
        found: Counts = counted[where.reshape(-1)]
        return found


def _common(one: list[int], other: list[int]) -> int:
    """With how many equal numbers both begin."""
    return next((at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), len(one))


@dataclass(frozen=True)
class Held:
    """For whom conditions hold: condition `i` is row `rows[i]` of the bits, and has an answer for row `known[i]`."""

    bits: Bits
    rows: Counts
    known: Counts
    customers: int
