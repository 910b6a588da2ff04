"""A condition split by the values of a tag or field: who it is made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from rich.style import Style
from rich.text import Text

from segdsl.cli.show.numbers import count, share
from segdsl.diagnostics.render.excerpt import visible
from segdsl_tui import i18n
from segdsl_tui.i18n import views as texts
from segdsl_tui.presentation.layout import Room, Row, cut, spread, table
from segdsl_tui.presentation.views.naming import named, titled
from segdsl_tui.presentation.views.view import View, Words
from segdsl_tui.state.choosing import axis, condition
from segdsl_tui.state.model import State
from segdsl_tui.state.questions import Split

if TYPE_CHECKING:
    from segdsl.engine.results import Breakdown


def _question(state: State, name: str) -> Split | None:
    by = axis(state, name)
    return Split(name, by.name, by.defined) if by is not None and condition(state, name) else None


def _draw(state: State, found: Breakdown, room: Room) -> Iterator[Text]:
    """Shares are of the segment; where the sizes of the classes are known, those of all customers stand beside."""
    by = axis(state, state.focus or "")
    heading = texts.SPLIT_BY.say(state.language, {"axis": titled(by.name, by.title) if by else found.tag})
    choose = Text(texts.CHOOSE.say(state.language), Style(dim=True, meta={"@click": "app.do('split.axis')"}))
    yield spread(Text(cut(visible(heading), room.width), "bold"), choose, room.width)
    overall = _overall(state, found.tag)
    words = [texts.VALUE, i18n.SIZE, i18n.SHARE, *([texts.OF_ALL] if overall else [])]
    rows = [
        Row(
            named(each.name, each.title) if each.name is not None else texts.NO_VALUE.say(state.language),
            (count(each.size), share(each.share), *([share(overall.get(each.name))] if overall else [])),
            each.share,
        )
        for each in found.rows if each.name is not None or each.size
    ]  # fmt: skip
    yield from table([word.say(state.language) for word in words], rows, room.width)


def _overall(state: State, by: str) -> Mapping[str | None, float]:
    """The share of each class among all customers, where it was counted for the text as it is."""
    item = state.sizes.get(by)
    if item is None or item.classes is None or by in state.stale:
        return {}
    universe = state.facts.universe if state.facts else 0
    missing = {None: (item.missing or 0) / universe} if universe else {}
    return {each.name: each.share for each in item.classes} | missing


def _command(state: State, name: str) -> Words:
    by = axis(state, name)
    return ("preview", name, "--by", by.name) if by else ()


VIEW = View(_question, _draw, _command, texts.NO_SPLIT)
