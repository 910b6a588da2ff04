"""Pages that take their time: results of tests, and what changed since the last commit."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from rich.text import Text as RichText

from segdsl_tui.i18n import changes as change_texts
from segdsl_tui.i18n import tests as test_texts
from segdsl_tui.presentation.entries import Entries, Entry
from segdsl_tui.screens.entries import EntriesPage
from segdsl_tui.state.model import State

if TYPE_CHECKING:
    from segdsl.diagnostics import Text
    from segdsl.rulebook.model import Rulebook
    from segdsl_tui.effects.workbench import Wanted, Workbench
    from segdsl_tui.screens.main import MainScreen

Work = Callable[["Workbench", State, "Rulebook", "Wanted"], Entries]


def _tests(workbench: Workbench, state: State, rulebook: Rulebook, wanted: Wanted) -> Entries:
    from segdsl_tui.effects.verdicts import run
    from segdsl_tui.presentation.tests import page

    found = page(run(workbench, rulebook, wanted), rulebook, state.language)
    command = state.scope.command("test", *(() if state.scope.data else ("--data",)))
    return replace(found, heading=found.heading.append(f"\n$ {command}", "dim"))


def _changes(workbench: Workbench, state: State, rulebook: Rulebook, wanted: Wanted) -> Entries:
    from segdsl_tui.effects.changes import find
    from segdsl_tui.presentation.changes import page

    texts = {name: buffer.text for name, buffer in state.buffers.items()}
    found = find(workbench, rulebook, texts, wanted)
    if found is None:
        why = change_texts.NO_COMMIT if shutil.which("git") else change_texts.NO_GIT
        return Entries(RichText(why.say(state.language)))
    return page(state, found)


def _page(title: Text, work: Work) -> Callable[[MainScreen], None]:
    def show(main: MainScreen) -> None:
        state, rulebook = main.state, main.state.rulebook
        if rulebook is None:
            main.notify(test_texts.NO_RULES.say(state.language))
            return

        def chosen(entry: Entry | None) -> None:
            if entry is not None and entry.file is not None:
                main.go(entry.file, entry.place)

        work_of = main.jobs.workbench
        main.app.push_screen(
            EntriesPage(title, lambda wanted: work(work_of, state, rulebook, wanted), state.language), chosen
        )

    return show


COMMANDS = {"test": _page(test_texts.TITLE, _tests), "changes": _page(change_texts.TITLE, _changes)}
