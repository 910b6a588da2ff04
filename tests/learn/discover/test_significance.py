"""Chances and rates held against their definitions: exact fractions in small, another implementation in large."""

from __future__ import annotations

import math
import random
from fractions import Fraction

import numpy as np
import numpy.typing as npt
import pytest
from scipy.special import gammaln, logsumexp

from segdsl.learn.discover.significance import adjusted, association, log_chance


def chance(total: int, one: int, other: int, both: int) -> Fraction:
    """The tail of the hypergeometric distribution, term by term."""
    ways = sum(
        math.comb(one, k) * math.comb(total - one, other - k)
        for k in range(both, min(one, other) + 1)
        if other - k <= total - one
    )
    return Fraction(ways, math.comb(total, other))


def test_chances_are_those_of_the_definition() -> None:
    tables = [
        (total, one, other, both)
        for total in (1, 7, 40)
        for one in range(0, total + 1, 3)
        for other in range(0, total + 1, 2)
        for both in range(max(0, one + other - total), min(one, other) + 1)
    ]
    found = log_chance(*np.array(tables).T)
    for table, log in zip(tables, found.tolist(), strict=True):
        exact = chance(*table)
        more_than_expected = table[3] * table[0] > table[1] * table[2]
        if exact == Fraction(1, 2):
            continue  # over a half or not is a matter of the last digit
        wanted = float(exact) if more_than_expected and exact < Fraction(1, 2) else 1.0
        assert math.exp(log) == pytest.approx(wanted, rel=1e-11), table


def log_tail(total: int, one: int, other: int, both: int) -> float:
    """The logarithm of the tail's first terms, as many as matter, by another implementation of factorials."""
    spread = math.sqrt(one * other / total)
    k = np.arange(both, min(one, other, both + int(20 * spread) + 100) + 1, dtype=float)

    def choose(n: float, m: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        ways: npt.NDArray[np.float64] = gammaln(n + 1) - gammaln(m + 1) - gammaln(n - m + 1)
        return ways

    found: float = logsumexp(choose(one, k) + choose(total - one, other - k) - choose(total, np.array(float(other))))
    return found


def test_chances_hold_for_millions_of_customers() -> None:
    draw = random.Random(1)
    tables = []
    for total in (10_000, 1_000_000, 100_000_000) * 30:
        one, other = draw.randrange(total // 100, total // 2), draw.randrange(total // 100, total // 2)
        expected = one * other / total
        both = round(expected + draw.uniform(0.5, 30) * math.sqrt(expected))
        tables.append((total, one, other, min(both, one, other)))
    found = log_chance(*np.array(tables).T)
    for table, log in zip(tables, found.tolist(), strict=True):
        wanted = log_tail(*table)
        if wanted < math.log(0.49):
            assert log == pytest.approx(wanted, rel=1e-6, abs=1e-6), table


def test_rates_are_those_of_the_procedure() -> None:
    """A finding counts at a level if and only if the step-up procedure, done by hand, accepts it there."""
    draw = random.Random(2)
    for _ in range(50):
        chances = [draw.random() ** draw.choice([1, 4, 12]) for _ in range(draw.randrange(1, 12))]
        tests = len(chances) + draw.randrange(30)
        rates = np.exp(adjusted(np.log(chances), tests)).tolist()
        harmonic = sum(1 / n for n in range(1, tests + 1))
        for level in (0.01, 0.05, 0.2, 0.7):
            ordered = sorted(chances)
            passed = [n for n, p in enumerate(ordered, 1) if p <= level * n / (tests * harmonic)]
            accepted = ordered[: max(passed, default=0)]
            assert [p for p, rate in zip(chances, rates, strict=True) if rate <= level] == [
                p for p in chances if p in accepted
            ]


def test_without_tests_there_are_no_rates() -> None:
    assert adjusted(np.zeros(0), 0).tolist() == []


def test_association_is_the_correlation_of_truth_values() -> None:
    draw = np.random.default_rng(3)
    for share in (0.1, 0.5, 0.9):
        one, other = draw.random(500) < share, draw.random(500) < 0.3
        other |= one & (draw.random(500) < 0.2)
        counts = (np.array([n]) for n in (500, one.sum(), other.sum(), (one & other).sum()))
        assert association(*counts)[0] == pytest.approx(np.corrcoef(one, other)[0, 1])
    nothing = (np.array([n]) for n in (500, 500, 20, 20))
    assert association(*nothing)[0] == 0
