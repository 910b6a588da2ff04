"""The trace of one customer as a table: which line held, what it looked at, what would have to change."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from segdsl.cli.show.numbers import value
from segdsl.cli.show.table import Column, Grid, numbers, titled
from segdsl.cli.texts import results as texts
from segdsl.diagnostics import Language
from segdsl.engine.results import Cell, Trace, Why

if TYPE_CHECKING:
    from rich.console import RenderableType

HOLDS, FAILS = "✓", "✗"
COLUMNS = (
    Column(),
    Column(texts.CLAUSE),
    Column(style="dim", yields=1),
    numbers(texts.AMOUNT),
    Column(texts.VALUES_SEEN),
    Column(texts.NEEDS, style="yellow"),
)


def pages(why: Why, title: str | None, language: Language, indent: int = 0) -> Iterator[RenderableType]:
    """The answer in a sentence, then line by line."""
    from rich.text import Text as RichText

    args = {"key": why.key, "name": titled(why.name, title), "value": value(why.value)}
    if why.member is not None:
        said, style = (texts.MEMBER, "bold green") if why.member else (texts.NO_MEMBER, "bold red")
    else:
        said, style = (texts.HAS_NO_VALUE if why.value is None else texts.HAS_VALUE), "bold"
    yield RichText(" " * indent + said.say(language, args) + "\n", style)
    rows = [row for trace in why.traces for row in _rows(trace, "", language)]
    if rows:
        yield Grid(COLUMNS, rows, language, indent)


def _rows(trace: Trace, indent: str, language: Language) -> Iterator[tuple[str, ...]]:
    seen = ", ".join(f"{name} = {_said(cell, language)}" for name, cell in trace.values)
    yield (
        HOLDS if trace.holds else FAILS,
        indent + (trace.title or trace.clause),
        trace.clause if trace.title else "",
        value(trace.amount),
        seen,
        "; ".join(trace.needs),
    )
    for option in trace.options:
        yield from _rows(option, indent + "  ", language)


def _said(cell: Cell, language: Language) -> str:
    return texts.MISSING.say(language) if cell is None else value(cell)
