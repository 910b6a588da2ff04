"""Going somewhere: to a pane, a view, a problem."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from segdsl_tui import i18n
from segdsl_tui.presentation.views import TABS
from segdsl_tui.state import events as e
from segdsl_tui.state import queries
from segdsl_tui.state.model import Tab
from segdsl_tui.widgets.editors import Editors
from segdsl_tui.widgets.preview import PreviewPane
from segdsl_tui.widgets.tree import RuleTree

if TYPE_CHECKING:
    from segdsl_tui.screens.main import MainScreen


def _editor(main: MainScreen) -> None:
    main.query_one(Editors).focus_editor()


def _tree(main: MainScreen) -> None:
    main.set_focus(main.query_one(RuleTree))


def _preview(main: MainScreen) -> None:
    """To the pane; from there to its next view."""
    pane = main.query_one(PreviewPane)
    if pane.has_keyboard:
        _step(1, main)
    else:
        pane.take_keyboard()


def _step(by: int, main: MainScreen) -> None:
    tabs = list(TABS)
    _tab(tabs[(tabs.index(main.state.tab) + by) % len(tabs)], main)


def _tab(tab: Tab, main: MainScreen) -> None:
    main.dispatch(e.Tabbed(tab))


def _next_problem(main: MainScreen) -> None:
    problem = queries.next_problem(main.state)
    if problem is None:
        main.notify(i18n.NO_PROBLEMS.say(main.state.language))
    else:
        main.go(problem.file, problem.start)


COMMANDS: Mapping[str, Callable[[MainScreen], None]] = {
    "go.tree": _tree,
    "go.editor": _editor,
    "go.preview": _preview,
    "problem.next": _next_problem,
    "tab.before": partial(_step, -1),
    "tab.after": partial(_step, 1),
    **{f"tab.{tab}": partial(_tab, tab) for tab in TABS},
}
