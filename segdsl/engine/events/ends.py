"""The value that the first or the last event of each customer of a block has."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl

from segdsl.engine.events.filling import Found
from segdsl.engine.events.view import View

Ends = npt.NDArray[np.intp]


def last(view: View) -> Ends:
    """Which of the view's events is each customer's last, -1 for none. Of equal times it is the one read last."""
    found = np.full(view.customers, -1, dtype=np.intp)
    found[view.places] = np.arange(len(view.places))  # a place written several times keeps what was written last
    return found


def first(view: View) -> Ends:
    """Which of the view's events is each customer's first, -1 for none."""
    found = np.full(view.customers, -1, dtype=np.intp)
    found[view.places[::-1]] = np.arange(len(view.places))[::-1]
    return found


def numbers(found: Ends, values: pl.Series) -> Found:
    """What these events have of a column that is stored as numbers."""
    if not len(values):
        return np.zeros(len(found), dtype=values.to_numpy().dtype), np.zeros(len(found), dtype=np.bool_)
    known = found >= 0
    if values.null_count():
        known &= values.is_not_null().to_numpy().take(found)
        values = values.fill_null(strategy="zero")
    return values.to_numpy().take(found), known


def anything(found: Ends, values: pl.Series) -> pl.Series:
    """What these events have of any column."""
    places = pl.Series(found)
    return values.gather(pl.select(pl.when(places >= 0).then(places)).to_series())
