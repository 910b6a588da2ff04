"""Who has events that follow one another: `sequence(step, not step, step, …)`.

Every step's events are laid into one row of entries, by customer and time. Going through the steps, an entry is reached
if an entry of the step before stands at an earlier instant of the same customer, with nothing forbidden strictly
between. Of all ways to reach it the latest entry of the step before is the one to take: it leaves least room for what
is forbidden and, as starts only move forward with it, gives the shortest way from the first event to the last.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from segdsl.engine.events.view import Flags, View
from segdsl.syntax.values import Duration

_MICROSECONDS = {"min": 60_000_000, "h": 3_600_000_000, "d": 86_400_000_000, "w": 7 * 86_400_000_000}
Integers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Entries:
    """The events of all steps of a block, by customer and then time."""

    rows: npt.NDArray[np.uint16]
    instants: Integers
    steps: npt.NDArray[np.uint8]

    @property
    def earlier(self) -> Integers:
        """For each entry the place of the last one that stands before its customer and instant, -1 for none."""
        new = np.ones(len(self.rows), dtype=np.bool_)
        new[1:] = (self.rows[1:] != self.rows[:-1]) | (self.instants[1:] != self.instants[:-1])
        places = np.where(new, np.arange(len(new)), 0)
        return np.maximum.accumulate(places) - 1


def follows(steps: Sequence[tuple[View, bool]], gap: Duration | None) -> Flags:
    """Who has the steps (each with whether it is forbidden), from first to last within `gap`, if one is given."""
    customers = steps[0][0].customers
    found = np.zeros(customers, dtype=np.bool_)
    entries = _entries([view for view, _ in steps])
    if not len(entries.rows):
        return found
    earlier = entries.earlier
    reached, starts = entries.steps == 0, entries.instants
    forbidden: list[int] = []
    for number, (_, is_forbidden) in enumerate(steps[1:], 1):
        if is_forbidden:
            forbidden.append(number)
            continue
        before = _last(reached, entries, earlier)
        arrives = (entries.steps == number) & (before >= 0)
        if forbidden:
            barrier = _last(np.isin(entries.steps, forbidden), entries, earlier)
            arrives &= (barrier < 0) | (entries.instants[before] >= entries.instants[barrier])
        reached, starts, forbidden = arrives, starts[before], []
        if not reached.any():
            return found
    if gap is not None:
        reached &= _within(starts, entries.instants, gap)
    found[entries.rows[reached]] = True
    return found


def _entries(views: Sequence[View]) -> _Entries:
    rows = np.concatenate([view.rows for view in views])
    instants = np.concatenate([view.instants for view in views])
    numbers = np.concatenate([np.full(len(view.rows), number, dtype=np.uint8) for number, view in enumerate(views)])
    by_time = np.argsort(instants, kind="stable")  # every step is in order of time already
    order = by_time[np.argsort(rows[by_time], kind="stable")]
    return _Entries(rows[order], instants[order], numbers[order])


def _last(wanted: Flags, entries: _Entries, earlier: Integers) -> Integers:
    """For each entry the last wanted one at an earlier instant of the same customer, -1 for none."""
    so_far = np.maximum.accumulate(np.where(wanted, np.arange(len(wanted)), -1))
    found = np.where(earlier >= 0, so_far[earlier], -1)
    return np.where((found >= 0) & (entries.rows[found] == entries.rows), found, -1)


def _within(starts: Integers, ends: Integers, gap: Duration) -> Flags:
    """Whether at most `gap` lies between: elapsed time, or for months and years the same day so much later."""
    if gap.unit in _MICROSECONDS:
        return ends - starts <= gap.count * _MICROSECONDS[gap.unit]
    latest = pl.Series(starts).cast(pl.Datetime("us")).dt.offset_by(f"{gap.count}{gap.unit}")
    return ends <= latest.to_physical().to_numpy()
