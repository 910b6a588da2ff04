"""The events over which a preference is learned, as terms: how often a customer chose each channel."""

from __future__ import annotations

import datetime as dt

from segdsl.functions.types import BOOL, INT, Kind, Type
from segdsl.rulebook import terms as t
from segdsl.rulebook.model import Learned

DATE = Type(Kind.DATE)


def times_chosen(learned: Learned, window: t.Window | None = None) -> dict[str, t.Aggregate]:
    """For each channel, the number of a customer's events with it; within `window`, or ever."""
    assert learned.over is not None
    span, (table, field) = learned.origin.name_span, learned.over
    chosen = t.FieldRef(learned.type, span, table, field)
    found = {}
    for label in learned.type.values:
        where: t.Term = t.Compare(BOOL, span, "=", chosen, t.Const(learned.type.maybe(False), span, label))
        if learned.over_where is not None:
            where = t.And(BOOL, span, (learned.over_where, where))
        found[label] = t.Aggregate(INT, span, "count", table, None, where, window)
    return found


def last_chosen(learned: Learned) -> t.Aggregate:
    """The channel of a customer's last event; missing for who has none."""
    assert learned.over is not None
    table, field = learned.over
    return t.Aggregate(learned.type.maybe(), learned.origin.name_span, "latest", table, field, learned.over_where, None)


def between(learned: Learned, first: dt.date, last: dt.date) -> t.Window:
    """The days from `first` to `last`, both included."""
    span = learned.origin.name_span
    return t.Window(DATE, span, None, None, (t.Const(DATE, span, first), t.Const(DATE, span, last)))
