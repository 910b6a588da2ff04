"""Places in files, and the rules as they stand in the editors right now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from segdsl.diagnostics import Position, Source
from segdsl_tui.state.model import Place, State

if TYPE_CHECKING:
    from segdsl.services.workspace import Workspace


def position(place: Place) -> Position:
    """A place as people count."""
    return Position(place.line + 1, place.column + 1)


def place_at(source: Source, offset: int) -> Place:
    """The place of an offset."""
    found = source.position(offset)
    return Place(found.line - 1, found.column - 1)


def workspace(state: State, *texts: Source) -> Workspace | None:
    """What was known at the last check, with the texts as they are now; `texts` are newer than the model's."""
    known = state.workspace
    if known is None:
        return None
    now = [Source(buffer.name, buffer.text) for buffer in state.buffers.values()]
    return known.edited(*(each for each in now if known.sources.get(each.name) != each), *texts)
