"""Looking back in order to look ahead: what was known of customers on a day, and which channels they chose after it.

Features are worked out as of the day, so nothing later is in them; what is to be foreseen lies strictly after it. A fit
learns from one such day, is adjusted on the next, and judged on the last, whose horizon ends with the data.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import polars as pl

from segdsl.learn.columns import KEY, columns
from segdsl.learn.task import Task
from segdsl.rulebook.choices import between, last_chosen, times_chosen
from segdsl.syntax.values import Duration, shift

MOST = 200_000
"""Customers looked at on each day."""

_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Anchor:
    """Customers as of a day, in key order, and what they did in the horizon after it.

    `features` are complete float64 rows. `before` counts each customer's events per channel up to the day, `last` is
    the channel of the last one (−1 for none), `after` counts those in the horizon. `left_out` chose something in the
    horizon, but lack a feature. `drawn_from` is how many customers were asked about, where those looked at, and those
    left out, were drawn from them.
    """

    day: dt.date
    features: np.ndarray
    before: np.ndarray
    last: np.ndarray
    after: np.ndarray
    left_out: int
    drawn_from: int | None = None

    @property
    def active(self) -> np.ndarray:
        """Which customers chose anything in the horizon."""
        found: np.ndarray = self.after.sum(axis=1) > 0
        return found

    @property
    def shares(self) -> np.ndarray:
        """The share of each channel in what every active customer chose."""
        after = self.after[self.active]
        found: np.ndarray = after / after.sum(axis=1, keepdims=True)
        return found


def days(task: Task) -> tuple[dt.date, dt.date, dt.date]:
    """The days to learn from, to adjust on and to judge by: three, two and one horizon before the as-of date."""
    horizon = task.learned.horizon
    assert horizon is not None
    assert isinstance(horizon.value, Duration)
    length, today = horizon.value, task.session.context.as_of
    first, second, third = (shift(today, Duration(length.count * n, length.unit), -1) for n in (3, 2, 1))
    return first, second, third


def anchor(task: Task, day: dt.date, until: dt.date, *, everybody: bool = False) -> Anchor:
    """What was known on `day`, and what followed up to `until`: of those who chose anything then, or of `everybody`.

    At most `MOST` customers, drawn with the seed of the definition.
    """
    learned, origin = task.learned, task.learned.origin
    labels = learned.type.values
    inputs = {f"x{i}": term for i, term in enumerate(learned.features)}
    among = {} if learned.among is None else {"among": learned.among}
    before = {f"before {label}": term for label, term in times_chosen(learned).items()}
    horizon = between(learned, day + _DAY, until)
    after = {f"after {label}": term for label, term in times_chosen(learned, horizon).items()}
    past = columns(task.session, {**inputs, **among, **before, "last": last_chosen(learned)}, origin, day)
    future = columns(task.session, after, origin, until).drop(KEY)
    frame = pl.concat([past, future], how="horizontal")
    if among:
        frame = frame.filter("among")
    chosen = pl.sum_horizontal(list(after)) > 0
    if not everybody:
        frame = frame.filter(chosen)
    frame = frame.with_columns(pl.col(name).cast(pl.Float64) for name in inputs)
    found = frame.collect(engine="streaming").sort(KEY)
    asked = found.height
    if asked > MOST:
        found = found[np.sort(np.random.default_rng(learned.seed).choice(asked, MOST, replace=False))]
    rows = found.drop_nulls(list(inputs))
    left_out = found.filter(chosen).height - rows.filter(chosen).height
    places = {label: place for place, label in enumerate(labels)}
    last = rows["last"].cast(pl.String).replace_strict(places, default=-1, return_dtype=pl.Int64)
    return Anchor(
        day,
        np.ascontiguousarray(rows.select(list(inputs)).to_numpy()) if inputs else np.empty((rows.height, 0)),
        rows.select(list(before)).to_numpy().astype(np.float64),
        last.fill_null(-1).to_numpy(),
        rows.select(list(after)).to_numpy().astype(np.float64),
        left_out,
        asked if asked > MOST else None,
    )
