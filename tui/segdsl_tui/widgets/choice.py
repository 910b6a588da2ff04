"""One of a few words, all of them in sight: chosen by arrow keys or a click, in one line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.style import Style
from rich.text import Text
from textual.binding import Binding
from textual.message import Message
from textual.widgets import Static

if TYPE_CHECKING:
    from textual import events


class Choice(Static, can_focus=True):
    """Words side by side, one of them chosen. `options` are the values and what they are called."""

    BINDINGS = [Binding("left", "step(-1)", show=False), Binding("right,space", "step(1)", show=False)]
    DEFAULT_CSS = """
    Choice { width: auto; height: 1; }
    Choice:focus { background: $boost; }
    """

    class Changed(Message):
        """Another one was chosen."""

    def __init__(self, options: Sequence[tuple[str, str]], id: str) -> None:
        super().__init__(id=id)
        self.options = options
        self._at = 0

    @property
    def value(self) -> str:
        """The one that is chosen."""
        return self.options[self._at][0]

    def on_mount(self) -> None:
        self._draw()

    def on_focus(self) -> None:
        self._draw()

    def on_blur(self) -> None:
        self._draw()

    def action_step(self, by: int) -> None:
        self.action_choose((self._at + by) % len(self.options))

    def action_choose(self, at: int) -> None:
        self._at = at
        self._draw()
        self.post_message(self.Changed())

    def on_click(self, event: events.Click) -> None:
        at = event.style.meta.get("at")
        if isinstance(at, int):
            self.action_choose(at)

    def _draw(self) -> None:
        line = Text()
        for at, (_, said) in enumerate(self.options):
            style = ("bold reverse" if self.has_focus else "reverse") if at == self._at else ""
            part = Text(f" {said} ", style)
            part.stylize(Style(meta={"at": at}))
            line.append_text(part)
        self.update(line)
