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
from tests.differential.strategies import Case, cases, event_cases

ISO = "%Y-%m-%dT%H:%M:%S%.6f"


@pytest.mark.parametrize("suffix, save", [("parquet", pl.DataFrame.write_parquet), ("arrow", pl.DataFrame.write_ipc)])
@budget(12)
@given(case=cases())
def test_a_project_on_disk_gives_the_figures_of_the_interpreter(case: Case, suffix: str, save: Save) -> None:
    check_project(case, Layout(suffix=suffix, save=save))


@pytest.mark.parametrize("suffix, save", [("parquet", pl.DataFrame.write_parquet), ("csv", None)])
@budget(7)
@given(case=event_cases())
def test_a_project_with_events_gives_the_figures_of_the_interpreter(case: Case, suffix: str, save: Save | None) -> None:
    if save is None:
        tables = {name: as_in_csv(frame) for name, frame in case.events.items()}
        case = replace(case, frame=as_in_csv(case.frame).filter(pl.col("id").is_not_null()), events=tables)
    check_project(case, Layout(suffix=suffix, save=save or write_csv))


@budget(12)
@given(case=cases())
def test_a_csv_file_gives_the_figures_of_the_interpreter(case: Case) -> None:
    frame = as_in_csv(case.frame).filter(pl.col("id").is_not_null())
    check_project(replace(case, frame=frame), Layout(suffix="csv", save=write_csv))


def as_in_csv(frame: pl.DataFrame) -> pl.DataFrame:
    """Where an empty cell is a missing value, as are dates before the year 1000 and what is no finite number."""
    moments, numbers = pl.col(pl.Date, pl.Datetime), pl.col(pl.Float64)
    return frame.with_columns(
        pl.when(pl.col(pl.String) != "").then(pl.col(pl.String)),
        pl.when(moments.dt.year() >= 1000).then(moments),
        pl.when(numbers.is_finite()).then(numbers),
    )


def write_csv(frame: pl.DataFrame, file: Path) -> None:
    """Lists as JSON, times as ISO text, those that know their zone with its offset."""
    zoned = [name for name, dtype in frame.schema.items() if isinstance(dtype, pl.Datetime) and dtype.time_zone]
    lists = [
        pl.Series(c.name, [None if x is None else json.dumps(x.to_list()) for x in c], dtype=pl.String)
        for c in frame.iter_columns()
        if c.dtype == pl.List(pl.String)
    ]
    offsets = pl.col(zoned).dt.to_string(f"{ISO}%:z")
    frame.with_columns(lists).with_columns(offsets).write_csv(file, datetime_format=ISO)


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
