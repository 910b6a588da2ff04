"""Which of many findings to show: none that says again what a stronger one has said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from segdsl.learn.discover.bits import Held
from segdsl.learn.discover.mine import Rule

ALIKE = 0.5
"""Two findings are about mostly the same customers if this share of those in either is in both (Jaccard's index)."""


SAME_END = 2
"""So many findings of a length may end with the same condition: it would be the answer to everything."""


def choose(held: Held, rules: Sequence[Rule], subjects: Sequence[str] | None, limit: int) -> tuple[list[Rule], int]:
    """The first `limit` rules of each length that say something new, short ones first; and how many were passed over.

    `subjects` says of each condition what it is a value of, if findings are to be about different things: of several
    about the same tags and fields only the strongest is chosen, as that the old keep to the counter and that the young
    do not is one thing to know; and few end with the same condition.
    """
    chosen: list[Rule] = []
    spoken_of: set[frozenset[str]] = set()
    passed = 0
    for length in sorted({len(rule.items) for rule in rules}):
        wanted = limit
        ends: Counter[int] = Counter()
        for rule in (rule for rule in rules if len(rule.items) == length):
            if not wanted:
                break
            about = frozenset(subjects[item] for item in rule.items) if subjects else frozenset()
            often = bool(about) and ends[rule.then] == SAME_END
            if often or about in spoken_of or any(_alike(held, rule, other) for other in chosen):
                passed += 1
                continue
            if about:
                spoken_of.add(about)
            chosen.append(rule)
            ends[rule.then] += 1
            wanted -= 1
    return chosen, passed


def _alike(held: Held, one: Rule, other: Rule) -> bool:
    if min(one.size, other.size) < ALIKE * max(one.size, other.size):
        return False
    together = held.bits.sizes(held.rows[np.array([[*one.items, *other.items]])])[0]
    return bool(together >= ALIKE * (one.size + other.size - together))
