"""The one way in which everything random is drawn, so that Hypothesis can shrink it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from hypothesis import strategies as st

T = TypeVar("T")


class Dice:
    """Decisions on top of Hypothesis' `draw`. What comes first, or is smaller, is what examples are shrunk to."""

    def __init__(self, draw: st.DrawFn) -> None:
        self._draw = draw

    def pick(self, options: Sequence[T]) -> T:
        """One of the options."""
        return options[self._draw(st.integers(0, len(options) - 1))]

    def chance(self, percent: int) -> bool:
        """Yes in so many cases of a hundred."""
        return self._draw(st.integers(0, 99)) >= 100 - percent

    def number(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return self._draw(st.integers(low, high))

    def some(self, options: Sequence[T], least: int, most: int) -> list[T]:
        """Several options, the same one possibly more than once."""
        return [self.pick(options) for _ in range(self.number(least, most))]

    def shuffled(self, options: Sequence[T]) -> list[T]:
        """All of them in some order."""
        return self._draw(st.permutations(options))
