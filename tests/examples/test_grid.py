"""The shipped rulebook on the demo's customers: clean, documented, nobody forgotten, and the same in SQL.

`grid_behaviour.sql` and `grid.sql` beside this file are written by hand on the physical columns and read no rule.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import polars as pl
import pytest

import segdsl
from segdsl import Project
from segdsl.demo import DEFAULT_AS_OF, generate, shipped_rules_dir, write_project
from segdsl.engine.plan import not_evaluated
from segdsl.lowering.polars import has_column
from segdsl.rulebook import load
from segdsl.rulebook.model import Let, Rulebook, Score, Segment, Tag
from tests.examples.conftest import CUSTOMERS

SQL = [Path(__file__).with_name(name) for name in ("grid_behaviour.sql", "grid.sql")]
EVENTS = ("visits", "pushes", "promotions", "payments")
STEPS = {
    *("activity_before", "opened", "hunting_points", "hotline_queries_asked"),
    *("hall_payments", "recent_hall_payments", "moved"),
}
"""Columns the SQL needs on the way, which no rule names."""


CATALOGUE = {
    "注册行为": ("未关注用户", "已关注且未注册手机号用户", "已关注且已注册手机号用户"),
    "绑定行为": ("未绑定用电户号", "已绑定用电户号且未绑定手机号", "已绑定用电户号且已绑定手机号"),
    "活跃度": ("流失用户", "沉默用户", "回流用户", "低频用户", "中频用户", "高频用户"),
    "推送敏感度": ("高敏感客户", "低敏感客户", "一般敏感客户"),
    "推广互动行为": ("从未参与线上推广活动", "经常参与线上推广活动", "偶尔参与线上推广活动"),
    "活动中奖": ("很在意是否中奖", "不在意是否中奖"),
    "羊毛党": ("羊毛党", "非羊毛党"),
}
"""Table 1 of the first paper: the indicators of each group, and who is no bonus hunter."""


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return load(shipped_rules_dir())


@pytest.fixture(scope="module")
def project(grid: Path) -> Iterator[Project]:
    with segdsl.open(grid) as project:
        yield project


@pytest.fixture(scope="module")
def sql(grid: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with opened(grid) as connection:
        yield connection


def opened(folder: Path, as_of: date = DEFAULT_AS_OF) -> duckdb.DuckDBPyConnection:
    """A connection that has run the SQL on a demo's files, as of a day."""
    connection = duckdb.connect()
    connection.execute(f"set variable as_of = date '{as_of}'")
    connection.execute(f"create view customers as select * from '{folder}/data/customers.parquet'")
    for name in EVENTS:
        files = f"read_parquet('{folder}/data/{name}/*.parquet', filename = true, file_row_number = true)"
        connection.execute(f"create view {name} as select *, filename, file_row_number from {files}")
    for name in ("vip", "complained"):
        connection.execute(f"create view {name} as select * from '{folder}/lists/{name}.csv'")
    for file in SQL:
        connection.execute(file.read_text(encoding="utf-8"))
    return connection


def computed(book: Rulebook) -> set[str]:
    """What has a value for each customer before anything is learned: no params, and no lists of constants."""
    later = not_evaluated(book, book.events)
    return {name for name, definition in book.definitions.items() if has_column(definition) and name not in later}


def columns(sql: duckdb.DuckDBPyConnection, view: str) -> list[str]:
    rows = sql.execute(f"select column_name from (describe {view})").fetchall()
    return [str(name) for (name,) in rows if name != "customer_id"]


def test_the_rules_pass_without_a_finding(book: Rulebook) -> None:
    assert [(d.code, d.file, d.message("en")) for d in book.diagnostics] == []


def test_there_are_definitions_enough_and_every_one_has_a_title(book: Rulebook) -> None:
    assert len(book.definitions) >= 36
    assert [name for name, definition in book.definitions.items() if not definition.title] == []


def test_every_indicator_of_the_paper_is_a_class(book: Rulebook) -> None:
    tags = {tag.title: tag for tag in book.definitions.values() if isinstance(tag, Tag)}
    assert {group: tuple(class_.title for class_ in tags[group].classes) for group in CATALOGUE} == CATALOGUE


def test_every_tag_score_and_segment_says_where_it_comes_from(book: Rulebook) -> None:
    """A paper, or our own assumption: whoever reads a figure must be able to tell."""
    for name, definition in book.definitions.items():
        if isinstance(definition, Tag | Score | Segment):
            note = definition.note or ""
            assert "出处" in note or "我们的假设" in note, name


def test_the_sql_says_every_definition_a_second_time(book: Rulebook, sql: duckdb.DuckDBPyConnection) -> None:
    said = {*columns(sql, "everything")} - {*columns(sql, "customers")} - STEPS
    assert said == {name for name in computed(book) if not isinstance(book.definitions[name], Segment)}
    segments = {name for name in computed(book) if isinstance(book.definitions[name], Segment)}
    assert {*columns(sql, "segments")} == segments


@pytest.mark.parametrize("customers", [1_000, 10_000])
def test_every_class_and_every_segment_has_members(book: Rulebook, customers: int, tmp_path: Path) -> None:
    """A small demo shows as much as a large one."""
    generate(tmp_path, customers)
    with opened(tmp_path) as sql:
        for name in computed(book):
            found = book.definitions[name]
            if isinstance(found, Tag):
                rows = sql.execute(f"select distinct {name} from everything where {name} is not null").fetchall()
                assert {value for (value,) in rows} == {class_.name for class_ in found.classes}, name
            if isinstance(found, Segment):
                assert count(sql, f"select count(*) filter ({name}) from segments") > 0, name


def test_every_class_has_more_than_a_few_members(book: Rulebook, sql: duckdb.DuckDBPyConnection) -> None:
    for name, tag in book.definitions.items():
        if isinstance(tag, Tag):
            rows = sql.execute(f"select count(*) from everything where {name} is not null group by {name}").fetchall()
            assert len(rows) == len(tag.classes)
            assert min(size for (size,) in rows) >= 100, name


def test_a_customer_never_seen_online_can_be_asked_to_follow(sql: duckdb.DuckDBPyConnection) -> None:
    query = (
        "select count(*) from everything join segments using (customer_id) where phase2_follow and last_seen is null"
    )
    assert count(sql, query) >= 100


def test_every_segment_is_a_selection(book: Rulebook, sql: duckdb.DuckDBPyConnection) -> None:
    for name in computed(book):
        if isinstance(book.definitions[name], Segment):
            assert 0 < count(sql, f"select count(*) filter ({name}) from segments") <= 0.6 * CUSTOMERS, name


def test_preview_gives_the_sizes_of_the_sql(project: Project, book: Rulebook, sql: duckdb.DuckDBPyConnection) -> None:
    assert_sizes(project, book, sql, CUSTOMERS)


@pytest.mark.parametrize("day", [date(2021, 2, 28), date(2020, 8, 31), date(2020, 2, 29)])
def test_any_day_can_be_replayed(book: Rulebook, day: date, tmp_path: Path) -> None:
    """The last days of months: a window of months may begin on a day that a month does not have."""
    write_project(tmp_path / "demo", 10_000)
    with segdsl.open(tmp_path / "demo", as_of=day) as project, opened(tmp_path / "demo", day) as sql:
        assert_sizes(project, book, sql, 10_000)


def assert_sizes(project: Project, book: Rulebook, sql: duckdb.DuckDBPyConnection, customers: int) -> None:
    """Every segment and every class has the size that the SQL counts."""
    preview = project.preview().to_dict()
    assert preview["universe"] == customers
    sizes = {item["name"]: item for item in preview["items"]}
    assert sizes.keys() == computed(book)
    for name in columns(sql, "segments"):
        assert sizes[name]["size"] == count(sql, f"select count(*) filter ({name}) from segments"), name
    for name in (name for name, definition in book.definitions.items() if isinstance(definition, Tag)):
        expected = dict(sql.execute(f"select {name}, count(*) from everything group by all").fetchall())
        assert sizes[name]["missing"] == expected.pop(None, 0), name
        found = {row["name"]: row["size"] for row in sizes[name]["classes"]}
        assert found == {**dict.fromkeys(found, 0), **expected}, name


def test_the_members_of_every_segment_are_those_of_the_sql(project: Project, sql: duckdb.DuckDBPyConnection) -> None:
    for name in columns(sql, "segments"):
        members = project.members(name).collect()["customer_id"].sort()
        expected = sql.execute(f"select customer_id from segments where {name} order by all").fetchall()
        assert members.to_list() == [key for (key,) in expected], name


def test_every_value_of_every_member_is_that_of_the_sql(
    project: Project, book: Rulebook, sql: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    """Lets, tags and scores, for three segments that cover nearly everyone between them."""
    names = [name for name in computed(book) if isinstance(book.definitions[name], Let | Tag | Score)]
    for segment in ("first_push", "outage_notice", "phase2"):
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
