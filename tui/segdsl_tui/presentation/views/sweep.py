"""The size of a condition as a function of one of its thresholds, and that threshold to be moved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.style import Style
from rich.text import Text

from segdsl.cli.show.numbers import count, share
from segdsl.diagnostics.render.excerpt import visible
from segdsl_tui import i18n
from segdsl_tui.i18n import views as texts
from segdsl_tui.presentation.layout import GAP, Room, Row, clipped, cut_left, spread, table
from segdsl_tui.presentation.views.naming import titled
from segdsl_tui.presentation.views.view import View, Words
from segdsl_tui.state import sweeping
from segdsl_tui.state.model import State
from segdsl_tui.state.questions import Swept

if TYPE_CHECKING:
    from segdsl.engine.results import Point, Sweep
    from segdsl.services.thresholds import Threshold

HERE, CURRENT = ">", "←"
ABOVE = 3  # lines over the rows of the table


def question(state: State, name: str) -> Swept | None:
    """What is asked of the threshold that is looked at."""
    found = sweeping.target(state, name)
    if found is None:
        return None
    chosen = sweeping.chosen(state, name)
    span = sweeping.span(found, chosen.finer, chosen.span)
    return Swept(name, chosen.target % len(sweeping.targets(state, name)), span) if span else None


def place(points: Sequence[Point], sweep: Sweep, at: str | None) -> int:
    """Which of the points was moved to; the present value where none was."""
    texts_of = [point.text for point in points]
    if at in texts_of:
        return texts_of.index(at)
    return next((number for number, point in enumerate(points) if point.value == sweep.current), len(points) // 2)


def _draw(state: State, sweep: Sweep, room: Room) -> Iterator[Text]:
    name = sweep.name
    found = sweeping.target(state, name)
    if found is not None:
        yield _which(state, found, name, room.width)
    yield Text(texts.SWEEP_KEYS.say(state.language), "dim")
    points = sweep.points
    here = place(points, sweep, sweeping.chosen(state, name).at)
    now = next((point.size for point in points if point.value == sweep.current), None)
    most = max(point.size for point in points)
    rows = [
        Row(
            f"{HERE if number == here else ' '} {point.text} {CURRENT if point.value == sweep.current else ''}",
            (
                count(point.size),
                share(point.size / sweep.universe if sweep.universe else None),
                "" if now in (None, point.size) else f"{point.size - (now or 0):+,}",
            ),
            point.size / most if most else 0.0,
            "bold reverse" if number == here else "",
        )
        for number, point in enumerate(points)
    ]  # fmt: skip
    words = [titled(sweep.param, None) if found is None or found.param else texts.VALUE.say(state.language)]
    words += [word.say(state.language) for word in (i18n.SIZE, i18n.SHARE, texts.AGAINST)]
    heading, *lines = table(words, rows, room.width)
    fit = max(1, room.height - ABOVE)
    first = max(0, min(here - fit // 2, len(lines) - fit))
    yield heading
    yield from lines[first : first + fit]


def _which(state: State, found: Threshold, name: str, width: int) -> Text:
    """The line it is written in, the threshold marked; how many there are on the right."""
    text = state.rulebook.sources[found.file].text if state.rulebook else ""
    start = text.rfind("\n", 0, found.start) + 1
    end = text.find("\n", found.end)
    line = text[start : end if end >= 0 else None]
    targets = sweeping.targets(state, name)
    number = sweeping.chosen(state, name).target % len(targets) + 1
    said = texts.SWEEP_NEXT.say(state.language, {"n": number, "all": len(targets)})
    right = Text(said, Style(dim=True, meta={"@click": "app.do('sweep.next')"}))
    room = max(width - right.cell_len - GAP, width // 2)
    before, after = visible(line[: found.start - start].lstrip()), visible(line[found.end - start :].rstrip())
    left = Text.assemble(cut_left(before, room * 2 // 3), (found.text, "bold reverse"), after)
    return spread(clipped(left, room), right, width)


def _command(state: State, name: str) -> Words:
    found, asked = sweeping.target(state, name), question(state, name)
    if found is None or asked is None:
        return ()
    return ("sweep", found.param, asked.span, name) if found.param else ("preview", name)


VIEW = View(question, _draw, _command, texts.NO_SWEEP)
