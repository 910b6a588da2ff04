"""How many groups there are: what speaks for each number of them, and which numbers hold up when the sample changes.

A silhouette alone likes numbers of groups that fall apart with the next month's data. So a number is eligible only if
fits on resampled customers agree with each other, and no group is tiny; among those the silhouette decides. Measures:
those of Rousseeuw (1987, silhouette), Davies and Bouldin (1979), and Hubert and Arabie (1985, adjusted Rand index).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.metrics import adjusted_rand_score, davies_bouldin_score, silhouette_score

from segdsl.diagnostics import Diagnostic, SegdslError
from segdsl.learn.grouping import Grouping, group, prepared, scale_of
from segdsl.learn.sample import sample, scarcest
from segdsl.learn.task import Task

COUNTS = range(2, 11)
ROWS = 10_000
"""Customers looked at: enough to tell whether a number of groups is stable, few enough to fit it a hundred times."""

RESAMPLES = 10
SILHOUETTE_ROWS = 4_000
"""A silhouette looks at all pairs."""

STABLE = 0.8
"""The least agreement (adjusted Rand index) of a fit on resampled customers: ours, and to be read as a convention."""

SMALLEST = 0.03
"""The least share of customers in a group that is worth a name: ours as well."""

Advance = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Count:
    """What a number of groups comes to.

    `silhouette` is in −1..1, higher is better; `davies_bouldin` from 0, lower is better; `agreement` and
    `least_agreement` are the mean and the least adjusted Rand index of fits on resampled customers with the fit on all.
    `smallest` is the share of the smallest group.
    """

    groups: int
    silhouette: float
    davies_bouldin: float
    agreement: float
    least_agreement: float
    smallest: float

    @property
    def eligible(self) -> bool:
        """Whether it is stable, and has no tiny group."""
        return self.least_agreement >= STABLE and self.smallest >= SMALLEST


@dataclass(frozen=True, slots=True)
class Exploration:
    """The numbers of groups that were tried on `rows` customers; `recommended` is None where none is eligible.

    `drafted` is the number of groups for which `centres` (in standard deviations from the mean, a row per group) can be
    named: the recommended one, or else the most stable one.
    """

    name: str
    method: str
    rows: int
    counts: tuple[Count, ...]
    recommended: int | None
    drafted: int
    centres: tuple[tuple[float, ...], ...]


def explore(task: Task, advance: Advance | None = None) -> Exploration:
    """Try each number of groups with the method of a cluster definition. Deterministic for its seed.

    Raises `SegdslError` if fewer than three customers have all features, or they are all alike.
    """
    learned = task.learned
    looked_at = sample(task.session, learned, {}, most=ROWS)
    features = looked_at.features
    counts = [count for count in COUNTS if count < min(len(features), len(np.unique(features, axis=0)) + 1)]
    if not counts:
        few: dict[str, str | int] = {"name": learned.name, "rows": len(features), "labels": len(learned.labels)}
        raise SegdslError(Diagnostic("too-few-to-fit", few | scarcest(task.features, looked_at.lacking)))
    rows = prepared(features, scale_of(features, learned.options))
    found = []
    for done, count in enumerate(counts):
        if advance is not None:
            advance(done, len(counts))
        found.append(_tried(task, rows, count))
    eligible = [one for one in found if one.eligible]
    best = max(eligible, key=lambda one: one.silhouette, default=None)
    drafted = best or max(found, key=lambda one: (one.smallest >= SMALLEST, one.least_agreement))
    labels = _grouped(task, rows, drafted.groups).labels
    spread = features.std(axis=0)
    standard = (features - features.mean(axis=0)) / np.where(spread == 0, 1.0, spread)
    centres = tuple(tuple(map(float, standard[labels == i].mean(axis=0))) for i in range(drafted.groups))
    recommended = None if best is None else best.groups
    return Exploration(learned.name, learned.method, len(features), tuple(found), recommended, drafted.groups, centres)


def _tried(task: Task, rows: np.ndarray, count: int) -> Count:
    whole = _grouped(task, rows, count).labels
    draw = np.random.default_rng([task.learned.seed, count])
    agreements = []
    for _ in range(RESAMPLES):
        task.session.stop()
        drawn = np.sort(draw.integers(0, len(rows), len(rows)))
        again = _grouped(task, rows[drawn], count)
        agreements.append(float(adjusted_rand_score(whole, again.predict(rows))))
    judged = draw.choice(len(rows), min(SILHOUETTE_ROWS, len(rows)), replace=False)
    several = len(np.unique(whole[judged])) > 1
    return Count(
        groups=count,
        silhouette=float(silhouette_score(rows[judged], whole[judged])) if several else -1.0,
        davies_bouldin=float(davies_bouldin_score(rows, whole)),
        agreement=float(np.mean(agreements)),
        least_agreement=min(agreements),
        smallest=float(np.bincount(whole, minlength=count).min() / len(rows)),
    )


def _grouped(task: Task, rows: np.ndarray, count: int) -> Grouping:
    learned = task.learned
    return group(learned.method, rows, count, learned.seed, {"restarts": 3, **learned.options})


def placements(centres: Sequence[Sequence[float]]) -> list[tuple[int, str | None, int]]:
    """How labels can attach to groups: (group, `most` or `least`, feature) in turn, the last group (group, None, 0).

    Each line takes the free group that stands out most: by the widest gap, in standard deviations, between its mean of
    a feature and that of the free group that comes next.
    """
    free = list(range(len(centres)))
    found: list[tuple[int, str | None, int]] = []
    while len(free) > 1:
        gaps = []
        for feature in range(len(centres[0])):
            ranked = sorted(free, key=lambda i: centres[i][feature])
            values = [centres[i][feature] for i in ranked]
            gaps.append((values[-1] - values[-2], ranked[-1], "most", feature))
            gaps.append((values[1] - values[0], ranked[0], "least", feature))
        _, group_, order, feature = max(gaps, key=lambda gap: gap[0])
        found.append((group_, order, feature))
        free.remove(group_)
    return [*found, (free[0], None, 0)]
