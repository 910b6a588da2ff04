"""Why one customer is in a definition or not: each clause, the values it looked at, and what would have to change."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.style import Style
from rich.text import Text

from segdsl.cli.show.numbers import value
from segdsl.cli.texts import results as said
from segdsl.diagnostics import Language
from segdsl.diagnostics.render.excerpt import visible
from segdsl_tui.i18n import views as texts
from segdsl_tui.presentation.layout import Room, fit_right, spread
from segdsl_tui.presentation.views.naming import title_of
from segdsl_tui.presentation.views.view import View, Words
from segdsl_tui.state.model import State
from segdsl_tui.state.questions import Reasons

if TYPE_CHECKING:
    from segdsl.engine.results import Cell, Trace, Why

HOLDS, FAILS = ("✓", "green"), ("✗", "bold red")
INDENT = 2


def _question(state: State, name: str) -> Reasons | None:
    return Reasons(name, state.choices.key) if state.choices.key is not None else None


def _draw(state: State, why: Why, room: Room) -> Iterator[Text]:
    another = Text(texts.ANOTHER_KEY.say(state.language), Style(dim=True, meta={"@click": "app.do('why.key')"}))
    yield spread(_answer(state, why), another, room.width)
    lines = [(depth, trace) for trace in why.traces for depth, trace in _nested(trace, 0)]
    points = max((len(value(trace.amount)) for _, trace in lines), default=0)
    for depth, trace in lines:
        yield _line(trace, depth, points, state.language)
        if trace.needs:
            yield Text.assemble(
                " " * (INDENT * (depth + 2)),
                (texts.NEEDS.say(state.language, {"what": "; ".join(map(visible, trace.needs))}), "yellow"),
            )


def _answer(state: State, why: Why) -> Text:
    args = {"key": why.key, "name": title_of(state, why.name), "value": value(why.value)}
    if why.member is None:
        return Text(
            visible((said.HAS_NO_VALUE if why.value is None else said.HAS_VALUE).say(state.language, args)), "bold"
        )
    mark, style = HOLDS if why.member else FAILS
    sentence = (said.MEMBER if why.member else said.NO_MEMBER).say(state.language, args)
    return Text(f"{mark} {visible(sentence)}", style)


def _nested(trace: Trace, depth: int) -> Iterator[tuple[int, Trace]]:
    yield depth, trace
    for option in trace.options:
        yield from _nested(option, depth + 1)


def _line(trace: Trace, depth: int, points: int, language: Language) -> Text:
    """Whether it holds, its points, what it is called, and then the values: they are what one looks for."""
    mark, style = HOLDS if trace.holds else FAILS
    line = Text.assemble(" " * (INDENT * (depth + 1)), (mark, style), " ")
    if points:
        line.append(fit_right(value(trace.amount), points) + "  ")
    line.append(visible(trace.title or trace.clause))
    if trace.title:
        line.append(f"  {visible(trace.clause)}", "dim")
    seen = "  ".join(f"{name} = {_said(cell, language)}" for name, cell in trace.values)
    return line.append(f"   {visible(seen)}", "cyan") if seen else line


def _said(cell: Cell, language: Language) -> str:
    return said.MISSING.say(language) if cell is None else value(cell)


def _command(state: State, name: str) -> Words:
    return "why", name, state.choices.key or ""


VIEW = View(_question, _draw, _command, texts.NO_KEY)
