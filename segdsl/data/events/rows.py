"""Which customer an event belongs to: the row of the profile that has the event's key.

Keys become 64-bit numbers that are looked up in a sorted table with a directory in front of it. Texts become two hashes
that both have to agree: with 100 million customers and 300 million events, the chance that any event is given to the
wrong customer is below 10⁻²⁰.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import numpy.typing as npt
import polars as pl

_MIX = np.uint64(0x9E3779B97F4A7C15)  # 2⁶⁴ / golden ratio, odd: multiplying by it permutes the 64-bit numbers
_AT_ONCE = 1 << 18  # keys looked up at a time: what is in between stays in the processor's cache
_THREADS = os.cpu_count() or 1

Stop = Callable[[], None]
"""Called every now and then while work goes on; it gives the work up by raising."""

NOBODY = np.uint32(2**32 - 1)

Codes = npt.NDArray[np.uint64]
Rows = npt.NDArray[np.uint32]

_ENTRY = np.dtype([("code", np.uint64), ("second", np.uint64), ("row", np.uint32), ("_", np.uint32)])
"""What is looked at together lies together: most of the time goes into waiting for memory."""


class RowFinder:
    """Finds the rows of keys in a profile. Built once for all events tables."""

    def __init__(self, keys: pl.Series) -> None:
        codes = _codes(keys, 0)
        order = np.argsort(codes)
        self._hashed = not keys.dtype.is_integer()
        self._entries = np.empty(len(keys), dtype=_ENTRY)
        self._entries["code"] = codes[order]
        self._entries["row"] = order
        if self._hashed:
            self._entries["second"] = _codes(keys, 1)[order]
        bits = max(1, len(keys).bit_length())
        self._shift = np.uint64(64 - bits)
        sizes = np.bincount((codes >> self._shift).astype(np.int64), minlength=1 << bits)
        self._directory = np.concatenate([[0], np.cumsum(sizes)]).astype(np.uint32)

    @property
    def size(self) -> int:
        """How many bytes it takes."""
        return self._entries.nbytes + self._directory.nbytes

    def find(self, keys: pl.Series, stop: Stop) -> Rows:
        """The row of each key, `NOBODY` where no customer has it. Missing keys are nobody's."""
        found = np.empty(len(keys), dtype=np.uint32)

        def work(start: int) -> None:
            stop()
            found[start : start + _AT_ONCE] = self._find(keys[start : start + _AT_ONCE])

        with ThreadPoolExecutor(_THREADS) as pool:
            list(pool.map(work, range(0, len(keys), _AT_ONCE)))
        return found

    def _find(self, keys: pl.Series) -> Rows:
        codes = _codes(keys, 0)
        second = _codes(keys, 1) if self._hashed else None
        found = np.full(len(codes), NOBODY, dtype=np.uint32)
        cell = (codes >> self._shift).astype(np.int64)
        place, end = self._directory[cell], self._directory[cell + 1]
        waiting = np.flatnonzero(place < end)
        while waiting.size:
            entries = self._entries[place[waiting]]
            same = entries["code"] == codes[waiting]
            if second is not None:
                same &= entries["second"] == second[waiting]
            found[waiting[same]] = entries["row"][same]
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
