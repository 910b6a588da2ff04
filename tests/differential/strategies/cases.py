"""Whole cases: a rulebook as text, an as-of date, data, and an uploaded list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from tests.differential.strategies import frames, occurrences, pools
from tests.differential.strategies.contracts import contract
from tests.differential.strategies.definitions import DEPTH, asking, definition
from tests.differential.strategies.dice import Dice
from tests.differential.strategies.expressions import FORMS, WITH_EVENTS
from tests.differential.strategies.loose import loosened
from tests.differential.strategies.scope import Scope
from tests.differential.strategies.tables import TableChoice, tables
from tests.differential.strategies.writer import Writer

if TYPE_CHECKING:
    import polars as pl

ZONE = "Asia/Shanghai"
ZONES = (ZONE, ZONE, "Europe/Berlin", "America/New_York")
NAMES = tuple(f"{word}{n}" for n in range(1, 8) for word in ("d", "静默期"))
QUESTIONS = tuple(f"q{n}" for n in range(1, 9))


@dataclass(frozen=True)
class Subject:
    """Something to say things of: an events table, and a condition on its events."""

    table: TableChoice
    where: str


@dataclass(frozen=True)
class Case:
    """`items` are the declarations of the rulebook, in the order of the file; `vip` is the list of that name.

    `conditions` could be asked in its rules, and so could the `subjects`. `events` holds the rows of each events table;
    local times are those of `zone`.
    """

    items: tuple[str, ...]
    as_of: dt.date
    frame: pl.DataFrame
    vip: tuple[Any, ...] = ()
    conditions: tuple[str, ...] = field(default=())
    events: Mapping[str, pl.DataFrame] = field(default_factory=dict)
    zone: str = ZONE
    subjects: tuple[Subject, ...] = ()

    @property
    def rules(self) -> str:
        """The rule file."""
        return "\n".join(self.items) + "\n"

    def having(self, *items: str) -> Case:
        """The case with more declarations."""
        return replace(self, items=(*self.items, *items))


def random_case(dice: Dice, *, conditions: int = 0, events: bool = False, rules: Dice | None = None) -> Case:
    """A contract with four to twelve definitions in any order, and its data; `conditions` of the same scope beside.

    Dice of their own for the `rules` give the same contract and data whatever the rules are.
    """
    ruling = rules or dice
    as_of = dice.pick(pools.TODAYS)
    profile = contract(dice)
    chosen = tables(dice, profile) if events else ()
    writer = Writer(ruling, Scope.of(profile, as_of, chosen), WITH_EVENTS if events else FORMS)
    items = [definition(writer, name) for name in NAMES[: ruling.number(4, 12)]]
    items += asking(writer, QUESTIONS[: ruling.number(2, 8)]) if events else []
    asked = tuple(writer.condition(DEPTH).text for _ in range(conditions))
    data = frames.frame(dice, profile, as_of)
    happened = {table.name: occurrences.frame(dice, table, data["id"].to_list(), as_of) for table in chosen}
    return Case(
        items=(*dice.shuffled((profile.text, *(table.text for table in chosen))), *ruling.shuffled(items)),
        as_of=as_of,
        frame=data,
        vip=frames.vips(dice, data),
        conditions=asked,
        events=happened,
        zone=dice.pick(ZONES) if events else ZONE,
        subjects=tuple(Subject(table, writer.within(table).condition(2).text) for table in chosen),
    )


@st.composite
def cases(draw: st.DrawFn, conditions: int = 0) -> Case:
    """Cases without events, each choice one of Hypothesis."""
    return random_case(Dice.drawn(draw), conditions=conditions)


def with_conditions(count: int) -> st.SearchStrategy[Case]:
    """Cases with so many conditions over their names."""
    return cases(count)


def event_cases(conditions: int = 0) -> st.SearchStrategy[Case]:
    """Cases with events. There is so much to choose that only the seed is one of Hypothesis."""
    return st.integers(0, 2**64 - 1).map(
        lambda seed: random_case(Dice.seeded(seed), conditions=conditions, events=True)
    )


@st.composite
def loose_rules(draw: st.DrawFn) -> str:
    """Rule files as people write them, before they are formatted."""
    return loosened(Dice.drawn(draw), draw(cases()).rules)
