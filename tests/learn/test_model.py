"""Models over a project: what is known counts, what is predicted says so, and nobody is judged by what it learned."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
import pytest

import segdsl
from segdsl.learn.leakage import telltale
from tests.cli.run import run

RULES = """
profile customer {
  key id text
  field use number?
  field age number
  field kind category(home, shop, farm)?
}
events visit { at visited_at time  field channel category(hall, app) }
model usage_kind "用电类型" {
  learn kind
  features [log(1 + use), age]
  method METHOD
  confidence 0.7
  seed 7
}
let confidence = usage_kind.confidence
let origin_of_kind = usage_kind.source
segment everybody { require age >= 0 }
"""
COUNT = 1_200


def customers() -> pl.DataFrame:
    """Shops use more; one in three was surveyed, one in twelve has no use, and two farms are known."""
    draw = np.random.default_rng(3)
    shop = draw.random(COUNT) < 0.3
    use = np.exp(draw.normal(5, 0.6, COUNT) + 1.5 * shop)
    place = pl.int_range(pl.len())
    return pl.DataFrame(
        {"id": [f"{i:04}" for i in range(COUNT)], "use": use, "age": draw.uniform(20, 80, COUNT), "shop": shop}
    ).select(
        "id",
        pl.when(place % 12 != 5).then("use").alias("use"),
        "age",
        kind=pl.when(place.is_in([30, 60])).then(pl.lit("farm"))
        .when(place % 3 == 0).then(pl.when("shop").then(pl.lit("shop")).otherwise(pl.lit("home"))),
    )  # fmt: skip


def visits() -> pl.DataFrame:
    """Everybody came once in spring; those whose number is even came in June, too."""
    spring = [(f"{i:04}", dt.datetime(2021, 4, 1, tzinfo=dt.UTC), "hall") for i in range(COUNT)]
    june = [(f"{i:04}", dt.datetime(2021, 6, 20, tzinfo=dt.UTC), "app") for i in range(0, COUNT, 2)]
    return pl.DataFrame(spring + june, schema=["id", "visited_at", "channel"], orient="row").sort("id", "visited_at")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    customers().write_parquet(tmp_path / "customers.parquet")
    visits().write_parquet(tmp_path / "visits.parquet")
    (tmp_path / "segdsl.toml").write_text(
        '[project]\nrules = ["r.seg"]\nas_of = 2021-06-30\n'
        '[data]\ncustomer = "customers.parquet"\nvisit = "visits.parquet"\n',
        encoding="utf-8",
    )
    return tmp_path


def write(folder: Path, method: str = "logistic", features: str = "log(1 + use), age") -> Path:
    rules = RULES.replace("METHOD", method).replace("log(1 + use), age", features)
    (folder / "r.seg").write_text(rules, encoding="utf-8")
    return folder


def test_what_is_known_beats_what_is_predicted(folder: Path) -> None:
    from segdsl.learn.classifiers import calibrated

    with segdsl.open(write(folder), store=False) as project:
        (artefact,) = project.fit()
        columns = ("usage_kind", "confidence", "origin_of_kind")
        found = project.members("everybody", columns).collect().sort("id")
        learned = project.rulebook.definitions["usage_kind"]
    data = customers()
    complete = data.filter(pl.col("use").is_not_null())
    surveyed = complete.filter(pl.col("kind").is_in(["home", "shop"]))
    features = np.column_stack([np.log1p(complete["use"].to_numpy()), complete["age"].to_numpy()])
    known = complete["kind"].is_in(["home", "shop"]).fill_null(value=False).to_numpy()
    model = calibrated(learned, features[known], (surveyed["kind"] == "shop").cast(int).to_numpy())  # type: ignore[arg-type]
    chances = pl.DataFrame(model.probabilities(features), schema=["home", "shop"])
    best = chances.max_horizontal()
    expected = data.join(
        complete.select("id", best=best, said=pl.when(chances["shop"] > chances["home"])
        .then(pl.lit("shop")).otherwise(pl.lit("home"))), on="id", how="left", maintain_order="left",
    ).with_columns(
        value=pl.coalesce("kind", pl.when(pl.col("best") >= 0.7).then("said")),
        confidence=pl.when(pl.col("kind").is_not_null()).then(1.0).otherwise("best"),
    )  # fmt: skip
    assert found["usage_kind"].cast(str).to_list() == expected["value"].to_list()
    assert (found["confidence"] - expected["confidence"]).abs().max() < 1e-9  # type: ignore[operator]
    assert found["confidence"].is_null().to_list() == expected["confidence"].is_null().to_list()
    told = pl.when(pl.col("value").is_not_null()).then(pl.lit("predicted")).otherwise(pl.lit("abstained"))
    sources = pl.when(pl.col("kind").is_not_null()).then(pl.lit("observed")).otherwise(told)
    assert found["origin_of_kind"].cast(str).to_list() == expected.select(sources).to_series().to_list()
    assert set(found["origin_of_kind"].cast(str)) == {"observed", "predicted", "abstained"}
    assert artefact.figures["rare"] == {"farm": 2}


def test_customers_it_is_judged_by_are_others_than_it_learned_from(folder: Path) -> None:
    with segdsl.open(write(folder), store=False) as project:
        (artefact,) = project.fit()
    found, sizes = artefact.figures["validation"], artefact.figures["sizes"]
    assert found["customers"] + found["learned_from"] == sum(sizes.values()) == artefact.provenance.rows
    assert [own["observed"] for own in found["labels"].values()] == [round(size / 5) for size in sizes.values()]
    assert found["learned_as_of"] == found["as_of"] == "2021-06-30"
    assert (
        artefact.figures["left_out"]
        == customers().filter(pl.col("kind").is_not_null() & pl.col("use").is_null()).height
    )


def test_where_features_follow_events_what_was_known_earlier_is_learned_from(folder: Path) -> None:
    """As of May nobody had come in June: what a visit in June says is not known there, and cannot be learned."""
    june = "count(visit where channel = app, last 30d)"
    labels = pl.when(pl.int_range(pl.len()) % 2 == 0).then(pl.lit("home")).otherwise(pl.lit("shop"))
    customers().with_columns(kind=labels).write_parquet(folder / "customers.parquet")
    with segdsl.open(write(folder, features=june), store=False) as project:
        (artefact,) = project.fit()
        found = artefact.figures["validation"]
        assert (found["learned_as_of"], found["as_of"]) == ("2021-05-31", "2021-06-30")
        assert found["accuracy"] == 0.5  # a look at June itself would have told them apart
        assert artefact.figures["telltale"] == {june: 1.0}
        said = project.members("everybody", ["usage_kind"]).collect()["usage_kind"].cast(str)
        assert said.to_list() == customers().select(labels).to_series().to_list()


def test_where_too_little_was_known_earlier_the_report_says_so(folder: Path) -> None:
    """Whoever was asked has come within the month, and not before: there is nothing to learn from as of May."""
    new = visits().filter(pl.col("channel") == "app")
    new.write_parquet(folder / "visits.parquet")
    features = "days_since(latest(visit.visited_at))"
    with segdsl.open(write(folder, features=features), store=False) as project:
        (artefact,) = project.fit()
    found = artefact.figures["validation"]
    assert (found["moves"], found["learned_as_of"], found["as_of"]) == (True, "2021-06-30", "2021-06-30")
    said = run("fit", "--report", "--project", str(folder), "--no-store", "--lang", "en").stdout
    assert "too little was known to learn from" in said


def test_the_same_data_gives_the_same_bytes(folder: Path) -> None:
    with segdsl.open(write(folder, "svm"), store=False) as project:
        project.fit()
        first = (folder / "fitted/usage_kind.json").read_bytes()
        project.fit()
    assert (folder / "fitted/usage_kind.json").read_bytes() == first
    assert json.loads(first)["method"] == "svm"


def test_a_label_needs_customers(folder: Path) -> None:
    customers().with_columns(kind=pl.lit("home")).write_parquet(folder / "customers.parquet")
    with (
        segdsl.open(write(folder), store=False) as project,
        pytest.raises(segdsl.SegdslError, match="too-few-labels") as refused,
    ):
        project.fit()
    assert "home 1100" in str(refused.value.diagnostics[0].args)


def test_more_neighbours_than_there_are_to_choose_from(folder: Path) -> None:
    """A fifth is held out, and of the others each third is judged by the other two."""
    rules = write(folder, "knn k 5000")
    with (
        segdsl.open(rules, store=False) as project,
        pytest.raises(segdsl.SegdslError, match="too-many-neighbours") as refused,
    ):
        project.fit()
    (finding,) = refused.value.diagnostics
    assert finding.args["k"] == 5000
    learned = customers().filter(pl.col("kind").is_in(["home", "shop"]) & pl.col("use").is_not_null())
    judging = [own - round(own / 5) for own in learned["kind"].value_counts()["count"].to_list()]
    assert finding.args["customers"] == sum(own - -(-own // 3) for own in judging)


def test_a_rare_label_is_not_lost_when_features_are_looked_at_for_leaks() -> None:
    """Twenty shops in two hundred thousand customers, and a feature that has nothing to do with them."""
    draw = np.random.default_rng(1)
    labels = (np.arange(200_000) < 20).astype(np.int64)
    features = np.column_stack([draw.normal(size=200_000), labels + draw.normal(size=200_000) / 100])
    assert list(telltale(["noise", "disguise"], features, labels, 7)) == ["disguise"]


def test_no_more_customers_are_learned_from_than_the_method_takes(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from segdsl.learn.classifiers import METHODS

    monkeypatch.setitem(METHODS, "knn", replace(METHODS["knn"], most=50))
    with segdsl.open(write(folder, "knn"), store=False) as project:
        (artefact,) = project.fit()
        (again,) = project.fit()
    assert artefact.provenance.rows == artefact.figures["validation"]["learned_from"] == 50
    assert artefact.exemplars is not None
    assert len(artefact.exemplars["rows"]) == 50
    assert {0, 1} == set(artefact.exemplars["of"])
    assert again.digest == artefact.digest
