"""Which day to count as of: days that people often want, or one that is typed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import suppress
from threading import Thread
from typing import TYPE_CHECKING

from rich.text import Text as RichText
from textual import on
from textual.binding import Binding
from textual.containers import Vertical
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from segdsl.diagnostics import Language, SegdslError, Text
from segdsl.engine.stopping import Stopped
from segdsl_tui import i18n
from segdsl_tui.i18n import dates as texts
from segdsl_tui.state.days import month_before, year_before
from segdsl_tui.widgets.textline import TextLine

if TYPE_CHECKING:
    from textual.app import ComposeResult

Picked = tuple[dt.date | None]
"""The day; None in it: as the project was opened."""


class DatePicker(ModalScreen[Picked | None]):
    """Returns what was picked; None for Escape."""

    BINDINGS = [
        Binding("escape", "dismiss(None)", show=False),
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]
    CSS = """
    DatePicker { align: center middle; }
    DatePicker > Vertical { width: 56; max-width: 95%; height: auto; padding: 0 1; }
    DatePicker > Vertical { background: $surface; border: round $primary; }
    DatePicker OptionList { border: none; height: auto; margin-top: 1; padding: 0; background: $surface; }
    DatePicker Static { color: $error; height: auto; display: none; }
    """

    class Found(Message):
        """The newest day of the data is known."""

        def __init__(self, day: dt.date | None) -> None:
            super().__init__()
            self.day = day

    def __init__(self, present: dt.date, newest: Callable[[], dt.date | None], language: Language) -> None:
        super().__init__()
        self._newest = newest
        self._language = language
        self._days: list[tuple[Text, dt.date | None]] = [
            (texts.NEWEST, None),
            (texts.MONTH, month_before(present)),
            (texts.YEAR, year_before(present)),
            (texts.RESET, None),
        ]

    def compose(self) -> ComposeResult:
        with Vertical() as box:
            box.border_title = texts.TITLE.say(self._language)
            box.border_subtitle = f"Esc {i18n.CLOSE.say(self._language)}"
            yield TextLine(placeholder=texts.TYPE.say(self._language), compact=True)
            yield Static()
            yield OptionList(*self._options(texts.LOOKING), markup=False)

    def on_mount(self) -> None:
        Thread(target=self._look, daemon=True).start()  # neither closing the dialog nor leaving the app waits for it

    def _options(self, newest: Text) -> list[Option]:
        found = []
        for text, day in self._days:
            said = day.isoformat() if day else newest.say(self._language) if text is texts.NEWEST else ""
            line = RichText(text.say(self._language)).append(f"  {said}", "dim")
            found.append(Option(line, disabled=text is texts.NEWEST and day is None))
        return found

    def _look(self) -> None:
        try:
            day = self._newest()
        except (SegdslError, OSError, Stopped):
            day = None
        with suppress(RuntimeError):  # the app may be gone
            self.post_message(self.Found(day))

    def on_date_picker_found(self, message: Found) -> None:
        self._days[0] = (texts.NEWEST, message.day)
        options = self.query_one(OptionList)
        at = options.highlighted
        options.set_options(self._options(texts.NONE))
        options.highlighted = at

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss((self._days[event.option_index][1],))

    @on(Input.Submitted)
    def _typed(self, event: Input.Submitted) -> None:
        typed = event.value.strip()
        try:
            day = dt.date.fromisoformat(typed)
        except ValueError:
            args = {"typed": typed, "example": "2021-06-30"}
            wrong = self.query_one(Static)
            wrong.update(RichText(texts.WRONG.say(self._language, args)))
            wrong.display = True
            return
        self.dismiss((day,))
