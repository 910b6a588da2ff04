"""The app: what `segdsl tui` starts, and what can be done from anywhere, by key or from the palette."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text as RichText
from textual.app import App, SystemCommand
from textual.binding import Binding
from textual.command import CommandPalette

from segdsl.diagnostics import Language, system_language
from segdsl.diagnostics.render import terminal
from segdsl.diagnostics.render.report import Report
from segdsl_tui import i18n
from segdsl_tui.effects.workbench import Options, Workbench
from segdsl_tui.presentation.help import help_page
from segdsl_tui.screens.dialogs import Page, Question
from segdsl_tui.screens.main import Delays, MainScreen
from segdsl_tui.state import queries
from segdsl_tui.state.model import State
from segdsl_tui.widgets.editors import Editors

if TYPE_CHECKING:
    from textual.screen import Screen


class SegdslApp(App[object], inherit_bindings=False):
    """One project in the terminal."""

    TITLE = "segdsl"
    BINDINGS = [  # with an `id`, so that a keymap can give the command another key; worded by the line of keys
        Binding(command.key, command.action, command.label.en, id=command.action, priority=command.everywhere)
        for command in i18n.COMMANDS
    ]

    def __init__(self, options: Options, language: Language, delays: Delays | None = None) -> None:
        super().__init__()
        self.language = language
        self.workbench = Workbench(options)
        self.main = MainScreen(self.workbench, State(language), delays or Delays())

    def on_mount(self) -> None:
        self.push_screen(self.main)

    def on_unmount(self) -> None:
        self.workbench.close()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        for command in i18n.COMMANDS:
            if command.action != "command_palette":
                action = partial(self.run_action, f"app.{command.action}")
                title = f"{command.label.say(self.language)} ({command.key})"
                yield SystemCommand(title, command.help.say(self.language), action)
        yield SystemCommand(i18n.THEME.say(self.language), i18n.THEME_HELP.say(self.language), self.action_change_theme)

    def action_command_palette(self) -> None:
        if not CommandPalette.is_open(self):
            self.push_screen(CommandPalette(id="--command-palette", placeholder=i18n.SEARCH.say(self.language)))

    def action_go(self, pane: str) -> None:
        if self.screen is not self.main:
            return
        if pane == "editor":
            self.main.query_one(Editors).focus_editor()
        else:
            self.main.set_focus(self.main.query_one(f"#{pane}"))

    def action_help(self) -> None:
        if self.screen is self.main:
            self.push_screen(Page(help_page(self.language), self.language))

    def action_data(self) -> None:
        """Everything found about the data."""
        facts = self.main.state.facts
        if self.screen is not self.main or facts is None:
            return
        report = Report.of(facts.warnings, self.language)
        page = RichText(i18n.DATA_TITLE.say(self.language) + "\n\n", "bold")
        page.append(
            terminal.render(report, min(84, self.size.width - 12))
            if facts.warnings
            else i18n.NO_FINDINGS.say(self.language)
        )
        self.push_screen(Page(page, self.language))

    def action_next_problem(self) -> None:
        problem = queries.next_problem(self.main.state)
        if problem is None:
            self.notify(i18n.NO_PROBLEMS.say(self.language))
        elif self.screen is self.main:
            self.main.show_place(problem.file, problem.start)
            self.main.query_one(Editors).focus_editor()

    def action_recount(self) -> None:
        if self.screen is self.main:
            self.main.recount()

    def action_save(self) -> None:
        """Save the file in the editor; ask first if others changed it."""
        buffer = self.main.state.buffer
        if buffer is None or self.screen is not self.main:
            return
        if not buffer.conflict:
            self.main.save(buffer.name)
            return

        def decided(answer: str | None) -> None:
            if answer == "mine":
                self.main.save(buffer.name, force=True)
            elif answer == "theirs":
                self.main.query_one(Editors).take(buffer.name, buffer.saved)

        question = i18n.CLASH.say(self.language, {"file": buffer.name})
        answers = (("mine", i18n.OVERWRITE), ("theirs", i18n.TAKE_THEIRS), ("stay", i18n.STAY))
        self.push_screen(Question(question, answers, self.language), decided)

    async def action_quit(self) -> None:
        """Leave, but not with unsaved changes unless told so."""
        unsaved = self.main.state.unsaved
        if not unsaved:
            self.exit()
            return
        if self.screen is not self.main:
            return

        def decided(answer: str | None) -> None:
            if answer == "save":
                self.main.save_all_and_leave()
            elif answer == "leave":
                self.exit()

        question = i18n.LEAVE.say(self.language, {"files": ", ".join(unsaved)})
        answers = (("save", i18n.SAVE_AND_QUIT), ("leave", i18n.QUIT_WITHOUT), ("stay", i18n.STAY))
        self.push_screen(Question(question, answers, self.language), decided)


def run(
    path: Path = Path(),
    *,
    language: Language | None = None,
    rules: Iterable[Path] = (),
    data: Iterable[str] = (),
    as_of: dt.date | None = None,
    params: Mapping[str, str] | None = None,
    key: str | None = None,
    strict: bool = False,
) -> int:
    """Open a project in the app, as `segdsl.open` would; returns the exit code. `language` defaults to the system's."""
    options = Options(path, tuple(rules), tuple(data), as_of, params or {}, key, strict)
    app = SegdslApp(options, language or system_language())
    app.run()
    return app.return_code or 0
