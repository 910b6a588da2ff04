"""The same through the front door: projects on disk, their data as Parquet, Arrow or CSV, give the same figures."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given

from segdsl.rulebook.model import Segment
from tests.differential.comparing import figures
from tests.differential.opening import EVERYONE, Layout, Save, opened
from tests.differential.running import Run, budget
from tests.differential.strategies import Case, cases


@pytest.mark.parametrize("suffix, save", [("parquet", pl.DataFrame.write_parquet), ("arrow", pl.DataFrame.write_ipc)])
@budget(12)
@given(case=cases())
def test_a_project_on_disk_gives_the_figures_of_the_interpreter(case: Case, suffix: str, save: Save) -> None:
    check_project(case, Layout(suffix=suffix, save=save))


@budget(12)
@given(case=cases())
def test_a_csv_file_gives_the_figures_of_the_interpreter(case: Case) -> None:
    """Where an empty cell is a missing value, as are dates before the year 1000 and what is no finite number."""
    moments, numbers = pl.col(pl.Date, pl.Datetime), pl.col(pl.Float64)
    filled = case.frame.filter(pl.col("id").cast(pl.String) != "").with_columns(
        pl.when(pl.col(pl.String) != "").then(pl.col(pl.String)),
        pl.when(moments.dt.year() >= 1000).then(moments),
        pl.when(numbers.is_finite()).then(numbers),
    )
    check_project(replace(case, frame=filled), Layout(suffix="csv", save=write_csv))


def write_csv(frame: pl.DataFrame, file: Path) -> None:
    """Lists as JSON, times as ISO text."""
    lists = [
        pl.Series(c.name, [None if x is None else json.dumps(x.to_list()) for x in c], dtype=pl.String)
        for c in frame.iter_columns()
        if c.dtype == pl.List(pl.String)
    ]
    frame.with_columns(lists).write_csv(file, datetime_format="%Y-%m-%dT%H:%M:%S%.6f")


def check_project(case: Case, layout: Layout) -> None:
    """Hold the preview of a case on disk, and the trace of a customer, against the interpreter."""
    run = Run.of(case)
    with opened(case, layout) as project:
        preview = project.preview(waterfall=True)
        assert preview.universe == case.frame.height
        items = [item for item in preview.items if item.name != EVERYONE]
        assert [item.name for item in items] == [n for n in run.rulebook.definitions if n in run.names]
        for item in items:
            for what, found, expected in figures(run, item):
                assert found == expected, (item.name, what)
        for at, key in enumerate(case.frame["id"].to_list()[:2]):
            for name in run.names:
                if isinstance(run.rulebook.definitions[name], Segment):
                    assert project.why(name, str(key)).member == run.customers.values(name)[at], (name, key)
