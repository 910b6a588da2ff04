"""Where each customer stands among all, or among those of a group: `percentile`, `rank`, `ntile` by one sort.

A customer's group, value and row are packed into one 64-bit number, group first. Sorting such numbers takes the
processor a hundredth of a second per million, many times less than sorting rows by columns; what a place is can then be
read off in order, and is written back to the rows. Where the three do not fit, the value is taken piece by piece.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import polars as pl

if TYPE_CHECKING:
    from segdsl.lowering.polars import Places

Numbers = npt.NDArray[Any]
_FEW = 16  # bits: so many numbers are counted in a table without looking which of them there are
_SAMPLE = 1000  # numbers: enough to see that they are no decimals


def places(in_key_order: Callable[[], pl.Series | None]) -> Places:
    """What counts places over all customers, given their numbers in the order of their keys; None if they stand so."""

    def expression(function: str, value: pl.Expr, group: pl.Expr | None, tiles: int) -> pl.Expr:
        rows = None if function == "percentile" else in_key_order()  # equals have the same percentile
        dtype = pl.Float64() if function == "percentile" else pl.Int64()

        def count(columns: Sequence[pl.Series]) -> pl.Series:
            return _places(function, columns[1:], tiles, rows, columns[0].item()).cast(dtype)

        asked = [pl.len(), value] if group is None else [pl.len(), value, group]
        return pl.map_batches(asked, count, return_dtype=dtype)

    return expression


def _places(
    function: str, columns: Sequence[pl.Series], tiles: int, rows: pl.Series | None, customers: int
) -> pl.Series:
    """The places of all customers by value, and by group if there is a second column; null where the value is."""
    value, *groups = (column if len(column) == customers else column.new_from_index(0, customers) for column in columns)
    if value.null_count() == customers:
        return pl.repeat(None, customers, eager=True)
    if rows is None:
        found = _counted(function, value, groups, tiles)
    else:
        found = np.empty(customers, np.uint32)
        found[rows.to_numpy()] = _counted(function, value.gather(rows), [group.gather(rows) for group in groups], tiles)
    if not value.null_count():
        return pl.Series(found)
    return pl.select(pl.when(value.is_not_null()).then(pl.Series(found))).to_series()


def _counted(function: str, value: pl.Series, groups: list[pl.Series], tiles: int) -> Numbers:
    """The places of customers in the order of their keys; any number where the value is missing."""
    group = _codes(groups[0]) if groups else _EVERYBODY
    blocks, bits = _without_missing(group, value), _ordered(value, descending=function == "rank")
    if function == "percentile" and bits.most < len(value):
        if blocks.count * (bits.most + 1) > len(value):
            bits = _dense(bits)
        if blocks.count * (bits.most + 1) <= len(value):
            return _looked_up(blocks, bits)
    order, first = _sorted(blocks, bits)
    known = group.sizes(value)
    in_order = _tiled(known, tiles) if function == "ntile" else _placed(function, known, first)
    return _put(order, in_order, len(value))


def _placed(function: str, known: Numbers, first: Numbers) -> Numbers:
    """Percentile or rank of customers with a value, block by block; `first` tells who differs from the one before."""
    places = np.arange(known.sum(), dtype=np.uint32)
    begun = np.repeat((np.cumsum(known) - known).astype(np.uint32), known)
    if function == "rank":
        ranks: Numbers = places - begun + np.uint32(1)
        return ranks
    starts = places[first[: len(places)]]
    below = np.repeat(starts, np.diff(starts, append=np.uint32(len(places)))) - begun
    shares: Numbers = below / np.repeat(np.maximum(known - 1.0, 1.0), known)
    return shares


def _tiled(known: Numbers, tiles: int) -> Numbers:
    """The tiles of customers with a value, block by block.

    As SQL's NTILE: sizes differ by one at most, the larger tiles come first.
    """
    made = np.minimum(known, tiles)
    block = np.repeat(np.arange(len(known)), made)
    tile = np.arange(len(block)) - (np.cumsum(made) - made)[block]
    sizes = (known // tiles)[block] + (tile < (known % tiles)[block])
    return np.repeat((tile + 1).astype(np.uint32), sizes)


def _looked_up(blocks: _Blocks, bits: _Bits) -> Numbers:
    """The percentile of every customer, from a table of all that there can be."""
    codes, different = bits.numbers.astype(np.int64), bits.most + 1
    if blocks.numbers is not None:
        codes += np.multiply(blocks.numbers, different, dtype=np.int64)
    counts = np.bincount(codes, minlength=blocks.count * different).reshape(blocks.count, different)
    below = np.cumsum(counts, axis=1)
    known = below[:, -1:]
    share: Numbers = ((below - counts) / np.maximum(known - 1.0, 1.0)).ravel()[codes]
    return share


def _put(order: Numbers, values: Numbers, rows: int) -> Numbers:
    """Values that stand in this order of the rows, in the order of the rows; 0 for the rows behind them."""
    found = np.zeros(rows, values.dtype)
    found[order[: len(values)]] = values
    return found


@dataclass(frozen=True, slots=True)
class _Blocks:
    """Who is compared with whom: customers with the same number, below `count`; without numbers, all."""

    numbers: Numbers | None
    count: int

    def sizes(self, value: pl.Series) -> Numbers:
        """How many customers with a value each block holds."""
        if self.numbers is None:
            return np.array([len(value) - value.null_count()])
        found = np.bincount(self.numbers, minlength=self.count)
        if value.null_count():
            found -= np.bincount(self.numbers[value.is_null().to_numpy()], minlength=self.count)
        return found


@dataclass(frozen=True, slots=True)
class _Bits:
    """Whole numbers from 0 to `most`."""

    numbers: Numbers
    most: int

    @property
    def width(self) -> int:
        """How many bits they need."""
        return self.most.bit_length()


_EVERYBODY = _Blocks(None, 1)


def _without_missing(blocks: _Blocks, column: pl.Series) -> _Blocks:
    """Blocks, and one more for all customers whose value is missing."""
    if not column.null_count():
        return blocks
    numbers = np.uint32(0) if blocks.numbers is None else blocks.numbers
    return _Blocks(np.where(column.is_null().to_numpy(), np.uint32(blocks.count), numbers), blocks.count + 1)


def _codes(group: pl.Series) -> _Blocks:
    """The values of a group numbered; missing is one of them."""
    if group.null_count() == len(group):
        return _EVERYBODY
    if group.dtype == pl.String:
        group = group.cast(pl.Categorical(pl.Categories.random()))
    bits = _ordered(group)
    if bits.width <= _FEW:
        return _without_missing(_Blocks(bits.numbers.astype(np.uint32), bits.most + 1), group)
    return _numbered(*_sorted(_without_missing(_EVERYBODY, group), bits))


def _numbered(order: Numbers, first: Numbers) -> _Blocks:
    """Runs of equals numbered in their order."""
    numbers = np.cumsum(first, dtype=np.uint32) - np.uint32(1)
    return _Blocks(_put(order, numbers, len(order)), int(numbers[-1]) + 1)


def _ordered(column: pl.Series, *, descending: bool = False) -> _Bits:
    """Numbers in the order of a column's values, the same for equals; any number where a value is missing.

    There has to be one that is not.
    """
    stored = column.cast(pl.UInt8) if column.dtype == pl.Boolean else column.to_physical()
    numbers = (stored.fill_null(stored.min()) if stored.null_count() else stored).to_numpy()
    if numbers.dtype.kind == "f":
        numbers = _whole(numbers)
    low, high = numbers.min(), numbers.max()
    most = int(high) - int(low)
    if numbers.dtype.kind == "f":
        above = high - numbers if descending else numbers - low
        return _Bits(above.astype(np.uint32 if most < 2**32 else np.uint64), most)
    unsigned = np.dtype(f"u{numbers.itemsize}")  # in which differences are right, also where they leave the signed type
    low, high, numbers = low.view(unsigned), high.view(unsigned), numbers.view(unsigned)
    return _Bits(high - numbers if descending else numbers - low, most)


def _dense(bits: _Bits) -> _Bits:
    """The same without numbers that do not occur."""
    places = bits.numbers.astype(np.int64)
    seen = np.zeros(bits.most + 1, np.bool_)
    seen[places] = True
    dense = np.cumsum(seen, dtype=np.uint32) - np.uint32(1)
    return _Bits(dense[places], int(dense[-1]))


def _whole(numbers: Numbers) -> Numbers:
    """Whole numbers in the order of floats: of floats with few decimals so many times them, else of their bits."""
    most = max(abs(float(numbers.min())), abs(float(numbers.max())))
    exact = 1 / float(np.finfo(numbers.dtype).eps)  # up to it, whole numbers and their differences are floats
    for scale in (1.0, 10.0, 100.0, 1000.0):
        if most * scale <= exact and _times(numbers[:_SAMPLE], scale) is not None:
            times = _times(numbers, scale)
            if times is not None:
                return times
    # The bits of floats are in their order, backwards below zero; adding 0.0 makes 0.0 of -0.0, which equals it.
    signed = (numbers + 0.0).view(f"i{numbers.itemsize}")
    ordered: Numbers = signed ^ ((signed >> (8 * signed.itemsize - 1)) & np.iinfo(signed.dtype).max)
    return ordered


def _times(numbers: Numbers, scale: float) -> Numbers | None:
    """So many times the numbers, if those are whole: then they are as different as the numbers themselves."""
    times = numbers * scale
    np.rint(times, out=times)
    return times if (times / scale == numbers).all() else None


def _sorted(blocks: _Blocks, bits: _Bits) -> tuple[Numbers, Numbers]:
    """The rows by block, bits and row, and which of them differ in block or bits from the one before."""
    rows = np.arange(len(bits.numbers), dtype=np.uint64)
    row_width, left = (len(rows) - 1).bit_length(), bits.width
    while True:
        taken = min(left, 64 - row_width - (blocks.count - 1).bit_length())
        left -= taken
        packed = (bits.numbers >> left).astype(np.uint64)
        packed &= np.uint64((1 << taken) - 1)
        if blocks.numbers is not None:
            packed |= blocks.numbers.astype(np.uint64) << np.uint64(taken)
        packed <<= np.uint64(row_width)
        packed |= rows
        packed.sort()
        order = (packed & np.uint64((1 << row_width) - 1)).view(np.int64)  # as what numpy takes for places
        packed >>= np.uint64(row_width)
        first = np.ones(len(rows), np.bool_)
        np.not_equal(packed[1:], packed[:-1], out=first[1:])
        if not left or first.all():
            return order, first
        blocks = _numbered(order, first)
