"""Fitting and calibrating the method of a `model`, and the steps, or the customers to compare with, that say the same.

scikit-learn fits and calibrates them; what comes out is numbers. Each gives a log-odds score per label, which one
temperature then turns into probabilities: too sure a method is cooled down, and no label changes by it.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.calibration import CalibratedClassifierCV
from sklearn.exceptions import ConvergenceWarning
from sklearn.model_selection import StratifiedKFold
from threadpoolctl import threadpool_limits

from segdsl.diagnostics import Diagnostic, SegdslError
from segdsl.learn import estimators as e
from segdsl.learn.exemplars import MOST as EXEMPLARS
from segdsl.learn.exemplars import of_neighbours, of_vectors
from segdsl.learn.numbers import affine, row, rows
from segdsl.learn.sample import MOST
from segdsl.rulebook.model import Learned
from segdsl.rulebook.scoring import Affine, Each, Scale, Softmax, Step, Tree

FOLDS = 3
"""The temperature is found on scores that each third of the customers gets from the other two."""


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
    """Fit and calibrate the method of a definition on one thread. Raises `SegdslError` for more neighbours than rows.

    `labels` are 0, 1, … without gaps, each at least `FOLDS` times. No label is weighted: probabilities then mean what
    they say among customers like these, and rare labels are told less often than they occur.
    """
    method = method_of(learned)
    _require_neighbours(learned, labels)
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=learned.seed)
    classifier = CalibratedClassifierCV(method.estimator(learned), method="temperature", cv=folds, ensemble=False)
    with threadpool_limits(1), warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # what it came to by then is what is judged
        return Calibrated(classifier.fit(features, labels))


def _require_neighbours(learned: Learned, labels: np.ndarray) -> None:
    """Raise `SegdslError` where more neighbours are asked for than a fold leaves to choose from."""
    left = len(labels) - sum(math.ceil(own / FOLDS) for own in np.bincount(labels).tolist())
    if learned.method == "knn" and e.neighbours(learned) > left:
        args: dict[str, str | int] = {"name": learned.name, "k": e.neighbours(learned), "customers": left}
        raise SegdslError(Diagnostic("too-many-neighbours", args))


@dataclass(frozen=True, slots=True)
class Method:
    """How a method is fitted, and on how many customers at most.

    `steps` are those up to the scores of its labels, given what these are multiplied by. Methods without steps have
    `exemplars`: what is kept of an estimator, and of the features and labels that it was fitted on.
    """

    estimator: Callable[[Learned], Any]
    steps: Callable[[Any, float], tuple[Step, ...]] | None = None
    exemplars: Callable[[Any, np.ndarray, np.ndarray], dict[str, Any]] | None = None
    most: int = MOST


def steps(learned: Learned, found: Calibrated) -> tuple[Step, ...] | None:
    """What a scorer has to do to say what the estimator says; None for a method that no steps can hold."""
    method = method_of(learned)
    return None if method.steps is None else (*method.steps(found.fitted, found.factor), Softmax())


def exemplars(learned: Learned, found: Calibrated, features: np.ndarray, labels: np.ndarray) -> dict[str, Any]:
    """What is kept instead: customers to compare with, by standardised features, and how they count."""
    keep = method_of(learned).exemplars
    assert keep is not None
    own = scale(found.fitted[0])
    kept = {"factor": found.factor, "centres": list(own.centres), "units": list(own.units)}
    return kept | keep(found.fitted, features, labels)


def method_of(learned: Learned) -> Method:
    """The method that a definition names, with its kernel."""
    return METHODS["svm rbf" if learned.options.get("kernel") == "rbf" else learned.method]


# ---- steps -----------------------------------------------------------------------------------------------------------


def scale(scaler: Any) -> Scale:
    """What standardises, as a step."""
    return Scale(row(scaler.mean_), row(scaler.scale_))


def _scores(weights: np.ndarray, biases: np.ndarray, factor: float) -> Affine:
    """The last sums, multiplied; a single score of two labels counts against the first and for the second."""
    if len(weights) == 1:
        weights, biases = np.vstack([-weights, weights]), np.concatenate([-biases, biases])
    return affine(weights * factor, biases * factor)


def _linear_steps(pipeline: Any, factor: float) -> tuple[Step, ...]:
    scaler, fitted = pipeline[0], pipeline[1]
    return scale(scaler), _scores(fitted.coef_, fitted.intercept_, factor)


def _network_steps(pipeline: Any, factor: float) -> tuple[Step, ...]:
    scaler, fitted = pipeline[0], pipeline[1]
    hidden = affine(fitted.coefs_[0].T, fitted.intercepts_[0])
    return scale(scaler), hidden, Each("relu"), _scores(fitted.coefs_[1].T, fitted.intercepts_[1], factor)


def _tree_steps(fitted: Any, factor: float) -> tuple[Step, ...]:
    """The tree itself, its leaves holding the scores. scikit-learn marks the children of a leaf by −1."""
    tree, scores = fitted.tree_, e.leaf_scores(fitted)
    leaf = tree.children_left < 0
    values = np.hstack([-scores, scores]) if scores.shape[1] == 1 else scores
    return (
        Tree(
            features=tuple(int(f) for f in np.where(leaf, -1, tree.feature)),
            thresholds=row(np.where(leaf, 0.0, tree.threshold)),
            left=tuple(int(node) for node in np.where(leaf, 0, tree.children_left)),
            right=tuple(int(node) for node in np.where(leaf, 0, tree.children_right)),
            values=rows(values * factor),
        ),
    )


METHODS: Mapping[str, Method] = {
    "logistic": Method(e.logistic, _linear_steps),
    "svm": Method(e.svm, _linear_steps),
    "mlp": Method(e.mlp, _network_steps, most=50_000),
    "tree": Method(e.tree, _tree_steps),
    "knn": Method(e.knn, exemplars=of_neighbours, most=EXEMPLARS),
    "svm rbf": Method(e.rbf, exemplars=of_vectors, most=EXEMPLARS),
}
"""The methods; those with steps can be computed by any backend."""
