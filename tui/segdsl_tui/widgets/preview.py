"""The pane of the preview: its title, its tabs, and what the view that was chosen shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.containers import Vertical

from segdsl_tui.presentation.actions import ACTIONS
from segdsl_tui.presentation.layout import Room
from segdsl_tui.widgets.lines import Line, Lines

if TYPE_CHECKING:
    from rich.text import Text
    from textual.app import ComposeResult

    from segdsl_tui.presentation.grid import Grid
    from segdsl_tui.state.model import Tab
    from segdsl_tui.widgets.grid import GridView


class PreviewPane(Vertical):
    """Keys that only mean something here; those of a single view stand before those of all."""

    BINDINGS = [
        Binding(each.key, f"do('{each.name}')", each.label.en, show=False, id=each.name)
        for each in sorted(ACTIONS.values(), key=lambda action: action.tab is None)
        if each.pane == "preview" and each.key
    ]

    def __init__(self, tab: Callable[[], Tab]) -> None:
        super().__init__(id="bottom", classes="pane")
        self._tab = tab
        self._grid: GridView | None = None

    def compose(self) -> ComposeResult:
        yield Line(id="preview-title", classes="title")
        yield Line(id="tabs")
        yield Lines("preview")

    @property
    def lines(self) -> Lines:
        """What the view shows as lines."""
        return self.query_one("#preview", Lines)

    @property
    def grid(self) -> GridView:
        """What the view shows as a table, made when there is a first one."""
        if self._grid is None:
            from segdsl_tui.widgets.grid import GridView

            self._grid = GridView("grid")
            self._grid.display = False
            self.mount(self._grid)
        return self._grid

    @property
    def _shows_grid(self) -> bool:
        return self._grid is not None and self._grid.display

    @property
    def room(self) -> Room:
        """The cells that a view has below the tabs."""
        width = self.size.width or self.app.size.width  # until it is laid out: it takes the whole width
        return Room(max(20, width - 2), max(4, self.size.height - 2))

    def show(self, lines: Sequence[Text], grid: Grid | None) -> None:
        """Show lines, or a table where there is one. The keyboard goes along."""
        had = self.has_keyboard
        self.lines.show(lines)
        if grid is not None:
            self.grid.show(grid)
        if self._shows_grid != (grid is not None):
            self.grid.display = grid is not None
            self.lines.display = grid is None
            if had:
                self.take_keyboard()

    @property
    def has_keyboard(self) -> bool:
        """Whether keys go to the pane."""
        return self.screen.focused is not None and self in self.screen.focused.ancestors

    def take_keyboard(self) -> None:
        """Have keys go to the pane."""
        self.screen.set_focus(self.grid if self._shows_grid else self.lines)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether an action belongs to the view that is shown; if not, the key is free for the next one."""
        if action != "do":
            return True
        tab = ACTIONS[str(parameters[0])].tab
        return tab is None or tab == self._tab()

    async def action_do(self, name: str) -> None:
        await self.app.run_action(f"app.do('{name}')")
