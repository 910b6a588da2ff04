"""The page of what was learned where something goes wrong: it says so, goes on, and what was learned is not lost."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest

from segdsl_tui.app import SegdslApp
from segdsl_tui.effects.workbench import Workbench
from segdsl_tui.screens.learned import LearnedPage
from segdsl_tui.state.events import Failed, Opened
from segdsl_tui.state.options import Options
from tests.tui.desk import AT_ONCE, Desk
from tests.tui.learned import FILE, RULES, artefact, lines, opened, shown


@pytest.mark.usefixtures("in_this_process")
@pytest.mark.parametrize("broken", ["[]", "changed"])
async def test_an_artefact_that_cannot_be_read_stops_nothing_else_and_is_fitted_again(
    folder: Path, broken: str
) -> None:
    path = artefact(folder)
    before = path.read_text(encoding="utf-8")
    path.write_text(before.replace('"seed": 7', '"seed": 8') if broken == "changed" else broken, encoding="utf-8")
    async with opened(folder, "groups") as (at, page):
        assert "无法读取" in lines(page)
        assert ("fitted-changed" if broken == "changed" else "fitted-unreadable") in lines(page)
        assert at.size("heavy") == 150
        assert at.size("chosen") is None
        await at.press("enter")
        await shown(at, page)
        await at.until(lambda: at.size("chosen") == 150)
        assert at.state.facts is not None
        assert not [said for said in at.state.facts.warnings if said.code.startswith("fitted")]
    assert path.read_text(encoding="utf-8") == before


async def test_rules_that_changed_since_the_fit_say_so_and_count_again_when_they_are_as_they_were(
    folder: Path,
) -> None:
    file = folder / FILE
    async with opened(folder, "groups") as (at, page):
        file.write_text(RULES.replace("features [use, count(visit, last 60d)]\n", "features [use]\n"), encoding="utf-8")
        await at.until(lambda: "规则有改动" in lines(page))
        assert "fit-outdated" in lines(page)
        file.write_text(RULES, encoding="utf-8")
        await at.until(lambda: "用 300 个客户训练" in lines(page))
        await at.until(lambda: at.size("chosen") == 150)


async def test_a_definition_that_goes_while_it_is_looked_at(folder: Path) -> None:
    async with opened(folder, "near") as (at, page):
        (folder / FILE).write_text(RULES.replace("lookalike near", "lookalike other"), encoding="utf-8")
        await at.until(lambda: "规则中已没有 `near`" in lines(page))
        await at.press("f", "enter", "right", "escape")
        assert at.app.screen is at.app.main


async def test_a_fit_made_elsewhere_is_noticed_and_taken_over(unfitted: Path, fitted: Path) -> None:
    async with opened(unfitted, "groups") as (at, _page):
        shutil.copytree(fitted / "rules/fitted", unfitted / "rules/fitted")
        await at.until(lambda: at.state.outdated)
        await at.press("escape", "f5")
        await at.until(lambda: at.size("chosen") == 150)
        assert not at.state.outdated


@pytest.mark.usefixtures("in_this_process")
@pytest.mark.parametrize(
    "change, name, code",
    [
        (lambda folder: shrunk(folder, "c.parquet", 1), "groups", "too-few-to-fit"),
        (lambda folder: shrunk(folder, "v.parquet", 0), "likes", "too-few-choices"),
        (lambda folder: shrunk(folder, "c.parquet", 40), "kinds", "too-few-labels"),
    ],
)
async def test_what_cannot_be_fitted_says_why(
    unfitted: Path, change: Callable[[Path], None], name: str, code: str
) -> None:
    change(unfitted)
    async with opened(unfitted, name) as (at, page):
        await at.press("f")
        await at.until(lambda: code in lines(page))
        assert page.working is None
        assert not artefact(unfitted, name).exists()
        await at.press("escape")
        assert at.app.screen is at.app.main


def shrunk(folder: Path, file: str, rows: int) -> None:
    import polars as pl

    pl.read_parquet(folder / file).head(rows).write_parquet(folder / file)


async def test_a_process_that_dies_says_so(unfitted: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Dying(subprocess.Popen[bytes]):
        def __init__(self, command: list[str], **options: object) -> None:
            super().__init__([*command[:1], "-c", "import sys; sys.stdin.buffer.read()"], **options)  # type: ignore[call-overload]

    monkeypatch.setattr("segdsl_tui.effects.apart.subprocess.Popen", Dying)
    async with opened(unfitted, "groups") as (at, page):
        await at.press("f")
        await at.until(lambda: "internal-error" in lines(page))
        assert page.working is None


async def test_before_the_data_is_open_the_page_waits_for_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held, real = Event(), Workbench.open

    def slowly(workbench: Workbench, options: Options) -> Opened | Failed:
        held.wait()
        return real(workbench, options)

    monkeypatch.setattr(Workbench, "open", slowly)
    app = SegdslApp(Options(folder), "zh", AT_ONCE)
    async with app.run_test(size=(100, 30)) as pilot:
        at = Desk(app, pilot)
        await at.until(lambda: at.state.rulebook)
        await at.press("f11", "right", "left")  # keys that are faster than the page are not lost
        await at.until(lambda: isinstance(at.app.screen, LearnedPage))
        page = at.app.screen
        assert isinstance(page, LearnedPage)
        await at.until(lambda: "加载中" in lines(page))
        held.set()
        await at.until(lambda: "用 300 个客户训练" in lines(page))


async def test_without_data_the_page_says_why(unfitted: Path) -> None:
    (unfitted / "c.parquet").unlink()
    app = SegdslApp(Options(unfitted), "zh", AT_ONCE)
    async with app.run_test(size=(100, 30)) as pilot:
        at = Desk(app, pilot)
        await at.until(lambda: at.state.trouble and at.state.rulebook)
        await at.press("f11")
        await at.until(lambda: isinstance(at.app.screen, LearnedPage))
        page = at.app.screen
        assert isinstance(page, LearnedPage)
        await at.until(lambda: "c.parquet" in lines(page))
