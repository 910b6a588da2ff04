"""Counts per customer of a block: of events, of days, of months, of different values."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from segdsl.engine.events.view import Flags, View

Counts = npt.NDArray[np.integer[Any]]
Codes = npt.NDArray[Any]
"""Whole numbers from 0 on that stand for values, one for each event of a view."""

_VERY_FEW = 16  # up to so many, counting all values of all customers beats sorting events
_FEW = 64  # up to so many different values, a table of who has which is smaller than the events themselves


def count(view: View) -> Counts:
    """How many events each customer has."""
    return view.counts


def did(view: View) -> Flags:
    """Who has any event."""
    found = np.zeros(view.customers, dtype=np.bool_)
    found[view.places] = True
    return found


def days(view: View) -> Counts:
    """On how many different calendar dates each customer has events."""
    numbers = view.days
    return different(view, numbers - numbers[:1])


def months(view: View) -> Counts:
    """In how many different calendar months each customer has events."""
    numbers = view.days
    if not len(numbers):
        return np.zeros(view.customers, dtype=np.int64)
    first, last = int(numbers.min()), int(numbers.max())  # a block is in order of time, but cheap to ask
    calendar = np.arange(first, last + 1).astype("M8[D]").astype("M8[M]").astype(np.int32)
    return different(view, (calendar - calendar[0])[numbers - first])


def different(view: View, codes: Codes) -> Counts:
    """How many different codes each customer has."""
    if not len(codes):
        return np.zeros(view.customers, dtype=np.int64)
    values = int(codes.max()) + 1
    if values <= _FEW:
        seen = np.zeros(values * view.customers, dtype=np.uint8)
        seen[_cells(view, codes)] = 1
        counts: Counts = seen.reshape(values, view.customers).sum(axis=0, dtype=np.uint8)
        return counts
    wide = np.uint32 if values <= 1 << 16 else np.uint64
    pairs: npt.NDArray[Any] = codes.astype(wide)
    pairs <<= wide(16)
    pairs |= view.rows
    pairs.sort()
    ordered = pl.Series(pairs)
    once = ordered.filter(ordered.ne_missing(ordered.shift())).to_numpy()
    return np.bincount((once & wide(0xFFFF)).astype(np.intp), minlength=view.customers)


def most_frequent(view: View, codes: Codes) -> Counts:
    """The code that each customer has most often, of equally frequent ones the most recent; -1 for nobody's.

    Events are in order of time: of two codes, the more recent is the one whose last event stands later.
    """
    best = np.full(view.customers, -1, dtype=np.int64)
    if not len(codes):
        return best
    values = int(codes.max()) + 1
    if values <= _VERY_FEW:
        return _most_frequent_of_few(view, codes, values)
    pairs = (view.places << np.int64(32)) | codes
    order = np.argsort(pairs, kind="stable")
    ordered = pairs[order]
    ends = np.append(np.flatnonzero(ordered[1:] != ordered[:-1]), len(ordered) - 1)
    often = np.diff(ends, prepend=-1)
    merit = (often << np.int64(32)) | order[ends]
    owner = ordered[ends] >> np.int64(32)
    highest = np.zeros(view.customers, dtype=np.int64)
    np.maximum.at(highest, owner, merit)
    winning = merit == highest[owner]
    best[owner[winning]] = ordered[ends][winning] & np.int64(0xFFFFFFFF)
    return best


def _most_frequent_of_few(view: View, codes: Codes, values: int) -> Counts:
    """The same from a table of how often, and how late, each customer has each value."""
    cells = _cells(view, codes)
    merit = np.bincount(cells, minlength=values * view.customers)
    merit <<= 32
    late = np.zeros(len(merit), dtype=np.int32)
    late[cells] = np.arange(len(cells), dtype=np.int32)  # a place written several times keeps what was written last
    merit |= late
    highest = merit.reshape(values, view.customers).max(axis=0)
    return np.where(highest > 0, codes[highest & 0xFFFFFFFF], np.int64(-1))


def _cells(view: View, codes: Codes) -> npt.NDArray[np.intp]:
    """Places in a table with a row for each value and a column for each customer."""
    cells = codes.astype(np.intp)
    cells *= view.customers
    cells += view.places
    return cells
