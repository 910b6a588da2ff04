"""Collecting the aggregates of many results in one pass over the data.

Every result first registers the aggregate expressions it needs, then reads its numbers back from the single row that
the pass gives. So one scan answers a whole rulebook, and a result's code stands in one place.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import polars as pl

if TYPE_CHECKING:
    from polars._typing import EngineType

Row = tuple[Any, ...]
Read = Callable[[Row], Any]


class Gather:
    """Aggregates asked for so far; equal requests under one `key` are computed once."""

    def __init__(self) -> None:
        self.expressions: list[pl.Expr] = []
        self._known: dict[str, int] = {}

    def ask(self, expression: pl.Expr, key: str | None = None) -> Read:
        """Register an aggregate; the function returned reads its value from the row of results."""
        at = self._known.get(key) if key else None
        if at is None:
            at = len(self.expressions)
            self.expressions.append(expression.alias(str(at)))
            if key:
                self._known[key] = at
        return lambda row, at=at: row[at]  # type: ignore[misc]

    def count(self, condition: pl.Expr, key: str | None = None) -> Read:
        """How many rows satisfy a two-valued condition; 0 for an empty table."""
        return self.ask(condition.sum().fill_null(0).cast(pl.Int64), key)

    def run(self, frame: pl.LazyFrame, engine: EngineType = "streaming") -> Row:
        """Compute everything asked for over `frame`, in one pass."""
        return frame.select(self.expressions).collect(engine=engine).row(0)
