"""A fitted cluster wherever rules are: scripts, sentences, single customers, and the manifests of exports."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import polars as pl
import pytest

import segdsl
from segdsl.lowering.fitted.artefacts import Artefact
from tests.cli.run import run

RULES = """
profile customer {
  key id text
  field use number?
  field visits int
}
cluster portrait "画像" {
  features [log(1 + use), visits]
  seed 7
  label lively "活跃型" most visits
  label heavy "高用电型" most use
  label other "大众型" otherwise
}
segment clear "明确高用电" { require portrait = heavy and portrait.margin > 0.5 }
segment plain { require visits > 3 }
segment torn { require portrait.second = heavy }
"""


@pytest.fixture(scope="module")
def portraits(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Artefact]:
    """Five hundred customers in three groups, some without use, and their clusters."""
    folder = tmp_path_factory.mktemp("using")
    draw = np.random.default_rng(3)
    group = draw.integers(0, 3, 500)
    frame = pl.DataFrame(
        {
            "id": [f"{i:03}" for i in range(500)],
            "use": np.array([100.0, 900.0, 150.0])[group] * draw.lognormal(0, 0.3, 500),
            "visits": np.array([30, 3, 2])[group] + draw.integers(0, 9, 500),
        }
    ).with_columns(use=pl.when(pl.int_range(pl.len()) % 17 != 0).then("use"))
    frame.write_parquet(folder / "c.parquet")
    (folder / "r.seg").write_text(RULES, encoding="utf-8")
    (folder / "segdsl.toml").write_text(
        '[project]\nrules = ["r.seg"]\nas_of = 2021-06-30\n[data]\ncustomer = "c.parquet"\n', encoding="utf-8"
    )
    with segdsl.open(folder) as project:
        (artefact,) = project.fit()
    return folder, artefact


@pytest.fixture
def fitted(portraits: tuple[Path, Artefact], tmp_path: Path) -> tuple[Path, Artefact]:
    """The same, to be asked."""
    folder, artefact = portraits
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    return tmp_path, artefact


@pytest.mark.parametrize("name", ["portrait", "clear", "torn"])
def test_the_script_gives_what_the_product_gives(fitted: tuple[Path, Artefact], name: str) -> None:
    folder, _ = fitted
    script = run("compile", name, "--project", str(folder)).stdout
    scope: dict[str, object] = {}
    exec(script, scope)
    customers = pl.read_parquet(folder / "c.parquet")
    expression = scope[name]
    assert isinstance(expression, pl.Expr)
    found = customers.select(pl.col("id"), expression.alias("found"))
    with segdsl.open(folder) as project:
        if name == "portrait":
            everybody = project.members("plain", ["portrait"]).collect()
            found = found.filter(customers["visits"] > 3)
            assert found["found"].cast(pl.String).to_list() == everybody["portrait"].cast(pl.String).to_list()
        else:
            assert found.filter("found")["id"].to_list() == project.members(name).collect()["id"].to_list()
    assert 0 < len(found.drop_nulls().unique("found")) <= 3


def test_the_sentences_say_which_group_a_label_stands_for(fitted: tuple[Path, Artefact]) -> None:
    folder, _ = fitted
    said = run("compile", "portrait", "--to", "plain", "--project", str(folder), "--lang", "zh").stdout
    assert "- 活跃型：visits平均值最高的一群" in said
    assert "- 大众型：剩下的一群" in said
    english = run("compile", "portrait", "--to", "plain", "--project", str(folder), "--lang", "en").stdout
    assert "the group with the highest mean of use" in english


def test_why_shows_features_margin_and_the_next_label(fitted: tuple[Path, Artefact]) -> None:
    folder, artefact = fitted
    customers = pl.read_parquet(folder / "c.parquet")
    use, visits = customers.filter(pl.col("id") == "001").select("use", "visits").row(0)
    found = json.loads(run("why", "portrait", "001", "--project", str(folder), "--format", "json").stdout)
    (line,) = found["clauses"]
    values = line["values"]
    assert values["log(1 + use)"] == pytest.approx(np.log1p(use))
    assert values["visits"] == visits
    scale, near = artefact.to_dict()["scorer"]["steps"]
    z = (np.array([np.log1p(use), visits]) - scale["centres"]) / scale["units"]
    apart = np.linalg.norm(z - np.array(near["centres"]), axis=1)
    first, second = np.argsort(apart)[:2]
    labels = ["lively", "heavy", "other"]
    assert (found["value"], values["portrait.second"]) == (labels[first], labels[second])
    assert values["portrait.margin"] == pytest.approx(1 - apart[first] / apart[second])


def test_a_manifest_names_what_was_learned(fitted: tuple[Path, Artefact]) -> None:
    folder, artefact = fitted
    with segdsl.open(folder) as project:
        done = project.export("clear", folder / "out")
        other = project.export("plain", folder / "out")
        shown = project.export("plain", folder / "more", columns=["portrait"])
    named = [json.loads(export.manifest.read_text(encoding="utf-8"))["learned"] for export in (done, other, shown)]
    entry = {"name": "portrait", "kind": "cluster", "as_of": "2021-06-30", "sha256": artefact.digest}
    assert named == [[entry], [], [entry]]


def test_a_script_runs_alone(fitted: tuple[Path, Artefact]) -> None:
    """As its user would run it: nothing of segdsl is loaded."""
    folder, _ = fitted
    script = run("compile", "clear", "--project", str(folder)).stdout
    text = (
        script
        + f"""
import sys
print(pl.read_parquet({str(folder / "c.parquet")!r}).filter(clear).height, any("segdsl" in m for m in sys.modules))
"""
    )
    done = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, check=True)
    with segdsl.open(folder) as project:
        size = project.preview(["clear"]).items[0].size
    assert done.stdout.split() == [str(size), "False"]


def test_what_was_learned_is_applied_and_reported_without_scikit_learn(fitted: tuple[Path, Artefact]) -> None:
    """It takes longer to load than most questions take to answer."""
    folder, _ = fitted
    script = f"""
import sys, segdsl
from segdsl.api import learning
with segdsl.open({str(folder)!r}) as project:
    project.preview(["clear", "portrait"])
    project.why("portrait", "001")
    project.export("clear", {str(folder / "out")!r})
    (report,) = learning.reports(project)
    import segdsl.cli.show.fitted.report
    print(report.drift.customers, [name for name in sys.modules if name in ("sklearn", "scipy")])
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split(maxsplit=1)[1].strip() == "[]"


def test_a_param_that_changes_what_was_learned_is_not_swept(fitted: tuple[Path, Artefact]) -> None:
    """Its numbers hold for one value; a param that is used after learning is swept like any other."""
    folder, _ = fitted
    rules = RULES.replace("log(1 + use), visits]", "log(1 + use), min_of(visits, cap)]")
    more = """
param cap = 40 in 1..100
param least = 30% in 0%..100%
segment sure { require portrait = heavy and portrait.margin > least }
segment margins { require portrait.margin > least }
"""
    (folder / "r.seg").write_text(rules + more, encoding="utf-8")
    with segdsl.open(folder) as project:
        project.fit()
        swept = project.sweep("least", "10%..30%:10%", "sure")
        assert swept.points[-1].size == project.preview(["sure"]).items[0].size
        for name in ("sure", "margins"):
            with pytest.raises(segdsl.SegdslError, match="sweep-learned") as refused:
                project.sweep("cap", "20..40:10", name)
            assert refused.value.diagnostics[0].args == {"name": "portrait", "param": "cap"}
