"""The estimators behind the methods of a `model`, and the steps that say the same.

scikit-learn fits and calibrates them; what comes out is numbers. Each gives a log-odds score per label, which one
temperature then turns into probabilities: too sure a method is cooled down, and no label changes by it.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.calibration import CalibratedClassifierCV
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import LinearSVC
from sklearn.tree import DecisionTreeClassifier
from threadpoolctl import threadpool_limits

from segdsl.learn.sample import MOST
from segdsl.rulebook.model import Learned
from segdsl.rulebook.scoring import Affine, Each, Row, Scale, Softmax, Step, Tree

FOLDS = 3
"""The temperature is found on scores that each third of the customers gets from the other two."""

LEAF = 20
"""A leaf of a tree stands for at least so many customers."""

ITERATIONS = 1000


@dataclass(frozen=True, slots=True)
class Calibrated:
    """A classifier as scikit-learn fitted and calibrated it."""

    classifier: Any

    @property
    def fitted(self) -> Any:
        """The estimator, with its scaler if it has one, fitted on all rows."""
        return self.classifier.calibrated_classifiers_[0].estimator

    @property
    def factor(self) -> float:
        """What the scores are multiplied by before they become probabilities."""
        return float(self.classifier.calibrated_classifiers_[0].calibrators[0].beta_)

    @property
    def temperature(self) -> float:
        """What log-odds are divided by: above 1 for a method that is too sure, below 1 for one that is too timid.

        Of two labels scikit-learn takes the score against one and for the other: together twice as far apart.
        """
        return 1 / (2 * self.factor if len(self.classifier.classes_) == 2 else self.factor)

    def probabilities(self, features: np.ndarray) -> np.ndarray:
        """Rows × labels, as scikit-learn predicts them."""
        found: np.ndarray = self.classifier.predict_proba(features)
        return found


def calibrated(learned: Learned, features: np.ndarray, labels: np.ndarray) -> Calibrated:
    """Fit and calibrate the method of a definition on one thread.

    `labels` are 0, 1, … without gaps, each at least `FOLDS` times. No label is weighted: probabilities then mean what
    they say among customers like these, and rare labels are told less often than they occur.
    """
    method = METHODS[learned.method]
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=learned.seed)
    classifier = CalibratedClassifierCV(method.estimator(learned), method="temperature", cv=folds, ensemble=False)
    with threadpool_limits(1), warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # what it came to by then is what is judged
        return Calibrated(classifier.fit(features, labels))


@dataclass(frozen=True, slots=True)
class Method:
    """How a method is fitted, and on how many customers at most.

    `steps` are those up to the scores of its labels, given what these are multiplied by.
    """

    estimator: Callable[[Learned], Any]
    steps: Callable[[Any, float], tuple[Step, ...]]
    most: int = MOST


def steps(method: str, found: Calibrated) -> tuple[Step, ...]:
    """What a scorer has to do to say what the estimator says."""
    return (*METHODS[method].steps(found.fitted, found.factor), Softmax())


# ---- estimators ------------------------------------------------------------------------------------------------------


class Network(MLPClassifier):  # type: ignore[misc]  # scikit-learn publishes no types
    """One hidden layer whose scores are what goes into its last function, exact where probabilities are 0 or 1."""

    def decision_function(self, features: np.ndarray) -> np.ndarray:
        """One score per row for two labels, else one per label."""
        hidden = np.maximum(features @ self.coefs_[0] + self.intercepts_[0], 0.0)
        return _one_or_many(hidden @ self.coefs_[1] + self.intercepts_[1])


class CountingTree(DecisionTreeClassifier):  # type: ignore[misc]
    """A tree whose scores are the logarithms of the shares in a leaf, as if each label had been seen once more there.

    Without that a leaf that saw one label only would claim to be certain (Provost and Domingos, 2003).
    """

    def decision_function(self, features: np.ndarray) -> np.ndarray:
        """One score per row for two labels, else one per label."""
        return _one_or_many(leaf_scores(self)[self.apply(features)])


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


def _one_or_many(scores: np.ndarray) -> np.ndarray:
    found: np.ndarray = scores[:, 0] if scores.shape[1] == 1 else scores
    return found


def _option(learned: Learned, name: str, default: float) -> float:
    value = learned.options.get(name, default)
    assert isinstance(value, int | float)  # or the rule would not have passed its check
    return value


def _logistic(learned: Learned) -> Any:
    return make_pipeline(StandardScaler(), LogisticRegression(C=_option(learned, "c", 1.0), max_iter=ITERATIONS))


def _svm(learned: Learned) -> Any:
    return make_pipeline(
        StandardScaler(), LinearSVC(C=_option(learned, "c", 1.0), random_state=learned.seed, max_iter=ITERATIONS)
    )


def _mlp(learned: Learned) -> Any:
    hidden = int(_option(learned, "hidden", 16))
    return make_pipeline(StandardScaler(), Network((hidden,), random_state=learned.seed))


def _tree(learned: Learned) -> Any:
    depth = int(_option(learned, "depth", 5))
    return CountingTree(max_depth=depth, min_samples_leaf=LEAF, random_state=learned.seed)


# ---- steps -----------------------------------------------------------------------------------------------------------


def _scale(scaler: Any) -> Scale:
    return Scale(_row(scaler.mean_), _row(scaler.scale_))


def _scores(weights: np.ndarray, biases: np.ndarray, factor: float) -> Affine:
    """The last sums, multiplied; a single score of two labels counts against the first and for the second."""
    if len(weights) == 1:
        weights, biases = np.vstack([-weights, weights]), np.concatenate([-biases, biases])
    return Affine(_rows(weights * factor), _row(biases * factor))


def _linear_steps(pipeline: Any, factor: float) -> tuple[Step, ...]:
    scaler, fitted = pipeline[0], pipeline[1]
    return _scale(scaler), _scores(fitted.coef_, fitted.intercept_, factor)


def _network_steps(pipeline: Any, factor: float) -> tuple[Step, ...]:
    scaler, fitted = pipeline[0], pipeline[1]
    hidden = Affine(_rows(fitted.coefs_[0].T), _row(fitted.intercepts_[0]))
    return _scale(scaler), hidden, Each("relu"), _scores(fitted.coefs_[1].T, fitted.intercepts_[1], factor)


def _tree_steps(fitted: Any, factor: float) -> tuple[Step, ...]:
    """The tree itself, its leaves holding the scores. scikit-learn marks the children of a leaf by −1."""
    tree, scores = fitted.tree_, leaf_scores(fitted)
    leaf = tree.children_left < 0
    values = np.hstack([-scores, scores]) if scores.shape[1] == 1 else scores
    return (
        Tree(
            features=tuple(int(f) for f in np.where(leaf, -1, tree.feature)),
            thresholds=_row(np.where(leaf, 0.0, tree.threshold)),
            left=tuple(int(node) for node in np.where(leaf, 0, tree.children_left)),
            right=tuple(int(node) for node in np.where(leaf, 0, tree.children_right)),
            values=_rows(values * factor),
        ),
    )


def _row(numbers: np.ndarray) -> Row:
    return tuple(map(float, numbers))


def _rows(numbers: np.ndarray) -> tuple[Row, ...]:
    return tuple(map(_row, numbers))


METHODS: Mapping[str, Method] = {
    "logistic": Method(_logistic, _linear_steps),
    "svm": Method(_svm, _linear_steps),
    "mlp": Method(_mlp, _network_steps, most=50_000),
    "tree": Method(_tree, _tree_steps),
}
"""The methods that any backend can compute."""
