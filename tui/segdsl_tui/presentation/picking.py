"""Choosing from a list by typing: what fits, best first, and how it is shown."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from segdsl.diagnostics.render.excerpt import visible
from segdsl_tui.presentation.layout import clipped, fit_right, spread
from segdsl_tui.state.choosing import Choice

TICK = {True: "[x] ", False: "[ ] "}


def matching(choices: Sequence[Choice], typed: str) -> list[Choice]:
    """The choices whose name or title holds what was typed; those that begin with it first."""
    wanted = typed.strip().casefold()
    words = {each: [word.casefold() for word in (each.title or "", each.name)] for each in choices}
    found = [each for each in choices if any(wanted in word for word in words[each])]
    return sorted(found, key=lambda each: not any(word.startswith(wanted) for word in words[each]))


def line(choice: Choice, width: int, *, ticked: bool | None = None) -> Text:
    """A choice in one line: title, name, and the type on the right. `ticked` None: there is nothing to tick."""
    left = Text(TICK[ticked] if ticked is not None else "")
    left.append(visible(choice.title or choice.name))
    if choice.title:
        left.append(f"  {visible(choice.name)}", "dim")
    return clipped(spread(left, Text(fit_right(choice.type, len(choice.type)), "dim"), width), width)
