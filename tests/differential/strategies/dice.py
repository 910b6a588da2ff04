"""The one way in which everything random is drawn: through Hypothesis, or faster from a seed."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from itertools import count
from typing import Self, TypeVar

from hypothesis import strategies as st

T = TypeVar("T")


class Dice:
    """Decisions made of whole numbers. What comes first, or is smaller, is the simpler choice."""

    def __init__(self, number: Callable[[int, int], int]) -> None:
        self._number = number

    @classmethod
    def drawn(cls, draw: st.DrawFn) -> Self:
        """Decisions that Hypothesis makes."""
        return cls(lambda low, high: draw(st.integers(low, high)))

    @classmethod
    def seeded(cls, *seed: int) -> Self:
        """Decisions that these numbers stand for, the same ones on every machine."""
        return cls(random.Random(repr(seed)).randint)

    @classmethod
    def nearly(cls, seed: int, changed: int) -> Self:
        """The decisions of `seeded(seed)`, but for one: the `changed`-th is made by another seed."""
        same, other = random.Random(repr((seed,))), random.Random(repr((seed, changed)))
        decisions = count()

        def number(low: int, high: int) -> int:
            drawn = same.randint(low, high)
            return other.randint(low, high) if next(decisions) == changed else drawn

        return cls(number)

    def pick(self, options: Sequence[T]) -> T:
        """One of the options."""
        return options[self._number(0, len(options) - 1)]

    def chance(self, percent: int) -> bool:
        """Yes in so many cases of a hundred."""
        return self._number(0, 99) >= 100 - percent

    def number(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return self._number(low, high)

    def some(self, options: Sequence[T], least: int, most: int) -> list[T]:
        """Several options, the same one possibly more than once."""
        return [self.pick(options) for _ in range(self.number(least, most))]

    def shuffled(self, options: Sequence[T]) -> list[T]:
        """All of them in some order."""
        left = list(options)
        return [left.pop(self._number(0, len(left) - 1)) for _ in options]
