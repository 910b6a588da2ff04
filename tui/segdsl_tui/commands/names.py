"""Going to what a name stands for, and giving it another name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from segdsl.diagnostics import Diagnostic, Text
from segdsl.services.navigation import Reference, definition, references
from segdsl.services.rename import Rename, renamable, rename
from segdsl.services.workspace import Workspace
from segdsl_tui.commands.rewriting import apply
from segdsl_tui.i18n import editing as texts
from segdsl_tui.screens.picker import Picker
from segdsl_tui.screens.renaming import RenameDialog
from segdsl_tui.state import events as e
from segdsl_tui.state.choosing import Choice
from segdsl_tui.state.editing import place_at, position, workspace
from segdsl_tui.state.model import Place
from segdsl_tui.widgets.editors import Editors

if TYPE_CHECKING:
    from segdsl_tui.screens.main import MainScreen


def _definition(main: MainScreen) -> None:
    """Go to where the name at the cursor is declared; on the declaration itself, to where it is used."""
    known, file = workspace(main.state), main.state.current
    if known is None or file is None:
        _say(main, texts.NOT_YET)
        return
    here = position(main.state.cursor)
    declared = definition(known, file, here)
    offset = known.sources[file].offset(here)
    if any(each.file == file and each.span.start <= offset <= each.span.end for each in declared):
        _references(main)
    elif declared:
        _choose(main, known, declared)
    else:
        _say(main, texts.NO_DEFINITION)


def _references(main: MainScreen) -> None:
    """Choose among all uses of the name at the cursor."""
    known, file = workspace(main.state), main.state.current
    if known is None or file is None:
        _say(main, texts.NOT_YET)
        return
    found = references(known, file, position(main.state.cursor))
    if found:
        _choose(main, known, found)
    else:
        _say(main, texts.NO_NAME)


def _choose(main: MainScreen, known: Workspace, found: Sequence[Reference]) -> None:
    """Go to one of some places, chosen where there are several lines; the one the cursor is on can be left again."""
    language = main.state.language
    places: dict[str, tuple[Reference, Place, str]] = {}
    for each in found:
        source = known.sources[each.file]
        place = place_at(source, each.span.start)
        places.setdefault(f"{each.file}:{place.line + 1}", (each, place, source.line(place.line + 1).strip()))
    if len(places) == 1:
        ((each, place, _),) = places.values()
        go(main, each.file, place)
        return

    def decided(picked: tuple[str, ...] | None) -> None:
        if picked:
            each, place, _ = places[picked[0]]
            go(main, each.file, place)

    declared = texts.DECLARED.say(language)
    choices = [Choice(name, line, declared if each.declares else "") for name, (each, _, line) in places.items()]
    here = f"{main.state.current}:{main.state.cursor.line + 1}"
    title = texts.USES.say(language, {"name": found[0].targets[0].name, "n": len(found)})
    main.app.push_screen(Picker(title, choices, [here], language), decided)


def go(main: MainScreen, file: str, place: Place) -> None:
    """Go somewhere, so that one can come back."""
    main.dispatch(e.Departed())
    main.show_place(file, place)
    main.query_one(Editors).focus_editor()


def _back(main: MainScreen) -> None:
    """To where the last jump began."""
    trail = main.state.trail
    if not trail:
        _say(main, texts.NO_WAY_BACK)
        return
    main.dispatch(e.Returned())
    main.show_place(*trail[-1])
    main.query_one(Editors).focus_editor()


def _rename(main: MainScreen) -> None:
    """Ask for another name, showing what that would change, then change it in all files."""
    known, file, language = workspace(main.state), main.state.current, main.state.language
    if known is None or file is None:
        _say(main, texts.NOT_YET)
        return
    here = position(main.state.cursor)
    found = renamable(known, file, here)
    if isinstance(found, Diagnostic):
        main.notify(found.message(language), severity="warning", markup=False)
        return

    async def decided(done: Rename | None) -> None:
        if done is not None and done.edits:
            await apply(main, known, done.edits)
            for remark in done.remarks:
                main.notify(remark.message(language), severity="warning", markup=False)

    dialog = RenameDialog(found.targets[0].name, partial(rename, known, file, here), language)
    main.app.push_screen(dialog, decided)


def _say(main: MainScreen, text: Text) -> None:
    main.notify(text.say(main.state.language), markup=False)


COMMANDS: Mapping[str, Callable[[MainScreen], None]] = {
    "definition": _definition,
    "references": _references,
    "back": _back,
    "rename": _rename,
}
