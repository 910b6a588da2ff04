"""The same through the front door: projects on disk, their data as Parquet, Arrow or CSV, give the same figures."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given

import segdsl
from segdsl.rulebook.model import Segment
from tests.differential.comparing import figures
from tests.differential.running import Run, budget
from tests.differential.strategies import Case, cases

Write = Callable[[pl.DataFrame, Path], None]
PROJECT = """[project]
rules = ["规则.seg"]
as_of = {as_of}
timezone = "Asia/Shanghai"

[data]
customer = "客户.{suffix}"

[lists]
vip = "vip.parquet"
"""


@pytest.mark.parametrize("suffix, write", [("parquet", pl.DataFrame.write_parquet), ("arrow", pl.DataFrame.write_ipc)])
@budget(12)
@given(case=cases())
def test_a_project_on_disk_gives_the_figures_of_the_interpreter(case: Case, suffix: str, write: Write) -> None:
    with tempfile.TemporaryDirectory() as folder:
        check_project(Path(folder), case, suffix, write)


@budget(12)
@given(case=cases())
def test_a_csv_file_gives_the_figures_of_the_interpreter(case: Case) -> None:
    """Where an empty cell is a missing value."""
    filled = case.frame.filter(pl.col("id").cast(pl.String) != "").with_columns(
        pl.when(pl.col(pl.String) != "").then(pl.col(pl.String))
    )
    with tempfile.TemporaryDirectory() as folder:
        check_project(Path(folder), replace(case, frame=filled), "csv", write_csv)


def write_csv(frame: pl.DataFrame, file: Path) -> None:
    """Lists as JSON, times as ISO text."""
    lists = [
        pl.Series(c.name, [None if x is None else json.dumps(x.to_list()) for x in c], dtype=pl.String)
        for c in frame.iter_columns()
        if c.dtype == pl.List(pl.String)
    ]
    frame.with_columns(lists).write_csv(file, datetime_format="%Y-%m-%dT%H:%M:%S%.6f")


def check_project(folder: Path, case: Case, suffix: str, write: Write) -> None:
    """Write the case as a project and hold its preview, and the trace of a customer, against the interpreter."""
    (folder / "规则.seg").write_text(case.rules, encoding="utf-8")
    (folder / "segdsl.toml").write_text(PROJECT.format(as_of=case.as_of, suffix=suffix), encoding="utf-8")
    write(case.frame, folder / f"客户.{suffix}")
    pl.DataFrame({"id": list(case.vip)}, schema={"id": case.frame.schema["id"]}).write_parquet(folder / "vip.parquet")
    run = Run.of(case)
    with segdsl.open(folder) as project:
        preview = project.preview(waterfall=True)
        assert preview.universe == case.frame.height
        assert [item.name for item in preview.items] == [n for n in run.rulebook.definitions if n in run.names]
        for item in preview.items:
            for what, found, expected in figures(run, item):
                assert found == expected, (item.name, what)
        for at, key in enumerate(case.frame["id"].to_list()[:2]):
            for name in run.names:
                if isinstance(run.rulebook.definitions[name], Segment):
                    assert project.why(name, str(key)).member == run.customers.values(name)[at], (name, key)
