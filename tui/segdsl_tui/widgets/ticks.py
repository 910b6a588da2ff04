"""A list of things of which some are ticked. A sign says which, not a colour alone."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text
from textual import on
from textual.message import Message
from textual.widgets import OptionList

TICKED, OPEN = "[x] ", "[ ] "


class Ticks(OptionList):
    """Things by name, in order. Enter, space or a click ticks one, or takes the tick away."""

    BINDINGS = [("space", "select", "")]

    class Changed(Message):
        """Something was ticked, or is no longer."""

    def __init__(self, things: Sequence[tuple[str, Text, bool]], id: str) -> None:
        super().__init__(id=id, compact=True, markup=False)
        self._things = [(name, label) for name, label, _ in things]
        self.ticked = {name for name, _, ticked in things if ticked}
        self.add_options(self._line(at) for at in range(len(self._things)))

    def _line(self, at: int) -> Text:
        name, label = self._things[at]
        return Text(TICKED if name in self.ticked else OPEN).append_text(label)

    def on_focus(self) -> None:
        if self.highlighted is None:
            self.highlighted = 0

    @on(OptionList.OptionSelected)
    def _on_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        at = event.option_index
        self.ticked ^= {self._things[at][0]}
        self.replace_option_prompt_at_index(at, self._line(at))
        self.post_message(self.Changed())
