"""Which customer an event belongs to: the row of the profile that has the event's key.

Keys become 64-bit numbers that are looked up in a sorted table with a directory in front of it. Texts become two hashes
that both have to agree: with 100 million customers and 300 million events, the chance that any event is given to the
wrong customer is below 10⁻²⁰.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl

_MIX = np.uint64(0x9E3779B97F4A7C15)  # 2⁶⁴ / golden ratio, odd: multiplying by it permutes the 64-bit numbers
_AT_ONCE = 1 << 20  # keys looked up at a time: what is in between stays in the processor's cache

NOBODY = np.uint32(2**32 - 1)

Codes = npt.NDArray[np.uint64]
Rows = npt.NDArray[np.uint32]


class RowFinder:
    """Finds the rows of keys in a profile. Built once for all events tables."""

    def __init__(self, keys: pl.Series) -> None:
        codes = _codes(keys, 0)
        order = np.argsort(codes)
        self._codes: Codes = codes[order]
        self._rows: Rows = order.astype(np.uint32)
        self._second: Codes | None = None if keys.dtype.is_integer() else _codes(keys, 1)
        bits = max(1, len(keys).bit_length())
        self._shift = np.uint64(64 - bits)
        borders = np.arange(1 << bits, dtype=np.uint64) << self._shift
        self._directory = np.append(np.searchsorted(self._codes, borders), len(keys)).astype(np.uint32)

    def find(self, keys: pl.Series) -> Rows:
        """The row of each key, `NOBODY` where no customer has it. Missing keys are nobody's."""
        found = np.empty(len(keys), dtype=np.uint32)
        for start in range(0, len(keys), _AT_ONCE):
            found[start : start + _AT_ONCE] = self._find(keys[start : start + _AT_ONCE])
        return found

    def _find(self, keys: pl.Series) -> Rows:
        codes = _codes(keys, 0)
        found = np.full(len(codes), NOBODY, dtype=np.uint32)
        cell = (codes >> self._shift).astype(np.int64)
        place, end = self._directory[cell], self._directory[cell + 1]
        waiting = np.flatnonzero(place < end)
        second = None if self._second is None else _codes(keys, 1)
        while waiting.size:
            places = place[waiting]
            same = self._codes[places] == codes[waiting]
            rows = self._rows[places]
            if second is not None and self._second is not None:
                same &= self._second[rows] == second[waiting]
            found[waiting[same]] = rows[same]
            waiting = waiting[~same]
            place[waiting] += 1
            waiting = waiting[place[waiting] < end[waiting]]
        if keys.null_count():
            found[keys.is_null().to_numpy()] = NOBODY
        return found


def _codes(keys: pl.Series, which: int) -> Codes:
    """Keys as numbers spread over 64 bits: whole numbers one to one, texts as one of two hashes."""
    if keys.dtype.is_integer():
        return keys.cast(pl.Int64).fill_null(0).to_numpy().astype(np.uint64) * _MIX
    return keys.hash(seed=which).to_numpy()
