"""How the values of a number or a date are spread: a bar for each stretch of values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from segdsl.cli.show.numbers import count, share
from segdsl.functions.types import CALENDAR, NUMERIC
from segdsl_tui import i18n
from segdsl_tui.presentation.layout import Room, Row, short, table
from segdsl_tui.presentation.views.view import View, Words
from segdsl_tui.state.model import State
from segdsl_tui.state.questions import Detail

if TYPE_CHECKING:
    from rich.text import Text

    from segdsl.engine.results import Item


def _question(state: State, name: str) -> Detail | None:
    definition = state.rulebook.definitions.get(name) if state.rulebook else None
    spread = definition is not None and definition.type.kind in NUMERIC | CALENDAR
    return Detail(name) if spread else None


def _draw(state: State, item: Item, room: Room) -> Iterator[Text]:
    """Bars relative to the fullest stretch: what is looked at is the shape."""
    bins = item.histogram or ()
    total, most = sum(each.count for each in bins), max((each.count for each in bins), default=0)
    rows = [
        Row(
            f"{short(each.low)} – {short(each.high)}", (count(each.count), share(each.count / total)), each.count / most
        )
        for each in bins
    ]
    yield from table([word.say(state.language) for word in (i18n.VALUES, i18n.SIZE, i18n.SHARE)], rows, room.width)


def _command(_state: State, name: str) -> Words:
    return "preview", name


VIEW = View(_question, _draw, _command, i18n.NO_SPREAD)
