"""Which of many findings to show: none that says again what a stronger one has said."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from segdsl.learn.discover.bits import Held
from segdsl.learn.discover.mine import Rule

ALIKE = 0.5
"""Two findings are about mostly the same customers if this share of those in either is in both (Jaccard's index)."""


def choose(held: Held, rules: Sequence[Rule], subjects: Sequence[str] | None, limit: int) -> tuple[list[Rule], int]:
    """The first `limit` rules of each length that say something new, short ones first; and how many were passed over.

    `subjects` says of each condition what it is a value of, if of several findings about the same tags and fields only
    the strongest is wanted: that the old keep to the counter and that the young do not is one thing to know.
    """
    chosen: list[Rule] = []
    spoken_of: set[frozenset[str]] = set()
    passed = 0
    for length in sorted({len(rule.items) for rule in rules}):
        wanted = limit
        for rule in (rule for rule in rules if len(rule.items) == length):
            if not wanted:
                break
            about = frozenset(subjects[item] for item in rule.items) if subjects else frozenset()
            if about in spoken_of or any(_alike(held, rule, other) for other in chosen):
                passed += 1
                continue
            if about:
                spoken_of.add(about)
            chosen.append(rule)
            wanted -= 1
    return chosen, passed


def _alike(held: Held, one: Rule, other: Rule) -> bool:
    if min(one.size, other.size) < ALIKE * max(one.size, other.size):
        return False
    together = held.bits.sizes(held.rows[np.array([[*one.items, *other.items]])])[0]
    return bool(together >= ALIKE * (one.size + other.size - together))
