"""`compile --to polars` of every definition that reads events: the script, run, gives what the product gives."""

import shutil
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import segdsl
from segdsl.api.sources import script_sources
from segdsl.demo import write_project
from segdsl.engine.plan import not_evaluated
from segdsl.functions.types import Kind
from segdsl.lowering.polars import Context, has_column, reads_events, render

EVERYONE = "everyone_there_is"


def test_the_shipped_rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_project(tmp_path, 3_000)
    monkeypatch.chdir(tmp_path)  # the files are named as seen from here
    assert disagreeing(tmp_path) == []


def test_the_complete_journey(journey: Path, tmp_path: Path) -> None:
    shutil.copytree(journey, tmp_path / "journey")
    assert disagreeing(tmp_path / "journey", every=9) == []


def disagreeing(folder: Path, every: int = 1) -> list[str]:
    """The definitions, of so many one, whose script gives something else than the product."""
    (folder / "rules" / "everyone.seg").write_text(f"segment {EVERYONE} {{ require true }}\n", encoding="utf-8")
    with segdsl.open(folder) as project:
        if clusters := [name for name, found in project.rulebook.definitions.items() if found.kind == "cluster"]:
            project.fit(clusters)
        book, key = project.session.rulebook, project.profile.key
        later = not_evaluated(book, book.events)
        names = [name for name in book.order if has_column(book.definitions[name]) and name not in later]
        names = [name for name in names if reads_events(name, book.order, book.definitions)][::every]
        assert len(names) > 5
        context = Context(project.as_of, key, book.definitions, contract=project.profile)
        sources = script_sources(book, project.file)
        expected = project.members(EVERYONE, names).collect().sort(key)
    wrong = []
    for name in names:
        found = result(render(name, book.order, context, "en", sources)).sort(key)
        if book.definitions[name].type.kind is Kind.BOOL:
            same = found[key].equals(expected.filter(name)[key])
        else:
            same = found[key].equals(expected[key]) and alike(found[name], expected[name])
        if not same:
            wrong.append(name)
    return wrong


def result(script: str) -> pl.DataFrame:
    """What a script leaves."""
    scope: dict[str, Any] = {"__name__": "script"}
    exec(script, scope)
    frame: pl.LazyFrame = scope["result"]
    return frame.collect()


def alike(found: pl.Series, expected: pl.Series) -> bool:
    """The same values; floats up to the order in which they are added."""
    if not found.dtype.is_float():
        return found.to_list() == expected.to_list()
    close = (found - expected).abs() <= 1e-12 * expected.abs().clip(1.0)
    return found.is_null().equals(expected.is_null(), check_names=False) and bool(close.all())
