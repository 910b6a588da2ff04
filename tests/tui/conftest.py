"""Keys follow each other without long pauses; and a project of which all was fitted, once for all tests."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

import segdsl
from tests.tui.learned import here, project

_read = Stylesheet._parse_rules
_RULES: dict[object, list[RuleSet]] = {}


def _read_once(sheet: Stylesheet, *args: Any, **kwargs: Any) -> list[RuleSet]:
    key = (args, *sorted(kwargs.items(), key=str), *sorted(sheet._variables.items()))
    if key not in _RULES:
        _RULES[key] = _read(sheet, *args, **kwargs)
    return _RULES[key]


@pytest.fixture(autouse=True, scope="session")
def _sheets_read_once() -> Iterator[None]:
    """A style sheet is read once with the same colours, not once for each of two hundred apps and their dialogs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "_parse_rules", _read_once)
        yield


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """After every key the pilot waits until the whole process rests, which it hardly does while rules are counted.

    Tests wait for what they are about (`Desk.until`); between two keys it is enough that the screen has caught up.
    """
    monkeypatch.setattr("textual._wait.SLEEP_GRANULARITY", 0.004)
    monkeypatch.setattr("textual._wait.SLEEP_IDLE", 0.003)


@pytest.fixture(scope="session")
def fitted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of which all was fitted, to be copied."""
    path = project(tmp_path_factory.mktemp("fitted"))
    with segdsl.open(path) as opened:
        opened.fit()
    return path


@pytest.fixture
def folder(fitted: Path, tmp_path: Path) -> Path:
    """A project of which all was fitted."""
    return Path(shutil.copytree(fitted, tmp_path / "project"))


@pytest.fixture
def unfitted(folder: Path) -> Path:
    """The same project before anything was fitted."""
    shutil.rmtree(folder / "rules/fitted")
    return folder


@pytest.fixture
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Learn without another process: what is tested does not lie there, and it takes seconds to start."""
    monkeypatch.setattr("segdsl_tui.effects.learning.learn", here)
    monkeypatch.setattr("segdsl_tui.commands.learned.learn", here)
    monkeypatch.setattr("segdsl_tui.screens.discovery.learn", here)
