"""Help at the cursor: what fits there, and what stands there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from segdsl.diagnostics import Text
from segdsl.services.hover import hover
from segdsl_tui.i18n import editing as texts
from segdsl_tui.state.editing import position, workspace
from segdsl_tui.widgets.editors import Editors

if TYPE_CHECKING:
    from segdsl_tui.screens.main import MainScreen


def _complete(main: MainScreen) -> None:
    editor = main.query_one(Editors).current
    if editor is None or main.focused is not editor:
        return
    if not main.assist.ask(editor):
        _say(main, texts.NOTHING_FITS if main.state.workspace else texts.NOT_YET)


def _explain(main: MainScreen) -> None:
    """What the name at the cursor is, in a box beside it."""
    state, editor = main.state, main.query_one(Editors).current
    known = workspace(state)
    if editor is None or known is None:
        _say(main, texts.NOT_YET)
        return
    found = hover(known, editor.file, position(state.cursor), state.language)
    if found is None:
        _say(main, texts.NOTHING_KNOWN)
    else:
        main.assist.explain(editor, found)


def _say(main: MainScreen, text: Text) -> None:
    main.notify(text.say(main.state.language), markup=False)


COMMANDS: Mapping[str, Callable[[MainScreen], None]] = {"complete": _complete, "explain": _explain}
