"""Whole cases: a rulebook as text, an as-of date, data, and an uploaded list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from tests.differential.strategies import frames, pools
from tests.differential.strategies.contracts import contract
from tests.differential.strategies.definitions import DEPTH, definition
from tests.differential.strategies.dice import Dice
from tests.differential.strategies.expressions import FORMS
from tests.differential.strategies.loose import loosened
from tests.differential.strategies.scope import Scope
from tests.differential.strategies.writer import Writer

if TYPE_CHECKING:
    import polars as pl

ZONE = "Asia/Shanghai"
NAMES = tuple(f"{word}{n}" for n in range(1, 8) for word in ("d", "静默期"))


@dataclass(frozen=True)
class Case:
    """`items` are the declarations of the rulebook, in the order of the file; `vip` is the list of that name.

    `events` holds the rows of every events table; local times are those of `zone`.
    """

    items: tuple[str, ...]
    as_of: dt.date
    frame: pl.DataFrame
    vip: tuple[Any, ...] = ()
    conditions: tuple[str, ...] = field(default=())
    events: Mapping[str, pl.DataFrame] = field(default_factory=dict)
    zone: str = ZONE

    @property
    def rules(self) -> str:
        """The rule file."""
        return "\n".join(self.items) + "\n"

    def having(self, *items: str) -> Case:
        """The case with more declarations."""
        return replace(self, items=(*self.items, *items))


@st.composite
def cases(draw: st.DrawFn, conditions: int = 0) -> Case:
    """A contract with four to twelve definitions in any order, and its data; `conditions` of the same scope beside."""
    dice = Dice(draw)
    as_of = dice.pick(pools.TODAYS)
    profile = contract(dice)
    writer = Writer(dice, Scope.of(profile, as_of), FORMS)
    items = [definition(writer, name) for name in NAMES[: dice.number(4, 12)]]
    asked = tuple(writer.condition(DEPTH).text for _ in range(conditions))
    data = frames.frame(dice, profile, as_of)
    return Case((profile.text, *dice.shuffled(items)), as_of, data, frames.vips(dice, data), asked)


def with_conditions(count: int) -> st.SearchStrategy[Case]:
    """Cases with so many conditions over their names."""
    return cases(count)


@st.composite
def loose_rules(draw: st.DrawFn) -> str:
    """Rule files as people write them, before they are formatted."""
    return loosened(Dice(draw), draw(cases()).rules)
