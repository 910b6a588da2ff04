"""All members of a condition as a table: they come by the page, contacts masked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.text import Text

from segdsl.cli.show.numbers import count, value
from segdsl_tui.i18n import views as texts
from segdsl_tui.presentation.grid import DOWN, UP, Column, Grid, Line
from segdsl_tui.presentation.layout import STALE, Room
from segdsl_tui.presentation.views.view import View, Words
from segdsl_tui.state.choosing import condition
from segdsl_tui.state.model import State
from segdsl_tui.state.questions import PAGE, Members

if TYPE_CHECKING:
    from segdsl.engine.results import Page


def _question(state: State, name: str) -> Members | None:
    return _page(state, name, 0) if condition(state, name) else None


def _also(state: State, name: str) -> tuple[Members, ...]:
    """The pages that can be seen."""
    first, last = state.choices.pages
    return tuple(_page(state, name, number) for number in range(first, last + 1) if number)


def _page(state: State, name: str, number: int) -> Members:
    return Members(name, number, state.choices.orders.get(name))


def _draw(state: State, _found: Page, _room: Room) -> Iterator[Text]:
    yield Text(texts.NO_MEMBERS.say(state.language), "dim")


def _grid(state: State, found: Page) -> Grid:
    name = state.focus or ""
    by, descending = state.choices.orders.get(name, (found.columns[0].name, False))
    columns = tuple(
        Column(
            each.name,
            each.title or each.name,
            each.is_number,
            (DOWN if descending else UP) if each.name == by else "",
        )
        for each in found.columns
    )

    def line(number: int) -> Line | None:
        answer = state.answer(_page(state, name, number // PAGE))
        rows = answer.value.rows if answer is not None and answer.value is not None else ()
        at = number % PAGE
        if answer is None or at >= len(rows) or len(rows[at]) != len(columns):
            return None
        key, *cells = rows[at]  # a key is a name, not an amount: as it stands it can be handed to `why`
        return Line((str(key), *(value(cell) for cell in cells)), answer.stale)

    answer = state.answer(_page(state, name, 0))
    stale = STALE if answer is not None and answer.stale else ""
    identity = (name, state.choices.orders.get(name))
    return Grid(identity, columns, found.total, line, stale + count(found.total), texts.NO_MEMBERS.say(state.language))


def _command(state: State, name: str) -> Words:
    return "preview", name, "--sample", str(PAGE)


VIEW = View(_question, _draw, _command, texts.NO_SAMPLE, _also, _grid)
