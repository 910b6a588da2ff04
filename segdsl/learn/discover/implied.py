"""Pairs that go together for a reason: by definition, or because the data knows hardly an exception.

They are no findings, and nothing is built on them: a combination of which one condition all but follows from another
says no more than without it (G. Webb, "Self-sufficient itemsets", ACM Transactions on Knowledge Discovery from Data 4,
2010, calls it redundant where there is no exception at all). They say how rules and data hang together.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from segdsl.learn.discover.bits import Counts, Groups, Held
from segdsl.learn.discover.inputs import Flags
from segdsl.learn.discover.significance import association

ALWAYS = 0.95
"""A condition that holds for so many of those for whom another one does, or more, all but follows from it."""


@dataclass(frozen=True)
class Pairs:
    """Every two conditions in both orders, counted among those who have an answer to both.

    Of `of` customers for whom the first holds, `sizes` are in the second; of all `known` ones, `usual` are.
    """

    both: Groups
    sizes: Counts
    of: Counts
    usual: Counts
    known: Counts


def pairs(held: Held) -> Pairs:
    """Count them."""
    places = np.arange(len(held.rows))
    both = np.array([(one, other) for one in places for other in places if one != other]).reshape(-1, 2)
    first, second = both.T
    rows, known, sizes = held.rows, held.known, held.bits.sizes
    return Pairs(
        both,
        sizes(np.column_stack([rows[first], rows[second]])),
        sizes(np.column_stack([rows[first], known[second]])),
        sizes(np.column_stack([known[first], rows[second]])),
        sizes(np.column_stack([known[first], known[second]])),
    )


def following(counted: Pairs, conditions: int) -> Flags:
    """Where one of two conditions all but follows from the other, as a symmetric matrix."""
    found = np.zeros((conditions, conditions), dtype=bool)
    first, second = counted.both[counted.sizes >= ALWAYS * counted.of].T
    found[first, second] = found[second, first] = True
    return found


def strongest(counted: Pairs, chosen: Flags, size: int, lift: float) -> Counts:
    """The places of the chosen pairs that are frequent and lifted enough, the strongest first, each in one order.

    That is the order in which it is more often right.
    """
    first, second = counted.both.T
    lifted = counted.sizes.astype(float) * counted.known >= lift * counted.of.astype(float) * counted.usual
    fewer = (counted.of < counted.usual) | ((counted.of == counted.usual) & (first < second))
    places = np.flatnonzero(chosen[first, second] & (counted.sizes >= size) & lifted & fewer)
    strength = association(counted.known[places], counted.of[places], counted.usual[places], counted.sizes[places])
    strength *= np.sqrt(counted.known[places])
    found: Counts = places[np.argsort(-strength, kind="stable")]
    return found
