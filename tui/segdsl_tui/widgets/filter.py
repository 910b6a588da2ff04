"""The line over the tree of rules that takes the words of its filter; the tree moves under it by the same keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.binding import Binding

from segdsl_tui.state import events as e
from segdsl_tui.widgets.textline import TextLine
from segdsl_tui.widgets.tree import RuleTree

if TYPE_CHECKING:
    from textual.widgets import Input


class FilterLine(TextLine):
    """Tells every change; Enter brings the keyboard to the tree, Escape shows all rules again."""

    BINDINGS = [
        Binding("up", "step(-1)", show=False),
        Binding("down", "step(1)", show=False),
        Binding("enter", "enter", show=False),
        Binding("escape", "app.do('tree.all')", show=False),
    ]

    def __init__(self, sought: str, placeholder: str, tell: Callable[[e.Sought], None]) -> None:
        super().__init__(sought, placeholder=placeholder, compact=True, select_on_focus=False, id="filter")
        self._tell = tell

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._tell(e.Sought(event.value))

    def action_enter(self) -> None:
        """At once, not when a message about it arrives: another Enter may be on its way, which is for the tree."""
        self.screen.set_focus(self.screen.query_one(RuleTree))

    def action_step(self, by: int) -> None:
        self.screen.query_one(RuleTree).action_move(by)
