"""A fitted lookalike: how high members that were kept back come out among the others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from segdsl.cli.show.numbers import BAR, bar, count, share
from segdsl.cli.show.table import BARS, Grid, numbers
from segdsl.cli.texts import fitted as texts
from segdsl.diagnostics import Language
from segdsl.diagnostics.render.summary import plural
from segdsl.lowering.fitted.artefacts import Artefact
from segdsl.rulebook.model import Rulebook

if TYPE_CHECKING:
    from rich.console import RenderableType


def figures(artefact: Artefact, _: Rulebook, language: Language) -> Iterator[RenderableType]:
    """Who was told from whom, then how many members stand in the highest parts."""
    found = artefact.figures["validation"]
    members, others = artefact.figures["members"], artefact.figures["others"]
    yield texts.LIKENESS.say(language).format(members=count(members), others=count(others))
    place, low, high = map(share, found["place"])
    yield texts.PLACE.say(language).format(
        members=count(found["members"]), others=count(found["others"]), place=place, low=low, high=high
    )
    rows = [(share(t["top"]), share(t["found"]), f"{t['lift']:.1f}×", bar(t["found"], BAR)) for t in found["tops"]]
    yield Grid((numbers(texts.TOP), numbers(texts.FOUND), numbers(texts.LIFT), BARS), rows, language)
    if left_out := artefact.figures["left_out"]:
        yield plural(texts.WITHOUT_RANK, left_out, language)
