"""Who can be reached: a row for all channels and one for each, with the reasons that stop the others below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from segdsl.cli.show.numbers import bar, count, share
from segdsl.cli.show.table import BARS, Column, Grid, numbers, titled
from segdsl.cli.texts import results as texts
from segdsl.diagnostics import Language
from segdsl.engine.results import Reach, Removal

if TYPE_CHECKING:
    from rich.console import RenderableType

COLUMNS = (Column(texts.NAME), numbers(texts.SIZE), numbers(texts.SHARE), BARS)


def grid(reach: Reach, size: int, language: Language) -> RenderableType:
    """Shares are of the segment, whose size every block adds up to."""
    rows = list(_block(texts.ON_ANY_CHANNEL.say(language), reach.size, reach.removed, size, language))
    for channel in reach.channels:
        rows += _block(titled(channel.channel, channel.title), channel.size, channel.removed, size, language)
    return Grid(COLUMNS, rows, language)


def _block(
    name: str, reached: int, removed: Sequence[Removal], size: int, language: Language
) -> Iterator[tuple[str, ...]]:
    part = reached / size if size else 0.0
    yield (name, count(reached), share(part), bar(part))
    for one in removed:
        if one.count:
            reason = texts.REASONS[one.kind].say(language, {"reason": one.reason})
            yield (f"  {reason}", count(one.count), share(one.count / size), "")
