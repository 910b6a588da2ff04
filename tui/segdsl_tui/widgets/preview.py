"""The pane of the preview: its title, its tabs, and what the view that was chosen shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Static

from segdsl_tui.presentation.actions import ACTIONS
from segdsl_tui.widgets.lines import Lines

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from segdsl_tui.state.model import Tab


class PreviewPane(Vertical):
    """Keys that only mean something here; those of a single view stand before those of all."""

    BINDINGS = [
        Binding(each.key, f"do('{each.name}')", each.label.en, show=False, id=each.name)
        for each in sorted(ACTIONS.values(), key=lambda action: action.tab is None)
        if each.previewing and each.key
    ]

    def __init__(self, tab: Callable[[], Tab]) -> None:
        super().__init__(id="bottom", classes="pane")
        self._tab = tab

    def compose(self) -> ComposeResult:
        yield Static(id="preview-title", classes="title")
        yield Static(id="tabs")
        yield Lines("preview")

    @property
    def lines(self) -> Lines:
        """What the view shows as lines."""
        return self.query_one("#preview", Lines)

    @property
    def has_keyboard(self) -> bool:
        """Whether keys go to the pane."""
        return self.screen.focused is not None and self in self.screen.focused.ancestors

    def take_keyboard(self) -> None:
        """Have keys go to the pane."""
        self.screen.set_focus(self.lines)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether an action belongs to the view that is shown; if not, the key is free for the next one."""
        if action != "do":
            return True
        tab = ACTIONS[str(parameters[0])].tab
        return tab is None or tab == self._tab()

    async def action_do(self, name: str) -> None:
        await self.app.run_action(f"app.do('{name}')")
