"""Help, findings about the data, colours, the palette: what stands around the work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text
from textual.command import CommandPalette

from segdsl.diagnostics.render import terminal
from segdsl.diagnostics.render.report import Report
from segdsl_tui import i18n
from segdsl_tui.presentation.help import help_page
from segdsl_tui.screens.dialogs import Page
from segdsl_tui.state import events as e

if TYPE_CHECKING:
    from segdsl_tui.screens.main import MainScreen


def _help(main: MainScreen) -> None:
    main.app.push_screen(Page(help_page(main.state), main.state.language))


def _data(main: MainScreen) -> None:
    """Everything found about the data."""
    facts = main.state.facts
    if facts is None:
        return
    report = Report.of(facts.warnings, main.state.language)
    page = Text.assemble((i18n.DATA_TITLE.say(main.state.language) + "\n\n", "bold"))
    found = terminal.render(report, min(84, main.size.width - 12))
    page.append(found if facts.warnings else i18n.NO_FINDINGS.say(main.state.language))
    main.app.push_screen(Page(page, main.state.language))


def _palette(main: MainScreen) -> None:
    if not CommandPalette.is_open(main.app):
        main.app.push_screen(CommandPalette(id="--command-palette", placeholder=i18n.SEARCH.say(main.state.language)))


def _theme(main: MainScreen) -> None:
    main.app.action_change_theme()


def _recount(main: MainScreen) -> None:
    main.recount()


def _tour(main: MainScreen) -> None:
    """Begin the tour, or end it."""
    main.dispatch(e.Toured(main.state.tour is None))


COMMANDS = {"tour": _tour, "help": _help, "data": _data, "theme": _theme, "recount": _recount, "palette": _palette}
