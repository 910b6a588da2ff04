"""Text set into terminal cells, of which a Chinese character takes two.

Bars stand last on their line: some terminals draw their characters two cells wide, and nothing may stand behind them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from segdsl.cli.show.numbers import bar, value
from segdsl.diagnostics.render.excerpt import visible

if TYPE_CHECKING:
    from segdsl.engine.results import Cell

CUT = "…"
STALE = "~"  # before what was counted for an earlier text
GAP = 2  # cells between columns
MIN_BAR, MAX_BAR = 8, 40
MIN_LABEL = 12


class Room(NamedTuple):
    """The cells there are to draw in. What is higher than that is scrolled."""

    width: int
    height: int


def cut(text: str, cells: int) -> str:
    """At most so many cells of a text; what is cut off is marked."""
    if cell_len(text) <= cells:
        return text
    return set_cell_size(text, cells - 1).rstrip() + CUT if cells > 0 else ""


def cut_left(text: str, cells: int) -> str:
    """At most so many cells of a text, its end; what is cut off is marked."""
    if cell_len(text) <= cells:
        return text
    while text and cell_len(text) > cells - 1:
        text = text[1:]
    return CUT + text if cells > 0 else ""


def fit(text: str, cells: int) -> str:
    """Exactly so many cells, the text on the left."""
    return set_cell_size(cut(text, cells), max(0, cells))


def fit_right(text: str, cells: int) -> str:
    """Exactly so many cells, the text on the right."""
    short = cut(text, cells)
    return " " * (cells - cell_len(short)) + short


def short(cell: Cell) -> str:
    """A value as in a rule, floats to a decimal, small ones to three."""
    return value(round(cell, 1 if abs(cell) >= 10 else 3) if isinstance(cell, float) else cell)


def clipped(text: Text, cells: int) -> Text:
    """At most so many cells of a styled text; what is cut off is marked."""
    text.truncate(max(cells, 0), overflow="ellipsis")
    return text


def spread(left: Text, right: Text, cells: int) -> Text:
    """Two texts at both ends of a line. Where there is no room for both, the right one is cut, then left out."""
    room = cells - left.cell_len - GAP
    if room < 4 or not right.plain:
        return clipped(left, cells)
    if right.cell_len > room:
        right = Text(cut(right.plain, room), right.style)
    return Text.assemble(left, " " * (cells - left.cell_len - right.cell_len), right)


class Row(NamedTuple):
    """A line of a table: a label, its figures, and a share drawn as a bar (None: no bar)."""

    label: str
    figures: tuple[str, ...]
    share: float | None = None
    style: str = ""


def table(headings: Sequence[str], rows: Iterable[Row], width: int, *, style: str = "cyan") -> list[Text]:
    """Lines of at most `width` cells. `headings` are those of the label and the figures."""
    lines = [Row(headings[0], tuple(headings[1:]), style="dim"), *rows]
    columns = [max(cell_len(line.figures[at]) for line in lines) for at in range(len(headings) - 1)]
    figures = sum(columns) + GAP * len(columns)
    wanted = max(cell_len(visible(line.label)) for line in lines)
    label = max(min(wanted, width - figures - GAP - MIN_BAR), min(MIN_LABEL, wanted))
    room = width - label - figures - GAP
    drawn = []
    for line in lines:
        text = Text(fit(visible(line.label), label), line.style)
        for cells, figure in zip(columns, line.figures, strict=True):
            text.append(" " * GAP + fit_right(figure, cells))
        if line.share is not None and room >= MIN_BAR:
            text.append(" " * GAP).append(bar(line.share, min(room, MAX_BAR)), f"not reverse {style}")
        text.truncate(max(width, 0))
        drawn.append(text)
    return drawn
