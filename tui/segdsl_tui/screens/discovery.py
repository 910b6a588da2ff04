"""What goes with a segment, found by a search that takes its time: to read, and as rules to paste."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text as RichText
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Static

from segdsl.cli.show.table import titled
from segdsl.diagnostics import Diagnostic
from segdsl.syntax.unparse import format_name
from segdsl_tui import i18n
from segdsl_tui.effects.apart import Request, Tried, learn
from segdsl_tui.i18n import learned as texts
from segdsl_tui.presentation import learned as shown
from segdsl_tui.screens.slow import SlowPage
from segdsl_tui.widgets.lines import Lines

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from segdsl.rulebook.model import Definition
    from segdsl_tui.effects.workbench import Wanted


class DiscoveryPage(SlowPage[Tried]):
    """The search begins when the page is opened; Escape gives it up."""

    BINDINGS = [Binding("escape,q", "leave", show=False), Binding("c", "copy", show=False)]

    def __init__(self, definition: Definition, request: Request) -> None:
        super().__init__()
        self.definition = definition
        self.request = request
        self.rules = ""
        self._found: Tried | None = None

    def compose(self) -> ComposeResult:
        named = titled(self.definition.name, self.definition.title)
        with Vertical() as box:
            box.border_title = texts.TYPICAL.say(self.request.language, {"name": named}).replace("[", r"\[")
            box.border_subtitle = texts.BUSY_KEYS.say(self.request.language)
            yield Lines("discovered")
            command = self.request.options.command("discover", "--for", format_name(self.definition.name))
            yield Static(RichText(f"$ {command}", "dim", no_wrap=True, overflow="ellipsis"), id="command")

    def on_mount(self) -> None:
        super().on_mount()
        self.call_after_refresh(self.work, self._search, texts.SEARCHING)

    def on_resize(self) -> None:
        found = self._found
        if found is not None:
            self.call_after_refresh(self.work, lambda _: found)

    def _search(self, wanted: Wanted) -> Tried:
        found = learn(self.request, self.far, wanted)
        assert found is not None
        return found

    def found(self, content: Tried | None, lines: list[RichText]) -> None:
        if content is None:
            self.dismiss()
            return
        self.rules, self._found = content.draft, content
        usual = f"Esc {i18n.CLOSE.say(self.request.language)}"
        said = texts.RULES_KEYS.say(self.request.language) if self.rules else usual
        self.query_one(Vertical).border_subtitle = said
        self.show(lines)

    def refused(self, diagnostics: tuple[Diagnostic, ...]) -> Tried:
        return Tried(tuple(shown.refused(diagnostics, None, self.request.language)), "")

    def told(self, seconds: int, done: int, every: int) -> list[RichText]:
        said = texts.LEAVING if self.leaving else texts.SEARCHING
        return shown.working(said, {"seconds": seconds}, None, self.request.language)

    def action_copy(self) -> None:
        """Copy what was found as rules."""
        if self.rules:
            self.app.copy_to_clipboard(self.rules)
            self.notify(texts.RULES_COPIED.say(self.request.language), markup=False)
