"""The date that everything is computed as of, where nobody has named one: the newest event's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from segdsl.data.columns import match
from segdsl.data.part import Scanned
from segdsl.data.report import ContractError
from segdsl.rulebook.model import Table

_EPOCH = dt.date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest event of a table on or before a limit, None if there is none, and how many are dated after it."""

    day: dt.date | None
    later: int


def newest_of(days: Mapping[int, int], limit: dt.date) -> Newest:
    """The same from how many events there are by date, as days since 1970."""
    last = limit.toordinal() - _EPOCH
    newest = max((day for day in days if day <= last), default=None)
    later = sum(count for day, count in days.items() if day > last)
    return Newest(None if newest is None else dt.date.fromordinal(newest + _EPOCH), later)


def newest_event(scanned: Scanned, table: Table, limit: dt.date, *, zone: str) -> Newest:
    """Reads the time column of an events table, in one pass. Raises `ContractError` if it is missing or no time."""
    if table.at is None:
        return Newest(None, 0)
    days = []
    for part in scanned.parts:
        matched, faults = match(part, table, zone, scanned.label)
        if faults and table.at not in matched.columns:
            raise ContractError(*faults)
        matched = matched.widened([table.at])  # nothing has been counted: a time may be written in any form
        days.append(part.frame.select(matched.columns[table.at].checked.cast(pl.Date).alias("day")))
    day = pl.col("day")
    counted = pl.concat(days).select(day.filter(day <= limit).max().alias("newest"), (day > limit).sum().alias("later"))
    newest, later = counted.collect(engine="streaming").row(0)
    return Newest(newest, later or 0)
