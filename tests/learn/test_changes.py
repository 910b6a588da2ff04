"""What is said of a refit, of drift, and of who moved: each figure against one computed here from the data."""

from __future__ import annotations

import json
import math
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
import pytest

import segdsl
from segdsl.api import learning
from segdsl.api.findings import changed, drifted
from segdsl.learn.drift import bins, drift, stability
from tests.cli.run import run
from tests.schemas import assert_valid

RULES = """
profile customer {
  key id int
  field use number?
  field visits number
}
events visit {
  at visited_at time
}
cluster portrait "画像" {
  features [use, visits]
  seed 7
  label heavy "高用电型" most use
  label lively "活跃型" most visits
  label other "大众型" otherwise
}
cluster recent { features [count(visit, last 10d)] label busy most count(visit, last 10d) label calm otherwise }
segment everybody { require visits is known }
"""
CENTRES = np.array([[90.0, 10.0], [10.0, 90.0], [10.0, 10.0]])


def customers(
    rows: int = 900, seed: int = 3, sizes: tuple[float, ...] = (1 / 3, 1 / 3, 1 / 3), centres: np.ndarray = CENTRES
) -> pl.DataFrame:
    """Three groups that lie apart; every ninth customer has no use."""
    draw = np.random.default_rng(seed)
    x = centres[draw.choice(3, rows, p=sizes)] + draw.normal(0, 12, (rows, 2))
    frame = pl.DataFrame({"id": range(rows), "use": x[:, 0], "visits": x[:, 1]})
    return frame.with_columns(use=pl.when(pl.col("id") % 9 != 4).then("use"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The customers, and visits: even ones came in the last days, those divisible by three a month before."""
    customers().write_parquet(tmp_path / "c.parquet")
    now, before = pl.datetime(2021, 6, 28, 12), pl.datetime(2021, 5, 28, 12)
    ids = pl.DataFrame({"id": range(900)})
    pl.concat(
        [
            ids.filter(pl.col("id") % 2 == 0).with_columns(visited_at=now),
            ids.filter(pl.col("id") % 3 == 0).with_columns(visited_at=before),
        ]
    ).write_parquet(tmp_path / "v.parquet")
    (tmp_path / "r.seg").write_text(RULES, encoding="utf-8")
    (tmp_path / "segdsl.toml").write_text(
        '[project]\nrules = ["r.seg"]\nas_of = 2021-06-30\n[data]\ncustomer = "c.parquet"\nvisit = "v.parquet"\n',
        encoding="utf-8",
    )
    return tmp_path


def test_a_refit_on_resampled_customers_keeps_the_names(folder: Path) -> None:
    with segdsl.open(folder) as project:
        (first,) = learning.fit(project, ["portrait"])
        labels = project.members("everybody", ["portrait"]).collect()
    assert first.refit is None
    data = customers()
    drawn = np.random.default_rng(1).integers(0, len(data), len(data))
    data[drawn].with_columns(id=pl.int_range(900)).write_parquet(folder / "c.parquet")
    with segdsl.open(folder) as project:
        (again,) = learning.fit(project, ["portrait"])
    data.write_parquet(folder / "c.parquet")
    with segdsl.open(folder) as project:
        new = project.members("everybody", ["portrait"]).collect()
    both = labels.join(new, on="id").drop_nulls()
    same = (both["portrait"] == both["portrait_right"]).sum()
    assert same > 0.98 * len(both)
    assert again.refit is not None
    assert [one.by_distance for one in again.refit.labels] == ["heavy", "lively", "other"]
    assert list(changed(again)) == []
    old, now = first.artefact.figures["traits"], again.artefact.figures["traits"]
    for one in again.refit.labels:
        steps = [(b["means"][one.label] - a["means"][one.label]) / a["spread"] for a, b in zip(old, now, strict=True)]
        assert one.distance == pytest.approx(math.hypot(*steps))
        assert one.kept is not None
        assert one.kept > 0.98


def test_a_label_that_goes_where_another_was_is_told(folder: Path) -> None:
    """The group with most use is now where the lively ones were: the name follows the meaning, the centres do not."""
    with segdsl.open(folder) as project:
        learning.fit(project, ["portrait"])
    customers(centres=np.array([[15.0, 90.0], [-60.0, 30.0], [0.0, 10.0]])).write_parquet(folder / "c.parquet")
    with segdsl.open(folder) as project:
        (again,) = learning.fit(project, ["portrait"])
    found = {(d.code, d.args["label"]): d.args for d in changed(again)}
    assert ("label-moved", "heavy") in found
    assert found["labels-crossed", "heavy"]["other"] == "lively"
    said = run("fit", "portrait", "--project", str(folder), "--lang", "zh").stdout
    assert "与上次训练相比" in said


def test_stability_of_shares() -> None:
    """By hand: 0.1 · ln(0.6 / 0.5) + (−0.1) · ln(0.4 / 0.5) = 0.0182 + 0.0223."""
    assert stability([50, 50], [60, 40]) == pytest.approx(0.0405, abs=1e-4)
    assert stability([50, 50], [500, 500]) == 0
    assert stability([50, 50], [0, 0]) == 0
    assert stability([1, 0], [0, 1]) == pytest.approx(2 * 0.9999 * math.log(10_000), rel=1e-3)


def test_bins_are_tenths_of_the_customers_at_the_fit() -> None:
    few = np.array([0.0] * 70 + [1.0] * 20 + [2.0] * 10)
    first, second = bins(["x", "y"], np.column_stack([np.arange(100.0), few]))
    assert first["shares"] == pytest.approx([0.1] * 10, abs=0.011)
    assert (second["edges"], second["shares"]) == ([0.0, 1.0], [0.7, 0.2, 0.1])


def test_drift_is_measured_against_the_bins_of_the_fit(folder: Path) -> None:
    with segdsl.open(folder) as project:
        (artefact,) = project.fit(["portrait"])
        same = drift(project.session, artefact)
        assert same is not None
        assert [round(one.index, 9) for one in same.shifts] == [0, 0, 0, 0]
        assert same.customers == artefact.provenance.rows
        assert list(drifted(same)) == []
    later = customers(1200, 8, (0.7, 0.2, 0.1))
    later.write_parquet(folder / "c.parquet")
    with segdsl.open(folder) as project:
        found = drift(project.session, artefact)
        labels = project.members("everybody", ["portrait"]).collect().drop_nulls()["portrait"].cast(pl.String)
    assert found is not None
    complete = later.drop_nulls()
    assert found.customers == len(complete)
    for shift, each in zip(found.shifts, artefact.figures["bins"], strict=False):
        counts = np.histogram(complete[each["text"]], [-np.inf, *np.nextafter(each["edges"], np.inf), np.inf])[0]
        assert shift.index == pytest.approx(stability(each["shares"], list(map(float, counts))))
        assert shift.index == pytest.approx(_index(each["shares"], counts / counts.sum()))
    sizes = Counter(labels)
    shares = {label: size / artefact.provenance.rows for label, size in artefact.figures["sizes"].items()}
    assert found.shifts[2].index == pytest.approx(
        _index(list(shares.values()), np.array([sizes[label] for label in shares]) / len(complete))
    )
    assert {d.code for d in drifted(found)} >= {"drift-large"}


def _index(then: list[float], now: np.ndarray) -> float:
    p = np.array(then)
    return float(((now - p) * np.log(now / p)).sum())


def test_refresh_and_report_tell_of_drift(folder: Path) -> None:
    with segdsl.open(folder) as project:
        project.fit(["portrait"])
    customers(1200, 8, (0.7, 0.2, 0.1)).write_parquet(folder / "c.parquet")
    done = run("refresh", "--project", str(folder), "--format", "json")
    found = json.loads(done.stdout)
    assert_valid(found, "refresh")
    assert [one["name"] for one in found["drift"]] == ["portrait"]
    assert {one["code"] for one in found["warnings"]} >= {"drift-large"}
    said = run("refresh", "--project", str(folder), "--lang", "zh")
    assert "训练以来" in said.stdout + said.stderr
    reported = json.loads(run("fit", "portrait", "--report", "--project", str(folder), "--format", "json").stdout)
    assert_valid(reported, "fit")
    assert reported["fitted"][0]["drift"] == {k: v for k, v in found["drift"][0].items() if k != "name"}


def test_who_moved_is_counted_exactly(folder: Path) -> None:
    with segdsl.open(folder) as project:
        project.fit(["recent"])
    done = run("fit", "recent", "--report", "--against", "30d", "--project", str(folder), "--format", "json")
    assert done.exit_code == 0, done.stderr
    found = json.loads(done.stdout)
    assert_valid(found, "fit")
    label = {True: "busy", False: "calm"}
    expected = Counter((label[i % 3 == 0], label[i % 2 == 0]) for i in range(900))
    transition = found["fitted"][0]["transition"]
    assert {(one["then"], one["now"]): one["size"] for one in transition["sizes"]} == expected
    assert transition["same"] == expected["busy", "busy"] + expected["calm", "calm"]
    said = run("fit", "recent", "--report", "--against", "30d", "--project", str(folder), "--lang", "zh").stdout
    assert "30 天前（行）与今天（列）的标签" in said


def test_what_is_no_duration_is_refused(folder: Path) -> None:
    with segdsl.open(folder) as project:
        project.fit(["recent"])
    refused = run("fit", "recent", "--report", "--against", "soon", "--project", str(folder))
    assert refused.exit_code != 0
    assert "error" in refused.stderr


def test_a_fit_with_nothing_to_compare_with_has_no_drift(folder: Path) -> None:
    with segdsl.open(folder) as project:
        (artefact,) = project.fit(["portrait"])
        assert drift(project.session, replace(artefact, figures={})) is None


@pytest.mark.parametrize("method", ["logistic", "knn"])
def test_a_model_is_held_against_the_customers_it_applies_to(folder: Path, method: str) -> None:
    """Everybody counts, whether the label is known or not: what was learned is said of all."""
    rules = RULES.replace("  field visits number\n", "  field visits number\n  field kind category(a, b)?\n")
    model = f"model guess {{ learn kind features [use, visits] method {method} }}\n"
    (folder / "r.seg").write_text(rules + model, encoding="utf-8")

    def told(data: pl.DataFrame) -> pl.DataFrame:
        kind = pl.when(pl.col("use") > 50).then(pl.lit("a")).otherwise(pl.lit("b"))
        return data.with_columns(kind=pl.when(pl.col("id") % 3 == 0).then(kind))

    told(customers()).write_parquet(folder / "c.parquet")
    with segdsl.open(folder) as project:
        (artefact,) = project.fit(["guess"])
        same = drift(project.session, artefact)
    assert same is not None
    labels = [("labels", "", 0), ("unlabelled", "", 0)] if method == "logistic" else []  # `knn` would have to be scored
    assert [(one.of, one.text, round(one.index, 9)) for one in same.shifts] == [
        ("feature", "use", 0), ("feature", "visits", 0), *labels,
    ]  # fmt: skip
    assert same.customers == customers()["use"].count()
    told(customers(1200, 8, (0.7, 0.2, 0.1))).write_parquet(folder / "c.parquet")
    with segdsl.open(folder) as project:
        (report,) = learning.reports(project, ["guess"])
    # much use from a third to 0.7, many visits from a third to 0.2: about 0.5 and 0.1, noise aside
    of_features = [d for d in changed(report) if "`" in str(d.args["what"])]
    assert [d.code for d in of_features] == ["drift-large", "drift-moderate"]


def test_what_a_model_says_is_held_against_what_it_said(folder: Path) -> None:
    """By the confidence it asked for then: asking for another one moves no customer."""
    rules = RULES.replace("  field visits number\n", "  field visits number\n  field kind category(a, b)?\n")
    model = "model guess { learn kind features [use, visits] method logistic confidence 0.9 }\n"
    (folder / "r.seg").write_text(rules + model, encoding="utf-8")

    def write(data: pl.DataFrame) -> None:
        draw = np.random.default_rng(5)
        sure = (data["use"].fill_null(0) + draw.normal(0, 40, len(data))) > 50
        kind = pl.when(pl.Series(sure)).then(pl.lit("a")).otherwise(pl.lit("b"))
        data.with_columns(kind=pl.when(pl.col("id") % 3 == 0).then(kind)).write_parquet(folder / "c.parquet")

    def shares(project: segdsl.Project) -> dict[str | None, float]:
        said = project.members("everybody", ["guess"]).collect()["guess"].cast(pl.String)
        return {label: said.to_list().count(label) / len(said)
                for label in ("a", "b", None)}  # fmt: skip

    write(customers())
    with segdsl.open(folder) as project:
        project.fit(["guess"])
        then = shares(project)
    write(customers(1200, 8, (0.7, 0.2, 0.1)))
    with segdsl.open(folder) as project:
        now = shares(project)
        (report,) = learning.reports(project, ["guess"])
    assert report.drift is not None
    labels, unlabelled = report.drift.shifts[2:]
    assert now[None] > 0.05  # somebody got no label
    assert labels.index == pytest.approx(_of(then, now, "ab"))
    assert unlabelled.index == pytest.approx(_index([1 - then[None], then[None]], np.array([1 - now[None], now[None]])))
    assert "the shares of its labels" in run("refresh", "--project", str(folder), "--lang", "en").stderr
    (folder / "r.seg").write_text(rules + model.replace("0.9", "0.6"), encoding="utf-8")
    with segdsl.open(folder) as project:
        (other,) = learning.reports(project, ["guess"])
    assert other.drift == report.drift


def _of(then: dict[str | None, float], now: dict[str | None, float], labels: str) -> float:
    """The index of some shares among themselves."""
    before, after = ([shares[label] for label in labels] for shares in (then, now))
    return _index([share / sum(before) for share in before], np.array(after) / sum(after))
