"""Sets of values that one quantity can have: what interval and value-set reasoning computes with.

An ordered set is a sorted row of cuts between values at which membership changes; a discrete one lists the values it
holds, or those it does not. Beside its values a domain says whether `missing` belongs to it.
"""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from heapq import merge

Ordered = int | float | dt.date | dt.datetime
Cut = tuple[Ordered, int]
"""A place beside a value: (v, 0) just below it, (v, 1) just above it."""


@dataclass(frozen=True, slots=True)
class Intervals:
    """Values of an ordered kind. `below` says whether the lowest ones belong; at each cut that changes."""

    below: bool
    cuts: tuple[Cut, ...]

    def complement(self) -> Intervals:
        """All other values."""
        return Intervals(not self.below, self.cuts)

    def intersect(self, other: Intervals) -> Intervals:
        """The values in both."""
        first, second = self.below, other.below
        inside = first and second
        found: list[Cut] = []
        for cut, mine in merge(((c, True) for c in self.cuts), ((c, False) for c in other.cuts)):
            first, second = (not first, second) if mine else (first, not second)
            now = first and second
            if now == inside:
                continue
            if found and found[-1] == cut:
                found.pop()  # in and out again at the same place
            else:
                found.append(cut)
            inside = now
        return Intervals(self.below and other.below, tuple(found))

    @property
    def is_empty(self) -> bool:
        """Whether no value belongs."""
        return not self.below and not self.cuts


@dataclass(frozen=True, slots=True)
class Values:
    """Values of a kind without order: those listed, or with `others` all that are not listed."""

    listed: frozenset[object]
    others: bool = False

    def complement(self) -> Values:
        """All other values."""
        return Values(self.listed, not self.others)

    def intersect(self, other: Values) -> Values:
        """The values in both."""
        if self.others and other.others:
            return Values(self.listed | other.listed, others=True)
        if self.others:
            return Values(other.listed - self.listed)
        return Values(self.listed & other.listed if not other.others else self.listed - other.listed)

    @property
    def is_empty(self) -> bool:
        """Whether no value belongs; of an endless kind some value is never listed."""
        return not self.listed and not self.others


@dataclass(frozen=True, slots=True)
class Domain:
    """A set of values, and whether a missing value belongs to it."""

    values: Intervals | Values
    missing: bool

    def complement(self) -> Domain:
        """Everything else, `missing` included: conditions are two-valued."""
        return Domain(self.values.complement(), not self.missing)

    def intersect(self, other: Domain) -> Domain:
        """What is in both. Both must be of the same kind, ordered or discrete."""
        if isinstance(self.values, Intervals) and isinstance(other.values, Intervals):
            values: Intervals | Values = self.values.intersect(other.values)
        elif isinstance(self.values, Values) and isinstance(other.values, Values):
            values = self.values.intersect(other.values)
        else:
            raise TypeError("domains of different kinds")
        return Domain(values, self.missing and other.missing)

    @property
    def is_empty(self) -> bool:
        """Whether nothing belongs to it."""
        return not self.missing and self.values.is_empty


def between(
    low: Ordered | None, high: Ordered | None, *, whole: bool, open_low: bool = False, open_high: bool = False
) -> Intervals:
    """Values from `low` to `high` (None: no bound), ends included unless open; `whole` for kinds of whole steps."""
    cuts: list[Cut] = []
    if low is not None:
        cuts.append(_cut((low, 1 if open_low else 0), whole))
    if high is not None:
        cuts.append(_cut((high, 0 if open_high else 1), whole))
    if low is not None and high is not None and cuts[0] >= cuts[1]:
        return Intervals(below=False, cuts=())
    return Intervals(below=low is None, cuts=tuple(cuts))


def points(values: list[Ordered], *, whole: bool) -> Intervals:
    """Just these values."""
    found = Intervals(below=True, cuts=())
    for value in values:
        found = found.intersect(between(value, value, whole=whole).complement())
    return found.complement()


def _cut(cut: Cut, whole: bool) -> Cut:
    """The cut; between whole numbers or days there is only one place, just below the next of them."""
    value, side = cut
    if not whole:
        return cut
    if isinstance(value, dt.date):
        return (value + dt.timedelta(days=side), 0) if value < dt.date.max else cut
    return (math.floor(value) + 1, 0) if side else (math.ceil(value), 0)
