"""Conditions as alternatives of boxes: enough logic to prove that one never holds, always does, or follows.

A box says, of some quantities, in which domain each must lie; a condition is a list of boxes, any of which will do.
What cannot be taken apart (a text search, a comparison of two fields) is a quantity of its own that is true or false.
All proofs are safe: where a condition grows past `LIMIT` boxes nothing is concluded.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field

from segdsl.functions.types import INT, Kind
from segdsl.rulebook import terms as t
from segdsl.rulebook.expressions.constants import scalar
from segdsl.rulebook.lint.domains import Domain, Intervals, Ordered, Values, between, points
from segdsl.rulebook.lint.subjects import NOTHING, ORDERED, Used, is_whole, key_of, universe
from segdsl.rulebook.model import Table
from segdsl.syntax.values import Duration, Scalar, shift

LIMIT = 64
Box = Mapping[Hashable, Domain]
Boxes = list[Box]

EVERYTHING: Boxes = [{}]
NEVER: Boxes = []

_MIRRORED: Mapping[str, t.CompareOp] = {"=": "=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


class TooComplex(Exception):
    """A condition with more alternatives than it is worth looking at."""


@dataclass(frozen=True)
class Logic:
    """Conditions as of one date, with what is known of the definitions they use."""

    today: dt.date
    profile: Table | None
    used: Mapping[str, Used]
    atoms: dict[int, tuple[Boxes, Boxes]] = field(default_factory=dict, compare=False, repr=False)
    """Atomic conditions already worked out, by identity: a `Logic` lives no longer than the definition it looks at."""

    def boxes(self, term: t.Term, *, holds: bool = True) -> Boxes:
        """Where `term` holds, or does not hold. Raises `TooComplex`."""
        match term:
            case t.Not():
                return self.boxes(term.operand, holds=not holds)
            case t.And() | t.Or():
                parts = [self.boxes(operand, holds=holds) for operand in term.operands]
                if isinstance(term, t.And) == holds:
                    return both(*parts)
                return either(*parts)
            case t.Const():
                return EVERYTHING if (term.value is True) == holds else NEVER
            case _:
                return self._sides(term)[0 if holds else 1]

    def _sides(self, term: t.Term) -> tuple[Boxes, Boxes]:
        """Where an atomic condition holds, and where it does not; worked out once, as both are always asked for."""
        known = self.atoms.get(id(term))
        if known is None:
            subject, domain = self._atom(term)
            everything = universe(subject, self.profile, self.used)
            yes, no = everything.intersect(domain), everything.intersect(domain.complement())
            if yes.is_empty or no.is_empty:
                known = (NEVER, EVERYTHING) if yes.is_empty else (EVERYTHING, NEVER)
            else:
                key = key_of(subject)
                known = [{key: yes}], [{key: no}]
            self.atoms[id(term)] = known
        return known

    def _atom(self, term: t.Term) -> tuple[t.Term, Domain]:
        """The quantity an atomic condition speaks of, and the domain in which the condition holds."""
        match term:
            case t.IsMissing() if isinstance(universe(term.value, self.profile, self.used).values, Intervals):
                return term.value, Domain(Intervals(below=False, cuts=()), missing=True)
            case t.IsMissing():
                return term.value, Domain(NOTHING, missing=True)
            case t.Compare():
                found = self._compare(term)
            case t.InList():
                found = self._in_list(term)
            case t.InRange():
                found = self._in_range(term)
            case t.InWindow():
                found = self._in_window(term)
            case t.Aggregate(function="did" | "never"):
                count = t.Aggregate(INT, term.span, "count", term.table, term.field, term.where, term.window)
                some = between(1, None, whole=True)
                found = count, Domain(some if term.function == "did" else some.complement(), missing=False)
            case _:
                found = None
        return found or (term, Domain(Values(frozenset({True})), missing=False))

    def _compare(self, term: t.Compare) -> tuple[t.Term, Domain] | None:
        right, left = self._value(term.right), self._value(term.left)
        if right is not None and left is None:
            return self._bounded(term.left, term.op, right)
        if left is not None and right is None:
            return self._bounded(term.right, _MIRRORED[term.op], left)
        return None

    def _bounded(self, subject: t.Term, op: t.CompareOp, value: Scalar) -> tuple[t.Term, Domain] | None:
        if subject.type.kind not in ORDERED:
            return (subject, Domain(Values(frozenset({value})), missing=False)) if op == "=" else None
        bound = _ordered(subject, value)
        if bound is None:
            return None
        whole = is_whole(subject)
        low, high = bound, bound
        if subject.type.kind is Kind.TIME and value == dt.date.max:
            return None  # the calendar ends with that day
        if subject.type.kind is Kind.TIME and not isinstance(value, dt.datetime):
            high = bound + dt.timedelta(days=1)  # type: ignore[operator]  # a whole day, by calendar date
            by_op = {"=": (low, high), "<": (None, low), "<=": (None, high), ">": (high, None), ">=": (low, None)}
            values = between(*by_op[op], whole=False, open_high=True)
        else:
            by_op = {"=": (low, high), "<": (None, high), "<=": (None, high), ">": (low, None), ">=": (low, None)}
            values = between(*by_op[op], whole=whole, open_low=op == ">", open_high=op == "<")
        return subject, Domain(values, missing=False)

    def _in_list(self, term: t.InList) -> tuple[t.Term, Domain] | None:
        items = [self._value(item) for item in term.items.items]
        if any(item is None for item in items):
            return None
        if term.value.type.kind not in ORDERED:
            return term.value, Domain(Values(frozenset(items)), missing=False)
        values = [_ordered(term.value, item) for item in items if item is not None]
        if term.value.type.kind is Kind.TIME or any(value is None for value in values):
            return None
        return term.value, Domain(
            points([v for v in values if v is not None], whole=is_whole(term.value)), missing=False
        )

    def _in_range(self, term: t.InRange) -> tuple[t.Term, Domain] | None:
        low, high = self._value(term.low), self._value(term.high)
        if low is None or high is None:
            return None
        at_least, at_most = self._bounded(term.value, ">=", low), self._bounded(term.value, "<=", high)
        if at_least is None or at_most is None:
            return None
        return term.value, at_least[1].intersect(at_most[1])

    def _in_window(self, term: t.InWindow) -> tuple[t.Term, Domain] | None:
        window = term.window
        if window.dates is not None:
            low, high = (self._value(date) for date in window.dates)
        else:
            low, high = self._days_ago(window.far), self._days_ago(window.near)
            low = low + dt.timedelta(days=1) if low is not None else None
        if not isinstance(low, dt.date) or not isinstance(high, dt.date):
            return None
        at_least, at_most = self._bounded(term.value, ">=", low), self._bounded(term.value, "<=", high)
        return (term.value, at_least[1].intersect(at_most[1])) if at_least and at_most else None

    def _days_ago(self, length: t.Term | None) -> dt.date | None:
        """Today less a length of days or longer; None for hours, and lengths that are not known."""
        if length is None:
            return self.today
        found = self._value(length)
        if not isinstance(found, Duration) or found.is_clock:
            return None
        try:
            return shift(self.today, found, -1)
        except OverflowError:
            return None

    def _value(self, term: t.Term) -> Scalar | None:
        return scalar(term, lambda name: self.used[name].value if name in self.used else None, self.today)


def _ordered(subject: t.Term, value: Scalar) -> Ordered | None:
    """The value on the axis of the subject: instants for times, days for dates, numbers for numbers."""
    if isinstance(value, bool | str | Duration):
        return None
    is_time = subject.type.kind is Kind.TIME
    if isinstance(value, dt.datetime):
        return value if is_time else None
    if isinstance(value, dt.date):
        return dt.datetime(value.year, value.month, value.day) if is_time else value  # noqa: DTZ001 - local time
    return value


def both(*parts: Boxes) -> Boxes:
    """Where all of the conditions hold. Raises `TooComplex`."""
    found: Boxes = EVERYTHING
    for part in parts:
        crossed = [_merged(one, other) for one in found for other in part]
        found = [box for box in crossed if box is not None]
        if len(found) > LIMIT:
            raise TooComplex
    return found


def either(*parts: Boxes) -> Boxes:
    """Where one of the conditions holds. Raises `TooComplex`."""
    found = [box for part in parts for box in part]
    if any(not box for box in found):
        return EVERYTHING
    if len(found) > LIMIT:
        raise TooComplex
    return found


def _merged(one: Box, other: Box) -> Box | None:
    """Both boxes at once; None if some quantity cannot be in both."""
    found = dict(one)
    for key, domain in other.items():
        found[key] = found[key].intersect(domain) if key in found else domain
        if found[key].is_empty:
            return None
    return found
