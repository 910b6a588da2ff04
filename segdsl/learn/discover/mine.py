"""The search: combinations of conditions level by level, and the rules in them that say more than shorter ones.

A rule says: of the customers for whom the first conditions hold, so many are in the last one, against so many of all.
It is kept where it is productive (G. Webb, "Discovering significant patterns", Machine Learning 68, 2007): each of its
conditions adds something to the rule without it, by Fisher's exact test and by a margin (as in R. Bayardo, R. Agrawal,
D. Gunopulos, "Constraint-based rule mining in large, dense databases", Data Mining and Knowledge Discovery 4, 2000). So
three conditions only belong together if each of the first two matters among those for whom the other one holds.

What two conditions have to do with each other is counted among the customers for whom both have an answer: where age is
known, income often is too, and that says nothing about age and income.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from segdsl.learn.discover.bits import Counts, Groups, Held
from segdsl.learn.discover.inputs import Flags
from segdsl.learn.discover.significance import adjusted, association, log_chance

IMPROVEMENT = 1.1
"""How many times as frequent each condition of a longer rule has to make the last one, where the others hold."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What is looked for: at least `size` customers, up to `length` conditions, at least `lift` times the usual share.

    `fdr` is the share of the rules found that may be chance. With `target` the first condition ends every rule.
    """

    size: int
    lift: float
    length: int
    fdr: float
    target: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """Of the `of` customers for whom all `when` hold, `size` are in `then`; of all `known` ones, `usual` are.

    All four are counted among those who have an answer to every condition. `log_chance` is the logarithm of the chance
    that the condition that adds least adds nothing, `log_rate` the same adjusted for all tests that were done.
    `strength` is what that condition explains: its correlation with `then` where the others hold, times the root of
    their customers' share, so that rules of any length can be compared.
    """

    when: tuple[int, ...]
    then: int
    size: int
    of: int
    usual: int
    known: int
    strength: float
    log_chance: float
    log_rate: float = 0.0

    @property
    def items(self) -> tuple[int, ...]:
        """All conditions, in their order."""
        return tuple(sorted((*self.when, self.then)))

    @property
    def confidence(self) -> float:
        """The share of `then` among those for whom `when` holds."""
        return self.size / self.of

    @property
    def lift(self) -> float:
        """How many times its usual share that is."""
        return self.confidence * self.known / self.usual


@dataclass(frozen=True, slots=True)
class Mined:
    """The best rule of each combination that has any, the strongest first, and how many tests were done to find them.

    Every combination that was tried counts as tested, however few customers it turned out to have.
    """

    rules: tuple[Rule, ...]
    tests: int


def mine(held: Held, related: Flags, limits: Limits) -> Mined:
    """All rules within the limits, none of which holds two related conditions (`related` is a symmetric matrix)."""
    found: list[Rule] = []
    tests = 0
    for sets, sizes in _levels(held, related, limits):
        both_ways_alike = limits.target or sets.shape[1] == 2
        tests += len(sets) * (1 if both_ways_alike else sets.shape[1])
        large = sizes >= limits.size
        found += _rules(held, limits, sets[large], sizes[large])
    rates = adjusted(np.array([rule.log_chance for rule in found]), tests)
    best: dict[tuple[int, ...], Rule] = {}
    for rule, rate in sorted(zip(found, rates.tolist(), strict=True), key=lambda pair: _order(pair[0])):
        if rate <= math.log(limits.fdr):
            best.setdefault(rule.items, replace(rule, log_rate=rate))
    return Mined(tuple(best.values()), tests)


def _order(rule: Rule) -> tuple[float, float, tuple[int, ...], int]:
    """The strongest first."""
    return -rule.strength, -rule.confidence, rule.items, rule.then


def _levels(held: Held, related: Flags, limits: Limits) -> Iterator[tuple[Groups, Counts]]:
    """Combinations of two, of three, … whose parts are frequent and not related, with how many customers each has.

    A part is what is left without one condition, but not without the target.
    """
    bits, rows, fitting = held.bits, held.rows, ~related
    numbers = np.arange(len(fitting))
    rare = bits.sizes(rows[:, None]) < limits.size
    fitting[rare] = fitting[:, rare] = False
    sets = numbers[:1, None] if limits.target else numbers[~rare, None]
    for length in range(2, limits.length + 1):
        sets = _extended(sets, fitting, limits.target)
        sizes = bits.sizes(rows[sets])
        yield sets, sizes
        if length == 2:
            one, other = sets[sizes < limits.size].T
            fitting[one, other] = fitting[other, one] = False
        sets = sets[sizes >= limits.size]


def _extended(sets: Groups, fitting: Flags, target: bool) -> Groups:
    """Each set with every later condition that fits all in it; all parts have to be among the sets."""
    frequent = set(map(tuple, sets.tolist()))
    length = sets.shape[1]
    found = [np.zeros((0, length + 1), dtype=np.int64)]
    for one in sets:
        more = np.flatnonzero(fitting[one].all(axis=0))
        more = more[more > one[-1]]
        group = np.column_stack([np.repeat(one[None, :], len(more), axis=0), more])
        if length > 2:  # of three, the pairs have been looked at
            parts = [np.delete(group, place, axis=1).tolist() for place in range(target, length)]
            group = group[[all(tuple(part) in frequent for part in each) for each in zip(*parts, strict=True)]]
        found.append(group)
    return np.vstack(found)


def _rules(held: Held, limits: Limits, sets: Groups, sizes: Counts) -> Iterator[Rule]:
    """The rules of frequent combinations that are lifted enough; how sure they are is worked out for these alone."""
    if limits.target or sets.shape[1] == 2:
        ends = np.zeros(len(sets), dtype=np.int64) if limits.target else _larger(held, sets)
        yield from _ending(held, limits, *_split(sets, ends), sizes)
        return
    for end in range(sets.shape[1]):
        yield from _ending(held, limits, *_split(sets, np.full(len(sets), end)), sizes)


def _larger(held: Held, pairs: Groups) -> Counts:
    """The place of the larger condition of each pair, the second of equal ones: to end with it is more often right."""
    rows, known = held.rows[pairs], held.known[pairs]
    first = held.bits.sizes(np.column_stack([rows[:, 0], known[:, 1]]))
    second = held.bits.sizes(np.column_stack([rows[:, 1], known[:, 0]]))
    return (second >= first).astype(np.int64)


def _split(sets: Groups, ends: Counts) -> tuple[Groups, Counts]:
    """The other conditions of each set, and the one at the place `ends`."""
    last = np.arange(sets.shape[1]) == ends[:, None]
    return sets[~last].reshape(len(sets), sets.shape[1] - 1), sets[last]


def _ending(held: Held, limits: Limits, whens: Groups, thens: Counts, sizes: Counts) -> Iterator[Rule]:
    """Those of the rules `whens` → `thens` that are lifted enough, each condition adding its part."""
    bits, rows, known = held.bits, held.rows, held.known
    usual = bits.sizes(np.column_stack([known[whens], rows[thens]]))
    every = bits.sizes(np.column_stack([known[whens], known[thens]]))
    of = bits.sizes(np.column_stack([rows[whens], known[thens]]))
    kept = _lifted(every, of, usual, sizes, limits.lift)
    tables = []
    for place in range(whens.shape[1]):
        others = np.column_stack([rows[np.delete(whens, place, axis=1)], known[whens[:, place]]])
        total = bits.sizes(np.column_stack([others, known[thens]]))
        without = bits.sizes(np.column_stack([others, rows[thens]]))
        if whens.shape[1] > 1:
            kept &= _lifted(total, of, without, sizes, IMPROVEMENT)
        tables.append((total, without))
    chance, strength = np.full(kept.sum(), -np.inf), np.full(kept.sum(), np.inf)
    for total, without in tables:
        table = (total[kept], of[kept], without[kept], sizes[kept])
        chance = np.maximum(chance, log_chance(*table))
        strength = np.minimum(strength, association(*table) * np.sqrt(total[kept] / held.customers))
    columns = (whens[kept], thens[kept], sizes[kept], of[kept], usual[kept], every[kept], strength, chance)
    for when, *rest in zip(*(column.tolist() for column in columns), strict=True):
        yield Rule(tuple(when), *rest)


def _lifted(total: Counts, one: Counts, other: Counts, both: Counts, least: float) -> Flags:
    """Whether conditions meet at least `least` times as often as they would by chance."""
    return both.astype(float) * total >= least * one.astype(float) * other
