"""Printed scripts give what the product gives: for every sentence about events, and for random rulebooks and data."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest
from hypothesis import given

from segdsl.api.project import Project
from segdsl.api.sources import script_sources
from segdsl.lowering.polars import Context
from segdsl.lowering.polars.script_frames import FrameScript
from tests.differential.comparing import story
from tests.differential.found import FOUND_WITH_EVENTS
from tests.differential.opening import Layout, by_key, opened
from tests.differential.running import Run, budget, values
from tests.differential.strategies import Case, event_cases
from tests.differential.test_interpreter_events import GROUPS, run_of


def scripted(project: Project, names: list[str]) -> dict[str, dict[Any, Any]]:
    """The values of definitions by the customers' keys, from one script of all of them."""
    book = project.rulebook
    context = Context(project.as_of, project.profile.key, book.definitions, contract=project.profile)
    script = FrameScript(context, project.profile, book.order, script_sources(book, project.file))
    columns = {name: script.define(name) for name in names}
    last = book.definitions[names[-1]]
    scope: dict[str, Any] = {"__name__": "script"}
    exec("\n".join([*script.head(last, "en"), *script.body(last, "en")]), scope)
    frame: pl.LazyFrame = scope["customer"]
    key = project.profile.key
    table = frame.select(pl.col(key).alias("`key`"), *(scope[each].alias(name) for name, each in columns.items()))
    found = table.collect()
    return {name: dict(zip(found["`key`"], values(found[name]), strict=True)) for name in names}


def disagreement(run: Run, layout: Layout | None = None) -> str | None:
    """The first definition whose script and whose product differ, dependencies first; None if they agree."""
    with opened(run.case, layout) as project:
        expected, found = by_key(project, run.names), scripted(project, run.names)
    for name in run.names:
        if not alike(found[name], expected[name]):
            return story(run, name, "script", found[name], expected[name])
    return None


def alike(found: dict[Any, Any], expected: dict[Any, Any]) -> bool:
    """The same values; floats up to the order in which they are added."""
    return found.keys() == expected.keys() and all(
        value == expected[key]
        or (isinstance(value, float) and value == pytest.approx(expected[key], rel=1e-12, abs=1e-12))
        for key, value in found.items()
    )


@pytest.mark.parametrize("group", range(len(GROUPS)))
def test_all_sentences_about_events(group: int) -> None:
    assert disagreement(run_of(group)) is None


@budget(8)
@given(event_cases())
def test_random_rules_and_events(case: Case) -> None:
    assert disagreement(Run.of(case)) is None


@pytest.mark.parametrize("name", FOUND_WITH_EVENTS)
def test_what_was_found_once_stays_mended(name: str) -> None:
    assert disagreement(Run.of(FOUND_WITH_EVENTS[name])) is None
