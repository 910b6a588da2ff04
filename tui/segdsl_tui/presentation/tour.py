"""The bar of the tour: which step it is at, what to do, and a word that ends it."""

from __future__ import annotations

from rich.style import Style
from rich.text import Text

from segdsl_tui.i18n import tour as texts
from segdsl_tui.presentation.keys import shown
from segdsl_tui.presentation.layout import clipped, spread
from segdsl_tui.state.model import State

_KEYS = {name: f"go.{name}" for name in ("tree", "editor", "preview")} | {n: n for n in ("export", "help", "quit")}


def bar(state: State, width: int) -> Text:
    """The bar; empty without a tour."""
    if state.tour is None:
        return Text()
    keys = {name: shown(state, action) or "^P" for name, action in _KEYS.items()}
    left = Text(f" {state.tour + 1}/{len(texts.STEPS)}  ", "bold")
    left.append(texts.STEPS[state.tour].say(state.language, keys))
    right = Text(texts.END.say(state.language) + " ")
    right.stylize(Style(meta={"@click": "app.do('tour')"}))
    line = spread(left, right, width)
    return clipped(line, width)
