"""DuckDB: SQL by hand, on a table of its own in memory, with enums for categories, or on Parquet."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb

from tests.benchmarks.comparison.data import ACTIONS, CHANNELS
from tests.benchmarks.comparison.texts import Answers, query

KINDS = ("home", "shop", "farm")


class Duck:
    """A connection of its own."""

    def __init__(self, folder: Path, *, memory: bool) -> None:
        self._memory = memory
        files = {name: f"'{folder}/data/{part}/*.parquet'" for name, part in _TABLES.items()}
        lists = {name: f"read_csv('{folder}/lists/{name}.csv')" for name in ("vip", "complained")}
        self._places = {**files, **lists}
        self._connection = duckdb.connect()
        self._connection.execute("SET enable_progress_bar = FALSE")
        self._connection.execute(f"SET temp_directory = '{folder}/spilled'")

    def prepare(self, group: str) -> None:
        """Read tables into memory, narrow: categories as enums."""
        if not self._memory:
            return
        for name, values in (("channel", CHANNELS), ("action", ACTIONS), ("kind", KINDS)):
            listed = ", ".join(f"'{value}'" for value in values)
            self._connection.execute(f"CREATE TYPE {name}_enum AS ENUM ({listed})")
        tables = ("service",) if group == "events" else ("customer",) if group == "profile" else ("customer", "service")
        for table in tables:
            self._connection.execute(
                f"CREATE TABLE {table} AS SELECT * REPLACE ({_NARROW[table]}) FROM {self._places[table]}"
            )
            self._places[table] = table

    def before(self, work: str, turn: int) -> None:
        """Nothing is kept from turn to turn."""

    def run(self, work: str, turn: int) -> Answers:
        """One query."""
        cursor = self._connection.execute(query(work, "duckdb", turn, self._places, _moment))
        row = cursor.fetchone()
        assert row is not None
        return dict(zip([column[0] for column in cursor.description], row, strict=True))


_TABLES = {"customer": "customers", "service": "service"}
_NARROW = {
    "customer": "survey_kind::kind_enum AS survey_kind",
    "service": "channel::channel_enum AS channel, action::action_enum AS action",
}


def _moment(day: date) -> str:
    return f"TIMESTAMP '{day} 00:00:00'"
