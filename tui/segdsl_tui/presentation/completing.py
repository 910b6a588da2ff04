"""The list of candidates at the cursor, what is said of a name, and where on the screen these stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from rich.cells import cell_len
from rich.text import Text

from segdsl.diagnostics import Language
from segdsl.diagnostics.render.excerpt import visible
from segdsl.services.candidates import Candidate
from segdsl.services.hover import Hover
from segdsl.services.signatures import Signature
from segdsl_tui.presentation.highlight import STYLES, Role, runs
from segdsl_tui.presentation.layout import clipped, fit, fit_right
from segdsl_tui.state.completing import Offers

MOST_ROWS = 9
MOST_NAME, MOST_TITLE, MOST_TYPE = 26, 18, 24
SAID_WIDTH, SAID_LEAST, SAID_HEIGHT = 48, 26, 14
ALONE_WIDTH = 60  # where there is no list beside

GLYPHS: Mapping[str, tuple[str, Role]] = {
    "segment": ("S", "name"),
    "tag": ("T", "name"),
    "score": ("#", "number"),
    "cluster": ("M", "name"),
    "model": ("M", "name"),
    "preference": ("M", "name"),
    "lookalike": ("M", "number"),
    "campaign": ("A", "name"),
    "param": ("P", "number"),
    "let": ("L", "name"),
    "field": ("F", "clause"),
    "table": ("E", "clause"),
    "channel": ("C", "clause"),
    "value": ("V", "title"),
    "function": ("f", "heading"),
}
"""A letter for the kind of a candidate, in the colour of a role; words of the language have none."""


class Box(NamedTuple):
    """A part of the screen, in cells."""

    x: int
    y: int
    width: int
    height: int


def first_row(offers: Offers) -> int:
    """Which candidate stands in the first row: the chosen one is always in sight."""
    return max(0, min(offers.at - MOST_ROWS // 2, len(offers.candidates) - MOST_ROWS))


def rows(offers: Offers, room: int, *, dark: bool) -> list[Text]:
    """The candidates around the chosen one, each line as wide as the others, at most `room` cells."""
    first = first_row(offers)
    shown = offers.candidates[first : first + MOST_ROWS]
    name = _widest((each.name for each in shown), MOST_NAME)
    title = _widest((each.title or "" for each in shown), MOST_TITLE)
    type_ = _widest((each.type or "" for each in shown), MOST_TYPE)
    width = min(room, 4 + name + sum(cells + 2 for cells in (title, type_) if cells))
    return [
        _row(each, (name, title, type_), width, chosen=at == offers.at, dark=dark)
        for at, each in enumerate(shown, first)
    ]


def _row(candidate: Candidate, widths: tuple[int, int, int], width: int, *, chosen: bool, dark: bool) -> Text:
    name, title, type_ = widths
    glyph, role = GLYPHS.get(candidate.kind, (" ", "operator"))
    line = Text.assemble((f" {glyph} ", STYLES[dark][role]), fit(visible(candidate.name), name))
    if title:
        line.append("  " + fit(visible(candidate.title or ""), title), "dim")
    if type_:
        line.append("  " + fit_right(visible(candidate.type or ""), type_), "dim")
    line = Text.assemble(clipped(line, width - 1), " ")
    return Text(line.plain, "reverse") if chosen else line


def _widest(texts: Iterable[str], most: int) -> int:
    return min(most, max(cell_len(visible(text)) for text in texts))


def said(hover: Hover, *, dark: bool, more: Sequence[str] = ()) -> Text:
    """What is known of a name: kind, name and title, a line each for the rest, then how it is written."""
    page = Text.assemble((visible(hover.name), "bold"), (f"  {hover.kind}", "dim"))
    if hover.title:
        page.append("  " + visible(hover.title))
    for line in (*hover.lines, *more):
        page.append("\n" + visible(line))
    for line in hover.source:
        coloured = Text(visible(line))
        for run in runs(coloured.plain):
            coloured.stylize(STYLES[dark][run.role], run.start, run.end)
        page.append("\n").append_text(coloured)
    return page


def call_line(signature: Signature, language: Language, width: int) -> Text:
    """A function as it is called, the parameter at the cursor in bold, and what it gives."""
    line = Text(f" {signature.function}(")
    for at, parameter in enumerate(signature.parameters):
        line.append(", " if at else "").append(parameter, "bold underline" if at == signature.active else "")
    line.append(")  ").append(signature.summary.say(language), "dim")
    return clipped(line.append(" "), width)


def at_cursor(cursor: tuple[int, int], size: tuple[int, int], screen: tuple[int, int], *, above: bool = False) -> Box:
    """Where something of a size stands at the cursor: on the next line, or `above` it."""
    (x, y), (width, height), (columns, lines) = cursor, size, screen
    width = min(width, columns)
    over, under = y >= height, y + 1 + height <= lines
    top = y - height if over and (above or not under) else min(y + 1, max(0, lines - height))
    return Box(max(0, min(x, columns - width)), top, width, height)


def beside(box: Box, screen: tuple[int, int]) -> Box | None:
    """Room for what is said of the chosen one: right of the list, else left of it; None where it is too narrow."""
    columns, lines = screen
    height = min(SAID_HEIGHT, lines - box.y)
    right, left = columns - box.x - box.width - 1, box.x - 1
    if right >= SAID_LEAST:
        return Box(box.x + box.width + 1, box.y, min(SAID_WIDTH, right), height)
    if left >= SAID_LEAST:
        width = min(SAID_WIDTH, left)
        return Box(box.x - width - 1, box.y, width, height)
    return None
