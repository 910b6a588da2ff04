"""The app: what `segdsl tui` starts, and what can be done from anywhere, by key or from the palette."""

from __future__ import annotations

import datetime as dt
import gc
from collections.abc import Iterable, Mapping
from functools import partial
from inspect import isawaitable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.app import App, SystemCommand
from textual.binding import Binding

from segdsl.diagnostics import Language, system_language
from segdsl_tui.commands import commands
from segdsl_tui.effects.workbench import Workbench
from segdsl_tui.presentation.actions import ACTIONS
from segdsl_tui.presentation.help import shown_key
from segdsl_tui.screens.jobs import Delays
from segdsl_tui.screens.main import MainScreen
from segdsl_tui.state.model import State
from segdsl_tui.state.options import Options
from segdsl_tui.state.update import opened

if TYPE_CHECKING:
    from textual.screen import Screen

UNBOUND = "unbound"
"""A key that no keyboard has: of actions that have none until the settings give them one."""


class SegdslApp(App[object], inherit_bindings=False):
    """One project in the terminal."""

    TITLE = "segdsl"
    BINDINGS = [  # with an `id`, so that a keymap can give the action another key; worded by the line of keys
        Binding(each.key or UNBOUND, f"do('{each.name}')", each.label.en, id=each.name, priority=True)
        for each in ACTIONS.values()
        if not each.previewing
    ]

    def __init__(self, options: Options, language: Language, delays: Delays | None = None) -> None:
        super().__init__()
        self.language = language
        self.workbench = Workbench(options)
        state = opened(
            State(language, options), self.workbench.read()
        )  # milliseconds, and there is something to see at once
        self.main = MainScreen(self.workbench, state, delays or Delays())

    def get_default_screen(self) -> Screen[Any]:
        return self.main

    def on_ready(self) -> None:
        """The first screen is drawn: look for garbage again, but not among all that was loaded for it."""
        if not gc.isenabled():
            gc.freeze()
            gc.enable()
        self.run_worker(commands, thread=True)  # so that the first of them need not wait for its module

    def on_unmount(self) -> None:
        self.workbench.close()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys of actions go before those of panes; while a dialog is open, it has the keyboard."""
        return action != "do" or self.may_do(str(parameters[0]))

    def may_do(self, name: str) -> bool:
        """Whether an action is to be had now: while a dialog is open, only what works everywhere."""
        return self.screen is self.main or ACTIONS[name].everywhere

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        for action in ACTIONS.values():
            if action.name != "palette":
                key = f" ({shown_key(action.key)})" if action.key else ""
                title = action.label.say(self.language) + key
                yield SystemCommand(title, action.help.say(self.language), partial(self.action_do, action.name))

    async def action_do(self, name: str) -> None:
        """Do what the table of actions says."""
        if not self.may_do(name):
            return
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
    """Open a project in the app, as `segdsl.open` would; returns the exit code. `language` defaults to the system's."""
    options = Options(path, tuple(rules), tuple(data), as_of, params or {}, key, strict)
    app = SegdslApp(options, language or system_language())
    app.run()
    return app.return_code or 0
