"""The boxes over the editor, each at its place by the cursor."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

if TYPE_CHECKING:
    from textual.geometry import Offset
    from textual.screen import Screen

    from segdsl.diagnostics import Language
    from segdsl.services.hover import Hover
    from segdsl.services.signatures import Signature
    from segdsl_tui.state.completing import Offers
    from segdsl_tui.widgets.editors import RuleEditor
    from segdsl_tui.widgets.floating import Floating

LIST, SAID, CALL = "offers", "said", "call"


class Boxes:
    """Candidates, what is said of a name, and the call being written."""

    def __init__(self, screen: Screen[None], clicked: Callable[[int], None]) -> None:
        self.screen = screen
        self._clicked = clicked
        self._boxes: dict[str, Floating] = {}

    def __getitem__(self, name: str) -> Floating:
        """A box, made when it is first needed."""
        if name not in self._boxes:
            from segdsl_tui.widgets.floating import Floating

            self._boxes[name] = Floating(name, self._clicked if name == LIST else None)
            self.screen.mount(self._boxes[name])
        return self._boxes[name]

    def shown(self, name: str) -> bool:
        """Whether a box can be seen."""
        return name in self._boxes and self._boxes[name].display

    def hide(self, *names: str) -> None:
        """Hide some of them, or all."""
        for name, box in self._boxes.items():
            if name in names or not names:
                box.hide()

    def show_offers(self, editor: RuleEditor, offers: Offers, about: Hover | None, more: Sequence[str] = ()) -> None:
        """The list under the word, and beside it, where there is room, what is said of the chosen one."""
        from segdsl_tui.presentation.completing import at_cursor, beside, rows, said

        lines = rows(offers, self._size[0], dark=self._dark)
        cursor = editor.cursor_screen_offset
        start = cursor.x - cell_len(offers.typed) - 3  # names stand under the word
        box = at_cursor((start, cursor.y), (lines[0].cell_len, len(lines)), self._size)
        self[LIST].show_in(box, Text("\n").join(lines))
        room = beside(box, self._size)
        if room is not None and about is not None:
            self[SAID].show_in(room, said(about, dark=self._dark, more=more), shrink=True)
        else:
            self[SAID].hide()

    def show_call(self, editor: RuleEditor, call: Signature, language: Language) -> None:
        """The call over the line it stands in."""
        from segdsl_tui.presentation.completing import at_cursor, call_line

        line = call_line(call, language, self._size[0])
        cursor = editor.cursor_screen_offset
        box = at_cursor((cursor.x, cursor.y), (line.cell_len, 1), self._size, above=True)
        self[CALL].show_in(box, line)

    def explain(self, at: Offset, about: Hover, more: Sequence[str] = ()) -> None:
        """What is said of the name at a place of the screen."""
        from segdsl_tui.presentation.completing import ALONE_WIDTH, SAID_HEIGHT, at_cursor, said

        page = said(about, dark=self._dark, more=more)
        height = min(len(page.wrap(self.screen.app.console, ALONE_WIDTH - 2)), SAID_HEIGHT)
        self[SAID].show_in(at_cursor((at.x, at.y), (ALONE_WIDTH, height), self._size), page)

    @property
    def _size(self) -> tuple[int, int]:
        return self.screen.size.width, self.screen.size.height

    @property
    def _dark(self) -> bool:
        return self.screen.app.current_theme.dark
