"""Methods that score channels, each from rows of the past to steps that every backend can run; and plain rankings.

The network is the second paper's: inputs, one hidden layer, one output per channel. All of them are deterministic.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize_scalar
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.neural_network import MLPClassifier
from threadpoolctl import threadpool_limits

from segdsl.learn.anchors import Anchor
from segdsl.learn.grouping import prepared, scale_of
from segdsl.learn.judging import log_loss
from segdsl.learn.numbers import affine
from segdsl.rulebook.scoring import Affine, Each, Scale, Shares, Softmax, Step
from segdsl.syntax.values import Scalar

Options = Mapping[str, Scalar | str]

_STEPS, _ROUNDS = 20_000, (60, 400)
_PATIENCE = 6
_BATCHES, _BATCH = 100, (32, 256)
_NEVER = -600.0  # the logit of a channel that nobody chose while the fit looked: its share is next to nothing
_WEIGHTS = (0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0)


@dataclass(frozen=True, slots=True)
class Ranker:
    """A fitted method. `scores` gives a row of shares per customer, `steps` the same as a scorer has them."""

    scores: Callable[[Anchor], np.ndarray]
    steps: tuple[Step, ...]
    temperature: float | None = None


def mlp(train: Anchor, check: Anchor, options: Options, seed: int) -> Ranker:
    """A network with one hidden layer; it stops learning where it gets worse on the day after."""
    scale, found = network(train, check, options, seed)
    first, second = found.coefs_
    first_bias, second_bias = found.intercepts_
    layers: tuple[Step, ...] = (scale, affine(first.T, first_bias), Each("relu"))
    return _calibrated(layers, *_all_labels(second.T, second_bias, found.classes_, check.shares.shape[1]), check)


def network(train: Anchor, check: Anchor, options: Options, seed: int) -> tuple[Scale, MLPClassifier]:
    """The network as scikit-learn has it, with the weights of the round that did best on the day after."""
    hidden = options.get("hidden", 16)
    assert isinstance(hidden, int)
    scale = scale_of(train.features, {})
    assert scale is not None
    rows, labels, weights = _expanded(prepared(train.features[train.active], scale), train.shares)
    batch, rounds = _effort(len(rows))
    found = MLPClassifier((hidden,), batch_size=batch, random_state=np.random.RandomState(seed))
    seen = np.unique(labels)
    held = prepared(check.features[check.active], scale)
    best, kept, waited = np.inf, None, 0
    for _ in range(rounds):
        found.partial_fit(rows, labels, classes=seen, sample_weight=weights)
        loss = log_loss(_placed(found.predict_proba(held), seen, check.shares.shape[1]), check.shares)
        if loss < best:
            best, waited = loss, 0
            kept = [[layer.copy() for layer in found.coefs_], [layer.copy() for layer in found.intercepts_]]
        elif (waited := waited + 1) == _PATIENCE:
            break
    assert kept is not None
    found.coefs_, found.intercepts_ = kept
    return scale, found


def _effort(rows: int) -> tuple[int, int]:
    """How many rows a step of learning looks at, and how often all rows are gone through at most.

    Few rows come in small portions and often: by rounds alone a network of a few hundred customers would stop long
    before it got worse on the day after, and lose to methods that were fitted to the end.
    """
    batch = min(rows, int(np.clip(rows // _BATCHES, *_BATCH)))
    return batch, int(np.clip(_STEPS * batch // rows, *_ROUNDS))


def logistic(train: Anchor, check: Anchor, options: Options, seed: int) -> Ranker:
    """Multinomial logistic regression."""
    scale = scale_of(train.features, {})
    assert scale is not None
    rows, labels, weights = _expanded(prepared(train.features[train.active], scale), train.shares)
    strength = options.get("c", 1.0)
    assert isinstance(strength, int | float)
    found = LogisticRegression(C=float(strength), max_iter=1000, random_state=seed)
    found.fit(rows, labels, sample_weight=weights)
    return _calibrated(
        (scale,), *_all_labels(found.coef_, found.intercept_, found.classes_, check.shares.shape[1]), check
    )


def frequency(train: Anchor, check: Anchor, options: Options, seed: int) -> Ranker:
    """The customer's own shares so far, drawn towards everybody's by as many events as foresee the next day best.

    That is the mean of a Dirichlet distribution after the customer's events, with everybody's shares before them.
    """
    everybody = train.shares.mean(axis=0)

    def blended(weight: float, of: Anchor) -> np.ndarray:
        counts = of.before + weight * everybody
        shares: np.ndarray = counts / counts.sum(axis=1, keepdims=True)
        return shares

    weight = min(_WEIGHTS, key=lambda one: log_loss(blended(one, check)[check.active], check.shares))
    width = len(everybody)
    steps = (affine(np.eye(width), weight * everybody), Shares())
    return Ranker(lambda of: blended(weight, of), steps)


METHODS: Mapping[str, Callable[[Anchor, Anchor, Options, int], Ranker]] = {
    "mlp": mlp, "logistic": logistic, "frequency": frequency,
}  # fmt: skip


def plain_rankings(train: Anchor) -> Mapping[str, Callable[[Anchor], np.ndarray]]:
    """What needs no learning: everybody's favourites, the customer's own last channel, the customer's own favourite.

    Customers without a past get everybody's.
    """
    everybody = train.shares.mean(axis=0)

    def mode(of: Anchor) -> np.ndarray:
        found: np.ndarray = np.tile(everybody, (len(of.before), 1))
        return found

    def last(of: Anchor) -> np.ndarray:
        own = np.zeros_like(of.before)
        known = of.last >= 0
        own[known, of.last[known]] = 1.0
        found: np.ndarray = own + mode(of)
        return found

    def favourite(of: Anchor) -> np.ndarray:
        found: np.ndarray = of.before + last(of) / 4  # the last one decides between equals, and then everybody's
        return found

    return {"mode": mode, "last": last, "favourite": favourite}


def _expanded(rows: np.ndarray, shares: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A row for every channel that a customer chose, weighted by its share."""
    customer, label = np.nonzero(shares)
    return rows[customer], label, shares[customer, label]


def _placed(found: np.ndarray, seen: np.ndarray, width: int) -> np.ndarray:
    """Columns of the classes that a method saw, among those of all channels."""
    placed = np.zeros((len(found), width))
    placed[:, seen] = found
    return placed


def _all_labels(weights: np.ndarray, biases: np.ndarray, seen: np.ndarray, width: int) -> tuple[np.ndarray, np.ndarray]:
    """Weights and biases of one logit per channel: of two classes a method keeps only the difference."""
    if len(weights) == 1 and len(seen) == 2:
        weights = np.vstack([np.zeros_like(weights), weights])
        biases = np.concatenate([[0.0], biases])
    all_weights, all_biases = np.zeros((width, weights.shape[1])), np.full(width, _NEVER)
    all_weights[seen], all_biases[seen] = weights, biases
    return all_weights, all_biases


def _calibrated(before: tuple[Step, ...], weights: np.ndarray, biases: np.ndarray, check: Anchor) -> Ranker:
    """Logits divided by the temperature that foresees the day after best (Guo and others, ICML 2017)."""

    def logits(of: Anchor) -> np.ndarray:
        found = of.features
        for step in before:
            found = _applied(step, found)
        linear: np.ndarray = found @ weights.T + biases
        return linear

    held = logits(check)[check.active]
    with threadpool_limits(1):
        found = minimize_scalar(
            lambda log: log_loss(_softmax(held / np.exp(log)), check.shares), bounds=(-2.0, 2.0), method="bounded"
        )
    temperature = float(np.exp(found.x))
    steps = (*before, affine(weights / temperature, biases / temperature), Softmax())
    return Ranker(lambda of: _softmax(logits(of) / temperature), steps, temperature)


def _applied(step: Step, rows: np.ndarray) -> np.ndarray:
    found: np.ndarray
    match step:
        case Scale():
            found = prepared(rows, step)
        case Affine(weights=weights, biases=biases):
            found = rows @ np.array(weights).T + np.array(biases)
        case _:
            found = np.maximum(rows, 0.0)
    return found


def _softmax(logits: np.ndarray) -> np.ndarray:
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    found: np.ndarray = powers / powers.sum(axis=1, keepdims=True)
    return found


def fitted(method: str, train: Anchor, check: Anchor, options: Options, seed: int) -> Ranker:
    """A method fitted on one day and adjusted on the next, in one thread."""
    with threadpool_limits(1), warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        return METHODS[method](train, check, options, seed)
