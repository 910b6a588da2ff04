"""Writing files, and leaving with nothing lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from segdsl_tui import i18n
from segdsl_tui.screens.dialogs import Question
from segdsl_tui.widgets.editors import Editors

if TYPE_CHECKING:
    from segdsl_tui.screens.main import MainScreen


def _save(main: MainScreen) -> None:
    """Save the file in the editor; ask first if others changed it."""
    buffer = main.state.buffer
    if buffer is None:
        return
    if not buffer.conflict:
        main.jobs.save(buffer.name)
        return

    def decided(answer: str | None) -> None:
        if answer == "mine":
            main.jobs.save(buffer.name, force=True)
        elif answer == "theirs":
            main.query_one(Editors).take(buffer.name, buffer.saved)

    question = i18n.CLASH.say(main.state.language, {"file": buffer.name})
    answers = (("mine", i18n.OVERWRITE), ("theirs", i18n.TAKE_THEIRS), ("stay", i18n.STAY))
    main.app.push_screen(Question(question, answers, main.state.language), decided)


def _quit(main: MainScreen) -> None:
    """Leave, but not with unsaved changes unless told so."""
    unsaved = main.state.unsaved
    if not unsaved:
        main.app.exit()
        return
    if not main.is_current:
        return

    def decided(answer: str | None) -> None:
        if answer == "save":
            main.save_all_then(main.app.exit)
        elif answer == "leave":
            main.keeper.forget()
            main.app.exit()

    question = i18n.LEAVE.say(main.state.language, {"files": ", ".join(unsaved)})
    answers = (("save", i18n.SAVE_AND_QUIT), ("leave", i18n.QUIT_WITHOUT), ("stay", i18n.STAY))
    main.app.push_screen(Question(question, answers, main.state.language), decided)


COMMANDS = {"save": _save, "quit": _quit}
