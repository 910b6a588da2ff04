"""Finding groups among customers: one function per method, from rows of numbers to steps that tell the groups apart.

Every method is deterministic: one thread, the seed of the rule file, rows in the order of their keys.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from sklearn.cluster import BisectingKMeans, KMeans, MiniBatchKMeans
from sklearn.exceptions import ConvergenceWarning
from sklearn.mixture import GaussianMixture
from threadpoolctl import ThreadpoolController

from segdsl.learn.numbers import row
from segdsl.rulebook.scoring import Bells, Bisections, Nearness, Row, Scale, Softmax, Step
from segdsl.syntax.values import Scalar

Steps = Callable[[Sequence[int]], tuple[Step, ...]]


@dataclass(frozen=True, slots=True)
class Grouping:
    """Groups numbered from 0. `steps` are those that score the groups, in the order in which they are asked for.

    `labels` has the group of each row, `predict` that of other rows.
    """

    labels: np.ndarray
    predict: Callable[[np.ndarray], np.ndarray]
    steps: Steps


def group(method: str, rows: np.ndarray, count: int, seed: int, options: Mapping[str, Scalar | str]) -> Grouping:
    """The groups that a method finds in prepared rows. There may be fewer than `count` where rows are alike."""
    chosen = METHODS[method]
    restarts = options.get("restarts", chosen.restarts)
    assert isinstance(restarts, int)  # the rulebook checked it
    with _threads().limit(limits=1), warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # groups without anybody are looked for by the caller
        return chosen.find(np.ascontiguousarray(rows), count, seed, restarts)


@cache
def _threads() -> ThreadpoolController:
    """The libraries that compute with several threads, which takes a while to find out."""
    return ThreadpoolController()


def prepared(features: np.ndarray, scale: Scale | None) -> np.ndarray:
    """The features as a method sees them."""
    return features if scale is None else (features - np.array(scale.centres)) / np.array(scale.units)


def scale_of(features: np.ndarray, options: Mapping[str, Scalar | str]) -> Scale | None:
    """Means and standard deviations, unless the definition takes features as they are. Constants get the unit 1."""
    if options.get("scale") == "none":
        return None
    units = features.std(axis=0)
    units[units == 0] = 1.0
    return Scale(row(features.mean(axis=0)), row(units))


# ---- methods ---------------------------------------------------------------------------------------------------------


def _kmeans(rows: np.ndarray, count: int, seed: int, restarts: int) -> Grouping:
    return _centred(KMeans(count, n_init=restarts, random_state=seed), rows)


def _minibatch(rows: np.ndarray, count: int, seed: int, restarts: int) -> Grouping:
    return _centred(MiniBatchKMeans(count, n_init=restarts, batch_size=8192, random_state=seed), rows)


def _centred(learner: KMeans | MiniBatchKMeans, rows: np.ndarray) -> Grouping:
    learner.fit(rows)
    centres = learner.cluster_centers_
    return _grouping(learner, rows, lambda order: (Nearness(tuple(map(row, centres[order]))),))


def _grouping(learner: Any, rows: np.ndarray, steps: Steps) -> Grouping:
    return Grouping(learner.predict(rows), learner.predict, steps)


def _bisecting(rows: np.ndarray, count: int, seed: int, restarts: int) -> Grouping:
    """A customer's group is found by going down the divisions, not by the nearest of all centres."""
    learner = BisectingKMeans(count, n_init=restarts, random_state=seed).fit(rows)
    left, right, routes = _divisions(learner, count)

    def steps(order: Sequence[int]) -> tuple[Step, ...]:
        return (Bisections(left, right, tuple(routes[i] for i in order)),)

    return _grouping(learner, rows, steps)


def _divisions(learner: BisectingKMeans, count: int) -> tuple[tuple[Row, ...], tuple[Row, ...], list[Row]]:
    """The centres on both sides of every division, and for every group the sides on the way to it."""
    private = vars(learner)  # scikit-learn publishes the groups alone, and predicts by these
    middle, root = private["_X_mean"], private["_bisecting_tree"]
    left: list[Row] = []
    right: list[Row] = []
    ways: dict[int, list[tuple[int, float]]] = {}

    def go(node: Any, way: list[tuple[int, float]]) -> None:
        first, second = node.left, node.right
        if first is None:
            ways[node.label] = way
            return
        division = len(left)
        left.append(row(first.center + middle))
        right.append(row(second.center + middle))
        go(first, [*way, (division, 1.0)])
        go(second, [*way, (division, -1.0)])

    go(root, [])
    sides = [dict(ways[label]) for label in range(count)]
    routes = [tuple(side.get(division, 0.0) for division in range(len(left))) for side in sides]
    return tuple(left), tuple(right), routes


def _gmm(rows: np.ndarray, count: int, seed: int, restarts: int) -> Grouping:
    """Gaussians whose features do not depend on each other; scores are posterior probabilities."""
    learner = GaussianMixture(count, covariance_type="diag", n_init=restarts, max_iter=500, random_state=seed)
    learner.fit(rows)
    biases = np.log(learner.weights_) + np.log(learner.precisions_cholesky_).sum(axis=1)

    def steps(order: Sequence[int]) -> tuple[Step, ...]:
        centres, precise = learner.means_[order], learner.precisions_[order]
        return Bells(tuple(map(row, centres)), tuple(map(row, precise)), row(biases[order])), Softmax()

    return _grouping(learner, rows, steps)


@dataclass(frozen=True, slots=True)
class Method:
    """How groups are found, and how often it begins anew unless the definition says so: the best attempt counts."""

    find: Callable[[np.ndarray, int, int, int], Grouping]
    restarts: int


METHODS: Mapping[str, Method] = {
    "kmeans": Method(_kmeans, 10),
    "minibatch": Method(_minibatch, 3),
    "bisecting": Method(_bisecting, 3),
    "gmm": Method(_gmm, 3),
}
