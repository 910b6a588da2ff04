"""What a fitted cluster is said to be like, and the rules said to come close: both are held against the data."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import polars as pl
import pytest

import segdsl
from tests.cli.run import run
from tests.schemas import assert_valid

RULES = """
profile customer {
  key id int
  field use number? "月用电量"
  field visits int "交互次数"
  field followed bool "已关注"
  field age int?
}
cluster portrait "画像" {
  features [log(1 + use), visits / 2, followed]
  among age >= 18
  seed 7
  label heavy "高用电型" most use
  label lively "活跃型" most visits
  label other "大众型" otherwise
}
segment everybody { require visits >= 0 }
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Groups that run into each other, so that no few rules say all."""
    draw = np.random.default_rng(4)
    rows, group = 3000, draw.integers(0, 3, 3000)
    pl.DataFrame(
        {
            "id": range(rows),
            "use": np.array([1500.0, 150.0, 120.0])[group] * draw.lognormal(0, 0.5, rows),
            "visits": np.array([6, 20, 4])[group] + draw.poisson(6, rows),
            "followed": draw.random(rows) < np.array([0.4, 0.95, 0.3])[group],
            "age": draw.integers(10, 70, rows),
        }
    ).with_columns(use=pl.when(pl.int_range(pl.len()) % 23 != 0).then("use")).write_parquet(tmp_path / "c.parquet")
    (tmp_path / "r.seg").write_text(RULES, encoding="utf-8")
    settings = '[project]\nrules = ["r.seg"]\nas_of = 2021-06-30\n[data]\ncustomer = "c.parquet"\n'
    (tmp_path / "segdsl.toml").write_text(settings, encoding="utf-8")
    return tmp_path


def test_the_rules_that_come_close_agree_as_often_as_they_are_said_to(folder: Path) -> None:
    with segdsl.open(folder) as project:
        (artefact,) = project.fit()
    said = artefact.figures["surrogate"]
    (folder / "r.seg").write_text(RULES + said["text"], encoding="utf-8")
    checked = run("check", "--project", str(folder))
    assert checked.exit_code == 0, checked.stdout
    with segdsl.open(folder) as project:
        both = project.members("everybody", ["portrait", "portrait_rules"]).collect()
    both = both.with_columns(pl.col("portrait", "portrait_rules").cast(pl.String))
    labelled = both.drop_nulls("portrait")
    assert labelled.height == artefact.provenance.rows
    assert (labelled["portrait"] == labelled["portrait_rules"]).mean() == pytest.approx(said["fidelity"], abs=1e-12)
    assert 0.8 < said["fidelity"] < 1
    for label, found in said["labels"].items():
        given, has = labelled["portrait_rules"] == label, labelled["portrait"] == label
        assert (given & has).sum() / given.sum() == pytest.approx(found["precision"])
        assert (given & has).sum() / has.sum() == pytest.approx(found["recall"])
    without = both.filter(pl.col("portrait").is_null())
    assert without["portrait_rules"].unique().to_list() == ["no_label"]
    assert labelled.filter(pl.col("portrait_rules") == "no_label").is_empty()


def test_a_portrait_has_the_means_of_the_customers_with_the_label(folder: Path) -> None:
    with segdsl.open(folder) as project:
        (artefact,) = project.fit()
        found = project.members("everybody", ["portrait", "use", "visits", "followed"]).collect()
    labelled = found.drop_nulls("portrait")
    traits = {trait["text"]: trait for trait in artefact.figures["traits"]}
    assert list(traits) == ["use", "visits", "followed", "log(1 + use)", "visits / 2"]
    for column in ("use", "visits", "followed"):
        values = labelled[column].cast(pl.Float64)
        assert traits[column]["mean"] == pytest.approx(values.mean())
        assert traits[column]["spread"] == pytest.approx(values.std(ddof=0))
        for label, mean in traits[column]["means"].items():
            assert mean == pytest.approx(values.filter(labelled["portrait"].cast(pl.String) == label).mean())


def test_who_has_no_label_is_counted_with_the_reason(folder: Path) -> None:
    with segdsl.open(folder) as project:
        (artefact,) = project.fit()
    customers = pl.read_parquet(folder / "c.parquet")
    grown = customers.filter(pl.col("age") >= 18)
    lacking = grown["use"].null_count()
    assert artefact.figures["unlabelled"] == {
        "outside": customers.height - grown.height,
        "missing": lacking,
        "lacking": {"log(1 + use)": lacking, "visits / 2": 0, "followed": 0},
    }


def test_portraits_are_sentences_in_both_languages(folder: Path) -> None:
    done = run("fit", "--project", str(folder), "--format", "json")
    assert_valid(json.loads(done.stdout), "fit")
    zh = run("fit", "--report", "--project", str(folder), "--lang", "zh").stdout
    en = run("fit", "--report", "--project", str(folder), "--lang", "en").stdout
    figures = json.loads(done.stdout)["fitted"][0]["figures"]
    (use,) = (trait for trait in figures["traits"] if trait["text"] == "use")
    far = (use["means"]["heavy"] - use["mean"]) / use["spread"]
    assert f"heavy 高用电型：月用电量高于平均 {far:.1f} 个标准差" in zh
    assert f"月用电量 {far:.1f} standard deviations above the mean" in en
    (followed,) = (trait for trait in figures["traits"] if trait["text"] == "followed")
    assert f"已关注：占 {followed['means']['lively']:.1%}（全体 {followed['mean']:.1%}）" in zh
    assert figures["surrogate"]["text"] in zh


def test_one_customer_with_very_much_does_not_make_the_others_alike(folder: Path) -> None:
    """Their plain mean is hardly off that of all; in logarithms, by which they are compared, it is far off.

    What everybody has alike has no deviations.
    """
    use = np.repeat([np.exp(3.0), np.exp(6.0)], [1_000, 500])
    use[-1] = np.exp(14.0)
    frame = {"id": range(1_500), "use": use, "visits": [3] * 1_500, "followed": [True] * 1_500, "age": [40] * 1_500}
    pl.DataFrame(frame).write_parquet(folder / "c.parquet")
    rules = RULES.replace('  label lively "活跃型" most visits\n', "")
    (folder / "r.seg").write_text(rules, encoding="utf-8")
    said = run("fit", "--project", str(folder), "--lang", "zh")
    assert said.exit_code == 0, said.stderr
    heavy = np.log1p(use)[1_000:].mean() - np.log1p(use).mean()
    far = heavy / np.log1p(use).std()
    plain = (use[1_000:].mean() - use.mean()) / use.std()
    assert plain < 0.5 < far
    assert f"，按训练所用尺度相差 {far:.1f} 个标准差" in said.stdout
    assert "（）" not in said.stdout
