"""A fitted cluster definition: how many customers each label stands for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from segdsl.cli.show.numbers import BAR, bar, count, share
from segdsl.cli.show.table import BARS, Column, Grid, numbers
from segdsl.cli.texts import fitted as texts
from segdsl.cli.texts import results
from segdsl.diagnostics import Language
from segdsl.diagnostics.render.summary import plural
from segdsl.lowering.fitted.artefacts import Artefact
from segdsl.rulebook.model import Learned

if TYPE_CHECKING:
    from rich.console import RenderableType


def figures(artefact: Artefact, learned: Learned, language: Language) -> Iterator[RenderableType]:
    """A row for each label; and how many had no label, and why."""
    titles = {label.name: label.title or "" for label in learned.labels}
    sizes: dict[str, int] = artefact.figures["sizes"]
    rows = []
    for label, size in sizes.items():
        part = size / artefact.provenance.rows
        rows.append((label, titles.get(label, ""), count(size), share(part), bar(part, BAR)))
    columns = (Column(texts.LABEL), Column(results.TITLE), numbers(results.SIZE), numbers(results.SHARE), BARS)
    yield Grid(columns, rows, language)
    if left_out := artefact.figures["left_out"]:
        yield plural(texts.LEFT_OUT, left_out, language)
