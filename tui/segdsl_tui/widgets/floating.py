"""Lines that stand over the panes for a moment: candidates, what is said of a name, the call being written."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.widgets import Static

if TYPE_CHECKING:
    from rich.text import Text
    from textual import events

    from segdsl_tui.presentation.completing import Box


class Floating(Static):
    """A box over the panes, which never takes the keyboard. `clicked` is told the line that was clicked, from 0."""

    DEFAULT_CSS = """
    Floating { layer: floating; position: absolute; background: $panel; color: $foreground; }
    """

    def __init__(self, id: str, clicked: Callable[[int], None] | None = None) -> None:
        super().__init__(id=id)
        self._clicked = clicked
        self.display = False

    def show_in(self, box: Box, text: Text, *, shrink: bool = False) -> None:
        """Show a text in a box; with `shrink` the box is only as high as the text."""
        self.styles.offset = (box.x, box.y)
        self.styles.width = box.width
        self.styles.height = "auto" if shrink else box.height
        self.styles.max_height = box.height
        self.update(text)
        self.display = True

    def hide(self) -> None:
        """Show nothing."""
        if self.display:
            self.display = False

    def on_click(self, event: events.Click) -> None:
        event.stop()
        if self._clicked is not None:
            self._clicked(event.y)
