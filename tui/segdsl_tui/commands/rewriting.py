"""Changing what is written: fixes, the one style, comments, another program. Undo takes each of them back."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from segdsl.diagnostics import Edit, Source, Text
from segdsl.services.fixes.table import fixes
from segdsl.services.workspace import Workspace
from segdsl.syntax.fixes import apply_edits
from segdsl.syntax.format import Formatted, format_source
from segdsl_tui import i18n
from segdsl_tui.effects.external import edit_outside
from segdsl_tui.i18n import editing as texts
from segdsl_tui.screens.picker import Picker
from segdsl_tui.state import events as e
from segdsl_tui.state import queries
from segdsl_tui.state.choosing import Choice
from segdsl_tui.state.editing import place_at, position, workspace
from segdsl_tui.state.model import Buffer, Place
from segdsl_tui.state.rewriting import same_place, toggled
from segdsl_tui.widgets.editors import Editors

if TYPE_CHECKING:
    from segdsl_tui.screens.main import MainScreen
    from segdsl_tui.widgets.editors import RuleEditor


async def apply(main: MainScreen, known: Workspace, edits: Mapping[str, Sequence[Edit]]) -> None:
    """Change files, in one step of undo for all of them. `known` has the texts that the edits are meant for."""
    editors, changed = main.query_one(Editors), []
    for file, changes in edits.items():
        editor = await editors.of(file, known.sources[file].text)
        if editor.text == known.sources[file].text:
            editor.take(apply_edits(editor.text, changes))
            changed.append(file)
    if len(changed) > 1:
        editors.together(changed, partial(_tell_turned, main))
        said = {"places": sum(len(edits[file]) for file in changed), "files": len(changed)}
        main.notify(texts.CHANGED.say(main.state.language, said), markup=False)


def _tell_turned(main: MainScreen, done: Sequence[str], left: Sequence[str], again: bool) -> None:
    """Say in which files a step was taken back or done again, and in which it was not."""
    language = main.state.language
    said = (texts.DONE_AGAIN if again else texts.TAKEN_BACK).say(language, {"files": ", ".join(done)})
    if left:
        said += "\n" + texts.NOT_TURNED.say(language, {"files": ", ".join(left)})
    if len(done) > 1 or left:
        main.notify(said, severity="warning" if left else "information", markup=False)


def _fix(main: MainScreen) -> None:
    """Choose what to do about the problems at the cursor, or on its line where none is at the cursor."""
    state = main.state
    known, file, language = workspace(state), state.current, state.language
    if known is None or file is None or state.checked != state.generation:
        _say(main, texts.NOT_YET)
        return
    here = (state.cursor.line, state.cursor.column)
    line = [p for p in queries.problems(state, file) if p.start.line <= state.cursor.line <= p.end.line]
    touching = [p for p in line if (p.start.line, p.start.column) <= here <= (p.end.line, p.end.column)]
    today = state.facts.as_of if state.facts else dt.datetime.now().astimezone().date()
    found = [(p.diagnostic, fix) for p in (touching or line) for fix in fixes(known, p.diagnostic, today)]
    if not found:
        _say(main, texts.NO_FIX if line else texts.NO_PROBLEM_HERE)
        return

    async def decided(picked: tuple[str, ...] | None) -> None:
        if picked:
            await apply(main, known, {file: found[int(picked[0]) - 1][1].edits})

    choices = [
        Choice(str(at), fix.title.say(language, fix.args), diagnostic.code)
        for at, (diagnostic, fix) in enumerate(found, 1)
    ]
    main.app.push_screen(Picker(found[0][0].message(language), choices, [], language), decided)


def _format(main: MainScreen) -> None:
    """Lay the file out in the one style: worked out in a thread, as long files take a moment."""
    editor = main.query_one(Editors).current
    if editor is None:
        return
    source = Source(editor.file, editor.text)

    def in_thread() -> None:
        formatted = format_source(source)
        if not get_current_worker().is_cancelled:
            main.app.call_from_thread(_take_layout, main, editor, source, formatted)

    main.run_worker(in_thread, group="format", thread=True, exclusive=True)


def _take_layout(main: MainScreen, editor: RuleEditor, source: Source, formatted: Formatted) -> None:
    """Replace a text by its layout, the cursor before the same character; not where somebody went on writing."""
    if formatted.diagnostics:
        _say(main, texts.CANNOT_FORMAT)
    elif formatted.text == source.text:
        _say(main, texts.IS_FORMATTED)
    elif editor.text != source.text:
        _say(main, texts.WRITTEN_MEANWHILE)
    else:
        line, column = editor.cursor_location
        offset = source.offset(position(Place(line, column)))
        place = place_at(Source("", formatted.text), same_place(source.text, offset, formatted.text))
        editor.take(formatted.text)
        editor.move_cursor((place.line, place.column))


def _comment(main: MainScreen) -> None:
    """Comment out the lines of the selection, or bring them back."""
    editor = main.query_one(Editors).current
    if editor is None or main.focused is not editor:
        return
    (first, _), (last, column) = sorted((editor.selection.start, editor.selection.end))
    last -= last > first and column == 0  # a selection up to the start of a line does not mean that line
    before = [editor.document.get_line(line) for line in range(first, last + 1)]
    after = toggled(before)
    row, at = editor.cursor_location
    editor.replace("\n".join(after), (first, 0), (last, len(before[-1])), maintain_selection_offset=False)
    if first == last:
        editor.move_cursor((row, max(0, at + len(after[0]) - len(before[0]))))
    else:
        editor.move_cursor((first, 0))
        editor.move_cursor((last, len(after[-1])), select=True)


def _outside(main: MainScreen) -> None:
    """Save the file, hand it to $VISUAL or $EDITOR, and read it again."""
    buffer = main.state.buffer
    if buffer is None:
        return
    if buffer.conflict:  # whose text counts is asked when it is saved
        main.notify(i18n.CLASH.say(main.state.language, {"file": buffer.name}), severity="warning", markup=False)
        return
    main.run_worker(_edit_outside(main, buffer), group="outside", exclusive=True)


async def _edit_outside(main: MainScreen, buffer: Buffer) -> None:
    workbench = main.jobs.workbench
    if buffer.unsaved:
        saved = await asyncio.to_thread(workbench.save, buffer.name, buffer.text, buffer.saved)
        main.dispatch(saved)
        if not isinstance(saved, e.Saved):
            return
    problem = edit_outside(main.app, workbench.root / buffer.name, main.state.cursor.line + 1)
    if problem is not None:
        main.notify(problem.say(main.state.language), severity="error", markup=False)
    main.jobs.poll()


def _say(main: MainScreen, text: Text) -> None:
    main.notify(text.say(main.state.language), markup=False)


COMMANDS: Mapping[str, Callable[[MainScreen], None]] = {
    "fix": _fix,
    "format": _format,
    "comment": _comment,
    "outside": _outside,
}
