"""The search held against going through every combination, and against data in which there is nothing to find."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
import pytest

from segdsl.engine.stopping import Stopped
from segdsl.learn.discover.bits import Bits
from segdsl.learn.discover.mine import IMPROVEMENT, Limits, Rule, mine
from tests.learn.discover.held import Flags, drawn, pack
from tests.learn.discover.test_significance import chance


@dataclass
class Oracle:
    """Rules as they are defined, customer by customer."""

    true: Sequence[Flags]
    known: Sequence[Flags]
    related: Flags
    limits: Limits

    def count(self, hold: Sequence[int], answered: Sequence[int] = ()) -> int:
        """For how many all of `hold` hold and all of `answered` have an answer."""
        columns = [self.true[i] for i in hold] + [self.known[i] for i in answered]
        return int(np.logical_and.reduce(columns).sum())

    def candidates(self) -> Iterator[tuple[int, ...]]:
        """Combinations whose proper parts are all frequent, none of them related."""
        first, every = (0,) if self.limits.target else (), range(len(self.true))
        for length in range(2, self.limits.length + 1):
            for group in combinations(every, length):
                pairs = list(combinations(group, 2))
                if group[: len(first)] != first or any(self.related[pair] for pair in pairs):
                    continue
                parts: list[tuple[int, ...]] = [(i,) for i in group]
                if length > 2:  # with a target, pairs without it are not looked at
                    parts += [p for p in combinations(group, length - 1) if p[: len(first)] == first]
                    parts += [p for p in pairs if p[: len(first)] == first]
                if all(self.count(part) >= self.limits.size for part in parts):
                    yield group

    def rule(self, when: tuple[int, ...], then: int) -> tuple[list[int], float, float] | None:
        """Its four counts, the greatest chance of its conditions and the least strength; None if it does not hold."""
        size = self.count([*when, then])
        of, usual = self.count(when, [then]), self.count([then], when)
        known = self.count([], [*when, then])
        if size * known < self.limits.lift * of * usual:
            return None
        chances, strengths = [], []
        for one in when:
            rest = [i for i in when if i != one]
            total, without = self.count(rest, [one, then]), self.count([*rest, then], [one])
            if rest and size * total < IMPROVEMENT * of * without:
                return None
            chances.append(float(chance(total, of, without, size)))
            spread = math.sqrt(of * without * (total - of) * (total - without))
            phi = (total * size - of * without) / spread if spread else 0.0
            strengths.append(phi * math.sqrt(total / len(self.true[0])))
        return [size, of, usual, known], max(chances), min(strengths)

    def search(self) -> tuple[int, dict[tuple[int, ...], dict[tuple[tuple[int, ...], int], tuple[list[int], float]]]]:
        """How many tests are done, and by combination the rules that hold up, with counts and strength."""
        tests, found = 0, []
        for group in self.candidates():
            ends = group[:1] if self.limits.target else group
            tests += 1 if len(group) == 2 else len(ends)
            if self.count(group) < self.limits.size:
                continue
            for then in ends:
                when = tuple(i for i in group if i != then)
                if (held := self.rule(when, then)) is not None:
                    found.append((group, when, then, *held))
        return tests, self._sure(found, tests)

    def _sure(self, found: list, tests: int) -> dict:  # type: ignore[type-arg]
        """The procedure of Benjamini and Yekutieli over all tests; both ways of a pair are one."""
        chances = {(group if len(group) == 2 else (group, then)): p for group, _, then, _, p, _ in found}
        ordered = sorted(chances.values())
        harmonic = sum(1 / n for n in range(1, tests + 1))
        passed = [n for n, p in enumerate(ordered, 1) if p <= self.limits.fdr * n / (tests * harmonic)]
        bound = ordered[max(passed) - 1] if passed else -1.0
        sure: dict = {}  # type: ignore[type-arg]
        for group, when, then, counts, p, strength in found:
            if p <= bound:
                sure.setdefault(group, {})[when, then] = (counts, strength)
        return sure


def related_pairs(seed: int, conditions: int) -> Flags:
    draw = np.random.default_rng(seed)
    related = draw.random((conditions, conditions)) < 0.1
    related |= related.T
    np.fill_diagonal(related, val=True)
    return related


@pytest.mark.parametrize("seed", range(30))
def test_finds_what_going_through_all_combinations_finds(seed: int) -> None:
    draw = np.random.default_rng(seed)
    true, known = drawn(seed, int(draw.integers(40, 400)), 8, linked=0.6, gaps=seed % 4)
    related = related_pairs(seed, 8)
    limits = Limits(int(draw.integers(3, 20)), 1.1, 2 + seed % 3, 0.2, target=bool(seed % 2))
    found = mine(pack(true, known), related, limits)
    tests, wanted = Oracle(true, known, related, limits).search()
    assert found.tests == tests
    assert {rule.items for rule in found.rules} == set(wanted)
    for rule in found.rules:
        ways = wanted[rule.items]
        counts, strength = ways[tuple(sorted(rule.when)), rule.then]
        assert [rule.size, rule.of, rule.usual, rule.known] == counts
        assert rule.strength == pytest.approx(strength)
        assert strength == pytest.approx(max(other for _, other in ways.values()))
    strengths = [rule.strength for rule in found.rules]
    assert strengths == sorted(strengths, reverse=True)


def test_the_oracle_above_had_something_to_find() -> None:
    lengths = set()
    for seed in range(30):
        true, known = drawn(seed, 400, 8, linked=0.6, gaps=seed % 4)
        lengths |= {
            len(rule.items) for rule in mine(pack(true, known), np.eye(8, dtype=bool), Limits(5, 1.1, 4, 0.2)).rules
        }
    assert lengths == {2, 3, 4}


def test_of_a_pair_the_way_is_told_that_is_more_often_right() -> None:
    few, many = np.arange(100) < 10, np.arange(100) < 40
    (rule,) = mine(pack([many, few], [np.ones(100, bool)] * 2), np.eye(2, dtype=bool), Limits(5, 1.2, 2, 0.05)).rules
    assert (rule.when, rule.then, rule.confidence, rule.lift) == ((1,), 0, 1.0, 2.5)


def test_customers_without_an_answer_do_not_count() -> None:
    """The same half of the customers fill in two forms, with answers that have nothing to do with each other."""
    customers = np.arange(4000)
    filled = customers % 2 == 0
    one, other = filled & (customers % 8 < 4), filled & (customers % 16 < 8)
    eye, limits = np.eye(2, dtype=bool), Limits(10, 1.2, 2, 0.05)
    everybody = np.ones(4000, dtype=bool)
    assert [rule.lift for rule in mine(pack([one, other], [everybody] * 2), eye, limits).rules] == [2.0]
    assert mine(pack([one, other], [filled] * 2), eye, limits).rules == ()


@pytest.mark.parametrize("after", [0, 3, 20])
def test_a_search_is_given_up_when_nobody_waits_for_it(after: int) -> None:
    calls = 0

    def stop() -> None:
        nonlocal calls
        calls += 1
        if calls > after:
            raise Stopped

    held = pack(*drawn(1, 200, 8))
    with pytest.raises(Stopped):
        mine(replace(held, bits=Bits(held.bits.words, stop)), np.eye(8, dtype=bool), Limits(5, 1.0, 3, 0.05))


# ---- nothing to find -------------------------------------------------------------------------------------------------

RUNS = 60
WITHIN = Limits(20, 1.0, 3, 0.05)


def test_in_data_without_any_connection_hardly_ever_something_is_found() -> None:
    """All findings are false here, so the share of false ones is that of the runs with any: at most one in twenty."""
    with_findings = single_tests = 0
    for seed in range(RUNS):
        held, related = pack(*drawn(1000 + seed, 600, 10)), np.eye(10, dtype=bool)
        with_findings += bool(mine(held, related, WITHIN).rules)
        single_tests += any(rule.log_chance < math.log(0.05) for rule in weak(held, related))
    assert with_findings <= 0.05 * RUNS
    assert single_tests > 0.7 * RUNS  # of 45 pairs, each tested for itself, some nearly always succeed


def weak(held, related) -> tuple[Rule, ...]:  # type: ignore[no-untyped-def]
    """Rules whatever the rate: as if every test were the only one."""
    return mine(held, related, Limits(WITHIN.size, WITHIN.lift, 2, math.inf)).rules


def test_beside_true_connections_few_false_ones_are_found() -> None:
    """Conditions 0 to 5 are linked, 6 to 15 are not: whatever has one of these in it is false."""
    shares, findings = [], 0
    for seed in range(25):
        linked, answers = drawn(seed, 800, 6, linked=0.6)
        others, more = drawn(5000 + seed, 800, 10)
        found = mine(pack(linked + others, answers + more), np.eye(16, dtype=bool), WITHIN).rules
        shares.append(sum(max(rule.items) > 5 for rule in found) / max(1, len(found)))
        findings += len(found)
    assert findings > 100
    assert float(np.mean(shares)) <= 0.05
