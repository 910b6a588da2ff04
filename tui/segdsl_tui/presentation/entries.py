"""Pages of entries, each of which may stand for a place in the rules to go to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from segdsl.rulebook.model import Rulebook
from segdsl_tui.state.model import Place

if TYPE_CHECKING:
    from rich.text import Text


@dataclass(frozen=True, slots=True)
class Entry:
    """Some lines, and the place they are about."""

    text: Text
    file: str | None = None
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class Entries:
    """A page: what it says above its entries, and the entries."""

    heading: Text
    entries: tuple[Entry, ...] = ()


def place_in(rulebook: Rulebook, file: str, offset: int) -> Place:
    """Where an offset into a rule file is; its start where the file is not known."""
    source = rulebook.sources.get(file)
    if source is None:
        return Place()
    position = source.position(offset)
    return Place(position.line - 1, position.column - 1)
