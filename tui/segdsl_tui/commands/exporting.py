"""Exporting the segment under the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from segdsl.functions.types import Kind
from segdsl.lowering.polars import has_column
from segdsl_tui import i18n
from segdsl_tui.i18n import exporting as texts
from segdsl_tui.presentation.keys import shown
from segdsl_tui.screens.dialogs import Question

if TYPE_CHECKING:
    from segdsl_tui.screens.main import MainScreen


def _export(main: MainScreen) -> None:
    """Open the dialog, over what is on disk: unsaved changes are saved first, or there is no export."""
    unsaved = main.state.unsaved
    if not unsaved:
        _open(main)
        return

    def decided(answer: str | None) -> None:
        if answer == "save":
            main.save_all_then(lambda: _open(main))

    question = texts.SAVE_FIRST.say(main.state.language, {"files": ", ".join(unsaved)})
    answers = (("save", texts.SAVE_AND_EXPORT), ("stay", i18n.STAY))
    main.app.push_screen(Question(question, answers, main.state.language), decided)


def _open(main: MainScreen) -> None:
    from segdsl_tui.screens.exporting import ExportDialog

    state = main.state
    name, rulebook = state.focus, state.rulebook
    if name is not None and rulebook is not None and name in rulebook.broken:
        main.notify(
            texts.HAS_ERRORS.say(state.language, {"name": name, "key": shown(state, "problem.next")}),
            severity="warning",
            markup=False,
        )
        return
    definition = rulebook.definitions.get(name) if rulebook is not None and name is not None else None
    if rulebook is None or definition is None or definition.type.kind is not Kind.BOOL or not has_column(definition):
        main.notify(texts.NOT_A_SEGMENT.say(state.language), severity="warning")
        return
    main.app.push_screen(ExportDialog(state, rulebook, definition.name))


COMMANDS = {"export": _export}
