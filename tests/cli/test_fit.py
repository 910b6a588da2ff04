"""`segdsl fit`: what it says, and that its JSON is as published."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest

from tests.cli.run import run
from tests.schemas import assert_valid

RULES = """
profile customer { key id text  field use number }
cluster portrait "画像" { features [use] method kmeans label heavy "高" most use label light "低" otherwise }
"""


@pytest.fixture
def project(tmp_path: Path) -> str:
    """Five customers, two of whom use much."""
    (tmp_path / "r.seg").write_text(RULES, encoding="utf-8")
    pl.DataFrame({"id": list("abcde"), "use": [1.0, 2.0, 3.0, 98.0, 99.0]}).write_parquet(tmp_path / "c.parquet")
    settings = '[project]\nrules = ["r.seg"]\nas_of = 2021-06-30\n[data]\ncustomer = "c.parquet"\n'
    (tmp_path / "segdsl.toml").write_text(settings, encoding="utf-8")
    return str(tmp_path)


def test_fit_writes_the_artefact_and_counts_the_labels(project: str) -> None:
    done = run("fit", "--project", project, "--format", "json")
    assert done.exit_code == 0, done.stderr
    found = json.loads(done.stdout)
    assert_valid(found, "fit")
    (fitted,) = found["fitted"]
    assert (fitted["name"], fitted["kind"], fitted["rows"], fitted["as_of"]) == ("portrait", "cluster", 5, "2021-06-30")
    assert fitted["figures"]["sizes"] == {"heavy": 2, "light": 3}
    kept = json.loads((Path(project) / "fitted/portrait.json").read_text(encoding="utf-8"))
    assert kept["sha256"] == fitted["sha256"]


def test_a_report_is_what_fitting_printed_and_what_has_changed_since(project: str) -> None:
    said = run("fit", "portrait", "--project", project, "--lang", "zh")
    assert "用 5 个客户训练" in said.stdout
    again = run("fit", "--report", "--project", project, "--lang", "zh").stdout
    assert again.startswith(said.stdout)
    assert "训练以来客户的变化" in again.removeprefix(said.stdout)


def test_there_is_no_report_before_fitting(project: str) -> None:
    refused = run("fit", "portrait", "--report", "--project", project)
    assert refused.exit_code != 0
    assert "needs-model" in refused.stderr


def test_an_error_about_something_not_fitted_says_why_its_fit_does_not_count(project: str) -> None:
    run("fit", "--project", project)
    path = Path(project) / "fitted/portrait.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"seed": ', '"seed": 1'), encoding="utf-8")
    refused = run("preview", "portrait", "--project", project)
    assert refused.exit_code == 2
    assert refused.stderr.count("fitted-changed") == 1
    told = json.loads(run("preview", "portrait", "--project", project, "--format", "json").stdout)
    assert [each["code"] for each in told["diagnostics"]] == ["needs-model", "fitted-changed"]
    again = run("fit", "--project", project)
    assert again.exit_code == 0
    assert "fitted-changed" not in again.stderr


def test_what_cannot_be_fitted_does_not_keep_the_others_from_it(project: str) -> None:
    rules = Path(project) / "r.seg"
    more = """
cluster nobody { features [log(0 * use)]  label a most use  label b otherwise }
cluster later { features [use, nobody.margin]  label a most use  label b otherwise }
"""
    rules.write_text(RULES + more, encoding="utf-8")
    done = run("fit", "--project", project)
    assert done.exit_code == 2
    assert "portrait" in done.stdout
    assert "too-few-to-fit" in done.stderr
    assert "`log(0 * use)` is missing for 5 customers" in done.stderr
    assert "needs-model" in done.stderr
    told = run("fit", "--project", project, "--format", "json")
    assert told.exit_code == 2
    found = json.loads(told.stdout)
    assert_valid(found, "fit")
    assert [each["name"] for each in found["fitted"]] == ["portrait"]
    assert [each["code"] for each in found["diagnostics"]] == ["too-few-to-fit", "needs-model"]
    alone = json.loads(run("fit", "nobody", "--project", project, "--format", "json").stdout)
    assert [each["code"] for each in alone["diagnostics"]] == ["too-few-to-fit"]


@pytest.mark.parametrize("other", [["--report"], ["--against", "30d"]])
def test_numbers_of_groups_are_tried_alone(project: str, other: list[str]) -> None:
    refused = run("fit", "--explore", *other, "--project", project)
    assert refused.exit_code == 2
    assert "options-exclude" in refused.stderr


SURVEY = """
profile customer { key id text  field use number  field kind category(home, shop)? }
model usage_kind "用电类型" { learn kind  features [use, kind = shop]  method tree  confidence 0.7 }
"""


def test_a_model_is_judged_and_warned_of(tmp_path: Path) -> None:
    """One feature is the label itself; use says nothing."""
    (tmp_path / "r.seg").write_text(SURVEY, encoding="utf-8")
    kinds = [None, "home", "shop", "home"] * 100
    pl.DataFrame(
        {"id": map(str, range(400)), "use": [float(i * 7 % 31) for i in range(400)], "kind": kinds}
    ).write_parquet(tmp_path / "c.parquet")
    options = ("--project", str(tmp_path))
    (tmp_path / "segdsl.toml").write_text(
        '[project]\nrules = ["r.seg"]\nas_of = 2021-06-30\n[data]\ncustomer = "c.parquet"\n', encoding="utf-8"
    )
    done = run("fit", *options, "--format", "json")
    assert done.exit_code == 0, done.stderr
    found = json.loads(done.stdout)
    assert "fit-telltale" in [each["code"] for each in found["warnings"]]
    assert done.stderr == ""
    assert_valid(found, "fit")
    assert found["fitted"][0]["figures"]["sizes"] == {"home": 200, "shop": 100}
    said = run("fit", *options, "--lang", "zh", "--report")
    assert "一律判为 `home`" in said.stdout
    assert "混淆矩阵" in said.stdout
    assert "Judged on 60 customers" in run("fit", *options, "--report").stdout
