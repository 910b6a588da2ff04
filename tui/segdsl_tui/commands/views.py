"""What people choose for the views of the preview."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from segdsl_tui.i18n import views as texts
from segdsl_tui.presentation.views.naming import title_of
from segdsl_tui.screens.dialogs import Prompt
from segdsl_tui.screens.picker import Picker
from segdsl_tui.state import choosing
from segdsl_tui.state import events as e
from segdsl_tui.state.choosing import Choice
from segdsl_tui.widgets.preview import PreviewPane

if TYPE_CHECKING:
    from segdsl_tui.screens.main import MainScreen


def _axis(main: MainScreen) -> None:
    """Choose what to split by; it stays for the definitions that are looked at next."""
    main.dispatch(e.Tabbed("split"))
    state = main.state
    name = state.focus
    if name is None or not choosing.condition(state, name):
        return

    def decided(picked: tuple[str, ...] | None) -> None:
        if picked:
            main.dispatch(e.Chose(replace(main.state.choices, axis=picked[0])))

    present = choosing.axis(state, name)
    title = texts.CHOOSE_AXIS.say(state.language, {"name": title_of(state, name)})
    chosen = [present.name] if present else []
    main.app.push_screen(Picker(title, choosing.axes(state, name), chosen, state.language), decided)


def _others(main: MainScreen) -> None:
    """Choose what to lay the definition over; it stays for this one."""
    main.dispatch(e.Tabbed("overlap"))
    state = main.state
    name = state.focus
    if name is None or not choosing.condition(state, name):
        return

    def decided(picked: tuple[str, ...] | None) -> None:
        if picked is not None:
            others = {**main.state.choices.others, name: picked}
            main.dispatch(e.Chose(replace(main.state.choices, others=others)))

    title = texts.CHOOSE_OTHERS.say(state.language, {"name": title_of(state, name), "n": choosing.MOST})
    chosen = choosing.others(state, name)
    company = sorted(choosing.company(state, name), key=lambda each: each.name not in chosen)
    choices = [Choice(each.name, each.title, each.kind) for each in company]
    main.app.push_screen(Picker(title, choices, chosen, state.language, most=choosing.MOST), decided)


def _sort(main: MainScreen) -> None:
    """Choose the column that members are sorted by; the one they are sorted by already turns them round."""
    main.dispatch(e.Tabbed("sample"))
    columns = main.query_one(PreviewPane).grid.grid.columns

    def decided(picked: tuple[str, ...] | None) -> None:
        if picked:
            main.dispatch(e.Sorted(picked[0]))

    choices = [Choice(column.name, column.title, column.sorted) for column in columns]
    chosen = [column.name for column in columns if column.sorted]
    if choices:
        title = texts.SORT_BY.say(main.state.language)
        main.app.push_screen(Picker(title, choices, chosen, main.state.language), decided)


def _why_row(main: MainScreen) -> None:
    """Why the member under the cursor is one."""
    pane = main.query_one(PreviewPane)
    if main.state.tab != "sample":
        main.dispatch(e.Tabbed("sample"))
        pane.take_keyboard()
    elif pane.grid.line is not None:
        _why(main, pane.grid.line.cells[0])


def _why_key(main: MainScreen) -> None:
    """Ask for a key, then why."""

    def decided(key: str | None) -> None:
        if key:
            _why(main, key)

    language = main.state.language
    main.app.push_screen(Prompt(texts.ASK_KEY.say(language), main.state.choices.key or "", language), decided)


def _why(main: MainScreen, key: str) -> None:
    main.dispatch(e.Chose(replace(main.state.choices, key=key)))
    main.dispatch(e.Tabbed("why"))


COMMANDS: Mapping[str, Callable[[MainScreen], None]] = {
    "split.axis": _axis,
    "overlap.others": _others,
    "sample.sort": _sort,
    "why.row": _why_row,
    "why.key": _why_key,
}
