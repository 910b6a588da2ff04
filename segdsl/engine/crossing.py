"""How many customers have which value of one definition and which of another: who moved from where to where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from segdsl.engine.ask import usable, with_expr
from segdsl.engine.evaluate import evaluate
from segdsl.engine.expression import EXPRESSION
from segdsl.lowering.polars import column_name

if TYPE_CHECKING:
    from segdsl.engine.session import Session


@dataclass(frozen=True, slots=True)
class Crossing:
    """Exact numbers of customers by (value then, value now); None where there was, or is, no value."""

    sizes: Mapping[tuple[str | None, str | None], int]

    @property
    def customers(self) -> int:
        """How many had a value, and have one."""
        return sum(size for (then, now), size in self.sizes.items() if then is not None and now is not None)

    @property
    def same(self) -> int:
        """How many of these have the value they had."""
        return sum(size for (then, now), size in self.sizes.items() if then is not None and then == now)

    def kept(self, value: str) -> float | None:
        """The share of those who had a value, and have any, who have it still; None if nobody had it."""
        had = sum(size for (then, now), size in self.sizes.items() if then == value and now is not None)
        return self.sizes.get((value, value), 0) / had if had else None


def crossed(session: Session, then: str, now: str) -> Crossing:
    """The definition `then` against the definition `now`, both with few values, for all customers."""
    frame, context = session.ready([then, now], keyed=False)
    found = evaluate(session.rulebook, frame, context, [then, now], unknown=False).frame
    pair = found.select(then=pl.col(column_name(then)).cast(pl.String), now=pl.col(column_name(now)).cast(pl.String))
    counted = pair.group_by("then", "now").len().collect(engine="streaming")
    return Crossing({(a, b): n for a, b, n in counted.sort("then", "now", nulls_last=True).iter_rows()})


def moved(session: Session, name: str, ago: str) -> Crossing:
    """A category as it was so long `ago` (a duration, as rules write it) against what it is.

    Fields of the profile are as they are now: what moves are ages of events. Raises `RulebookError` for what is no
    category, or no duration.
    """
    usable(session, name)
    asked = with_expr(session, f"was({name}, {ago})")
    return crossed(asked, EXPRESSION, name)
