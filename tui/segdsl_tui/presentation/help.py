"""The line of keys, and the help page with all of them."""

from __future__ import annotations

from rich.style import Style
from rich.text import Text

from segdsl.diagnostics import Language
from segdsl_tui import i18n
from segdsl_tui.presentation.actions import ACTIONS
from segdsl_tui.presentation.layout import fit

_SIGNS = {"left": "←", "right": "→", "plus": "+", "minus": "-"}


def keys(language: Language) -> Text:
    """The keys people need most; a click on one does what the key does."""
    line = Text()
    for action in ACTIONS.values():
        if action.shown:
            hint = Text.assemble((f" {shown_key(action.key)}", "bold"), f" {action.label.say(language)}")
            hint.stylize(Style(meta={"@click": f"app.do('{action.name}')"}))
            line.append_text(hint)
    return line


def shown_key(key: str) -> str:
    """A key as it is printed on keyboards: `F1`, `^S`, `+`."""
    return _SIGNS.get(key, key.replace("ctrl+", "^").upper())


def help_page(language: Language) -> Text:
    """The page, keys from the table of commands."""
    page = Text(i18n.HELP.say(language) + "\n")
    for previewing, heading in ((False, ""), (True, "\n" + i18n.IN_PREVIEW.say(language) + "\n")):
        page.append(heading)
        for action in ACTIONS.values():
            if action.key and action.previewing == previewing:
                key = fit(shown_key(action.key), 6 if previewing else 4)
                page.append(key, "bold").append(" " + action.help.say(language) + "\n")
    return page
