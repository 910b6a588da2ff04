"""From a step between two models to the widgets that have to be drawn again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from segdsl_tui.presentation import preview, status, tour, tree
from segdsl_tui.state import queries
from segdsl_tui.state.model import Key, State
from segdsl_tui.state.outline import headings
from segdsl_tui.widgets.editors import Editors, Underline
from segdsl_tui.widgets.lines import Line
from segdsl_tui.widgets.preview import PreviewPane
from segdsl_tui.widgets.tree import RuleTree

if TYPE_CHECKING:
    from rich.text import Text
    from textual.screen import Screen

_OF_TREE = (
    "sizes", "rulebook", "toggled", "focus", "arranged", "sought", "kept", "trouble"
)  # fmt: skip
"""What rows of the tree are made from, beside what `_outlined` says."""
_LINES: Mapping[str, Callable[[State, int], Text]] = {
    "#editor-title": status.editor_title,
    "#problem": status.problem,
    "#preview-title": preview.title,
    "#tabs": preview.tabs,
    "#status": status.status,
}
"""The lines around the panes, each made from the model and its width."""


def draw(screen: Screen[None], before: State | None) -> None:
    """Bring the widgets up to the screen's model; `before` is the model they show, None if they have to start anew."""
    state: State = screen.state  # type: ignore[attr-defined]  # both screens of this module's callers have one
    if before is None or _changed(before, state, *_OF_TREE) or _outlined(before) != _outlined(state):
        _tree(screen, state, before)
    if before is None or before.rulebook is not state.rulebook or before.current != state.current:
        _underlines(screen, state)
    _preview(screen.query_one(PreviewPane), state)
    for name, line in _LINES.items():
        screen.query_one(name, Line).show(partial(line, state))
    _tour(screen, state)


def _tour(screen: Screen[None], state: State) -> None:
    """The bar of the tour: most people have seen it, so it is made when it is needed."""
    if state.tour is not None and not screen.query("#tour"):
        screen.mount(Line(id="tour"), before="#keys")
    for line in screen.query("#tour").results(Line):
        line.set_class(state.tour is not None, "-on")
        line.show(partial(tour.bar, state))


def _preview(pane: PreviewPane, state: State) -> None:
    pane.show(preview.lines(state, pane.room), preview.grid(state))


def _changed(before: State, after: State, *names: str) -> bool:
    return any(getattr(before, name) is not getattr(after, name) for name in names)


def _outlined(state: State) -> object:
    """What the tree shows of the files, which is more while there is a filter: it looks into definitions."""
    files = [(name, headings(buffer.text), buffer.unsaved) for name, buffer in state.buffers.items()]
    return state.stale, state.buffers if state.sought else files


def _tree(screen: Screen[None], state: State, before: State | None) -> None:
    """The cursor follows the editor's, unless people are moving it themselves.

    A new filter brings it to the first definition; one after a filter that found nothing, to where it was before that.
    """
    widget, rows = screen.query_one(RuleTree), tree.rows(state)
    follow: Key | None = ("definition", state.focus) if state.focus is not None else None
    if screen.query_one("#left").has_focus_within:
        first = next((row.key for row in rows if row.key[0] == "definition"), None)
        follow = first if before is not None and before.sought != state.sought and state.sought else None
        if widget.row is None and any(row.key == widget.last for row in rows):
            follow = widget.last
    widget.show_rows(rows, follow)
    screen.query_one("#tree-title", Line).show(partial(tree.title, state, rows))


def _underlines(screen: Screen[None], state: State) -> None:
    found: dict[str, dict[int, list[Underline]]] = {}
    for problem in queries.problems(state):
        lines = found.setdefault(problem.file, {})
        for line in range(problem.start.line, min(problem.end.line, problem.start.line + 50) + 1):
            start = problem.start.column if line == problem.start.line else 0
            end = max(problem.end.column, start + 1) if line == problem.end.line else None
            lines.setdefault(line, []).append(Underline(start, end, problem.diagnostic.severity))
    for editor in screen.query_one(Editors).editors:
        editor.underline(found.get(editor.file, {}))
