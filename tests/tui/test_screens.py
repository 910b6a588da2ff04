"""The screens as people see them, character by character, beside files that are read and renewed with `make snap`.

One walk through the app in English and dark, one in Chinese and light; characters are the same in all colours.
"""

import difflib
import os
import subprocess
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.command import CommandPalette
from textual.widgets import OptionList, Static

from segdsl.diagnostics import Language
from segdsl_tui.app import SegdslApp
from segdsl_tui.presentation import preview
from segdsl_tui.screens.entries import EntriesPage
from segdsl_tui.screens.exporting import ExportDialog
from segdsl_tui.screens.picker import Picker
from segdsl_tui.state import queries
from segdsl_tui.state.options import Options
from segdsl_tui.widgets.colours import DARK, LIGHT
from tests.golden import SNAP, assert_golden
from tests.tui.desk import AT_ONCE, Desk
from tests.tui.picture import characters, strips, styled, unreadable
from tests.tui.project import FILE, RULES, project
from tests.tui.test_acting import TESTS
from tests.tui.test_git import commit

SIZE = (100, 30)
FOLDER = Path(__file__).parent / "screens"
READABLE, STALE = 4.5, 3.0  # the least contrast of texts; what is stale is dimmed on purpose
MORE = """
dimension "一个名称特别长、在窄窗口里放不下的维度"
segment distant "很久没有来过营业厅也没有打过客服电话的成年本地客户" {
  require any_of "地市" {
    option city = nanjing "①南京"
    option city = suzhou  "②苏州"
  }
  exclude life = young "青年"
  note "说明文字也很长，要横向滚动才能看完：先看距上次到访的天数，再看是否留有联系方式，最后看是否退订。"
}
"""


class Walk:
    """A running app, and the pictures taken of it."""

    def __init__(self, at: Desk, hidden: str) -> None:
        self.at = at
        self.hidden = hidden  # what differs from run to run: the commit
        self.pictures: dict[str, str] = {}

    async def take(self, name: str, least: float = READABLE) -> None:
        """Keep the characters, and see that they can be read."""
        if self.at.app.screen is self.at.app.main:
            await self.settled()
        self.pictures[name] = characters(self.at.app).replace(self.hidden, "0" * len(self.hidden))
        assert unreadable(self.at.app, least) == [], name

    async def settled(self) -> None:
        """Have the editor scrolled as far as its cursor says, whatever it went through on its way."""
        await self.at.pilot.pause()
        editor = self.at.editor
        editor.scroll_to(0, max(0, editor.cursor_location[0] - 4), animate=False, force=True, immediate=True)
        await self.at.pilot.pause()

    async def answered(self) -> None:
        """Wait until nothing is computed any more."""
        app = self.at.app
        await self.at.until(lambda: app.main.state.facts and not preview.wanted(app.main.state))
        await self.at.pilot.pause()

    async def show(self, name: str) -> None:
        """Bring a definition into the editor and the preview."""
        place = queries.place_of(self.at.state, ("definition", name))
        assert place is not None
        self.at.app.main.go(*place)
        file, line = place[0], (place[1].line, place[1].column)
        await self.at.until(lambda: (self.at.state.current, self.at.editor.cursor_location) == (file, line))
        await self.answered()

    async def resized(self, width: int, height: int) -> None:
        """Make the terminal another one."""
        await self.at.pilot.resize_terminal(width, height)
        await self.answered()

    async def opened(self, *keys: str, ready: Callable[[], object]) -> None:
        """Open a dialog and wait for what it shows."""
        await self.settled()
        await self.at.press(*keys)
        await self.at.until(lambda: self.at.app.screen is not self.at.app.main and ready())

    async def left(self) -> None:
        """Close a dialog."""
        await self.at.press("escape")
        await self.at.until(lambda: self.at.app.screen is self.at.app.main)


async def walk(path: Walk) -> None:
    """Everything there is to see."""
    at, app = path.at, path.at.app
    await views(path)
    await dialogs(path)
    await path.show("distant")
    for width, height in ((80, 24), (200, 60)):
        await path.resized(width, height)
        await path.take(f"{width}x{height}")
    await path.resized(80, 24)
    await path.opened("f6", ready=lambda: isinstance(app.screen, ExportDialog))
    await path.take("export-80x24")
    await path.left()
    await path.resized(*SIZE)
    at.editor.replace("16", (5, 17), (5, 19))  # everybody whose age is known
    await at.until(lambda: at.size("grown") == 3)
    await path.opened("f7", ready=lambda: isinstance(app.screen, EntriesPage) and app.screen.page)
    await path.take("changes")
    await path.left()
    await path.opened("ctrl+q", ready=lambda: at.dialog_is_open)
    await path.take("leave")
    await path.left()
    await path.show("local")
    at.editor.replace("citi", (9, 10), (9, 14))
    at.editor.move_cursor((9, 12))
    await at.until(lambda: at.state.rulebook and at.state.rulebook.errors and "citi" in at.text_of("#problem"))
    await at.press("f2")
    await path.take("broken", STALE)


async def views(path: Walk) -> None:
    """Every view of the preview, of what it is meant for."""
    at = path.at
    await path.answered()
    await path.take("segment")
    await path.show("life")
    await path.take("tag")
    await path.show("points")
    await path.take("number")
    await at.press("f4", "2")
    await path.answered()
    await path.take("spread")
    await path.show("grown")
    await at.press("f4")
    for key, name in (("3", "split"), ("4", "overlap"), ("5", "members"), ("7", "sweep")):
        await at.press(key)
        await path.answered()
        await path.take(name)
    await path.show("distant")
    await at.press("f4", "k", *"2", "enter")
    await path.answered()
    await path.take("why")
    await at.press("1")


async def dialogs(path: Walk) -> None:
    """What opens over the screen."""
    at, app = path.at, path.at.app
    await path.show("grown")
    await path.opened("f1", ready=lambda: True)
    await path.take("help")
    await path.left()
    await path.opened("ctrl+p", ready=lambda: isinstance(app.screen, CommandPalette) and options(at) > 20)
    await path.take("palette")
    await path.left()
    await path.opened("f6", ready=lambda: isinstance(app.screen, ExportDialog))
    await at.press("enter")
    await at.until(lambda: len(str(app.screen.query_one("#told", Static).render()).splitlines()) > 2)
    await path.take("export")
    await path.left()
    await path.opened("ctrl+t", ready=lambda: isinstance(app.screen, EntriesPage) and app.screen.page)
    await path.take("tests")
    await path.left()
    await path.opened("f4", "4", "enter", ready=lambda: isinstance(app.screen, Picker) and options(at))
    await path.take("picker")
    await path.left()
    await at.press("1", "f3")
    await app.action_do("tour")
    await at.until(lambda: at.text_of("#tour"))
    await path.take("tour")
    await app.action_do("tour")
    await path.show("local")
    await at.press("f3", "ctrl+f", *"age")
    await path.take("find")
    await path.left()


def options(at: Desk) -> int:
    return at.app.screen.query_one(OptionList).option_count


def differing(pictures: dict[str, str], folder: Path) -> list[str]:
    """What is otherwise than in the files of a folder, and files that nothing is compared with any more."""
    found = []
    for name, picture in pictures.items():
        path = folder / f"{name}.txt"
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        try:
            assert_golden(picture, path)
        except AssertionError as difference:
            lines = difflib.unified_diff(before.splitlines(), picture.splitlines(), "kept", "now", lineterm="", n=0)
            found.append("\n".join([str(difference).splitlines()[0], *lines]))
    for path in folder.glob("*.txt"):
        if path.stem not in pictures:
            if os.environ.get(SNAP):
                path.unlink()
            else:
                found.append(f"{path.name} is no screen any more")
    return found


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project to stand in, so that commands need not name it; counting takes no time."""
    path = project(tmp_path / "project", RULES + MORE + TESTS)
    monkeypatch.chdir(path)
    monkeypatch.setattr("segdsl_tui.effects.workbench.perf_counter", lambda: 0.0)
    return path


@asynccontextmanager
async def still(language: Language, theme: str, size: tuple[int, int] = SIZE) -> AsyncIterator[Desk]:
    """The app over the project one stands in; nothing moves."""
    app = SegdslApp(Options(), language, AT_ONCE)
    app.animation_level = "none"
    app.theme = theme
    async with app.run_test(size=size) as pilot:
        at = Desk(app, pilot)
        at.app.main.keeper.delay = 3600
        await at.until(lambda: at.state.facts or at.state.trouble)
        yield at


@pytest.mark.parametrize("language, theme", [("en", DARK.name), ("zh", LIGHT.name)])
async def test_every_screen_is_as_it_was_seen_last_and_can_be_read(here: Path, language: Language, theme: str) -> None:
    commit(here)
    head = subprocess.run(["git", "rev-parse", "HEAD"], check=True, capture_output=True, text=True).stdout
    async with still(language, theme) as at:
        path = Walk(at, head[:8])
        await walk(path)
    (here / "customers.csv").unlink()
    async with still(language, theme) as at:
        await at.until(lambda: at.state.trouble and at.state.rulebook)
        pictures = path.pictures | {"trouble": characters(at.app)}
    assert not any(str(here) in picture for picture in pictures.values())
    assert differing(pictures, FOLDER / language) == []


async def broken(at: Desk) -> str:
    await at.until(lambda: at.size("grown") == 2 and at.text_of("#problem"))
    await Walk(at, "").settled()
    return styled(at.app)


async def test_colours_are_as_they_were_seen_last(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = here / FILE
    file.write_text(file.read_text(encoding="utf-8").replace("require grown ", "require growm "), encoding="utf-8")
    pictures = {}
    for theme in (DARK.name, LIGHT.name, "none"):
        if theme == "none":
            monkeypatch.setenv("NO_COLOR", "1")
        async with still("zh", DARK.name if theme == "none" else theme, (80, 24)) as at:
            at.editor.move_cursor((8, 12))
            await at.press("f2")
            pictures[theme] = await broken(at)
            styles = {segment.style for line in strips(at.app) for segment in line if segment.style}
            assert any(style.color or style.bgcolor for style in styles) == (theme != "none")
    assert differing(pictures, FOLDER / "colours") == []
