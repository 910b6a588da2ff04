"""The line of keys, and the help page: what the panes show, and the keys that count in each as they are now."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text

from segdsl_tui import i18n
from segdsl_tui.i18n import help as texts
from segdsl_tui.presentation.actions import ACTIONS, Action
from segdsl_tui.presentation.keys import all_shown, shown
from segdsl_tui.presentation.layout import fit
from segdsl_tui.state.model import State


def keys(state: State) -> Text:
    """The keys people need most; a click on one does what the key does."""
    line = Text()
    for action in ACTIONS.values():
        if action.shown:
            hint = Text.assemble(
                (f" {shown(state, action.name)}", "bold"), (f" {action.label.say(state.language)}", "dim")
            )
            hint.stylize(Style(meta={"@click": f"app.do('{action.name}')"}))
            line.append_text(hint)
    return line


def help_page(state: State) -> Text:
    """The page, pane by pane; keys from the table of actions and the settings."""
    language = state.language
    page = Text(texts.INTRO.say(language) + "\n")
    page.append_text(_keys(state, texts.ANYWHERE.say(language), (a for a in ACTIONS.values() if a.pane is None)))
    for heading, body, opener in (
        (i18n.RULES, texts.TREE, "go.tree"),
        (i18n.EDITOR, texts.EDITOR, "go.editor"),
        (i18n.PREVIEW, texts.PREVIEW, "go.preview"),
    ):
        page.append("\n" + heading.say(language, {"key": shown(state, opener)}) + "\n", "bold underline")
        page.append(body.say(language) + "\n")
        page.append_text(_keys(state, "", (a for a in ACTIONS.values() if f"go.{a.pane}" == opener)))
    return page.append("\n" + texts.SIGNS.say(language))


def _keys(state: State, heading: str, actions: Iterable[Action]) -> Text:
    """A line for each action: its key, what it does, and its name for the settings."""
    found = [("  ".join(all_shown(state, action.name)), action) for action in actions]
    width = max((cell_len(key) for key, _ in found), default=0)
    text = Text()
    if heading:
        text.append(f"\n{heading}\n", "bold underline")
    for key, action in found:
        text.append(fit(key, width + 2), "bold").append(action.help.say(state.language))
        text.append(f"  {action.name}\n", "dim")
    return text
