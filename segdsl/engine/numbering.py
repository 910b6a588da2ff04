"""Columns as whole numbers from 0 on, in the order of their values: what is counted, packed and sorted in their place.

Everything is worked out piece by piece, so that what lies in between stays in the processor's cache. Passes over all
of a column take longer waiting for memory, and being given it, than they take to compute.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from segdsl.engine.stopping import Stop

Numbers = npt.NDArray[Any]
PIECE = 1 << 16

_SCALES = (1.0, 10.0, 100.0, 1000.0)
_Reading = Callable[[Numbers], "Numbers | None"]
"""Whole numbers in the order of others; None if it finds that these cannot be read so."""


def pieces(size: int, stop: Stop) -> Iterator[slice]:
    """So many rows, some at a time; between two of them the work can be given up."""
    for begin in range(0, size, PIECE):
        stop()
        yield slice(begin, min(begin + PIECE, size))


@dataclass(frozen=True, slots=True)
class Bits:
    """Whole numbers from 0 to `most`, in as few bytes as hold them."""

    numbers: Numbers
    most: int

    @property
    def width(self) -> int:
        """How many bits they need."""
        return self.most.bit_length()


def ordered(column: pl.Series, stop: Stop, *, descending: bool = False) -> Bits:
    """Numbers in the order of a column's values, the same for equals; any number where a value is missing.

    There has to be one that is not.
    """
    stored = column.cast(pl.UInt8) if column.dtype == pl.Boolean else column.to_physical()
    ends = np.array([stored.min(), stored.max()], stored[:0].to_numpy().dtype)
    for reading in _readings(ends):
        found = _read(stored, reading, ends, stop, descending=descending)
        if found is not None:
            return found
    raise AssertionError(column.dtype)


def dense(bits: Bits, stop: Stop) -> Bits:
    """The same without numbers that do not occur."""
    seen = np.zeros(bits.most + 1, np.bool_)
    for part in pieces(len(bits.numbers), stop):
        seen[bits.numbers[part]] = True
    places = np.cumsum(seen, dtype=np.uint32) - np.uint32(1)
    most = int(places[-1])
    places = places.astype(np.min_scalar_type(most))
    found = np.empty(len(bits.numbers), places.dtype)
    for part in pieces(len(found), stop):
        np.take(places, bits.numbers[part], out=found[part], mode="clip")  # there is nothing to clip, nor to check
    return Bits(found, most)


def _read(stored: pl.Series, reading: _Reading, ends: Numbers, stop: Stop, *, descending: bool) -> Bits | None:
    """How far the numbers are from one end of them; None if they cannot be read so."""
    whole = reading(ends)
    if whole is None:
        return None
    most = int(whole[1]) - int(whole[0])
    first, last = _comparable(whole)
    found = np.empty(len(stored), np.min_scalar_type(most))
    for part in pieces(len(stored), stop):
        piece = stored.slice(part.start, PIECE)
        numbers = reading((piece.fill_null(ends[0].item()) if piece.null_count() else piece).to_numpy())
        if numbers is None:
            return None
        numbers = _comparable(numbers)
        found[part] = last - numbers if descending else numbers - first
    return Bits(found, most)


def _comparable(numbers: Numbers) -> Numbers:
    """Integers without their sign: differences are right, also where they leave the signed type."""
    return numbers if numbers.dtype.kind == "f" else numbers.view(f"u{numbers.itemsize}")


def _readings(ends: Numbers) -> Iterator[_Reading]:
    """How numbers between these ends may be read.

    Floats with few decimals are so many times them, and whole; that gives fewer different numbers than their bits do.
    """
    if ends.dtype.kind != "f":
        yield lambda numbers: numbers
        return
    exact = 1 / float(np.finfo(ends.dtype).eps)  # up to it, whole numbers and their differences are floats
    most = float(np.abs(ends).max())
    yield from (partial(_times, scale=scale) for scale in _SCALES if most * scale <= exact)
    yield _bits


def _times(numbers: Numbers, scale: float) -> Numbers | None:
    """So many times the numbers, if those are whole: then they are as different as the numbers themselves."""
    times = numbers * scale
    np.rint(times, out=times)
    return times if (times / scale == numbers).all() else None


def _bits(numbers: Numbers) -> Numbers:
    """The bits of floats are in their order, backwards below zero; adding 0.0 makes 0.0 of -0.0, which equals it."""
    signed = (numbers + 0.0).view(f"i{numbers.itemsize}")
    found: Numbers = signed ^ ((signed >> (8 * signed.itemsize - 1)) & np.iinfo(signed.dtype).max)
    return found
