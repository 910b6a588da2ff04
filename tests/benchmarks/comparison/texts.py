"""The rules and the SQL of the benchmark: read from `work/`, with tables, moments and edits put in their places."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path
from string import Template

from tests.benchmarks.comparison.data import AS_OF
from tests.benchmarks.comparison.edits import EDITS, Edit

WORK = Path(__file__).with_name("work")
WINDOWS = (7, 30, 90, 180, 365)
"""The windows of the aggregates, in days."""

_CHANGED = "city is known"
"""The condition of edited.seg in whose place the others come."""

Value = bool | int | float | str | None
Answers = dict[str, Value]
"""Figures by `definition.figure`."""


def text(name: str) -> str:
    """A file of `work/`."""
    return (WORK / name).read_text(encoding="utf-8")


def query(work: str, dialect: str, turn: int, places: Mapping[str, str], moment: Callable[[date], str]) -> str:
    """The SQL of a work for a dialect. `places` says where each table is, `moment` how midnight of a day is written."""
    moments = {f"last{days}": moment(AS_OF - timedelta(days=days - 1)) for days in WINDOWS}
    moments["end"] = moment(AS_OF + timedelta(days=1))
    values = {**moments, **places}
    if work == "profile":
        return Template(text("profile.sql")).substitute(values)
    if work == "events":
        return Template(text(f"events.{dialect}.sql") + text("events.figures.sql")).substitute(values)
    edit = edit_of(work)
    changed = {"changed": edit.at(turn, edit.condition), "aggregate": edit.at(turn, edit.aggregate)}
    return Template(text(f"edited.{dialect}.sql")).substitute(values, **changed)


def edited(work: str, turn: int) -> str:
    """The rule of the edited segment, as of a turn of an edit."""
    edit = edit_of(work)
    return text("edited.seg").replace(_CHANGED, edit.at(turn, edit.rule))


def edit_of(work: str) -> Edit:
    """The edit that a work called `edit KIND` is about."""
    return next(edit for edit in EDITS if work == f"edit {edit.kind}")


def differences(expected: Answers, found: Answers) -> list[str]:
    """Figures that are not equal, up to the last digits of sums of floats. An absent figure is 0, as of no rows."""
    keys = [*expected, *(key for key in found if key not in expected)]
    return [
        f"{key}: {expected.get(key)} / {found.get(key)}"
        for key in keys
        if not _equal(expected.get(key), found.get(key))
    ]


def _equal(one: Value, other: Value) -> bool:
    if isinstance(one, int | float) and isinstance(other, int | float):
        return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)
    return (one or 0) == (other or 0)
