"""Overlaps held against sets: who is in which condition is drawn, and counted again by hand."""

from __future__ import annotations

import random
from collections import Counter
from itertools import combinations

import polars as pl
import pytest

from segdsl.engine.overlap import LARGEST, overlaps
from segdsl.lowering.polars import column_name


@pytest.mark.parametrize("conditions, customers", [(1, 5), (3, 0), (9, 300), (64, 200), (70, 200)])
def test_every_pair_and_the_largest_groups_are_exact(conditions: int, customers: int) -> None:
    draw = random.Random(conditions)
    names = [f"c{number}" for number in range(conditions)]
    members = {name: {who for who in range(customers) if draw.random() < 4 / conditions} for name in names}
    columns = {column_name(n): [who in members[n] for who in range(customers)] for n in names}
    frame = pl.LazyFrame(columns, schema=dict.fromkeys(columns, pl.Boolean))
    held = [frozenset(n for n in names if who in members[n]) for who in range(customers)]
    exactly = Counter(held)

    found = {one.names: one for one in overlaps(frame, names)}
    for size in (1, 2):
        for group in combinations(names, size):
            inside = set.intersection(*(members[n] for n in group))
            assert (found[group].size, found[group].only) == (len(inside), exactly[frozenset(group)])
    larger = sorted((count for group, count in exactly.items() if len(group) >= 3), reverse=True)
    told = [one for one in found.values() if len(one.names) >= 3]
    assert [one.only for one in told] == larger[:LARGEST]
    for one in told:
        assert one.size == sum(set(one.names) <= who for who in held)
        assert one.only == exactly[frozenset(one.names)]


def test_nothing_asked_gives_nothing() -> None:
    assert overlaps(pl.LazyFrame({"x": [1]}), []) == ()
