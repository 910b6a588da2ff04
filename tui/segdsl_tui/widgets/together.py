"""Edits of several files that are one step: taken back, or done again, in all of them at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from textual.document._edit import Edit
    from textual.widgets import TextArea

Told = Callable[[Sequence[str], Sequence[str], bool], None]
"""Hears in which files a step was taken back, in which it was not, and whether it was done again instead."""


class Step(NamedTuple):
    """What was done last in several files: the editor of each, and the entry of its undo."""

    entries: Mapping[str, tuple[TextArea, list[Edit]]]
    told: Told


def step(editors: Mapping[str, TextArea], told: Told) -> Step:
    """The last edits of some files as one step."""
    return Step({file: (editor, editor.history.undo_stack[-1]) for file, editor in editors.items()}, told)


def turn(editor: TextArea, steps: Iterable[Step], *, again: bool) -> None:
    """Take back the last edit of an editor or, with `again`, do the one last taken back once more.

    Where that is part of a step, in all its files whose last edit it is; files that went on changing keep it.
    """
    last = _entries(editor, again)[-1:]
    found = next((each for each in steps if last and _has(each, last[0])), None)
    if found is None:
        _turn(editor, again)
        return
    done, left = [], []
    for file, (each, entry) in found.entries.items():
        stack = _entries(each, again) if each.is_attached else []
        if stack and stack[-1] is entry:
            _turn(each, again)
            done.append(file)
        elif any(other is entry for other in stack):
            left.append(file)
    found.told(done, left, again)


def _has(found: Step, entry: list[Edit]) -> bool:
    return any(each is entry for _, each in found.entries.values())


def _entries(editor: TextArea, again: bool) -> list[list[Edit]]:
    return editor.history.redo_stack if again else editor.history.undo_stack


def _turn(editor: TextArea, again: bool) -> None:
    if again:
        editor.redo()
    else:
        editor.undo()
