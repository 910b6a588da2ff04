"""Lookalikes: others ranked as scikit-learn would, members without a place, judged by members that were kept back."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest

import segdsl
from tests.cli.run import run
from tests.schemas import assert_valid

RULES = """
profile customer {
  key id text
  field use number
  field age number?
  field vip bool
  field followed bool
}
segment loyal { require vip }
lookalike near "类似客户" {
  of loyal
  features [use, age]
  among followed
  seed 7
}
segment best { require near >= 90% }
segment everybody { require use >= 0 }
"""
COUNT = 1_500


def customers(distance: float = 2.0) -> pl.DataFrame:
    """One in five is a vip, and uses more by so many standard deviations; some are not followed, some have no age."""
    draw = np.random.default_rng(5)
    vip, place = draw.random(COUNT) < 0.2, pl.int_range(pl.len())
    return pl.DataFrame(
        {"id": [f"{i:04}" for i in range(COUNT)], "use": draw.normal(20, 1, COUNT) + distance * vip,
         "age": draw.uniform(20, 80, COUNT), "vip": vip}
    ).with_columns(pl.when(place % 11 != 0).then("age").alias("age"), followed=place % 7 != 0)  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    customers().write_parquet(tmp_path / "c.parquet")
    (tmp_path / "r.seg").write_text(RULES, encoding="utf-8")
    (tmp_path / "segdsl.toml").write_text(
        '[project]\nrules = ["r.seg"]\nas_of = 2021-06-30\n[data]\ncustomer = "c.parquet"\n', encoding="utf-8"
    )
    return tmp_path


def test_others_are_ranked_as_scikit_learn_does(folder: Path) -> None:
    from sklearn.linear_model import LogisticRegression  # takes seconds, for the worker that runs this
    from sklearn.preprocessing import StandardScaler

    with segdsl.open(folder, store=False) as project:
        project.fit()
        found = project.members("everybody", ["near"]).collect().sort("id")["near"]
        best = project.members("best").collect()["id"].to_list()
    data = customers()
    asked = data.filter(pl.col("followed") & pl.col("age").is_not_null())
    x, vip = StandardScaler().fit_transform(asked.select("use", "age").to_numpy()), asked["vip"].to_numpy()
    order = np.lexsort((x[:, 1], vip))  # members last: the order of rows moves no weight by more than rounding
    scores = LogisticRegression(max_iter=1000).fit(x[order], vip[order]).decision_function(x)
    others = asked.with_columns(score=pl.Series(scores)).filter(~pl.col("vip"))
    place = others.select("id", place=(pl.col("score").rank() - 1) / (pl.len() - 1))
    expected = data.join(place, on="id", how="left", maintain_order="left")["place"]
    assert found.is_null().to_list() == expected.is_null().to_list()
    assert (found - expected).abs().max() < 1e-12  # type: ignore[operator]
    assert best == data.filter(expected >= 0.9)["id"].to_list()


def test_members_kept_back_are_found_above_the_others(folder: Path) -> None:
    """Two normal curves two standard deviations apart: a member is above an other with chance Φ(2 / √2) = 0.921."""
    with segdsl.open(folder, store=False) as project:
        (artefact,) = project.fit()
    found, data = artefact.figures["validation"], customers().filter(pl.col("followed") & pl.col("age").is_not_null())
    members = int(data["vip"].sum())
    assert (artefact.figures["members"], artefact.figures["others"]) == (members, data.height - members)
    assert (found["members"], found["others"]) == (round(members / 5), round((data.height - members) / 5))
    place, low, high = found["place"]
    assert low < 0.921 < high
    assert place == pytest.approx(0.921, abs=0.06)
    shares = [top["found"] for top in found["tops"]]
    assert shares == sorted(shares)
    assert [top["lift"] for top in found["tops"]] == [
        s / t for s, t in zip(shares, (0.01, 0.05, 0.1, 0.2), strict=True)
    ]


def test_a_report_in_both_languages_and_as_json(folder: Path) -> None:
    import json

    done = run("fit", "near", "--project", str(folder), "--format", "json")
    assert done.exit_code == 0, done.stderr
    assert_valid(json.loads(done.stdout), "fit")
    assert "times chance" in run("fit", "--report", "--project", str(folder)).stdout
    assert "提升倍数" in run("fit", "--report", "--project", str(folder), "--lang", "zh").stdout


def test_no_likeness_is_said(folder: Path) -> None:
    customers(distance=0.0).write_parquet(folder / "c.parquet")
    assert "fit-no-likeness" in run("fit", "--project", str(folder)).stderr


def test_members_are_needed(folder: Path) -> None:
    customers().with_columns(vip=pl.int_range(pl.len()) < 40).write_parquet(folder / "c.parquet")
    with segdsl.open(folder, store=False) as project, pytest.raises(segdsl.SegdslError, match="too-few-members"):
        project.fit()


def test_the_same_data_gives_the_same_bytes(folder: Path) -> None:
    with segdsl.open(folder, store=False) as project:
        project.fit()
        first = (folder / "fitted/near.json").read_bytes()
        project.fit()
    assert (folder / "fitted/near.json").read_bytes() == first


def test_why_says_who_is_a_member_or_not_asked_about(folder: Path) -> None:
    with segdsl.open(folder) as project:
        project.fit()
        rows = customers()
        for vip, followed in ((True, True), (False, False)):
            key = rows.filter((pl.col("vip") == vip) & (pl.col("followed") == followed))["id"][0]
            found = project.why("near", key)
            assert found is not None
            assert found.value is None
            values = dict(found.traces[0].values)
            assert (values["of (loyal)"], values["among (followed)"]) == (vip, followed)


def test_nobody_moves_between_places(folder: Path) -> None:
    """A report of everything that was fitted goes on where there are no labels to move between."""
    cluster = "cluster ages { features [age]  label old most age  label young otherwise }\n"
    (folder / "r.seg").write_text(RULES + cluster, encoding="utf-8")
    run("fit", "--project", str(folder))
    said = run("fit", "--report", "--against", "30d", "--project", str(folder), "--lang", "en")
    assert said.exit_code == 0
    assert "who moved is not told of `near`" in said.stderr
    assert "Labels 30 days ago" in said.stdout
