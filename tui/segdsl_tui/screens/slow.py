"""Pages whose lines are worked out in threads, the drawing included. What takes long says so, and can be given up."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from textual.message import Message
from textual.screen import ModalScreen
from textual.worker import get_current_worker

from segdsl.cli.failures import as_segdsl_error
from segdsl.diagnostics import Diagnostic, Text
from segdsl.engine.stopping import Stopped
from segdsl_tui.presentation.learned import lines
from segdsl_tui.widgets.lines import Lines

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text as RichText

    from segdsl_tui.effects.workbench import Wanted

TICK = 0.25  # seconds between two looks at how far work is


class Drawn(Protocol):
    """What a page shows."""

    @property
    def parts(self) -> tuple[RenderableType, ...]:
        """Whatever the command line would print."""


C = TypeVar("C", bound=Drawn)


class SlowPage(ModalScreen[None], Generic[C]):
    """A page of `Lines`. Those who inherit say what is `found`, `refused`, and `told` of long work."""

    SCOPED_CSS = False  # the sheet is that of all such pages
    CSS = """
    SlowPage { align: center middle; }
    SlowPage > Vertical { width: 120; max-width: 100%; height: 100%; background: $surface; border: round $primary; }
    SlowPage Static { height: 1; padding: 0 1; }
    SlowPage Lines { background: $surface; }
    SlowPage #sides { link-style: none; link-color: $foreground; link-style-hover: underline; margin-bottom: 1; }
    """

    class Ended(Message):
        """Work has ended: `content` None where it was given up."""

        def __init__(self, number: int, content: Drawn | None, lines: list[RichText]) -> None:
            super().__init__()
            self.number, self.content, self.lines = number, content, lines

    def __init__(self) -> None:
        super().__init__()
        self.working: Text | None = None
        """What long work is under way."""
        self.leaving = False
        self._number = 0
        self._since = 0.0
        self._far = 0, 0

    def on_mount(self) -> None:
        self.pane.focus()
        self.set_interval(TICK, self.tick)

    @property
    def is_there(self) -> bool:
        """Whether there is something to draw on."""
        return bool(self.query(Lines))

    @property
    def pane(self) -> Lines:
        """Where the lines are."""
        return self.query_one(Lines)

    def found(self, content: C | None, lines: list[RichText]) -> None:
        """Show what came of the work, or what there was before where it was given up."""
        raise NotImplementedError

    def refused(self, diagnostics: tuple[Diagnostic, ...]) -> C:
        """What is shown where work fails."""
        raise NotImplementedError

    def told(self, seconds: int, done: int, every: int) -> list[RichText]:
        """What is shown while long work goes on."""
        raise NotImplementedError

    def work(self, job: Callable[[Wanted], C], long: Text | None = None) -> None:
        """Do something in a thread; what was asked for before is wanted no more."""
        width = max(20, self.pane.size.width - 3)  # without the margins and the scrollbar
        self.working, self.leaving = long, False
        self._since, self._far = monotonic(), (0, 0)
        self._number += 1
        number = self._number

        def in_thread() -> None:
            worker = get_current_worker()
            content: C | None = None
            try:
                content = job(lambda: not worker.is_cancelled)
            except Stopped:
                pass
            except Exception as error:  # noqa: BLE001 - whatever it is, people read it on the page
                content = self.refused(as_segdsl_error(error).diagnostics)
            self.post_message(self.Ended(number, content, [] if content is None else lines(content.parts, width)))

        self.run_worker(in_thread, thread=True, exclusive=True)
        self.tick()

    def far(self, done: int, every: int) -> None:
        """Tell how far the work is, from its thread."""
        self._far = done, every

    def give_up(self) -> None:
        """Give up the work under way. What came of it is known when it ends."""
        self.leaving = True
        self.workers.cancel_node(self)
        self.tick()

    def action_leave(self) -> None:
        """Give up the work under way; once more, or without any, close the page."""
        if self.working is not None and not self.leaving:
            self.give_up()
        else:
            self.dismiss()

    def show(self, lines: list[RichText]) -> None:
        """Draw lines from the first one on."""
        self.pane.show(lines)
        self.pane.scroll_home(animate=False)

    def tick(self) -> None:
        """Say how far long work is."""
        if self.working is not None:
            self.pane.show(self.told(int(monotonic() - self._since), *self._far))

    def on_slow_page_ended(self, message: Ended) -> None:
        if message.number != self._number or (message.content is None and self.working is None):
            return
        self.working = None
        self.found(message.content, message.lines)  # type: ignore[arg-type]  # a job of this page made it
