"""Methods that keep customers to compare with: nearest neighbours, and support vectors under bell-shaped kernels.

No expression can hold thousands of customers. Such a model is scored here instead, a block of customers after the
other, once for each snapshot; what is kept of it is plain numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from segdsl.learn.estimators import NEAR, Neighbours, one_or_many

MOST = 5_000
"""Customers who are kept to compare with: more would cost each scoring, and the file, more than they tell."""

BLOCK = 256
"""Customers held against all vectors at once: the table of their distances is small enough to be used again."""

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


def probabilities(kept: Mapping[str, Any], pieces: Iterable[np.ndarray]) -> Iterator[np.ndarray]:
    """Rows × labels for each piece of complete features, as scikit-learn predicts them; no piece may be empty."""
    scores = _neighbours(kept) if "k" in kept else _vectors(kept)
    centres, units = np.array(kept["centres"]), np.array(kept["units"])
    with threadpool_limits(1):
        for piece in pieces:
            found = scores((piece - centres) / units)
            if found.ndim == 1:
                found = np.column_stack([-found, found])
            found = found * kept["factor"]
            found = np.exp(found - found.max(axis=1, keepdims=True))
            yield found / found.sum(axis=1, keepdims=True)


def _neighbours(kept: Mapping[str, Any]) -> Scores:
    fitted = Neighbours(kept["k"], leaf_size=NEAR, n_jobs=-1).fit(np.array(kept["rows"]), np.array(kept["of"]))
    return fitted.decision_function  # type: ignore[no-any-return]


def _vectors(kept: Mapping[str, Any]) -> Scores:
    """A bell around each vector, weighted: the squared distances come from products of matrices.

    Each processor takes a block of customers at a time, on its own: what comes out does not depend on how many do.
    """
    rows, weights, biases = np.array(kept["rows"]), np.array(kept["weights"]), np.array(kept["biases"])
    lengths, gamma = (rows**2).sum(axis=1), kept["gamma"]

    def of_block(x: np.ndarray) -> np.ndarray:
        near = 2 * (x @ rows.T)  # and in its place what is computed from it: minus the squared distances, the bells
        near -= lengths
        near -= (x**2).sum(axis=1)[:, None]
        np.minimum(near, 0, out=near)
        near *= gamma
        found: np.ndarray = np.exp(near, out=near) @ weights.T + biases
        return found

    def scores(x: np.ndarray) -> np.ndarray:
        with ThreadPoolExecutor() as pool:
            blocks = pool.map(of_block, (x[start : start + BLOCK] for start in range(0, len(x), BLOCK)))
            return one_or_many(np.concatenate(list(blocks)))

    return scores
