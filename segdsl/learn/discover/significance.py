"""How sure one can be that conditions go together, and how many of many such findings may be chance.

The test is Fisher's exact one: with the sizes of both conditions given, how likely is an overlap at least as large if
the two had nothing to do with each other? It holds at any size: ten customers need no other test than ten million.

Of thousands of tests some succeed by chance. The procedure of Benjamini and Yekutieli ("The control of the false
discovery rate in multiple testing under dependency", Annals of Statistics 29, 2001) keeps the expected share of such
findings below a level, however the tests depend on each other; and they do: classes of a tag exclude each other, and a
condition stands in many combinations. The older procedure of Benjamini and Hochberg would need that they do not.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

Counts = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

_EXACT = 32  # up to here factorials are looked up; Stirling's series is off by less than 1e-14 from there on
_SMALL = np.array([math.lgamma(n + 1) for n in range(_EXACT)])
_PRECISION = 1e-13
_LOG_HALF = math.log(0.5)


def log_chance(total: Counts, one: Counts, other: Counts, both: Counts) -> Floats:
    """Logarithms of the chance that an overlap is at least as large as `both`, by Fisher's exact test, one-sided.

    Of `total` customers one condition holds for `one`, the other for `other`. 0 (certain) where the chance is over a
    half, as it is for overlaps smaller than expected. Accurate to about nine digits for a hundred million customers.
    """
    chance = np.zeros(len(both))
    at = np.flatnonzero(both * total.astype(float) > one * other.astype(float))
    n, a, b, k = (counts[at].astype(float) for counts in (total, one, other, both))
    first = _log_choose(a, k) + _log_choose(n - a, b - k) - _log_choose(n, b)
    logs = np.zeros(len(at))
    term, added = np.ones(len(at)), np.ones(len(at))
    left = np.arange(len(at))
    while len(left):  # terms shrink from one to the next, beyond what is expected
        n_, a_, b_, k_ = (column[left] for column in (n, a, b, k))
        term[left] *= (a_ - k_) * (b_ - k_) / ((k_ + 1) * (n_ - a_ - b_ + k_ + 1))
        added[left] += term[left]
        k[left] += 1
        so_far = first[left] + np.log(added[left])
        even = so_far > _LOG_HALF
        done = even | (term[left] <= _PRECISION * added[left])
        logs[left[done]] = np.where(even[done], 0.0, so_far[done])
        left = left[~done]
    chance[at] = logs
    return chance


def adjusted(logs: Floats, tests: int) -> Floats:
    """The smallest false discovery rate at which each test succeeds, by Benjamini and Yekutieli, as logarithms.

    `logs` are logarithms of chances; the others of the `tests` that were done are taken to have failed.
    """
    if not len(logs):
        return logs
    order = np.argsort(logs, kind="stable")
    harmonic = float(np.sum(1 / np.arange(1, tests + 1)))
    rates = logs[order] + math.log(tests) + math.log(harmonic) - np.log(np.arange(1, len(logs) + 1))
    found = np.empty(len(logs))
    found[order] = np.minimum(np.minimum.accumulate(rates[::-1])[::-1], 0.0)
    return found


def association(total: Counts, one: Counts, other: Counts, both: Counts) -> Floats:
    """The correlation of two conditions (the phi coefficient), from -1 to 1.

    0 where they have nothing to do with each other, and where one holds for everybody or nobody.
    """
    n, a, b, k = (counts.astype(float) for counts in (total, one, other, both))
    spread = np.sqrt(a * b * (n - a) * (n - b))
    found: Floats = np.divide(n * k - a * b, spread, out=np.zeros(len(k)), where=spread > 0)
    return found


def _log_choose(n: Floats, k: Floats) -> Floats:
    """The logarithm of how many choices of `k` out of `n` there are."""
    found: Floats = _log_factorial(n) - _log_factorial(k) - _log_factorial(n - k)
    return found


def _log_factorial(n: Floats) -> Floats:
    large = np.maximum(n, _EXACT)
    series = 1 / (12 * large) - 1 / (360 * large**3) + 1 / (1260 * large**5)
    stirling = (large + 0.5) * np.log(large) - large + 0.5 * math.log(2 * math.pi) + series
    found: Floats = np.where(n < _EXACT, _SMALL[np.minimum(n, _EXACT - 1).astype(int)], stirling)
    return found
