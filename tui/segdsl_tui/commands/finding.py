"""Finding words where the keyboard is: in the file, or among the rules."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING

from segdsl_tui.commands.rules import filter_rules
from segdsl_tui.i18n import editing as texts
from segdsl_tui.widgets.editors import Editors
from segdsl_tui.widgets.find import Finding

if TYPE_CHECKING:
    from segdsl_tui.screens.main import MainScreen


async def _find(main: MainScreen) -> None:
    """Bring the keyboard to the line of words, which is made where there is none, before another key comes."""
    if main.query_one("#left").has_focus_within:
        await filter_rules(main)
        return
    if not main.query(Finding):
        language = main.state.language
        finding = Finding(texts.FIND.say(language), texts.NOT_FOUND.say(language))
        await main.query_one("#right").mount(finding, before=main.query_one(Editors))
    finding = main.query_one(Finding)
    finding.display = True
    main.set_focus(finding.line)
    finding.line.begin()


COMMANDS: Mapping[str, Callable[[MainScreen], Awaitable[None] | None]] = {"find": _find}
