"""Truth values of customers, drawn or given, as what a search takes and as what an oracle counts."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import polars as pl

from segdsl.learn.discover.bits import Bits, Held, Packer

Flags = npt.NDArray[np.bool_]


def pack(true: Sequence[Flags], known: Sequence[Flags]) -> Held:
    """What a search takes. `true[i]` holds only where `known[i]` does."""
    customers = len(true[0])
    packer = Packer(customers)
    rows = np.array([packer.row(pl.Series(column)) for column in true])
    answers = np.array([packer.row(pl.Series(column)) for column in known])
    return Held(Bits(packer.words()), rows, answers, customers)


def drawn(
    seed: int, customers: int, conditions: int, *, linked: float = 0.0, gaps: int = 0
) -> tuple[list[Flags], list[Flags]]:
    """Conditions of random sizes. `linked` is how strongly some follow others; `gaps` have no answer for some."""
    draw = np.random.default_rng(seed)
    true: list[Flags] = []
    for number in range(conditions):
        column = draw.random(customers) < draw.uniform(0.1, 0.6)
        if number and draw.random() < 0.7:
            other = true[draw.integers(number)]
            column = np.where(draw.random(customers) < linked, other, column)
        true.append(column)
    known = [np.ones(customers, dtype=bool) for _ in true]
    missing = draw.random(customers) < 0.3
    for number in draw.choice(conditions, gaps, replace=False):
        known[number] = ~missing if draw.random() < 0.5 else draw.random(customers) < 0.8
        true[number] = true[number] & known[number]
    return true, known
