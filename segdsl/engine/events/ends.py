"""The value that the first or the last event of each customer of a block has."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from segdsl.engine.events.filling import Found
from segdsl.engine.events.view import View

FIRST, LAST = -1, 1
"""In which order a view's events are gone through: what is written to a place several times is what stays.

Of equal times, the first is the one read first, the last the one read last.
"""


def numbers(view: View, values: pl.Series, order: int) -> Found:
    """What the customers' first or last events have of a column that is stored as numbers."""
    if not values.null_count():
        return _written(view, values.to_numpy(), order), view.having
    known = _written(view, values.is_not_null().to_numpy(), order)
    return _written(view, values.fill_null(strategy="zero").to_numpy(), order), known


def anything(view: View, values: pl.Series, order: int) -> pl.Series:
    """What the customers' first or last events have of any column."""
    places = pl.Series(_written(view, np.arange(len(values)), order))
    return values.gather(pl.select(pl.when(pl.Series(view.having)).then(places)).to_series())


def _written(view: View, values: npt.NDArray[Any], order: int) -> npt.NDArray[Any]:
    """The values by customer, nothing in particular for who has none."""
    found = np.zeros(view.customers, dtype=values.dtype)
    found[view.places[::order]] = values[::order]
    return found
