"""A size as a function of a threshold: one bar for each value, so that their ends draw the curve."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from segdsl.cli.show.numbers import bar, count, share
from segdsl.cli.show.table import BARS, Column, Grid, numbers, titled
from segdsl.cli.texts import results as texts
from segdsl.diagnostics import Language, Text
from segdsl.engine.results import Sweep

if TYPE_CHECKING:
    from rich.console import RenderableType

CELLS = 30  # of the longest bar: differences are what is looked at
CURRENT = "←"


def pages(sweep: Sweep, title: str | None, param_title: str | None, language: Language) -> Iterator[RenderableType]:
    """What was swept, then a row for each value."""
    from rich.text import Text as RichText

    param = titled(sweep.param, param_title)
    args = {"name": titled(sweep.name, title), "param": param, "n": len(sweep.points), "as_of": sweep.as_of.isoformat()}
    yield RichText(texts.SWEPT.say(language, args) + "\n", "bold")
    heads = (numbers(Text(sweep.param, sweep.param)), Column(), numbers(texts.SIZE), numbers(texts.SHARE))
    yield Grid((*heads, numbers(texts.CHANGE, "dim"), BARS), list(_rows(sweep)), language)
    if any(point.value == sweep.current for point in sweep.points):
        yield RichText(f"{CURRENT} {texts.IN_RULES.say(language)}", "dim")


def _rows(sweep: Sweep) -> Iterator[tuple[str, ...]]:
    most = max(point.size for point in sweep.points)
    before: int | None = None
    for point in sweep.points:
        mark = CURRENT if point.value == sweep.current else ""
        part = share(point.size / sweep.universe if sweep.universe else None)
        change = "" if before in (None, point.size) else f"{point.size - (before or 0):+,}"
        yield (point.text, mark, count(point.size), part, change, bar(point.size / most if most else None, CELLS))
        before = point.size
