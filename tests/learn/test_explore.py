"""`segdsl fit --explore`: the number of groups that were put into the data is found, and the draft can be pasted."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import polars as pl
import pytest

import segdsl
from segdsl.api.learning import explore
from segdsl.cli.show.fitted.explore import reason
from segdsl.learn.explore import placements
from tests.cli.run import run
from tests.schemas import assert_valid

RULES = """
profile customer {
  key id int
  field use number "月用电量"
  field visits int "交互次数"
  field followed bool "已关注"
  field age int?
}
cluster portrait "画像" {
  features [log(1 + use), visits, followed]
  among age is known
  seed 7
  label heavy most use
  label other otherwise
}
segment grown { require age >= 18 }
"""
GROUPS = 4


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Four groups: by use and visits two by two; half of each are followed."""
    draw = np.random.default_rng(11)
    group = draw.integers(0, GROUPS, 600)
    pl.DataFrame(
        {
            "id": range(600),
            "use": np.where(group % 2, 900.0, 60.0) * draw.lognormal(0, 0.1, 600),
            "visits": np.where(group // 2, 40, 5) + draw.integers(0, 4, 600),
            "followed": group == 3,
            "age": [None if i % 10 == 0 else 30 for i in range(600)],
        }
    ).write_parquet(tmp_path / "c.parquet")
    (tmp_path / "r.seg").write_text(RULES, encoding="utf-8")
    settings = '[project]\nrules = ["r.seg"]\nas_of = 2021-06-30\n[data]\ncustomer = "c.parquet"\n'
    (tmp_path / "segdsl.toml").write_text(settings, encoding="utf-8")
    return tmp_path


def test_the_groups_that_are_there_are_found_and_the_draft_says_so(folder: Path) -> None:
    done = run("fit", "portrait", "--explore", "--project", str(folder), "--format", "json", "--lang", "en")
    assert done.exit_code == 0, done.stderr
    found = json.loads(done.stdout)
    assert_valid(found, "fit")
    (one,) = found["explored"]
    assert [row["groups"] for row in one["counts"]] == list(range(2, 11))
    assert (one["recommended"], one["rows"]) == (GROUPS, 540)
    chosen = one["counts"][GROUPS - 2]
    assert chosen["eligible"]
    assert chosen["silhouette"] == max(row["silhouette"] for row in one["counts"])
    assert not (folder / "fitted").exists()
    assert one["reason"].startswith("Recommended: 4 groups.")
    said = run("fit", "--explore", "--project", str(folder), "--lang", "zh").stdout
    assert "建议分 4 群" in said
    assert "月用电量" in said  # in a title of the draft
    for row in one["counts"]:  # found once more, and the same
        shown = (f"{row[figure]:.2f}" for figure in ("silhouette", "davies_bouldin", "agreement", "least_agreement"))
        assert re.search(rf"^ *{row['groups']} +{' +'.join(shown)} ", said, re.MULTILINE)

    rules = re.sub(r"cluster portrait .*?\n}\n", lambda _: one["draft"], RULES, flags=re.DOTALL)
    assert rules.count("label ") == GROUPS
    (folder / "r.seg").write_text(rules, encoding="utf-8")
    checked = run("check", "--strict", "--project", str(folder))
    assert checked.exit_code == 0, checked.stdout
    with segdsl.open(folder) as project:
        (artefact,) = project.fit()
    customers = pl.read_parquet(folder / "c.parquet").drop_nulls()
    groups = customers.group_by(pl.col("use") > 250, pl.col("visits") > 20).len()["len"].sort().to_list()
    assert sorted(artefact.figures["sizes"].values()) == groups


def test_customers_without_groups_get_no_recommendation(folder: Path) -> None:
    """A cloud that is as wide in every direction: whatever is cut, another sample is cut elsewhere."""
    x = np.random.default_rng(2).normal(0, 1, (600, 8))
    names = [f"x{i}" for i in range(8)]
    pl.DataFrame(x, schema=names).with_columns(id=pl.int_range(600)).write_parquet(folder / "c.parquet")
    fields = "\n".join(f"  field {name} number" for name in names)
    (folder / "r.seg").write_text(
        f"profile customer {{\n  key id int\n{fields}\n}}\n"
        f"cluster cloud {{ features [{', '.join(names)}] method kmeans restarts 1\n"
        "  label a most x0 label b otherwise }\n",
        encoding="utf-8",
    )
    with segdsl.open(folder) as project:
        (first,) = explore(project, None, "en")
    assert first.found.recommended is None
    assert not any(one.eligible for one in first.found.counts)
    assert "none holds up" in reason(first.found, "en")


def test_only_clusters_have_a_number_of_groups(folder: Path) -> None:
    model = "model guess { learn kind features [use] method logistic }\n"
    rules = RULES.replace("  field age", "  field kind category(a, b)?\n  field age") + model
    (folder / "r.seg").write_text(rules, encoding="utf-8")
    data = pl.read_parquet(folder / "c.parquet")
    data.with_columns(kind=pl.lit("a")).write_parquet(folder / "c.parquet")
    refused = run("fit", "guess", "--explore", "--project", str(folder))
    assert refused.exit_code != 0
    assert "explore-not-a-cluster" in refused.stderr


def test_a_label_attaches_where_its_group_stands_out_most() -> None:
    """Of three groups the third is by far the highest in the second number; of the others the first is lower there."""
    centres = [[0.0, 1.0], [0.1, 2.0], [0.2, 9.0]]
    assert placements(centres) == [(2, "most", 1), (1, "most", 1), (0, None, 0)]
