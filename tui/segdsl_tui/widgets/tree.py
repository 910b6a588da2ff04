"""The tree of rules: a cursor over lines that can be folded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip

from segdsl_tui.presentation.actions import ACTIONS
from segdsl_tui.presentation.tree import CLOSED, LEAF, OPEN, Row, index_of, line
from segdsl_tui.state.model import Key
from segdsl_tui.widgets.lines import Lines

if TYPE_CHECKING:
    from textual import events


ABOVE = 6
"""Lines over the first cursor."""


class RuleTree(Lines):
    """Rows with a cursor, which stays on its row however the tree changes around it."""

    BINDINGS = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("home", "move(-1000000)", show=False),
        Binding("end", "move(1000000)", show=False),
        Binding("enter", "choose", show=False),
        Binding("space", "toggle_row", show=False),
        Binding("right", "unfold", show=False),
        Binding("left", "fold", show=False),
        *(
            Binding(each.key, f"app.do('{each.name}')", each.label.en, show=False, id=each.name)
            for each in ACTIONS.values()
            if each.pane == "tree" and each.key
        ),
    ]
    COMPONENT_CLASSES = {"rule-tree--cursor"}

    class Chosen(Message):
        """A row was chosen. `enter` is false where the cursor only came by."""

        def __init__(self, key: Key, *, enter: bool) -> None:
            super().__init__()
            self.key = key
            self.enter = enter

    class Toggled(Message):
        """A row is to be folded or unfolded."""

        def __init__(self, key: Key) -> None:
            super().__init__()
            self.key = key

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self._rows: Sequence[Row] = ()
        self._cursor = 0
        self.last: Key | None = None  # what the cursor was on last: it comes back there after there were no rows at all

    @property
    def row(self) -> Row | None:
        """The row under the cursor."""
        return self._rows[self._cursor] if self._cursor < len(self._rows) else None

    def show_rows(self, rows: Sequence[Row], chosen: Key | None) -> None:
        """Draw other rows, the cursor on `chosen` where it is given and visible."""
        self.last = self.row.key if self.row else self.last
        wanted = chosen or self.last
        at = index_of(rows, wanted) if wanted else None
        cursor = max(0, min(at if at is not None else self._cursor, len(rows) - 1))
        if rows == self._rows and cursor == self._cursor:
            return
        self._rows, self._cursor = rows, cursor
        self.virtual_size = Size(0, len(rows))
        self._reveal()

    def render_line(self, y: int) -> Strip:
        at = y + self.scroll_offset.y
        if at >= len(self._rows):
            return Strip.blank(self.scrollable_content_region.width, self.rich_style)
        style = self.get_component_rich_style("rule-tree--cursor") if at == self._cursor else None
        return self.strip(line(self._rows[at], self.scrollable_content_region.width), style)

    def action_move(self, by: int) -> None:
        before = self._cursor
        self._cursor = max(0, min(self._cursor + by, len(self._rows) - 1))
        self._reveal()
        if self.row is not None and self._cursor != before:
            self.post_message(self.Chosen(self.row.key, enter=False))

    def action_page(self, by: int) -> None:
        self.action_move(by * max(1, self.size.height - 1))

    def action_choose(self) -> None:
        if self.row is not None:
            self.post_message(self.Chosen(self.row.key, enter=True))

    def action_toggle_row(self) -> None:
        if self.row is not None and self.row.marker != LEAF:
            self.post_message(self.Toggled(self.row.key))

    def action_unfold(self) -> None:
        if self.row is not None and self.row.marker == CLOSED:
            self.action_toggle_row()

    def action_fold(self) -> None:
        """Fold the row, or go to the one it belongs to."""
        if self.row is None:
            return
        if self.row.marker == OPEN:
            self.action_toggle_row()
            return
        above = [at for at in range(self._cursor) if self._rows[at].depth < self.row.depth]
        if above:
            self.action_move(above[-1] - self._cursor)

    def on_click(self, event: events.Click) -> None:
        at = event.y + self.scroll_offset.y
        if at >= len(self._rows):
            return
        self._cursor = at
        self.refresh()
        row = self._rows[at]
        if row.marker != LEAF and event.x <= row.depth + 1:
            self.action_toggle_row()
        else:
            self.post_message(self.Chosen(row.key, enter=False))

    def _reveal(self) -> None:
        if self.size:
            self.scroll_to_region(Region(0, self._cursor, 1, 1), animate=False, force=True)
        else:  # not laid out yet: it comes into sight with what stands above it
            self.scroll_to(y=max(0, self._cursor - ABOVE), animate=False, force=True)
        self.refresh()
