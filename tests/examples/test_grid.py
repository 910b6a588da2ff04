"""The shipped rulebook on the demo's customers: clean, documented, nobody forgotten, and the same in SQL.

`grid.sql` beside this file is written by hand on the physical columns and reads no rule.
"""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import polars as pl
import pytest

import segdsl
from segdsl import Project
from segdsl.demo import shipped_rules_dir, write_project
from segdsl.rulebook import load
from segdsl.rulebook.model import Let, Param, Rulebook, Score, Segment, Tag

SQL = Path(__file__).with_name("grid.sql")
CUSTOMERS = 100_000


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return load(shipped_rules_dir())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("grid") / "demo"
    write_project(folder, CUSTOMERS)
    return folder


@pytest.fixture(scope="module")
def project(folder: Path) -> Iterator[Project]:
    with segdsl.open(folder) as project:
        yield project


@pytest.fixture(scope="module")
def sql(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
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
            assert 0 < count(sql, f"select count(*) filter ({name}) from segments") <= 0.6 * CUSTOMERS, name


def test_preview_gives_the_sizes_of_the_sql(project: Project, book: Rulebook, sql: duckdb.DuckDBPyConnection) -> None:
    preview = project.preview().to_dict()
    assert preview["universe"] == CUSTOMERS
    sizes = {item["name"]: item for item in preview["items"]}
    assert sizes.keys() == {name for name, definition in book.definitions.items() if not isinstance(definition, Param)}
    for name in columns(sql, "segments"):
        assert sizes[name]["size"] == count(sql, f"select count(*) filter ({name}) from segments"), name
    for name in (name for name, definition in book.definitions.items() if isinstance(definition, Tag)):
        expected = dict(sql.execute(f"select {name}, count(*) from everything group by all").fetchall())
        assert sizes[name]["missing"] == expected.pop(None, 0), name
        assert {row["name"]: row["size"] for row in sizes[name]["classes"]} == expected


def test_the_members_of_every_segment_are_those_of_the_sql(project: Project, sql: duckdb.DuckDBPyConnection) -> None:
    for name in columns(sql, "segments"):
        members = project.members(name).collect()["customer_id"].sort()
        expected = sql.execute(f"select customer_id from segments where {name} order by all").fetchall()
        assert members.to_list() == [key for (key,) in expected], name


def test_every_value_of_every_member_is_that_of_the_sql(
    project: Project, book: Rulebook, sql: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    """Lets, tags and scores, for two segments that cover most customers between them."""
    names = [name for name, found in book.definitions.items() if isinstance(found, Let | Tag | Score)]
    for segment in ("first_push", "outage_notice"):
        found = project.members(segment, names).collect().sort("customer_id")
        file = tmp_path / f"{segment}.parquet"
        values = f"select everything.* from everything semi join (from segments where {segment}) using (customer_id)"
        sql.execute(f"copy ({values} order by customer_id) to '{file}'")
        expected = pl.read_parquet(file)
        assert found["customer_id"].equals(expected["customer_id"])
        assert [name for name in names if not agree(found[name], expected[name])] == []


def agree(found: pl.Series, expected: pl.Series) -> bool:
    """Equal, missing where missing; fractions to twelve digits, as the order of a sum may differ."""
    if found.dtype.is_numeric():
        exact, other = found.cast(pl.Float64), expected.cast(pl.Float64)
        same_gaps = bool((exact.is_null() == other.is_null()).all())
        return same_gaps and bool(((exact - other).abs() <= 1e-12 * other.abs().clip(1.0)).all())
    return found.cast(pl.String).equals(expected.cast(pl.String))


def count(sql: duckdb.DuckDBPyConnection, query: str) -> int:
    (size,) = sql.execute(query).fetchone() or (0,)
    assert isinstance(size, int)
    return size
