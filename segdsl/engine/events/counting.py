"""Counts per customer of a block: of events, of days, of months, of different values."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from segdsl.engine.events.view import Places, View, tally

Counts = npt.NDArray[np.integer[Any]]
Codes = npt.NDArray[Any]
"""Whole numbers from 0 on that stand for values, one for each event of a view."""

_BYTE = 255
_ROOM = 16  # cells for each event: up to so many, a table of all customers and values is faster than sorting events


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
    if _few(values, view):
        seen = np.zeros(values * view.customers, dtype=np.uint8)
        seen[_cells(view, codes)] = 1
        counts: Counts = seen.reshape(values, view.customers).sum(axis=0, dtype=np.uint8)
        return counts
    wide = np.uint32 if values <= 1 << 16 else np.uint64
    pairs: npt.NDArray[Any] = codes.astype(wide)
    pairs <<= wide(16)
    pairs |= view.rows
    pairs.sort()
    new = np.ones(len(pairs), dtype=np.bool_)
    np.not_equal(pairs[1:], pairs[:-1], out=new[1:])
    once = pl.Series(pairs).filter(pl.Series(new)).to_numpy()
    return tally((once & wide(0xFFFF)).astype(np.intp), view.customers)


def most_frequent(view: View, codes: Codes) -> Codes:
    """The code that each customer has most often, of equally frequent ones the most recent; any for who has none.

    Events are in order of time: of two codes, the more recent is the one whose last event stands later.
    """
    best = np.zeros(view.customers, dtype=codes.dtype)
    if not len(codes):
        return best
    values = int(codes.max()) + 1
    if _few(values, view):
        places, winners = _winners_of_few(view, codes, values)
    else:
        places, winners = _winners_of_many(view, codes, values)
    best[places] = winners  # a place written several times keeps what was written last
    return best


def _winners_of_few(view: View, codes: Codes, values: int) -> tuple[Places, Codes]:
    """The events that have one of their customer's most frequent codes: whose each is, and its code."""
    cells = _cells(view, codes)
    narrow = np.min_scalar_type(view.counts.max())  # the smaller the table, the more of it is in the processor's cache
    often: Counts = np.zeros(values * view.customers, dtype=narrow)
    np.add.at(often, cells, narrow.type(1))
    most = often.reshape(values, view.customers).max(axis=0)
    chosen = pl.Series(often.take(cells) == most.take(view.places))
    return pl.Series(view.places).filter(chosen).to_numpy(), pl.Series(codes).filter(chosen).to_numpy()


def _winners_of_many(view: View, codes: Codes, values: int) -> tuple[Places, Codes]:
    """Whose each code is, and the code, those that come later in frequency and then in time last."""
    pairs, positions = _by_value(view, codes, values)
    ends = np.append(np.flatnonzero(pairs[1:] != pairs[:-1]), len(pairs) - 1)
    merit = (np.diff(ends, prepend=-1) << np.int64(32)) | positions[ends].astype(np.int64)
    merit.sort()
    latest = merit & np.int64(0xFFFFFFFF)
    return view.places[latest], codes[latest]


def _by_value(view: View, codes: Codes, values: int) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
    """Events by customer, code and time: the first two as one number, and where each event stands in the view."""
    code_bits, position_bits = np.uint64(values.bit_length()), np.uint64(len(codes).bit_length())
    pairs = (view.rows.astype(np.uint64) << code_bits) | codes.astype(np.uint64)
    if 16 + code_bits + position_bits > 64:
        order = np.argsort(pairs, kind="stable")
        return pairs[order], order
    # With the place in it too, it is the number itself that is sorted: ten times faster than sorting places by it.
    packed = (pairs << position_bits) | np.arange(len(codes), dtype=np.uint64)
    packed.sort()
    return packed >> position_bits, packed & ((np.uint64(1) << position_bits) - np.uint64(1))


def _few(values: int, view: View) -> bool:
    """Whether a table of so many values of all customers is worth its room."""
    return values <= _BYTE and values * view.customers <= _ROOM * len(view.rows)


def _cells(view: View, codes: Codes) -> npt.NDArray[np.intp]:
    """Places in a table with a row for each value and a column for each customer."""
    cells = codes.astype(np.intp)
    cells *= view.customers
    cells += view.places
    return cells
