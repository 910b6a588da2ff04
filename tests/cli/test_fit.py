"""`segdsl fit`: what it says, and that its JSON is as published."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl

from tests.cli.run import run
from tests.schemas import validator

RULES = """
profile customer { key id text  field use number }
cluster portrait "画像" { features [use] method kmeans label heavy "高" most use label light "低" otherwise }
"""


def test_fit_writes_the_artefact_and_counts_the_labels(tmp_path: Path) -> None:
    (tmp_path / "r.seg").write_text(RULES, encoding="utf-8")
    pl.DataFrame({"id": list("abcde"), "use": [1.0, 2.0, 3.0, 98.0, 99.0]}).write_parquet(tmp_path / "c.parquet")
    settings = '[project]\nrules = ["r.seg"]\n[data]\ncustomer = "c.parquet"\n'
    (tmp_path / "segdsl.toml").write_text(settings, encoding="utf-8")
    done = run("fit", "--project", str(tmp_path), "--format", "json")
    assert done.exit_code == 0, done.stderr
    found = json.loads(done.stdout)
    validator("fit").validate(found)
    assert found == {"fitted": [{"name": "portrait", "rows": 5, "labels": {"heavy": 2, "light": 3}}]}
    assert (tmp_path / "fitted/portrait.json").is_file()
    said = run("fit", "portrait", "--project", str(tmp_path), "--lang", "zh")
    assert "已用 5 个客户训练" in said.stdout
