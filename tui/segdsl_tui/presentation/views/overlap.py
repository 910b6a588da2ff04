"""Who is in several conditions at once: each with each as a matrix, then the largest groups."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text

from segdsl.cli.show.numbers import count, share
from segdsl_tui import i18n
from segdsl_tui.i18n import views as texts
from segdsl_tui.presentation.layout import GAP, Room, Row, spread, table
from segdsl_tui.presentation.views.naming import title_of
from segdsl_tui.presentation.views.view import View, Words
from segdsl_tui.state.choosing import condition, others
from segdsl_tui.state.model import State
from segdsl_tui.state.questions import Overlap

if TYPE_CHECKING:
    from segdsl.engine.results import Intersection

LISTED = 10
SAME = "-"
LABEL = 16  # cells that names keep beside the figures
SHARE = len("99.9%") + GAP

Sizes = Mapping[frozenset[str], int]


def _question(state: State, name: str) -> Overlap | None:
    chosen = others(state, name)
    return Overlap(name, chosen) if chosen and condition(state, name) else None


def _draw(state: State, found: tuple[Intersection, ...], room: Room) -> Iterator[Text]:
    names = [each.names[0] for each in found if len(each.names) == 1]
    sizes = {frozenset(each.names): each.size for each in found if len(each.names) <= 2}
    label = Text(texts.OVERLAPPING.say(state.language), "dim")
    choose = Text(texts.CHOOSE_MORE.say(state.language), Style(dim=True, meta={"@click": "app.do('overlap.others')"}))
    yield spread(label, choose, room.width)
    yield from _matrix(state, names, sizes, room.width)
    groups = sorted((each for each in found if len(each.names) > 1 and each.size), key=lambda each: -each.size)
    if groups:
        yield Text()
        yield from _groups(state, names, groups[:LISTED], room.width)


def _matrix(state: State, names: Sequence[str], sizes: Sizes, width: int) -> Iterator[Text]:
    """A row for each condition, as many columns as there is room for."""
    words = [texts.NAME, i18n.SIZE, texts.WITH_FIRST]
    heads = [word.say(state.language) for word in words]
    most = max(len(count(size)) for size in sizes.values())
    room = width - LABEL - sum(max(most, cell_len(head)) + GAP for head in heads[1:])
    columns = names[: max(1, room // SHARE)]
    rows = [
        Row(
            f"{at} {title_of(state, name)}",
            (
                count(sizes[frozenset({name})]),
                count(sizes[frozenset({name, names[0]})]),
                *(_cell(sizes, name, column) for column in columns),
            ),
        )
        for at, name in enumerate(names, 1)
    ]
    yield from table([*heads, *map(str, range(1, len(columns) + 1))], rows, width)
    if len(columns) < len(names):
        yield Text(texts.FIRST_COLUMNS.say(state.language, {"n": len(columns), "all": len(names)}), "dim")


def _cell(sizes: Sizes, row: str, column: str) -> str:
    size = sizes[frozenset({row})]
    return SAME if row == column else share(sizes[frozenset({row, column})] / size if size else None)


def _groups(state: State, names: Sequence[str], groups: Sequence[Intersection], width: int) -> Iterator[Text]:
    most = groups[0].size
    rows = [
        Row(
            " + ".join(f"{names.index(name) + 1} {title_of(state, name)}" for name in each.names),
            (count(each.size), count(each.only)),
            each.size / most,
        )
        for each in groups
    ]
    return iter(table([word.say(state.language) for word in (texts.TOGETHER, i18n.SIZE, texts.ONLY)], rows, width))


def _command(state: State, name: str) -> Words:
    return "preview", name, *others(state, name), "--overlap"


VIEW = View(_question, _draw, _command, texts.NO_OVERLAP)
