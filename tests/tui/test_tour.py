"""The tour: each step is over when the thing is done, in order; it is shown once and ends when told so."""

from dataclasses import replace
from pathlib import Path

import pytest
from rich.cells import cell_len

from segdsl.demo.project import write_project
from segdsl.diagnostics import Language
from segdsl_tui.app import SegdslApp
from segdsl_tui.effects.home import Home, recalled
from segdsl_tui.i18n import tour as texts
from segdsl_tui.presentation.tour import bar
from segdsl_tui.state.model import State
from segdsl_tui.state.options import Options
from segdsl_tui.state.tour import STEPS, toured
from tests.tui.desk import AT_ONCE, Desk, desk
from tests.tui.project import project
from tests.tui.test_update import item


def test_every_step_has_a_text_that_fits_into_80_cells_with_its_end() -> None:
    languages: tuple[Language, ...] = ("en", "zh")
    assert len(texts.STEPS) == len(STEPS)
    for language in languages:
        for step in range(len(STEPS)):
            line = bar(State(language, tour=step), 80).plain
            assert texts.END.say(language) in line
            assert cell_len(line) <= 80


def test_a_step_is_over_when_it_was_done_and_not_before() -> None:
    start = State(tour=0, focus="a")
    assert toured(start, start, "export").tour == 0
    assert toured(start, replace(start, focus="b")).tour == 1


def test_an_edit_counts_when_the_size_has_followed() -> None:
    old = State(tour=1, sizes={"a": item("a", 2)}, stale=frozenset({"a"}))
    assert toured(old, replace(old, stale=frozenset())).tour == 1
    assert toured(old, replace(old, stale=frozenset(), sizes={"a": item("a", 3)})).tour == 2


def test_the_last_step_ends_it() -> None:
    state = State(tour=len(STEPS) - 1)
    assert toured(state, state, "help").tour is None
    assert bar(replace(state, tour=None), 80).plain == ""


async def test_the_tour_goes_on_as_things_are_done(tmp_path: Path) -> None:
    async with desk(project(tmp_path)) as at:
        await at.app.action_do("tour")
        await at.pilot.pause()
        assert at.text_of("#tour").startswith(" 1/5")
        await at.press("f2", "down")
        await at.until(lambda: at.state.tour == 1)
        await at.press("f3")
        at.editor.move_cursor((5, 19))
        await at.press("backspace", "7")
        await at.until(lambda: at.state.tour == 2)
        await at.press("f4")
        await at.until(lambda: at.state.tour == 3)
        await at.press("ctrl+s")
        await at.until(lambda: not at.state.unsaved)
        await at.press("f6")
        await at.until(lambda: at.app.screen is not at.app.main)
        await at.press("escape")
        await at.press("f1")
        assert at.state.tour is None
        assert not at.app.main.query_one("#tour").display


async def test_a_click_ends_it(tmp_path: Path) -> None:
    async with desk(project(tmp_path)) as at:
        await at.app.action_do("tour")
        await at.pilot.pause()
        await at.pilot.click("#tour", offset=(95, 0))
        await at.until(lambda: at.state.tour is None)


async def seen(folder: Path, own: Home) -> int | None:
    """The step of the tour that a run of the app shows."""
    app = SegdslApp(Options(folder), "en", AT_ONCE, own)
    async with app.run_test(size=(100, 30)) as pilot:
        at = Desk(app, pilot)
        await at.until(lambda: at.state.facts)
        return at.state.tour


@pytest.mark.parametrize("demo", [True, False])
async def test_it_is_shown_on_the_demo_alone_and_once(tmp_path: Path, demo: bool) -> None:
    folder = tmp_path / "p"
    if demo:
        write_project(folder, customers=100)
    else:
        project(folder)
    own = Home(tmp_path / "tui.toml", tmp_path / "tui.json")
    assert await seen(folder, own) == (0 if demo else None)
    assert await seen(folder, own) is None
    assert recalled(own.memory) == ({"tour": True} if demo else {})
