"""A pane of lines that were laid out elsewhere, drawn by the line: only what can be seen costs anything."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.binding import Binding
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import Static

if TYPE_CHECKING:
    from rich.console import Console

NO_STYLE = Style()


def segments(text: Text, console: Console) -> list[Segment]:
    """A line of styled text in segments; `Text.render` leaves out the style of a text that is of one style."""
    whole = console.get_style(text.style)
    return [Segment(s.text, whole + (s.style or NO_STYLE)) for s in text.render(console) if s.text != "\n"]


class Lines(ScrollView, can_focus=True, inherit_bindings=False):
    """Lines to scroll through. They are never wider than the pane, so left and right are free for other things."""

    BINDINGS = [
        Binding("up", "scroll_up", show=False),
        Binding("down", "scroll_down", show=False),
        Binding("home", "scroll_home", show=False),
        Binding("end", "scroll_end", show=False),
        Binding("pageup", "page_up", show=False),
        Binding("pagedown", "page_down", show=False),
    ]

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self._lines: Sequence[Text] = ()

    def show(self, lines: Sequence[Text]) -> None:
        """Draw other lines."""
        if lines == self._lines:
            return
        self._lines = lines
        width = max((line.cell_len for line in lines), default=0)
        self.virtual_size = Size(min(width, self.scrollable_content_region.width), len(lines))
        self.refresh()

    def render_line(self, y: int) -> Strip:
        at = y + self.scroll_offset.y
        text = self._lines[at] if at < len(self._lines) else Text()
        return self.strip(text)

    def strip(self, text: Text, style: Style | None = None) -> Strip:
        """A line as wide as the pane, in the pane's colours or others."""
        width = self.scrollable_content_region.width
        return Strip(segments(text, self.app.console)).adjust_cell_length(width).apply_style(style or self.rich_style)


class Line(Static):
    """A line of text made for the cells there are; it is drawn anew only where it is another one."""

    def __init__(self, id: str, classes: str = "") -> None:
        super().__init__(id=id, classes=classes)
        self._make: Callable[[int], Text] = lambda _width: Text()
        self._drawn: Text | None = None

    def show(self, make: Callable[[int], Text]) -> None:
        """Draw another line, which is made from its width."""
        self._make = make
        if self.size and make(self.size.width) != self._drawn:
            self.refresh()

    def render(self) -> Text:
        self._drawn = self._make(self.size.width)
        return self._drawn
