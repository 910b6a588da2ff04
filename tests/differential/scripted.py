"""A case through printed scripts: what they give, and whether it is what the product gives."""

from __future__ import annotations

from math import isclose
from typing import Any

import polars as pl

from segdsl.api.project import Project
from segdsl.api.sources import script_sources
from segdsl.lowering.polars import Context
from segdsl.lowering.polars.script_frames import FrameScript
from tests.differential.comparing import story
from tests.differential.opening import Layout, by_key, opened
from tests.differential.running import Run, values


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
    return found.keys() == expected.keys() and all(same(value, expected[key]) for key, value in found.items())


def same(found: Any, expected: Any) -> bool:
    """Equal, or floats that are nearly so."""
    floats = isinstance(found, float) and isinstance(expected, float)
    return isclose(found, expected, rel_tol=1e-12, abs_tol=1e-12) if floats else bool(found == expected)
