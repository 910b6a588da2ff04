"""Which conditions select the same customers: every pair, and the largest groups of more, exactly.

Each customer's conditions are packed into the bits of whole numbers. One pass counts how often each combination
occurs; everything else is arithmetic on those few thousand rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from itertools import combinations
from operator import or_

import numpy as np
import polars as pl

from segdsl.engine.results import Intersection
from segdsl.lowering.polars import column_name

LARGEST = 20
"""How many groups of three and more are told, by how many customers are in exactly them."""

_WORD = 64
_BYTE = 8
_COUNT = "segdsl count"


def overlaps(frame: pl.LazyFrame, names: Sequence[str]) -> tuple[Intersection, ...]:
    """Every condition alone, every pair, then the largest groups of three and more."""
    words = [names[at : at + _WORD] for at in range(0, len(names), _WORD)]
    codes = [_packed(word).alias(f"segdsl word {number}") for number, word in enumerate(words)]
    found = frame.select(codes).group_by(pl.all()).agg(pl.len().alias(_COUNT)).collect(engine="streaming")
    counts = found.get_column(_COUNT).to_numpy().astype(np.int64)
    held = np.concatenate(
        [_unpacked(found.to_series(number).to_numpy(), len(word)) for number, word in enumerate(words)], axis=1
    ) if words else np.zeros((0, 0), dtype=bool)  # fmt: skip
    small = [(at,) for at in range(len(names))] + list(combinations(range(len(names)), 2))
    return tuple(_intersection(group, names, held, counts) for group in [*small, *_largest(held, counts)])


def _packed(names: Sequence[str]) -> pl.Expr:
    """Bit `i` says whether condition `i` holds; eight at a time are packed in bytes, which are cheap."""
    parts = []
    for start in range(0, len(names), _BYTE):
        bits = [
            pl.col(column_name(name)).cast(pl.UInt8) * pl.lit(1 << bit, dtype=pl.UInt8)
            for bit, name in enumerate(names[start : start + _BYTE])
        ]
        parts.append(reduce(or_, bits).cast(pl.UInt64) * pl.lit(1 << start, dtype=pl.UInt64))
    return reduce(or_, parts)


def _unpacked(
    codes: np.ndarray[tuple[int], np.dtype[np.uint64]], bits: int
) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    shifts = np.arange(bits, dtype=np.uint64)
    return ((codes[:, None] >> shifts) & np.uint64(1)).astype(bool)


def _largest(
    held: np.ndarray[tuple[int, int], np.dtype[np.bool_]], counts: np.ndarray[tuple[int], np.dtype[np.int64]]
) -> list[tuple[int, ...]]:
    """The combinations of three and more that most customers have exactly; ties in the order of the conditions."""
    many = np.flatnonzero(held.sum(axis=1) >= 3)
    groups = [(int(counts[row]), tuple(int(at) for at in np.flatnonzero(held[row]))) for row in many]
    return [group for _, group in sorted(groups, key=lambda one: (-one[0], one[1]))[:LARGEST]]


def _intersection(
    group: tuple[int, ...],
    names: Sequence[str],
    held: np.ndarray[tuple[int, int], np.dtype[np.bool_]],
    counts: np.ndarray[tuple[int], np.dtype[np.int64]],
) -> Intersection:
    inside = held[:, list(group)].all(axis=1)
    alone = inside & (held.sum(axis=1) == len(group))
    return Intersection(tuple(names[at] for at in group), int(counts[inside].sum()), int(counts[alone].sum()))
