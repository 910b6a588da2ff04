"""How well a model does on customers it was not learned from.

Every figure comes with what it has to beat: always saying the label that is most frequent.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import polars as pl

HELD_OUT = 0.2
"""The share of customers that is kept back, of each label."""

BINS = 10
CERTAIN = 1.96
"""Standard errors by which a model has to be ahead before it is said to be: two-sided 5 %."""


def held_out(keys: pl.Series, labels: np.ndarray, seed: int) -> np.ndarray:
    """A mask: a fifth of the customers of each label, at least one, those whose keys hash lowest.

    A key and a seed decide, so the same customers are kept back when the data is learned from anew.
    """
    places = np.array([_place(key, seed) for key in keys.to_list()])
    mask = np.zeros(len(keys), np.bool_)
    for label in np.unique(labels):
        own = np.flatnonzero(labels == label)
        kept = max(1, round(len(own) * HELD_OUT))
        mask[own[np.argsort(places[own], kind="stable")[:kept]]] = True
    return mask


def _place(key: object, seed: int) -> int:
    digest = hashlib.md5(f"{seed}|{key}".encode("utf-8", "surrogatepass"), usedforsecurity=False).digest()
    return int.from_bytes(digest[:4], "big")


def judged(
    labels: Sequence[str], truth: np.ndarray, probabilities: np.ndarray, shares: np.ndarray, least: float | None
) -> dict[str, Any]:
    """The figures of a report. `truth` are positions of labels, `shares` those of the labels learned from.

    `brier` is the mean over customers of the squared errors of all probabilities, summed (from 0 to 2); `brier_shares`
    the same of giving everybody the shares. `ece` is the mean distance, over ten bins of the highest probability,
    between that probability and how often it was right, by customers (Naeini et al., 2015). `log_loss` is in nats.
    `ahead` is the accuracy beyond that of the majority label, with the ends of its 95 % interval (normal, paired).
    """
    said = probabilities.argmax(axis=1)
    right = said == truth
    majority = int(shares.argmax())
    ahead = right.astype(np.float64) - (truth == majority)
    error = CERTAIN * float(ahead.std()) / len(truth) ** 0.5
    confusion = np.zeros((len(labels), len(labels)), np.int64)
    np.add.at(confusion, (truth, said), 1)
    actual = np.eye(len(labels))[truth]
    bins = reliability(probabilities.max(axis=1), right)
    likely = np.clip(probabilities[np.arange(len(truth)), truth], np.finfo(np.float64).tiny, 1)
    return {
        "accuracy": float(right.mean()),
        "majority": {"label": labels[majority], "accuracy": float((truth == majority).mean())},
        "ahead": [float(ahead.mean()), float(ahead.mean()) - error, float(ahead.mean()) + error],
        "brier": float(((probabilities - actual) ** 2).sum(axis=1).mean()),
        "brier_shares": float(((shares - actual) ** 2).sum(axis=1).mean()),
        "log_loss": float(-np.log(likely).mean()),
        "ece": calibration_error(bins),
        "labels": {label: _of_label(confusion, i) for i, label in enumerate(labels)},
        "confusion": confusion.tolist(),
        "reliability": bins,
        "confident": None if least is None else _confident(probabilities.max(axis=1), right, least),
    }


def _of_label(confusion: np.ndarray, i: int) -> dict[str, Any]:
    """Recall and precision of a label; None where it did not occur, or was never said."""
    hits, observed, predicted = int(confusion[i, i]), int(confusion[i].sum()), int(confusion[:, i].sum())
    return {
        "observed": observed,
        "predicted": predicted,
        "recall": hits / observed if observed else None,
        "precision": hits / predicted if predicted else None,
    }


def reliability(best: np.ndarray, right: np.ndarray) -> list[dict[str, Any]]:
    """For each bin of the highest probability that has customers: how many, the mean of it, and the share right."""
    places = np.minimum((best * BINS).astype(np.int64), BINS - 1)
    return [
        {
            "from": i / BINS,
            "customers": int((own := places == i).sum()),
            "said": float(best[own].mean()),
            "right": float(right[own].mean()),
        }
        for i in np.unique(places).tolist()
    ]


def calibration_error(bins: Sequence[Mapping[str, Any]]) -> float:
    """The mean distance between a probability and how often it was right, over bins, by customers (ECE)."""
    return float(sum(b["customers"] * abs(b["said"] - b["right"]) for b in bins) / sum(b["customers"] for b in bins))


def _confident(best: np.ndarray, right: np.ndarray, least: float) -> dict[str, Any]:
    """How many customers get a label at all, and how many of those labels are right; None if nobody gets one."""
    sure = best >= least
    return {
        "least": least,
        "share": float(sure.mean()),
        "accuracy": float(right[sure].mean()) if sure.any() else None,
    }
