"""Counting as of another day."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from segdsl_tui.state import events as e

if TYPE_CHECKING:
    from segdsl_tui.screens.dates import Picked
    from segdsl_tui.screens.main import MainScreen


def _date(main: MainScreen) -> None:
    from segdsl_tui.effects.days import newest
    from segdsl_tui.screens.dates import DatePicker

    state, workbench = main.state, main.jobs.workbench
    rulebook, facts = state.rulebook, state.facts
    if rulebook is None or facts is None:
        return

    def picked(found: Picked | None) -> None:
        if found is not None:
            main.dispatch(e.Dated(found[0]))
            main.recount()

    main.app.push_screen(DatePicker(facts.as_of, partial(newest, workbench, rulebook), state.language), picked)


COMMANDS = {"date": _date}
