"""What people choose for the views of the preview."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from segdsl_tui.i18n import views as texts
from segdsl_tui.presentation.views import sweep
from segdsl_tui.presentation.views.naming import title_of
from segdsl_tui.screens.dialogs import Prompt
from segdsl_tui.screens.picker import Picker
from segdsl_tui.state import choosing, queries, sweeping
from segdsl_tui.state import events as e
from segdsl_tui.state.choosing import Choice
from segdsl_tui.state.model import Sweeping
from segdsl_tui.widgets.editors import Editors
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


def _sweep(main: MainScreen, change: Callable[[Sweeping], Sweeping]) -> None:
    """Show the sweep, something about it chosen otherwise."""
    state = main.state
    if state.tab != "sweep":
        main.dispatch(e.Tabbed("sweep"))
    elif state.focus is not None:
        sweeps = {**state.choices.sweeps, state.focus: change(sweeping.chosen(state, state.focus))}
        main.dispatch(e.Chose(replace(state.choices, sweeps=sweeps)))


def _step(by: int, main: MainScreen) -> None:
    """Move the threshold."""
    at = _swept(main, by)
    _sweep(main, lambda before: replace(before, at=at or before.at))


def _next(main: MainScreen) -> None:
    _sweep(main, lambda before: Sweeping(before.target + 1))


def _finer(by: int, main: MainScreen) -> None:
    _sweep(main, lambda before: replace(before, finer=before.finer + by, at=None, span=""))


def _swept(main: MainScreen, by: int = 0) -> str | None:
    """The value that is moved to, or so many further on, as a rule says it; None while nothing was counted."""
    state = main.state
    asked = sweep.question(state, state.focus) if state.focus is not None else None
    answer = state.answer(asked) if asked is not None else None
    if asked is None or answer is None or answer.value is None:
        return None
    points = answer.value.points
    here = sweep.place(points, answer.value, sweeping.chosen(state, asked.name).at)
    return points[max(0, min(here + by, len(points) - 1))].text


def _write(main: MainScreen) -> None:
    """Write the threshold into the rule, in the editor; what can be undone there."""
    state = main.state
    name, new = state.focus, _swept(main)
    found = sweeping.target(state, name) if name is not None else None
    if state.tab != "sweep" or name is None or found is None or new is None:
        _sweep(main, lambda before: before)
        return
    text = state.buffers[found.file].text
    if not queries.is_checked(state, {name}) or text[found.start : found.end] != found.text:
        main.notify(texts.NOT_WRITTEN.say(state.language))
        return
    asked = sweep.question(state, name)
    _sweep(main, lambda before: replace(before, at=None, span=asked.span if asked else ""))
    main.query_one(Editors).write(found.file, text, found.start, found.end, new)
    main.notify(texts.WRITTEN.say(state.language, {"new": new, "old": found.text}), markup=False)


COMMANDS: Mapping[str, Callable[[MainScreen], None]] = {
    "split.axis": _axis,
    "overlap.others": _others,
    "sample.sort": _sort,
    "why.row": _why_row,
    "why.key": _why_key,
    "sweep.less": partial(_step, -1),
    "sweep.more": partial(_step, 1),
    "sweep.write": _write,
    "sweep.next": _next,
    "sweep.finer": partial(_finer, 1),
    "sweep.coarser": partial(_finer, -1),
}
