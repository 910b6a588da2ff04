"""A table that holds a million rows: it draws the lines that can be seen, and tells which those are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text
from textual.binding import Binding
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from segdsl_tui.presentation import grid as g
from segdsl_tui.widgets.lines import segments

if TYPE_CHECKING:
    from rich.segment import Segment
    from rich.style import Style
    from textual import events

_NONE = g.Grid(None, (), 0, lambda _number: None)


class GridView(ScrollView, can_focus=True, inherit_bindings=False):
    """Rows with a cursor under a heading that stays; numbers and the first column stay when it is scrolled sideways."""

    BINDINGS = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("home", "move(-1000000000)", show=False),
        Binding("end", "move(1000000000)", show=False),
        Binding("left", "sideways(-1)", show=False),
        Binding("right", "sideways(1)", show=False),
    ]
    COMPONENT_CLASSES = {"grid-view--cursor", "grid-view--heading"}

    class Seen(Message):
        """Other rows can be seen: from the first to the last."""

        def __init__(self, first: int, last: int) -> None:
            super().__init__()
            self.first = first
            self.last = last

    class Sorted(Message):
        """The heading of a column was clicked."""

        def __init__(self, column: str) -> None:
            super().__init__()
            self.column = column

    class Entered(Message):
        """A row was clicked twice."""

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self.grid = _NONE
        self.cursor = 0
        self._layout = g.layout(_NONE, range(0))
        self._sideways = 0  # cells that are scrolled out on the left, behind what stays
        self._seen = range(0)

    def show(self, grid: g.Grid) -> None:
        """Draw another table, or the same one of which more is known."""
        same = grid.identity == self.grid.identity and len(grid.columns) == len(self.grid.columns)
        before = self._layout if same else None
        self.grid = grid
        if not same:
            self.cursor = self._sideways = 0
            self.scroll_to(0, 0, animate=False, force=True, immediate=True)
        self.cursor = max(0, min(self.cursor, grid.total - 1))
        self.virtual_size = Size(0, grid.total + 1)
        self._layout = g.layout(grid, self.visible_rows, before)
        self._look()
        self.refresh()

    @property
    def visible_rows(self) -> range:
        """The rows that can be seen."""
        first = min(self.scroll_offset.y, max(0, self.grid.total - 1))
        return range(first, min(self.grid.total, first + max(1, self.size.height - 1)))

    @property
    def line(self) -> g.Line | None:
        """The row under the cursor, if it has come."""
        return self.grid.line(self.cursor) if self.grid.total else None

    # ---- drawing -----------------------------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        number = y - 1 + self.scroll_offset.y
        if y == 0:
            return self._strip(*g.heading(self.grid, self._layout), self.get_component_rich_style("grid-view--heading"))
        if number < self.grid.total:
            style = self.get_component_rich_style("grid-view--cursor") if number == self.cursor else self.rich_style
            return self._strip(*g.row(self.grid, self._layout, number), style)
        said = Text(self.grid.empty if number == 0 else "", "dim")
        return Strip(self._segments(said)).adjust_cell_length(width).apply_style(self.rich_style)

    def _strip(self, number: Text, cells: Text, style: Style) -> Strip:
        width = self.scrollable_content_region.width
        scrolled = Strip(self._segments(cells)).crop(self._sideways, self._sideways + width)
        whole = Strip.join([Strip(self._segments(number)), scrolled])
        return whole.adjust_cell_length(width).apply_style(style)

    def _segments(self, text: Text) -> list[Segment]:
        return segments(text, self.app.console)

    # ---- moving ------------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Left and right are free for other things where everything fits."""
        return action != "sideways" or self._layout.total > self.scrollable_content_region.width

    def action_move(self, by: int) -> None:
        self.cursor = max(0, min(self.cursor + by, self.grid.total - 1))
        rows = max(1, self.size.height - 1)
        top = self.scroll_offset.y
        self.scroll_to(y=max(self.cursor - rows + 1, min(top, self.cursor)), animate=False, force=True, immediate=True)
        self.refresh()

    def action_page(self, by: int) -> None:
        self.action_move(by * max(1, self.size.height - 2))

    def action_sideways(self, by: int) -> None:
        self._sideways = g.scrolled(self._layout, self._sideways, by)
        self.refresh()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        if self.grid is not _NONE:
            self._layout = g.layout(self.grid, self.visible_rows, self._layout)
            self._look()

    def on_resize(self) -> None:
        self._look()

    def _look(self) -> None:
        rows = self.visible_rows
        if rows != self._seen and len(rows):
            self._seen = rows
            self.post_message(self.Seen(rows[0], rows[-1]))

    def on_click(self, event: events.Click) -> None:
        number = event.y - 1 + self.scroll_offset.y
        if event.y == 0:
            column = g.column_at(self.grid, self._layout, event.x, self._sideways)
            if column is not None:
                self.post_message(self.Sorted(column.name))
        elif number < self.grid.total:
            again = number == self.cursor and event.chain > 1
            self.cursor = number
            self.refresh()
            if again:
                self.post_message(self.Entered())
