"""The shipped rulebook on the demo's customers: clean, documented, nobody forgotten, and said a second time in SQL.

`grid.sql` beside this file is written by hand on the physical columns and reads no rule.
"""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from segdsl.demo import shipped_rules_dir, write_project
from segdsl.rulebook import load
from segdsl.rulebook.model import Let, Param, Rulebook, Score, Segment, Tag

SQL = Path(__file__).with_name("grid.sql")
CUSTOMERS = 100_000


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return load(shipped_rules_dir())


@pytest.fixture(scope="module")
def sql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    folder = tmp_path_factory.mktemp("grid") / "demo"
    write_project(folder, CUSTOMERS)
    with duckdb.connect() as connection:
        connection.execute(f"create view customers as select * from '{folder}/data/customers.parquet'")
        for name in ("vip", "complained"):
            connection.execute(f"create view {name} as select * from '{folder}/lists/{name}.csv'")
        connection.execute(SQL.read_text(encoding="utf-8"))
        yield connection


def columns(sql: duckdb.DuckDBPyConnection, view: str) -> list[str]:
    rows = sql.execute(f"select column_name from (describe {view})").fetchall()
    return [str(name) for (name,) in rows if name != "customer_id"]


def test_the_rules_pass_without_a_finding(book: Rulebook) -> None:
    assert [(d.code, d.file, d.message("en")) for d in book.diagnostics] == []


def test_there_are_definitions_enough_and_every_one_has_a_title(book: Rulebook) -> None:
    assert len(book.definitions) >= 36
    assert [name for name, definition in book.definitions.items() if not definition.title] == []


def test_every_tag_score_and_segment_says_where_it_comes_from(book: Rulebook) -> None:
    """A paper, or our own assumption: whoever reads a figure must be able to tell."""
    for name, definition in book.definitions.items():
        if isinstance(definition, Tag | Score | Segment):
            note = definition.note or ""
            assert "出处" in note or "我们的假设" in note, name


def test_the_sql_says_every_definition_a_second_time(book: Rulebook, sql: duckdb.DuckDBPyConnection) -> None:
    views = {
        "lets": Let,
        "counts": Score,
        "tags": Tag,
        "completeness": Score | Tag,
        "priority": Score,
        "segments": Segment,
    }
    said = {name: kind for view, kind in views.items() for name in columns(sql, view)}
    assert said.keys() == {name for name, definition in book.definitions.items() if not isinstance(definition, Param)}
    assert [name for name, kind in said.items() if not isinstance(book.definitions[name], kind)] == []


def test_every_class_has_members(book: Rulebook, sql: duckdb.DuckDBPyConnection) -> None:
    for name, tag in book.definitions.items():
        if isinstance(tag, Tag):
            rows = sql.execute(
                f"select {name}, count(*) from everything where {name} is not null group by all"
            ).fetchall()
            assert {found for found, _ in rows} == {class_.name for class_ in tag.classes}, name


def test_every_segment_is_a_selection(book: Rulebook, sql: duckdb.DuckDBPyConnection) -> None:
    for name, segment in book.definitions.items():
        if isinstance(segment, Segment):
            (size,) = sql.execute(f"select count(*) filter ({name}) from segments").fetchone() or (0,)
            assert 0 < size <= 0.6 * CUSTOMERS, name
