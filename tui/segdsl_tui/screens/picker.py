"""Choosing one or several from a list that gets shorter while one types."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from segdsl_tui.i18n import views as texts
from segdsl_tui.presentation.layout import cut
from segdsl_tui.presentation.picking import line, matching
from segdsl_tui.widgets.textline import TextLine

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from segdsl.diagnostics import Language
    from segdsl_tui.state.choosing import Choice


class _Filter(TextLine):
    """What is typed to filter; a space ticks."""

    def check_consume_key(self, key: str, character: str | None) -> bool:
        return key != "space" and super().check_consume_key(key, character)


class Picker(ModalScreen[tuple[str, ...] | None]):
    """Returns the names that were chosen, None for Escape. `most` is how many can be; with one, Enter takes it."""

    BINDINGS = [
        Binding("escape", "dismiss(None)", show=False),
        Binding("up", "move(-1)", show=False, priority=True),
        Binding("down", "move(1)", show=False, priority=True),
        Binding("pageup", "move(-8)", show=False, priority=True),
        Binding("pagedown", "move(8)", show=False, priority=True),
        Binding("space", "tick", show=False, priority=True),
    ]
    CSS = """
    Picker { align: center middle; }
    Picker > Vertical { width: 64; max-width: 95%; height: auto; max-height: 90%; padding: 0 1; }
    Picker > Vertical { background: $surface; border: round $primary; }
    Picker Input { border: none; height: 1; padding: 0; background: $panel; }
    Picker OptionList { border: none; height: auto; max-height: 16; padding: 0; background: $surface; }
    """

    def __init__(
        self, title: str, choices: Sequence[Choice], chosen: Sequence[str], language: Language, *, most: int = 1
    ) -> None:
        super().__init__()
        self.choices = choices
        self.chosen = list(chosen)
        self.most = most
        self._title = title
        self._language = language
        self._shown: list[Choice] = []

    def compose(self) -> ComposeResult:
        with Vertical() as box:
            box.border_title = cut(self._title, 58).replace("[", r"\[")
            box.border_subtitle = (texts.PICK_ONE if self.most == 1 else texts.PICK_MANY).say(self._language)
            yield _Filter(placeholder=texts.TYPE_TO_FILTER.say(self._language))
            options = OptionList(markup=False)
            options.can_focus = False
            yield options

    def on_mount(self) -> None:
        self.call_after_refresh(self._draw, self.chosen[0] if self.chosen else None)

    @property
    def _options(self) -> OptionList:
        return self.query_one(OptionList)

    def _draw(self, at: str | None = None) -> None:
        """List what fits, the highlight on `at` where it is there."""
        self._shown = matching(self.choices, self.query_one(Input).value)
        width = self._options.scrollable_content_region.width - 2
        self._options.set_options(
            [
                Option(line(each, width, ticked=None if self.most == 1 else each.name in self.chosen))
                for each in self._shown
            ]
        )
        names = [each.name for each in self._shown]
        if names:
            self._options.highlighted = names.index(at) if at in names else 0

    @property
    def _current(self) -> str | None:
        at = self._options.highlighted
        return self._shown[at].name if at is not None and at < len(self._shown) else None

    @on(Input.Changed)
    def _typed(self) -> None:
        self._draw()

    @on(Input.Submitted)
    def _entered(self) -> None:
        if self.most > 1:
            self.dismiss(tuple(self.chosen))
        elif self._current is not None:
            self.dismiss((self._current,))

    @on(OptionList.OptionSelected)
    def _clicked(self, message: OptionList.OptionSelected) -> None:
        self._options.highlighted = message.option_index
        if self.most > 1:
            self.action_tick()
        else:
            self._entered()

    def action_move(self, by: int) -> None:
        at = self._options.highlighted
        if self._shown:
            self._options.highlighted = max(0, min((at or 0) + by, len(self._shown) - 1))

    def action_tick(self) -> None:
        """Tick or untick the current one; where there can be only one, a space is typed."""
        name = self._current
        if self.most == 1:
            self.query_one(Input).insert_text_at_cursor(" ")
        elif name in self.chosen:
            self.chosen.remove(name)
        elif name is not None and len(self.chosen) < self.most:
            self.chosen.append(name)
        self._draw(name)
