"""The app: what `segdsl tui` starts, and what can be done from anywhere, by key or from the palette."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from inspect import isawaitable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.app import App, SystemCommand
from textual.binding import Binding
from textual.events import Key
from textual.reactive import Reactive

from segdsl.diagnostics import Language, system_language
from segdsl_tui.commands import commands
from segdsl_tui.effects.home import Home, home, read, recalled, remember, remember_setting
from segdsl_tui.effects.workbench import Workbench
from segdsl_tui.i18n import settings as texts
from segdsl_tui.presentation.actions import ACTIONS
from segdsl_tui.presentation.keys import shown
from segdsl_tui.screens.jobs import Delays
from segdsl_tui.screens.main import MainScreen
from segdsl_tui.state import events as e
from segdsl_tui.state.model import State
from segdsl_tui.state.options import Options
from segdsl_tui.state.settings import Known, Settings
from segdsl_tui.state.update import opened
from segdsl_tui.widgets import colours

if TYPE_CHECKING:
    from textual.filter import LineFilter
    from textual.screen import Screen
    from textual.system_commands import SystemCommandsProvider
    from textual.theme import Theme

AWHILE = 1.0
"""Seconds in which the first keys and the first check go before what nobody has asked for yet."""
UNBOUND = "unbound"
"""A key that no keyboard has: of actions that have none until the settings give them one."""


def in_order() -> type[SystemCommandsProvider]:
    """The commands of the palette, which is not imported before it is opened."""
    from segdsl_tui.screens.palette import Palette

    return Palette


def few_colours(environ: Mapping[str, str]) -> bool:
    """Whether the terminal has no more than its own sixteen colours: those of themes would be guessed."""
    rich = environ.get("COLORTERM", "").lower() in ("truecolor", "24bit") or os.name == "nt"
    return not rich and environ.get("TERM", "") in ("linux", "ansi", "vt100", "vt220", "xterm-16color", "xterm-color")


class SegdslApp(App[object], inherit_bindings=False):
    """One project in the terminal."""

    TITLE = "segdsl"
    ansi_theme_dark = Reactive(colours.ON_DARK, init=False)
    ansi_theme_light = Reactive(colours.ON_LIGHT, init=False)
    COMMANDS = {in_order}
    CSS_PATH = "screens/main.tcss"  # the app's own: the sheet of a default screen would not be read
    BINDINGS = [  # with an `id`, so that a keymap can give the action another key; worded by the line of keys
        Binding(each.key or UNBOUND, f"do('{each.name}')", each.label.en, id=each.name, priority=True)
        for each in ACTIONS.values()
        if each.pane is None
    ]

    def __init__(
        self, options: Options, language: Language | None, delays: Delays | None = None, home: Home | None = None
    ) -> None:
        super().__init__()
        for own in colours.OWN:
            self.register_theme(own)
        self.home = home
        settings, self.mistakes = read(home.settings, self.known) if home else (Settings(), ())
        self.settings = settings
        self.language = language or settings.language or system_language()
        language = self.language
        if settings.keys:  # all of them, as one set alone takes others with the same key along
            self.set_keymap({name: settings.keys.get(name, each.key) or UNBOUND for name, each in ACTIONS.items()})
        theme = settings.theme or ("ansi-dark" if few_colours(os.environ) else colours.DARK.name)
        self.set_reactive(App.theme, theme)  # set later, it reads every sheet and lays out all once more
        self.stylesheet.set_variables(self.get_css_variables())
        self.workbench = Workbench(options)
        state = opened(
            State(language, options, keys=settings.keys), self.workbench.read()
        )  # milliseconds, and there is something to see at once
        self.main = MainScreen(self.workbench, state, delays or Delays(**settings.delays))

    def get_line_filters(self) -> Sequence[LineFilter]:
        return (colours.Colourless(),) if self.no_color else super().get_line_filters()

    def get_css_variables(self) -> dict[str, str]:
        return super().get_css_variables() | (colours.WITHOUT if self.no_color else {})

    def get_default_screen(self) -> Screen[Any]:
        return self.main

    def on_ready(self) -> None:
        """The first screen is drawn: what can wait is done now."""
        self.workbench.garbage.take_up()
        self.set_timer(AWHILE, lambda: self.run_worker(commands, thread=True))  # so that none waits for its module

        self.theme_changed_signal.subscribe(self, self._theme_changed)
        if self.home and self.mistakes:
            title = texts.TITLE.say(self.language, {"file": self.home.settings})
            said = "\n".join(mistake.say(self.language) for mistake in self.mistakes)
            self.notify(said, title=title, severity="warning", timeout=20, markup=False)

        if self.home:
            self.run_worker(partial(self._first_run, self.home), thread=True)

    def _first_run(self, home: Home) -> None:
        """Show the tour on the demo project, once."""
        from segdsl.demo.summary import is_demo

        if not recalled(home.memory).get("tour") and is_demo(self.workbench.root):
            remember(home.memory, "tour", True)
            self.call_from_thread(self.main.dispatch, e.Toured(on=True))

    @property
    def known(self) -> Known:
        """What can be set."""
        panes = frozenset(name for name, each in ACTIONS.items() if each.pane is not None)
        return Known(tuple(self.available_themes), {name: each.key for name, each in ACTIONS.items()}, panes)

    def _theme_changed(self, theme: Theme) -> None:
        """Remember the colours that were chosen, and nothing else."""
        if self.home is not None and theme.name != self.settings.theme:
            self.settings = replace(self.settings, theme=theme.name)
            self.run_worker(partial(self._remember_theme, self.home, theme.name), thread=True)

    def _remember_theme(self, home: Home, name: str) -> None:
        try:
            remember_setting(home.settings, "theme", name)
        except (OSError, ValueError) as problem:
            said = texts.NOT_REMEMBERED.say(self.language, {"file": home.settings, "reason": problem})
            self.call_from_thread(self.notify, said, severity="warning", markup=False)

    def on_unmount(self) -> None:
        self.workbench.close()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys of actions go before those of panes; while a dialog is open, it has the keyboard."""
        return action != "do" or self.may_do(str(parameters[0]))

    def may_do(self, name: str) -> bool:
        """Whether an action is to be had now: while a dialog is open, only what works everywhere."""
        return self.screen is self.main or ACTIONS[name].everywhere

    def on_key(self, event: Key) -> None:
        """Type what nobody took: it was typed before the keyboard had gone to a line of text, which takes all."""
        from textual.widgets import Input

        if event.is_printable and isinstance(self.focused, Input):
            event.prevent_default()
            self.focused.post_message(Key(event.key, event.character))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        for action in ACTIONS.values():
            if action.name != "palette":
                found = shown(self.main.state, action.name)
                key = f" ({found})" if found else ""
                title = action.label.say(self.language) + key
                yield SystemCommand(title, action.help.say(self.language), partial(self.action_do, action.name))

    async def action_do(self, name: str) -> None:
        """Do what the table of actions says."""
        if not self.may_do(name):
            return
        if self.main.state.tour is not None:  # nothing else asks
            self.main.dispatch(e.Did(name))
        done = commands()[name](self.main)
        if isawaitable(done):
            await done


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
    """Open a project in the app, as `segdsl.open` would; returns the exit code.

    `language` defaults to that of the settings, then to the system's.
    """
    options = Options(path, tuple(rules), tuple(data), as_of, params or {}, key, strict)
    app = SegdslApp(options, language, home=home())
    app.run()
    return app.return_code or 0
