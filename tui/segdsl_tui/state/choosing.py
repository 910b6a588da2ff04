"""What can be chosen for the views, and what they choose where nobody did."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from segdsl.functions.types import Kind
from segdsl_tui.state.model import State
from segdsl_tui.state.queries import has_column

if TYPE_CHECKING:
    from segdsl.rulebook.model import Definition

MOST = 11
"""A definition is laid over at most so many others: a dozen make a matrix that can still be read."""

KINDS = (Kind.CATEGORY, Kind.BOOL, Kind.TEXT, Kind.INT)
"""What makes groups, few of them before many."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A definition, or a field where it is not `defined`. `type` is as rules write it."""

    name: str
    title: str | None
    type: str
    defined: bool = True


def condition(state: State, name: str) -> Definition | None:
    """The definition, if it is a condition that everybody meets or not."""
    found = state.rulebook.definitions.get(name) if state.rulebook else None
    return found if found is not None and found.type.kind is Kind.BOOL and has_column(found) else None


def axes(state: State, name: str) -> tuple[Choice, ...]:
    """What a condition can be split by: those with few values first, definitions before fields."""
    found = sorted(_axes(state, name), key=lambda pair: (KINDS.index(pair[0]), not pair[1].defined))
    return tuple(choice for _, choice in found)


def _axes(state: State, name: str) -> Iterator[tuple[Kind, Choice]]:
    rulebook = state.rulebook
    for each in rulebook.definitions.values() if rulebook else ():
        if each.type.kind in KINDS and has_column(each) and each.name != name:
            yield each.type.kind, Choice(each.name, each.title, each.kind)
    profile = rulebook.profile if rulebook else None
    for field in profile.fields.values() if profile else ():
        if field.type.kind in KINDS and field.role == "field" and not field.pii:
            yield field.type.kind, Choice(field.name, field.title, field.type.kind.value, defined=False)


def axis(state: State, name: str) -> Choice | None:
    """What a condition is split by: what was chosen last, else the first tag that its own rule does not fix."""
    found = axes(state, name)
    chosen = next((each for each in found if each.name == state.choices.axis), None)
    rule = condition(state, name)
    fixed = rule.uses if rule else frozenset()
    return chosen or next((each for each in found if each.name not in fixed), found[0] if found else None)


def others(state: State, name: str) -> tuple[str, ...]:
    """What a condition is laid over: what was chosen for it, else the segments under the same headings."""
    rest = tuple(each for each in company(state, name) if each.name != name)
    if name in state.choices.others:
        chosen = state.choices.others[name]
        return tuple(each.name for each in rest if each.name in chosen)
    rule = condition(state, name)
    if rule is None:
        return ()
    place = rule.origin
    segments = [each for each in rest if each.kind == "segment"]
    near = [each for each in segments if (each.origin.theme, each.origin.dimension) == (place.theme, place.dimension)]
    theme = [each for each in segments if each.origin.theme == place.theme]
    return tuple(each.name for each in (near or theme or segments or rest)[:MOST])


def company(state: State, name: str) -> tuple[Definition, ...]:
    """The other conditions, in the order of the rules, segments first."""
    rulebook = state.rulebook
    found = [each for each in rulebook.definitions if condition(state, each) and each != name] if rulebook else []
    definitions = [rulebook.definitions[each] for each in found] if rulebook else []
    return tuple(sorted(definitions, key=lambda each: each.kind != "segment"))
