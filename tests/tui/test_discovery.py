"""What goes with a segment: searched as the command does, given up at once, and taken along as rules."""

from pathlib import Path

import pytest

from segdsl_tui.app import SegdslApp
from segdsl_tui.screens.discovery import DiscoveryPage
from segdsl_tui.state import queries
from segdsl_tui.state.options import Options
from tests.cli.run import run
from tests.tui.desk import AT_ONCE, Desk
from tests.tui.learned import lines
from tests.tui.test_failures import said


async def opened(at: Desk, name: str) -> None:
    await at.until(lambda: at.size("heavy") is not None)
    place = queries.place_of(at.state, ("definition", name))
    assert place is not None
    at.app.main.go(*place)
    await at.until(lambda: at.state.focus == name)
    await at.app.action_do("discover")


@pytest.mark.usefixtures("in_this_process")
async def test_what_goes_with_a_segment_is_what_the_command_finds(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    app = SegdslApp(Options(), "zh", AT_ONCE)
    async with app.run_test(size=(120, 40)) as pilot:
        at = Desk(app, pilot)
        await opened(at, "heavy")
        page = app.screen
        assert isinstance(page, DiscoveryPage)
        await at.until(lambda: page.working is None and page.rules)
        printed = run("discover", "--for", "heavy", "--lang", "zh").stdout
        assert "".join(lines(page).split()) == "".join(printed.split()), "but for where lines are broken"
        await at.press("c")
        assert app.clipboard == page.rules
        assert app.clipboard == run("discover", "--for", "heavy", "--lang", "zh", "--format", "seg").stdout
        await at.press("escape")
        assert app.screen is app.main


async def test_a_search_is_given_up_and_only_conditions_have_one(folder: Path) -> None:
    app = SegdslApp(Options(folder), "zh", AT_ONCE)
    async with app.run_test(size=(100, 30)) as pilot:
        at = Desk(app, pilot)
        await opened(at, "groups")
        await at.until(lambda: "客户分群或条件" in said(at))
        assert app.screen is app.main
        await opened(at, "heavy")
        page = app.screen
        assert isinstance(page, DiscoveryPage)
        await at.until(lambda: page.working is not None and "正在查找" in lines(page))
        await at.press("c", "escape")
        await at.until(lambda: app.screen is app.main)
        assert app.clipboard == ""
