"""The estimators behind the methods of a `model`, each of which gives a score in log-odds per label."""

from __future__ import annotations

from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier
from sklearn.neighbors import KNeighborsClassifier
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC, LinearSVC
from sklearn.tree import DecisionTreeClassifier

from segdsl.rulebook.model import Learned

LEAF = 20
"""A leaf of a tree stands for at least so many customers."""

ITERATIONS = 1000

NEAR = 100
"""Customers in a leaf of the search tree of neighbours: of five thousand with many features that is the fastest."""


class Network(MLPClassifier):  # type: ignore[misc]  # scikit-learn publishes no types
    """One hidden layer whose scores are what goes into its last function, exact where probabilities are 0 or 1."""

    def decision_function(self, features: np.ndarray) -> np.ndarray:
        """One score per row for two labels, else one per label."""
        hidden = np.maximum(features @ self.coefs_[0] + self.intercepts_[0], 0.0)
        return one_or_many(hidden @ self.coefs_[1] + self.intercepts_[1])


class CountingTree(DecisionTreeClassifier):  # type: ignore[misc]
    """A tree whose scores are the logarithms of the shares in a leaf, as if each label had been seen once more there.

    Without that a leaf that saw one label only would claim to be certain (Provost and Domingos, 2003).
    """

    def decision_function(self, features: np.ndarray) -> np.ndarray:
        """One score per row for two labels, else one per label."""
        return one_or_many(leaf_scores(self)[self.apply(features)])


class Neighbours(KNeighborsClassifier):  # type: ignore[misc]
    """Nearest neighbours whose scores are the logarithms of the labels' shares, each seen once more than it was."""

    def decision_function(self, features: np.ndarray) -> np.ndarray:
        """One score per row for two labels, else one per label."""
        return one_or_many(smoothed(self.predict_proba(features) * self.n_neighbors))


def leaf_scores(tree: Any) -> np.ndarray:
    """Nodes × labels."""
    counts = tree.tree_.value[:, 0, :] * tree.tree_.weighted_n_node_samples[:, None]
    return smoothed(counts)


def smoothed(counts: np.ndarray) -> np.ndarray:
    """Logarithms of the shares of labels, each counted once more than it was seen; of two, what the second has ahead.

    That half of the log-odds is what scikit-learn takes for a score of two labels.
    """
    shares: np.ndarray = np.log((counts + 1) / (counts.sum(axis=1, keepdims=True) + counts.shape[1]))
    return (shares[:, 1:] - shares[:, :1]) / 2 if shares.shape[1] == 2 else shares


def one_or_many(scores: np.ndarray) -> np.ndarray:
    """Scores as scikit-learn wants them: a single one per row for two labels."""
    found: np.ndarray = scores[:, 0] if scores.shape[1] == 1 else scores
    return found


def _option(learned: Learned, name: str, default: float) -> float:
    value = learned.options.get(name, default)
    assert isinstance(value, int | float)  # or the rule would not have passed its check
    return value


def logistic(learned: Learned) -> Any:
    """Weights of standardised features."""
    return make_pipeline(StandardScaler(), LogisticRegression(C=_option(learned, "c", 1.0), max_iter=ITERATIONS))


def svm(learned: Learned) -> Any:
    """Weights again, so that the labels lie far apart: one label against the others."""
    return make_pipeline(
        StandardScaler(), LinearSVC(C=_option(learned, "c", 1.0), random_state=learned.seed, max_iter=ITERATIONS)
    )


def mlp(learned: Learned) -> Any:
    """A network with one hidden layer. Few customers take more rounds than scikit-learn would go."""
    hidden = int(_option(learned, "hidden", 16))
    return make_pipeline(StandardScaler(), Network((hidden,), max_iter=ITERATIONS, random_state=learned.seed))


def tree(learned: Learned) -> Any:
    """A tree of single precision over features as they are."""
    depth = int(_option(learned, "depth", 5))
    return CountingTree(max_depth=depth, min_samples_leaf=LEAF, random_state=learned.seed)


def rbf(learned: Learned) -> Any:
    """Support vectors under bell-shaped kernels, for each label one against the rest."""
    machine = SVC(C=_option(learned, "c", 1.0), gamma=learned.options.get("gamma", "scale"))
    return make_pipeline(StandardScaler(), OneVsRestClassifier(machine))


def knn(learned: Learned) -> Any:
    """The labels of the nearest customers."""
    return make_pipeline(StandardScaler(), Neighbours(neighbours(learned), leaf_size=NEAR))


def neighbours(learned: Learned) -> int:
    """How many nearest customers `knn` asks."""
    return int(_option(learned, "k", 15))
