"""ClickHouse, as chdb brings it into a process: SQL by hand on Parquet."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import chdb

from tests.benchmarks.comparison.texts import Answers, query


class House:
    """A connection of its own. The times of events have no zone; the session's is one without clock changes."""

    def __init__(self, folder: Path, *, memory: bool = False) -> None:
        assert not memory
        files = {name: f"file('{folder}/data/{part}/*.parquet')" for name, part in _TABLES.items()}
        lists = {name: f"file('{folder}/lists/{name}.csv', CSVWithNames)" for name in ("vip", "complained")}
        self._places = {**files, **lists}
        self._connection = chdb.connect(":memory:")  # type: ignore[no-untyped-call, unused-ignore]  # not installed everywhere
        self._connection.query("SET session_timezone = 'UTC'")

    def prepare(self, group: str) -> None:
        """Files are read anew by every query."""

    def before(self, work: str, turn: int) -> None:
        """Nothing is kept from turn to turn."""

    def run(self, work: str, turn: int) -> Answers:
        """One query."""
        found = self._connection.query(query(work, "clickhouse", turn, self._places, _moment), "JSONEachRow")
        answers: Answers = json.loads(str(found))
        return answers


_TABLES = {"customer": "customers", "service": "service"}


def _moment(day: date) -> str:
    return f"toDateTime64('{day} 00:00:00', 6)"
