"""Edits of several files that are one step: taken back, or done again, in all of them at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.document._edit import Edit

    from segdsl_tui.widgets.editors import RuleEditor

Told = Callable[[Sequence[str], Sequence[str], bool], None]
"""Hears in which files a step was taken back, in which it was not, and whether it was done again instead."""


@dataclass(frozen=True, slots=True)
class Step:
    """What was done last in several editors; each has it as one entry of its own undo."""

    entries: Mapping[RuleEditor, list[Edit]]
    told: Told


def step(editors: Iterable[RuleEditor], told: Told) -> Step:
    """The last edits of some editors as one step."""
    return Step({editor: editor.history.undo_stack[-1] for editor in editors}, told)


def turn(editor: RuleEditor, steps: Iterable[Step], *, again: bool) -> None:
    """Take back the last edit of an editor or, with `again`, do the one last taken back once more.

    Where that is part of a step, in all its files whose last edit it is; files that went on changing keep it.
    """
    last = _entries(editor, again)[-1:]
    found = next((each for each in steps if last and each.entries.get(editor) is last[0]), None)
    if found is None:
        _turn(editor, again)
        return
    there = [(each, entry, _entries(each, again)) for each, entry in found.entries.items() if each.is_attached]
    here = [each for each, entry, stack in there if stack and stack[-1] is entry]
    below = [each for each, entry, stack in there if any(other is entry for other in stack[:-1])]
    for each in here:
        _turn(each, again)
    found.told([each.file for each in here], [each.file for each in below], again)


def _entries(editor: RuleEditor, again: bool) -> list[list[Edit]]:
    return editor.history.redo_stack if again else editor.history.undo_stack


def _turn(editor: RuleEditor, again: bool) -> None:
    if again:
        editor.redo()
    else:
        editor.undo()
