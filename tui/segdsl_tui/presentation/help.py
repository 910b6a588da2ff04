"""The help page: what the panes show, and every key."""

from __future__ import annotations

from rich.text import Text

from segdsl.diagnostics import Language
from segdsl_tui import i18n
from segdsl_tui.presentation.layout import fit


def help_page(language: Language) -> Text:
    """The page, keys from the table of commands."""
    page = Text(i18n.HELP.say(language) + "\n")
    for command in i18n.COMMANDS:
        page.append(fit(command.key, 8), "bold").append(" " + command.help.say(language) + "\n")
    return page
