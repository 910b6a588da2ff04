"""The overlap of conditions: a matrix of shares, then the largest groups with their sizes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from segdsl.cli.show.numbers import bar, count, share
from segdsl.cli.show.table import BARS, Column, Grid, heading, numbers
from segdsl.cli.texts import results as texts
from segdsl.diagnostics import Language, Text
from segdsl.engine.results import Intersection

if TYPE_CHECKING:
    from rich.console import RenderableType

SIDE = 9  # conditions in the matrix, so that it fits a terminal of eighty columns
LISTED = 10


def pages(overlap: Sequence[Intersection], language: Language) -> Iterator[RenderableType]:
    """The matrix of the largest conditions, and the largest groups of two and more."""
    from rich.text import Text as RichText

    singles = [one for one in overlap if len(one.names) == 1]
    shown = sorted(singles, key=lambda one: -one.size)[:SIDE]
    if len(shown) < 2:
        return
    yield heading(texts.OVERLAP.say(language))
    yield _matrix(shown, {frozenset(one.names): one.size for one in overlap if len(one.names) <= 2}, language)
    if len(singles) > len(shown):
        yield RichText(texts.OVERLAP_FIRST.say(language, {"n": len(shown), "all": len(singles)}), "dim")
    groups = sorted((one for one in overlap if len(one.names) > 1 and one.size), key=lambda one: -one.size)[:LISTED]
    if groups:
        yield heading(texts.TOGETHER.say(language))
        yield _groups(groups, language)


def _matrix(shown: Sequence[Intersection], sizes: dict[frozenset[str], int], language: Language) -> RenderableType:
    """Rows are numbered, columns bear the numbers: names would not fit."""
    names = [one.names[0] for one in shown]
    heads = [numbers(Text(f"{number}", f"{number}")) for number in range(1, len(names) + 1)]
    columns = [Column(justify="right"), Column(texts.NAME, style="bold"), numbers(texts.SIZE), *heads]
    rows = [
        (str(number), one.names[0], count(one.size), *(_cell(one, name, sizes) for name in names))
        for number, one in enumerate(shown, 1)
    ]
    return Grid(columns, rows, language)


def _cell(row: Intersection, name: str, sizes: dict[frozenset[str], int]) -> str:
    if name == row.names[0]:
        return "·"
    return share(sizes[frozenset((row.names[0], name))] / row.size) if row.size else ""


def _groups(groups: Sequence[Intersection], language: Language) -> RenderableType:
    most = groups[0].size
    rows = [(" + ".join(one.names), count(one.size), count(one.only), bar(one.size / most)) for one in groups]
    return Grid((Column(texts.CONDITION), numbers(texts.SIZE), numbers(texts.ONLY, "dim"), BARS), rows, language)
