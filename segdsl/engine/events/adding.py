"""Sums, means and extremes per customer of a block, exact where numbers are whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from segdsl.engine.events.filling import Found, Values
from segdsl.engine.events.view import Places, View

if TYPE_CHECKING:
    import polars as pl

_EXACT = 2**53  # whole numbers up to here are floats without loss
_LOW = np.int64(0xFFFFFFFF)


def total(view: View, column: pl.Series) -> Found:
    """The sum of a column per customer, 0 of nothing; not known where it is no finite number, or leaves 64 bits."""
    values, rows = view.of(column), view.places
    if values.dtype.kind == "f":
        sums = np.bincount(rows, weights=values, minlength=view.customers)
        finite = np.isfinite(sums)
        return sums, None if finite.all() else finite
    if not len(values) or _largest(values) * len(values) <= _EXACT:
        return np.bincount(rows, weights=values, minlength=view.customers).astype(np.int64), None
    high, low = _halves(rows, values, view.customers)
    fits = (high >= -(2**31)) & (high < 2**31)
    return (high << np.int64(32)) | low, fits


def mean(view: View, column: pl.Series) -> Found:
    """The mean of a column per customer; not known of nothing, and where the sum is no finite number."""
    values, rows = view.of(column), view.places
    sums: Values
    if values.dtype.kind == "f" or not len(values) or _largest(values) * len(values) <= _EXACT:
        sums = np.bincount(rows, weights=values, minlength=view.customers)
    else:
        high, low = _halves(rows, values, view.customers)
        sums = high * 2.0**32 + low
    with np.errstate(divide="ignore", invalid="ignore"):
        means = sums / view.counts
    return means, np.isfinite(means)


def minimum(view: View, column: pl.Series) -> Found:
    """The smallest value per customer; not known of nothing."""
    values = view.of(column)
    return _extreme(np.minimum, _limits(values)[1], view, values)


def maximum(view: View, column: pl.Series) -> Found:
    """The largest value per customer; not known of nothing."""
    values = view.of(column)
    return _extreme(np.maximum, _limits(values)[0], view, values)


def _extreme(choose: np.ufunc, start: Any, view: View, values: Values) -> Found:
    best = np.full(view.customers, start, dtype=values.dtype)
    choose.at(best, view.places, values)
    return best, view.having


def _limits(values: Values) -> tuple[Any, Any]:
    if values.dtype.kind == "f":
        return -np.inf, np.inf
    return np.iinfo(values.dtype).min, np.iinfo(values.dtype).max


def _largest(values: Values) -> int:
    return max(abs(int(values.max())), abs(int(values.min())))


def _halves(rows: Places, values: Values, customers: int) -> tuple[Values, Values]:
    """Sums of whole numbers that floats do not hold: the upper part, and the lower 32 bits, each exact."""
    wide = values.astype(np.int64)
    high = np.bincount(rows, weights=wide >> np.int64(32), minlength=customers).astype(np.int64)
    low = np.bincount(rows, weights=wide & _LOW, minlength=customers).astype(np.int64)
    return high + (low >> np.int64(32)), low & _LOW
