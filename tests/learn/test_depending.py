"""What was learned from something else that was learned: it counts as long as that says what it said."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import polars as pl
import pytest

import segdsl
from tests.cli.run import run

RULES = """
profile customer {
  key id int
  field use number
  field visits number
  field told category(home, shop)?
}
let torn = clear.margin
model kind { learn told features [visits, torn] method logistic }
model past { learn told features [visits, if(was(busy, 30d) = yes, 1, 0)] method logistic }
tag busy { class yes when clear = heavy class no otherwise }
model alone { learn told features [visits, use] method logistic }
cluster clear "画像" {
  features [use, visits]
  seed 7
  label heavy most use
  label other otherwise
}
"""
ROWS = 300


def write(folder: Path, seed: int) -> None:
    """Customers around two centres, of whom every second one told what it is."""
    draw = np.random.default_rng(seed)
    heavy = draw.random(ROWS) < 0.4
    told = np.where(draw.random(ROWS) < 0.2, ~heavy, heavy)
    pl.DataFrame(
        {"id": range(ROWS), "use": 100.0 * heavy + draw.normal(0, 30, ROWS), "visits": draw.normal(9, 3, ROWS)}
    ).with_columns(
        told=pl.when(pl.col("id") % 2 == 0).then(pl.Series(np.where(told, "shop", "home").tolist()))
    ).write_parquet(folder / "c.parquet")


def prepare(folder: Path, rules: str = RULES) -> Path:
    """A project of the rules and some customers."""
    write(folder, 3)
    (folder / "r.seg").write_text(rules, encoding="utf-8")
    (folder / "segdsl.toml").write_text(
        '[project]\nrules = ["r.seg"]\nas_of = 2021-06-30\n[data]\ncustomer = "c.parquet"\n', encoding="utf-8"
    )
    return folder


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everything is fitted."""
    folder = prepare(tmp_path_factory.mktemp("depending"))
    with segdsl.open(folder, store=False) as project:
        project.fit()
    return folder


@pytest.fixture
def folder(everything: Path, tmp_path: Path) -> Path:
    """The same, to be changed."""
    shutil.copytree(everything, tmp_path, dirs_exist_ok=True)
    return tmp_path


def test_what_waits_says_what_for(tmp_path: Path) -> None:
    """What is to be fitted stands in the order of dependence; what has no data cannot be fitted yet."""
    more = """
events visit { at visited_at time }
let visited = count(visit, last 30d)
model later { learn told features [visited] method logistic }
segment both { require later = home and kind = home }
segment plain { require use > 3 }
"""
    with segdsl.open(prepare(tmp_path, RULES + more), store=False) as project:
        preview = project.preview()
    assert [item.name for item in preview.items] == ["plain"]
    found = {d.code: d.args for d in preview.warnings}
    assert found["without-events"] == {"names": "both, later, visited", "tables": "visit"}
    waiting = found["not-yet-evaluated"]
    assert waiting["names"] == "alone, busy, clear, kind, past, torn"
    order = str(waiting["fit"]).split()
    assert sorted(order) == ["alone", "clear", "kind", "past"]
    assert order.index("clear") < min(order.index("kind"), order.index("past"))
    said = run("preview", "--project", str(tmp_path), "--lang", "zh").stderr
    assert f"segdsl fit {' '.join(order)}" in said


def left_out(project: segdsl.Project) -> list[str]:
    """What is said to be outdated, by name."""
    return sorted(str(d.args["name"]) for d in project.customers.findings if d.code == "fit-outdated")


def test_what_is_used_is_fitted_first_and_all_of_it_counts(folder: Path) -> None:
    with segdsl.open(folder, store=False) as project:
        assert [artefact.name for artefact in project.fit(["past", "kind", "clear"])] == ["clear", "kind", "past"]
        assert project.fitted.keys() == {"clear", "kind", "past", "alone"}
        assert left_out(project) == []


def test_fitted_anew_to_something_else_it_takes_with_it_what_was_learned_from_it(folder: Path) -> None:
    write(folder, 4)
    with segdsl.open(folder, store=False) as project:
        assert left_out(project) == []
        project.fit(["clear"])
        assert left_out(project) == ["kind", "past"]
        assert project.fitted.keys() == {"clear", "alone"}
        with pytest.raises(segdsl.SegdslError, match="needs-model"):
            project.preview(["kind"])
    with segdsl.open(folder, store=False) as project:
        assert left_out(project) == ["kind", "past"]
        project.fit(["kind"])
        assert left_out(project) == ["past"]
        assert project.preview(["kind"]).items
        project.fit()
        assert left_out(project) == []


def test_fitted_anew_to_the_same_it_leaves_them_alone(folder: Path) -> None:
    with segdsl.open(folder, store=False) as project:
        project.fit(["clear"])
        assert left_out(project) == []
        assert project.preview(["kind", "past"]).items


def test_it_is_said_with_what_to_do(folder: Path) -> None:
    write(folder, 4)
    done = run("fit", "clear", "--project", str(folder), "--lang", "zh")
    assert done.exit_code == 0
    assert "segdsl fit kind" in done.stderr
    assert "segdsl fit alone" not in done.stderr
    again = run("fit", "--project", str(folder), "--lang", "zh")
    assert again.exit_code == 0
    assert "fit-outdated" not in again.stderr
