"""Dialogs: a question with a few answers, and pages to read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.text import Text as RichText
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Static

from segdsl.diagnostics import Language, Text
from segdsl_tui import i18n
from segdsl_tui.widgets.textline import TextLine

if TYPE_CHECKING:
    from textual.app import ComposeResult

Answer = tuple[str, Text]
"""What a button returns, and what it says."""


class Question(ModalScreen[str]):
    """A question; returns the answer's name, and the last one for Escape."""

    BINDINGS = [
        Binding("escape", "last", show=False),
        Binding("left,up", "app.focus_previous", show=False),
        Binding("right,down", "app.focus_next", show=False),
    ]
    CSS = """
    Question { align: center middle; }
    Question > Vertical { width: 72; max-width: 95%; height: auto; padding: 1 2; }
    Question > Vertical { background: $surface; border: round $primary; }
    Question Horizontal { height: auto; align-horizontal: right; margin-top: 1; }
    Question Button { margin-left: 1; min-width: 8; height: 1; border: none; background: $panel; }
    """

    def __init__(self, question: str, answers: Sequence[Answer], language: Language) -> None:
        super().__init__()
        self.question = question
        self.answers = answers
        self.language = language

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(RichText(self.question))
            with Horizontal():
                for name, said in self.answers:
                    yield Button(RichText(said.say(self.language)).plain, id=name, compact=True)

    def on_mount(self) -> None:
        self.query_one(f"#{self.answers[-1][0]}", Button).focus()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id)

    def action_last(self) -> None:
        self.dismiss(self.answers[-1][0])


class Prompt(ModalScreen[str]):
    """A line to type; returns it, and nothing for Escape."""

    BINDINGS = [Binding("escape", "dismiss", show=False)]
    CSS = """
    Prompt { align: center middle; }
    Prompt > Vertical { width: 60; max-width: 95%; height: auto; padding: 0 1; }
    Prompt > Vertical { background: $surface; border: round $primary; }
    Prompt Input { border: none; height: 1; padding: 0; background: $panel; }
    """

    def __init__(self, title: str, text: str, language: Language) -> None:
        super().__init__()
        self._title = title
        self._text = text
        self._language = language

    def compose(self) -> ComposeResult:
        with Vertical() as box:
            box.border_title = self._title.replace("[", r"\[")
            box.border_subtitle = f"Esc {i18n.CLOSE.say(self._language)}"
            yield TextLine(self._text)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        self.dismiss(event.value.strip())


class Page(ModalScreen[None]):
    """Something to read; any of the usual keys closes it."""

    BINDINGS = [Binding("escape,q,f1,f9,enter", "dismiss", show=False)]
    CSS = """
    Page { align: center middle; }
    Page > VerticalScroll { width: 90; max-width: 95%; height: auto; max-height: 90%; padding: 1 2; }
    Page > VerticalScroll { background: $surface; border: round $primary; }
    """

    def __init__(self, page: RichText, language: Language) -> None:
        super().__init__()
        self.page = page
        self.language = language

    def compose(self) -> ComposeResult:
        with VerticalScroll() as box:
            box.border_subtitle = f"Esc {i18n.CLOSE.say(self.language)}"
            yield Static(self.page)
