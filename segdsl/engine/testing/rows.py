"""What a test gives, as the tables that rules are evaluated over: small frames in memory, typed as the contract says.

The frames are made as reading data would have left them (see `data.contract.Conformed`), so that the engine cannot tell
them from a project's own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import polars as pl

from segdsl.data.contract import Conformed
from segdsl.data.physical import storage
from segdsl.data.report import DataReport
from segdsl.engine.testing.standins import field_name
from segdsl.functions.types import Kind
from segdsl.rulebook.actions import Given, GivenValue, Test
from segdsl.rulebook.model import Field, Rulebook, Table
from segdsl.syntax.values import Scalar

Row = Mapping[str, GivenValue]


def customers(test: Test, profile: Table) -> Conformed:
    """The customers a test gives; where it gives none, one of whom nothing is known."""
    given = [row for row in test.given if row.table is None] or [Given(None, None, {}, {})]
    alone = _key_of_one(test, profile)
    rows = [{profile.key: alone, **row.values, **_learned(row)} for row in given]
    return _table(profile, rows)


def events(test: Test, table: Table, profile: Table) -> Conformed:
    """The events of one table that a test gives; there may be none."""
    alone = _key_of_one(test, profile)
    return _table(table, [{table.key: alone, **row.values} for row in test.given if row.table == table.name])


def newest_day(test: Test, rulebook: Rulebook) -> dt.date | None:
    """The day of the newest event given; None where there is none with a time."""
    times = [row.values.get(rulebook.events[row.table].at or "") for row in test.given if row.table is not None]
    days = [time.date() if isinstance(time, dt.datetime) else time for time in times if isinstance(time, dt.date)]
    return max(days, default=None)


def _key_of_one(test: Test, profile: Table) -> Scalar:
    """The key of the only customer, who needs none: that of the first event that names one, else a key of its type."""
    named = (row.key for row in test.given if row.key is not None)
    return next(named, 1 if profile.fields[profile.key].type.kind is Kind.INT else "1")


def _learned(row: Given) -> dict[str, GivenValue]:
    return {field_name(name, part): value for name, parts in row.learned.items() for part, value in parts.items()}


def _table(table: Table, rows: Sequence[Row]) -> Conformed:
    columns = [_column(field, rows) for field in table.fields.values()]
    return Conformed(pl.DataFrame(columns).lazy(), DataReport(table=table.name, rows=len(rows)))


def _column(field: Field, rows: Sequence[Row]) -> pl.Series:
    """A field's values; one that is not given is missing, a bool that may not be missing is false."""
    absent = False if field.type.kind is Kind.BOOL and not field.type.optional else None
    values = [row.get(field.name, absent) for row in rows]
    return pl.Series(field.name, [list(v) if isinstance(v, tuple) else v for v in values], dtype=storage(field.type))
