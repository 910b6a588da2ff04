"""A running app over a small project, and what tests ask of it."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import Static

from segdsl.diagnostics import Language
from segdsl_tui.app import SegdslApp
from segdsl_tui.screens.dialogs import Question
from segdsl_tui.screens.jobs import Delays
from segdsl_tui.state.model import State
from segdsl_tui.state.options import Options
from segdsl_tui.state.questions import Detail
from segdsl_tui.widgets.editors import RuleEditor
from segdsl_tui.widgets.lines import Lines

AT_ONCE = Delays(check=0, count=0, poll=0.05, assist=0, rest=0)
TURNS = 1200  # of 10 ms: how long to wait for a thread before a test fails


class Desk:
    """A running app and what tests ask of it."""

    def __init__(self, app: SegdslApp, pilot: Pilot[object]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def state(self) -> State:
        return self.app.main.state

    @property
    def editor(self) -> RuleEditor:
        return next(e for e in self.app.main.query(RuleEditor) if e.file == self.state.current)

    @property
    def dialog_is_open(self) -> bool:
        return isinstance(self.app.screen, Question)

    async def until(self, holds: Callable[[], object], what: object = "that") -> None:
        """Wait for slow work to come to something."""
        for _ in range(TURNS):
            if holds():
                await self.pilot.pause()
                return
            await self.pilot.pause(0.01)
        raise AssertionError(f"it never came to {what}")

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    def size(self, name: str) -> int | None:
        item = self.state.sizes.get(name)
        return item.size if item is not None and name not in self.state.stale else None

    def text_of(self, selector: str) -> str:
        return str(self.app.main.query_one(selector, Static).render())

    def lines_of(self, pane: Lines) -> list[str]:
        return [pane.render_line(y).text for y in range(pane.size.height)]


@asynccontextmanager
async def desk(path: Path, size: tuple[int, int] = (100, 30), language: Language = "zh") -> AsyncIterator[Desk]:
    """The app over a project, everything counted once."""
    app = SegdslApp(Options(path), language, AT_ONCE)
    async with app.run_test(size=size) as pilot:
        opened = Desk(app, pilot)
        await opened.until(lambda: opened.size("grown") is not None and opened.state.answer(Detail("grown")))
        yield opened
