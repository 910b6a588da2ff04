"""Methods that keep customers to compare with: nearest neighbours, and support vectors under bell-shaped kernels.

No expression can hold thousands of customers. Such a model is scored here instead, a block of customers after the
other, once for each snapshot; what is kept of it is plain numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from segdsl.learn.estimators import Neighbours, one_or_many

MOST = 5_000
"""Customers who are kept to compare with: more would cost each scoring, and the file, more than they tell."""

BLOCK = 4_096

Scores = Callable[[np.ndarray], np.ndarray]


def of_neighbours(fitted: Any, features: np.ndarray, labels: np.ndarray) -> dict[str, Any]:
    """What is kept of nearest neighbours: all that they were fitted on, standardised."""
    rows = fitted[0].transform(features)
    return {"k": int(fitted[1].n_neighbors), "rows": rows.tolist(), "of": labels.tolist()}


def of_vectors(fitted: Any, features: np.ndarray, _: np.ndarray) -> dict[str, Any]:
    """What is kept of support vectors, one against the rest for each label (of two labels, one against the other)."""
    machines = fitted[1].estimators_
    used = np.unique(np.concatenate([machine.support_ for machine in machines]))
    weights = np.zeros((len(machines), len(used)))
    for i, machine in enumerate(machines):
        weights[i, np.searchsorted(used, machine.support_)] = machine.dual_coef_[0]
    return {
        "gamma": float(machines[0]._gamma),  # noqa: SLF001  # what `scale` came to is published nowhere else
        "rows": fitted[0].transform(features)[used].tolist(),
        "weights": weights.tolist(),
        "biases": [float(machine.intercept_[0]) for machine in machines],
    }


def probabilities(kept: Mapping[str, Any], features: np.ndarray) -> Iterator[np.ndarray]:
    """Rows × labels, block by block, for complete features, as scikit-learn predicts them."""
    scores = _neighbours(kept) if "k" in kept else _vectors(kept)
    centres, units = np.array(kept["centres"]), np.array(kept["units"])
    with threadpool_limits(1):
        for start in range(0, len(features), BLOCK):
            found = scores((features[start : start + BLOCK] - centres) / units)
            if found.ndim == 1:
                found = np.column_stack([-found, found])
            found = found * kept["factor"]
            found = np.exp(found - found.max(axis=1, keepdims=True))
            yield found / found.sum(axis=1, keepdims=True)


def _neighbours(kept: Mapping[str, Any]) -> Scores:
    fitted = Neighbours(kept["k"]).fit(np.array(kept["rows"]), np.array(kept["of"]))
    return fitted.decision_function  # type: ignore[no-any-return]


def _vectors(kept: Mapping[str, Any]) -> Scores:
    """A bell around each vector, weighted: the squared distances come from products of matrices."""
    rows, weights, biases = np.array(kept["rows"]), np.array(kept["weights"]), np.array(kept["biases"])
    lengths = (rows**2).sum(axis=1)

    def scores(x: np.ndarray) -> np.ndarray:
        apart = (x**2).sum(axis=1)[:, None] + lengths - 2 * (x @ rows.T)
        return one_or_many(np.exp(-kept["gamma"] * np.maximum(apart, 0)) @ weights.T + biases)

    return scores
