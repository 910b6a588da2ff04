"""The line over the editor that takes words to find in its file; every place is marked, and one of them chosen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.containers import Horizontal
from textual.widgets import Static
from textual.widgets.text_area import Selection

from segdsl_tui.state.finding import chosen, hits, pattern
from segdsl_tui.widgets.editors import Editors
from segdsl_tui.widgets.textline import TextLine

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.widgets import Input


class FindLine(TextLine):
    """Goes to the first place while words are typed, by Enter and down to the next, by up to the one before."""

    BINDINGS = [
        Binding("enter,down", "step(1)", show=False),
        Binding("up", "step(-1)", show=False),
        Binding("escape", "close", show=False),
    ]

    def __init__(self, placeholder: str, tell: Callable[[int, int], None]) -> None:
        super().__init__(placeholder=placeholder, compact=True, id="find")
        self._tell = tell
        self._from = (0, 0)  # where the search began: it goes on from there when more is typed

    def begin(self) -> None:
        """Search from the cursor; words that are selected there are those to find."""
        editor = self._editors.current
        if editor is not None:
            self._from = min(editor.selection)
            if editor.selected_text and "\n" not in editor.selected_text:
                self.value = editor.selected_text
        self.select_all()
        self._look(0)

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._look(0)

    def action_step(self, by: int) -> None:
        self._look(by)

    def action_close(self) -> None:
        """Leave the cursor where it came to, and mark nothing any more."""
        for editor in self._editors.editors:
            editor.seek(None)
        self._editors.focus_editor()
        if self.parent is not None:
            self.parent.display = False

    @property
    def _editors(self) -> Editors:
        return self.screen.query_one(Editors)

    def _look(self, by: int) -> None:
        """Mark all places; go to the next or the one before, or, while words are typed, on from where they began."""
        editor, sought = self._editors.current, pattern(self.value)
        if editor is None:
            return
        editor.seek(sought)
        found = hits(editor.text, sought) if sought else []
        if not found:
            self._tell(0, 0 if sought else -1)
            return
        at = chosen(found, *(min(editor.selection) if by else self._from), by)
        line, start, end = found[at]
        self._from = (line, start) if by else self._from
        editor.selection = Selection((line, start), (line, end))
        self._tell(at + 1, len(found))


class Finding(Horizontal):
    """The line, and beside it which of how many places the cursor is on."""

    def __init__(self, placeholder: str, none: str) -> None:
        super().__init__(id="finding")
        self.line = FindLine(placeholder, self._told)
        self._none = none

    def compose(self) -> ComposeResult:
        yield self.line
        yield Static(id="hits")

    def _told(self, at: int, of: int) -> None:
        """The place and how many there are; nothing where there are no words, which is -1."""
        self.query_one("#hits", Static).update("" if of < 0 else f"{at}/{of}" if of else self._none)
