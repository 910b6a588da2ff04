"""Rule files: one to go to, a new one."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from segdsl_tui.commands.names import go
from segdsl_tui.i18n import editing as texts
from segdsl_tui.screens.dialogs import Prompt
from segdsl_tui.screens.picker import Picker
from segdsl_tui.state.choosing import Choice
from segdsl_tui.state.model import Place
from segdsl_tui.state.queries import first_place, recent

if TYPE_CHECKING:
    from segdsl_tui.screens.main import MainScreen

SUFFIX = ".seg"


def _open(main: MainScreen) -> None:
    """Choose a file, those looked at last before the others."""
    state = main.state
    marks = {True: "*", False: ""}
    choices = [Choice(name, None, marks[state.buffers[name].unsaved]) for name in recent(state)]

    def decided(picked: tuple[str, ...] | None) -> None:
        if picked and picked[0] in main.state.buffers:
            go(main, picked[0], first_place(main.state, picked[0]))

    main.app.push_screen(Picker(texts.OPEN_FILE.say(state.language), choices, [], state.language), decided)


def _new(main: MainScreen) -> None:
    """Ask for a name and make an empty file, which is then looked at."""
    language, workbench = main.state.language, main.jobs.workbench
    folder = Path(main.state.current).parent if main.state.current else Path()

    async def decided(name: str | None) -> None:
        if not name or name.endswith("/"):
            return
        path = folder / (name if name.endswith(SUFFIX) else name + SUFFIX)
        problem = None
        if (workbench.root / path).exists():
            problem = texts.THERE_ALREADY
        elif not any((workbench.root / path).resolve().is_relative_to(each.resolve()) for each in workbench.rules):
            problem = texts.NOT_AMONG_RULES
        if problem is not None:
            main.notify(problem.say(language, {"file": path.as_posix()}), severity="warning", markup=False)
        else:
            main.dispatch(await asyncio.to_thread(workbench.create, path.as_posix()))
            if path.as_posix() in main.state.buffers:
                go(main, path.as_posix(), Place())

    title = texts.NEW_FILE.say(language, {"folder": folder.as_posix()})
    main.app.push_screen(Prompt(title, "", language), decided)


COMMANDS: Mapping[str, Callable[[MainScreen], None]] = {"file.open": _open, "file.new": _new}
