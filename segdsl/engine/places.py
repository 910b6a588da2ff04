"""Where each customer stands among all, or among those of a group: `percentile`, `rank`, `ntile` by one sort.

A customer's group, value and row are packed into one 64-bit number, group first. Sorting such numbers takes the
processor a hundredth of a second per million, many times less than sorting rows by columns; what a place is can then be
read off in order, and is written back to the rows. Where the three do not fit, the value is taken piece by piece.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from segdsl.engine.numbering import Bits, Numbers, dense, ordered, pieces
from segdsl.engine.stopping import Stop, go_on

if TYPE_CHECKING:
    from segdsl.lowering.polars import Places

_FEW = 16  # bits: so many numbers are counted in a table without looking which of them there are


def places(in_key_order: Callable[[], pl.Series | None], stop: Stop = go_on) -> Places:
    """What counts places over all customers, given their numbers in the order of their keys; None if they stand so.

    `stop` is called every few milliseconds while places are counted, and gives the work up by raising.
    """

    def expression(function: str, value: pl.Expr, group: pl.Expr | None, tiles: int) -> pl.Expr:
        rows = None if function == "percentile" else in_key_order()  # equals have the same percentile
        dtype = pl.Float64() if function == "percentile" else pl.Int64()

        def count(columns: Sequence[pl.Series]) -> pl.Series:
            return _places(function, columns[1:], tiles, rows, columns[0].item(), stop).cast(dtype)

        asked = [pl.len(), value] if group is None else [pl.len(), value, group]
        return pl.map_batches(asked, count, return_dtype=dtype)

    return expression


def _places(
    function: str, columns: Sequence[pl.Series], tiles: int, rows: pl.Series | None, customers: int, stop: Stop
) -> pl.Series:
    """The places of all customers by value, and by group if there is a second column; null where the value is."""
    value, *groups = (column if len(column) == customers else column.new_from_index(0, customers) for column in columns)
    if value.null_count() == customers:
        return pl.repeat(None, customers, eager=True)
    if rows is None:
        found = _counted(function, value, groups, tiles, stop)
    else:
        own, *others = (column.gather(rows) for column in (value, *groups))
        found = np.empty(customers, np.uint32)
        found[rows.to_numpy()] = _counted(function, own, others, tiles, stop)
    if not value.null_count():
        return pl.Series(found)
    return pl.select(pl.when(value.is_not_null()).then(pl.Series(found))).to_series()


def _counted(function: str, value: pl.Series, groups: list[pl.Series], tiles: int, stop: Stop) -> Numbers:
    """The places of customers in the order of their keys; any number where the value is missing."""
    group = _codes(groups[0], stop) if groups else _everybody(len(value))
    blocks, bits = group.without_missing(value), ordered(value, stop, descending=function == "rank")
    if function == "percentile" and bits.most < len(value):
        if blocks.count * (bits.most + 1) > len(value):
            bits = dense(bits, stop)
        if blocks.count * (bits.most + 1) <= len(value):
            return _looked_up(blocks, bits, stop)
    order, known = _sorted(blocks, bits, stop), group.sizes(value)
    if function == "ntile":
        return order.put(_tiled(known, tiles))
    return order.put(_ranked(known) if function == "rank" else _shares(known, order.differs()))


def _ranked(known: Numbers) -> Numbers:
    """The ranks of customers with a value, block by block."""
    return np.arange(1, known.sum() + 1, dtype=np.uint32) - _begun(known)


def _shares(known: Numbers, first: Numbers) -> Numbers:
    """The percentiles of customers with a value, block by block; `first` tells who differs from the one before."""
    starts = np.flatnonzero(first[: known.sum()])
    below = np.repeat(starts, np.diff(starts, append=known.sum())) - _begun(known)
    shares: Numbers = below / np.repeat(np.maximum(known - 1.0, 1.0), known)
    return shares


def _begun(known: Numbers) -> Numbers:
    """How many customers are in the blocks before: for each customer, or the one number for all."""
    before = (np.cumsum(known) - known).astype(np.uint32)
    return before if len(known) == 1 else np.repeat(before, known)


def _tiled(known: Numbers, tiles: int) -> Numbers:
    """The tiles of customers with a value, block by block.

    As SQL's NTILE: sizes differ by one at most, the larger tiles come first.
    """
    made = np.minimum(known, tiles)
    block = np.repeat(np.arange(len(known)), made)
    tile = np.arange(len(block)) - (np.cumsum(made) - made)[block]
    sizes = (known // tiles)[block] + (tile < (known % tiles)[block])
    return np.repeat((tile + 1).astype(np.uint32), sizes)


def _looked_up(blocks: _Blocks, bits: Bits, stop: Stop) -> Numbers:
    """The percentile of every customer, from a table of all that there can be."""
    different = bits.most + 1

    def codes(part: slice) -> Numbers:
        return blocks.numbers[part].astype(np.int64) * different + bits.numbers[part]

    counts = np.zeros(blocks.count * different, np.int64)
    for part in pieces(len(bits.numbers), stop):
        np.add.at(counts, codes(part), 1)
    table = counts.reshape(blocks.count, different)
    below = np.cumsum(table, axis=1)
    shares = ((below - table) / np.maximum(below[:, -1:] - 1.0, 1.0)).ravel()
    found = np.empty(len(bits.numbers))
    for part in pieces(len(found), stop):
        np.take(shares, codes(part), out=found[part], mode="clip")  # there is nothing to clip, nor to check
    return found


@dataclass(frozen=True, slots=True)
class _Blocks:
    """Who is compared with whom: customers with the same number, below `count`."""

    numbers: Numbers
    count: int

    def sizes(self, value: pl.Series) -> Numbers:
        """How many customers with a value each block holds."""
        if self.count == 1:
            return np.array([len(value) - value.null_count()])
        found = np.bincount(self.numbers, minlength=self.count)
        if value.null_count():
            found -= np.bincount(self.numbers[value.is_null().to_numpy()], minlength=self.count)
        return found

    def without_missing(self, column: pl.Series) -> _Blocks:
        """The same, and one more block for all customers whose value is missing."""
        if not column.null_count():
            return self
        numbers = pl.Series(self.numbers.astype(np.min_scalar_type(self.count)))
        last = pl.lit(self.count, numbers.dtype)
        found = pl.select(pl.when(column.is_null()).then(last).otherwise(numbers)).to_series()
        return _Blocks(found.to_numpy(), self.count + 1)


def _everybody(customers: int) -> _Blocks:
    """All of them in one block."""
    return _Blocks(np.broadcast_to(np.uint8(0), customers), 1)


def _codes(group: pl.Series, stop: Stop) -> _Blocks:
    """The values of a group numbered; missing is one of them."""
    if group.null_count() == len(group):
        return _everybody(len(group))
    if group.dtype == pl.String:
        group = group.cast(pl.Categorical(pl.Categories.random()))
    bits = ordered(group, stop)
    if bits.width <= _FEW:
        return _Blocks(bits.numbers, bits.most + 1).without_missing(group)
    return _sorted(_everybody(len(group)).without_missing(group), bits, stop).blocks()


@dataclass(frozen=True, slots=True)
class _Order:
    """Rows in an order: packed numbers, sorted, the row in the lowest `width` bits."""

    packed: Numbers
    width: int
    stop: Stop

    def put(self, values: Numbers) -> Numbers:
        """Values that stand in this order, in the order of the rows; 0 for the rows behind them."""
        found = np.zeros(len(self.packed), values.dtype)
        row = np.uint64((1 << self.width) - 1)
        for part in pieces(len(values), self.stop):
            found[(self.packed[part] & row).view(np.int64)] = values[part]  # as what numpy takes for places
        return found

    def differs(self) -> Numbers:
        """Which of them differ from the one before in more than the row."""
        first = np.ones(len(self.packed), np.bool_)
        for part in pieces(len(first) - 1, self.stop):
            after = slice(part.start + 1, part.stop + 1)
            first[after] = (self.packed[part] ^ self.packed[after]) >> np.uint64(self.width) != 0
        return first

    def blocks(self) -> _Blocks:
        """Runs of equals numbered in their order."""
        numbers = np.cumsum(self.differs(), dtype=np.uint32) - np.uint32(1)
        return _Blocks(self.put(numbers), int(numbers[-1]) + 1)


def _sorted(blocks: _Blocks, bits: Bits, stop: Stop) -> _Order:
    """The rows by block, bits and row."""
    size, left = len(bits.numbers), bits.width
    width = (size - 1).bit_length()
    packed = np.empty(size, np.uint64)
    while True:
        taken = min(left, 64 - width - (blocks.count - 1).bit_length())
        left -= taken
        for part in pieces(size, stop):
            numbers = (bits.numbers[part] >> left).astype(np.uint64) & np.uint64((1 << taken) - 1)
            numbers |= blocks.numbers[part].astype(np.uint64) << np.uint64(taken)
            packed[part] = (numbers << np.uint64(width)) | np.arange(part.start, part.stop, dtype=np.uint64)
        packed.sort()
        order = _Order(packed, width, stop)
        if not left or order.differs().all():
            return order
        blocks = order.blocks()
