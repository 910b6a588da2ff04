"""Another name for a thing, and what that would change, while it is typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from rich.text import Text
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from segdsl.diagnostics import Diagnostic
from segdsl.services.rename import Rename
from segdsl_tui import i18n
from segdsl_tui.i18n import editing as texts
from segdsl_tui.widgets.textline import TextLine

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from segdsl.diagnostics import Language

PAUSE = 0.1  # seconds after a key until its effect is worked out


class RenameDialog(ModalScreen[Rename | None]):
    """Returns the rename, None for Escape. `work` says what a name would change or why it cannot be."""

    BINDINGS = [Binding("escape", "dismiss(None)", show=False)]
    CSS = """
    RenameDialog { align: center middle; }
    RenameDialog > Vertical { width: 64; max-width: 95%; height: auto; max-height: 90%; padding: 0 1; }
    RenameDialog > Vertical { background: $surface; border: round $primary; }
    RenameDialog Input { border: none; height: 1; padding: 0; background: $boost; }
    """

    def __init__(self, name: str, work: Callable[[str], Rename | Diagnostic], language: Language) -> None:
        super().__init__(name="rename")
        self._old = name
        self._work = work
        self._language = language

    def compose(self) -> ComposeResult:
        with Vertical() as box:
            box.border_title = texts.RENAME.say(self._language, {"name": self._old}).replace("[", r"\[")
            box.border_subtitle = f"Esc {i18n.CLOSE.say(self._language)}"
            yield TextLine(self._old)
            yield Static(id="effect")

    def on_mount(self) -> None:
        self._tell()

    def on_input_changed(self) -> None:
        self.set_timer(PAUSE, self._tell)

    def on_input_submitted(self) -> None:
        found = self._found
        if isinstance(found, Rename):
            self.dismiss(found)

    @property
    def _found(self) -> Rename | Diagnostic:
        return self._work(self.query_one(Input).value.strip())

    def _tell(self) -> None:
        self.query_one("#effect", Static).update(effect(self._found, self._language))


def effect(found: Rename | Diagnostic, language: Language) -> Text:
    """What a rename changes, by file, and what to know about it; or why it cannot be."""
    if isinstance(found, Diagnostic):
        return Text(found.message(language), "red")
    lines = [texts.IN_FILE.say(language, {"file": file, "n": len(edits)}) for file, edits in found.edits.items()] or [
        texts.SAME_NAME.say(language)
    ]
    page = Text("\n".join(lines))
    for remark in found.remarks:
        page.append("\n" + remark.message(language), "yellow")
    return page
