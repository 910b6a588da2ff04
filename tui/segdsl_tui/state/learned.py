"""The page of what was learned: of which definition, which side of it, and beside which day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from segdsl.rulebook.model import Learned
from segdsl.syntax.values import Duration, shift
from segdsl_tui.state.choosing import Choice
from segdsl_tui.state.model import State
from segdsl_tui.state.outline import outline

Side = Literal["report", "drift", "moves", "groups"]

SIDES: Mapping[str, tuple[Side, ...]] = {
    "cluster": ("report", "drift", "moves", "groups"),
    "model": ("report", "drift", "moves"),
    "preference": ("report", "drift", "moves"),
    "lookalike": ("report", "drift"),
}
"""What there is to see of each kind: labels move from day to day, and only clusters are asked how many there are."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A side of a definition, for the text of a `generation`. Labels are compared with those so long `ago`."""

    name: str
    generation: int
    side: Side = "report"
    ago: str = "30d"


def definition(state: State, name: str) -> Learned | None:
    """The definition, if it is one that is learned."""
    found = state.rulebook.definitions.get(name) if state.rulebook else None
    return found if isinstance(found, Learned) else None


def choices(state: State) -> tuple[Choice, ...]:
    """What is learned, in the order of the rules."""
    every = state.rulebook.definitions.values() if state.rulebook else ()
    return tuple(Choice(each.name, each.title, each.kind) for each in every if isinstance(each, Learned))


def first(state: State) -> str | None:
    """What is looked at first: the definition under the cursor, else one that it uses, else the first there is."""
    names = [choice.name for choice in choices(state)]
    focus = state.rulebook.definitions.get(state.focus or "") if state.rulebook else None
    near = [] if focus is None else [focus.name, *sorted(focus.uses)]
    return next((name for name in (*near, *names) if name in names), None)


def is_broken(state: State, name: str | None) -> bool:
    """Whether a definition that is learned, as the text has it, has an error."""
    entries = (entry for buffer in state.buffers.values() for entry in outline(buffer.text))
    kind = next((entry.kind for entry in entries if entry.name == name), "")
    return kind in SIDES and state.rulebook is not None and name in state.rulebook.broken


def ago(typed: str, as_of: dt.date) -> str | None:
    """How long ago a day was, as rules say it, from that or from the day itself; None for what is neither."""
    try:
        if (length := Duration.read(typed)) is not None:
            return typed if not length.is_clock and shift(as_of, length, -1) < as_of else None
        days = (as_of - dt.date.fromisoformat(typed)).days
    except (ValueError, OverflowError):
        return None
    return f"{days}d" if days > 0 else None


def day_before(as_of: dt.date, ago: str) -> dt.date:
    """The day so long before another. Raises `OverflowError` for one before the first year."""
    length = Duration.read(ago)
    assert length is not None
    return shift(as_of, length, -1)


def stepped(kind: str, side: Side, by: int) -> Side:
    """The side so many further on, after the last the first again."""
    every = SIDES[kind]
    return every[(every.index(side) + by) % len(every)]
