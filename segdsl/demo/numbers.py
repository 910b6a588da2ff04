"""Made-up phone numbers and account numbers: unique for each customer, and without a visible order.

A customer's number is its index sent through `index * step + shift` modulo the size of the number space. With a step
that has no factor in common with the size this is a permutation, so numbers are unique without remembering any.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from segdsl.demo.arrays import Integers

MAX_CUSTOMERS = 100_000_000

PHONE_PREFIXES = np.array(
    [*range(130, 140), *range(150, 154), *range(155, 160), 166, 173, *range(175, 179), *range(180, 190), 191, 198, 199],
    dtype=np.int64,
)
VIRTUAL_PREFIXES = np.array([162, 165, 167, 170, 171], dtype=np.int64)
"""Prefixes of operators without a network of their own: numbers cheap to get in quantity."""

PER_PREFIX = 100_000_000


@dataclass(frozen=True, slots=True)
class NumberSpace:
    """A permutation of `size` numbers. `step` times the largest index has to stay below 2 to the 63rd."""

    size: int
    step: int
    shift: int

    def number(self, index: Integers) -> Integers:
        """The number of each index; different for different indexes below `size`."""
        return (index * self.step + self.shift) % self.size


ORDINARY_PHONES = NumberSpace(len(PHONE_PREFIXES) * PER_PREFIX, 2_654_435_769, 1_013_904_223)
VIRTUAL_PHONES = NumberSpace(len(VIRTUAL_PREFIXES) * PER_PREFIX, 314_159_269, 271_828_183)
ACCOUNTS = NumberSpace(10**11, 61_803_398_877, 14_142_135_623)
ALIPAY_IDS = NumberSpace(10**12, 57_721_566_493, 27_182_818_284)


def phone(index: Integers, slot: int = 0) -> Integers:
    """The mobile number of each customer, eleven digits; another one for each `slot` (0, 1, 2)."""
    number = ORDINARY_PHONES.number(index + slot * MAX_CUSTOMERS)
    return PHONE_PREFIXES[number // PER_PREFIX] * PER_PREFIX + number % PER_PREFIX


def virtual_phone(index: Integers) -> Integers:
    """A number of a virtual operator for each customer, eleven digits."""
    number = VIRTUAL_PHONES.number(index)
    return VIRTUAL_PREFIXES[number // PER_PREFIX] * PER_PREFIX + number % PER_PREFIX
