"""Counts per customer of a block: of events, of days, of months, of different values."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from segdsl.engine.events.view import View

Counts = npt.NDArray[np.int64]
_VERY_FEW = 16  # up to so many, counting all values of all customers beats sorting events
_FEW = 64  # up to so many different values, a table of who has which is smaller than the events themselves


def count(view: View) -> Counts:
    """How many events each customer has."""
    return np.bincount(view.rows, minlength=view.customers)


def did(view: View) -> npt.NDArray[np.bool_]:
    """Who has any event."""
    found = np.zeros(view.customers, dtype=np.bool_)
    found[view.rows] = True
    return found


def days(view: View) -> Counts:
    """On how many different calendar dates each customer has events."""
    numbers = view.days
    return different(view.rows, numbers - numbers[:1], view.customers)


def months(view: View) -> Counts:
    """In how many different calendar months each customer has events."""
    numbers = view.days
    if not len(numbers):
        return np.zeros(view.customers, dtype=np.int64)
    first, last = int(numbers.min()), int(numbers.max())  # a block is in order of time, but cheap to ask
    calendar = np.arange(first, last + 1).astype("M8[D]").astype("M8[M]").astype(np.int32)
    return different(view.rows, (calendar - calendar[0])[numbers - first], view.customers)


def different(rows: npt.NDArray[np.uint16], codes: npt.NDArray[Any], customers: int) -> Counts:
    """How many different codes (whole numbers from 0 on) each customer has."""
    if not len(rows):
        return np.zeros(customers, dtype=np.int64)
    values = int(codes.max()) + 1
    if values <= _FEW:
        seen = np.zeros(customers * values, dtype=np.bool_)
        seen[rows * np.int64(values) + codes] = True
        counts: Counts = seen.reshape(customers, values).sum(axis=1)
        return counts
    wide = np.uint32 if values <= 1 << 16 else np.uint64
    pairs: npt.NDArray[Any] = (codes.astype(np.int64) << np.int64(16) | rows).astype(wide)
    pairs.sort()
    first = np.empty(len(pairs), dtype=np.bool_)
    first[0] = True
    np.not_equal(pairs[1:], pairs[:-1], out=first[1:])
    return np.bincount((pairs[first] & 0xFFFF).astype(np.int64), minlength=customers)


def most_frequent(rows: npt.NDArray[np.uint16], codes: npt.NDArray[Any], customers: int) -> Counts:
    """The code that each customer has most often, of equally frequent ones the most recent; -1 for nobody's.

    Events are in order of time: of two codes, the more recent is the one whose last event stands later.
    """
    best = np.full(customers, -1, dtype=np.int64)
    if not len(rows):
        return best
    values = int(codes.max()) + 1
    if values <= _VERY_FEW:
        return _most_frequent_of_few(rows, codes, customers, values)
    pairs = (rows.astype(np.int64) << np.int64(32)) | codes
    order = np.argsort(pairs, kind="stable")
    ordered = pairs[order]
    ends = np.append(np.flatnonzero(ordered[1:] != ordered[:-1]), len(ordered) - 1)
    often = np.diff(ends, prepend=-1)
    merit = (often << np.int64(32)) | order[ends]
    owner = ordered[ends] >> np.int64(32)
    highest = np.zeros(customers, dtype=np.int64)
    np.maximum.at(highest, owner, merit)
    winning = merit == highest[owner]
    best[owner[winning]] = ordered[ends][winning] & np.int64(0xFFFFFFFF)
    return best


def _most_frequent_of_few(rows: npt.NDArray[np.uint16], codes: npt.NDArray[Any], customers: int, values: int) -> Counts:
    """The same from a table of how often, and how late, each customer has each value."""
    cells = rows * np.int64(values) + codes
    often = np.bincount(cells, minlength=customers * values)
    late = np.zeros(customers * values, dtype=np.int64)
    late[cells] = np.arange(len(cells))  # a place written several times keeps what was written last
    merit = ((often << np.int64(32)) | late).reshape(customers, values)
    best: Counts = merit.argmax(axis=1)
    best[often.reshape(customers, values).max(axis=1) == 0] = -1
    return best
