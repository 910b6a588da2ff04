"""What the data holds of a field, in a few short lines beside its documentation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from segdsl.cli.show.numbers import share
from segdsl_tui.i18n import editing as texts
from segdsl_tui.presentation.layout import short
from segdsl_tui.state.questions import FieldFacts

if TYPE_CHECKING:
    from segdsl.engine.results import Item
    from segdsl_tui.state.model import State

MOST = 4


def question(state: State, data: tuple[str, str] | None) -> FieldFacts | None:
    """What to ask about a field (its table and its name): those of the profile, while there is data."""
    profile = state.rulebook.profile if state.rulebook else None
    if data is None or profile is None or state.facts is None or data[0] != profile.name:
        return None
    return FieldFacts(data[1]) if data[1] in profile.fields else None


def lines(state: State, asked: FieldFacts | None) -> tuple[str, ...]:
    """What is known so far; nothing before the answer is there."""
    answer = state.answer(asked) if asked is not None else None
    if answer is None or answer.value is None or answer.stale or state.facts is None:
        return ()
    return tuple(_lines(answer.value, state))


def _lines(item: Item, state: State) -> Iterator[str]:
    language, universe = state.language, state.facts.universe if state.facts else 0
    if item.missing is not None and universe:
        yield texts.KNOWN.say(language, {"share": share(1 - item.missing / universe)})
    if item.share is not None:
        yield texts.TRUE_FOR.say(language, {"share": share(item.share)})
    if item.min is not None and item.max is not None:
        middle = dict(item.quantiles or ()).get("0.5")
        args = {"low": short(item.min), "high": short(item.max), "middle": short(middle)}
        yield (texts.BETWEEN if middle is not None else texts.RANGE).say(language, args)
    groups = item.by.rows if item.by is not None else item.classes or ()
    often = sorted((each for each in groups if each.name is not None and each.size), key=lambda each: -each.size)
    if often:
        values = ", ".join(f"{each.name} {share(each.share)}" for each in often[:MOST])
        yield texts.OFTEN.say(language, {"values": values})
