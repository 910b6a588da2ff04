"""For whom conditions hold, one bit for each customer: the size of a combination is an `and` and a count of bits.

A million customers are 125 kB a condition, so that a combination of three costs some ten microseconds, exactly.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

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
        """For how many customers all rows of a group hold, for each group. Each different group is counted once."""
        ordered = np.sort(np.column_stack([np.zeros_like(groups[:, :1]), groups]), axis=1)
        found: Counts = self._pairs[ordered[:, -2], ordered[:, -1]]
        larger = ordered[:, :-2].any(axis=1)  # everybody, sorted to the front, takes nobody out
        if larger.any():
            base = len(self.words) ** np.arange(ordered.shape[1])[::-1]
            codes, where = np.unique(ordered[larger] @ base, return_inverse=True)  # in the order of the groups
            found[larger] = self._counted(codes[:, None] // base % len(self.words))[where]
        return found

    @cached_property
    def _pairs(self) -> Counts:
        """The sizes of all pairs of rows, as a symmetric matrix."""
        one, other = np.triu_indices(len(self.words))
        sizes = np.zeros((len(self.words), len(self.words)), dtype=np.int64)
        sizes[one, other] = sizes[other, one] = self._counted(np.column_stack([one, other]))
        return sizes

    def _counted(self, groups: Groups) -> Counts:
        """The same for groups in order, one at least: those that begin alike share what they begin with."""
        counted = np.zeros(len(groups), dtype=np.int64)
        together, ones = np.empty_like(self.words[0]), np.empty(self.words.shape[1], dtype=np.uint8)
        others = np.flatnonzero(np.any(groups[1:, :-1] != groups[:-1, :-1], axis=1)) + 1
        for begin, end in pairwise([0, *others.tolist(), len(groups)]):
            self.stop()
            first = np.bitwise_and.reduce(self.words[[EVERYBODY, *groups[begin, :-1]]], axis=0)
            for at, last in enumerate(groups[begin:end, -1].tolist(), begin):
                np.bitwise_and(first, self.words[last], out=together)
                np.bitwise_count(together, out=ones)
                counted[at] = np.add.reduce(ones, dtype=np.uint32)
        return counted


@dataclass(frozen=True)
class Held:
    """For whom conditions hold: condition `i` is row `rows[i]` of the bits, and has an answer for row `known[i]`."""

    bits: Bits
    rows: Counts
    known: Counts
    customers: int
