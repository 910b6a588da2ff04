"""How well scores of channels foresee what customers chose."""

from __future__ import annotations

from typing import Any

import numpy as np
from sklearn.metrics import ndcg_score

from segdsl.learn.validation import calibration_error, reliability

_LEAST = 1e-12  # a share foreseen as impossible costs no more than this
FEW = 20
"""Below so many who took a channel up, nothing is said about them."""


def hits(scores: np.ndarray, shares: np.ndarray) -> np.ndarray:
    """For each customer, whether the channel with the highest score is (one of) the most chosen: 1 or 0."""
    top = shares[np.arange(len(shares)), scores.argmax(axis=1)]
    found: np.ndarray = (top >= shares.max(axis=1) - 1e-9).astype(np.float64)
    return found


def log_loss(scores: np.ndarray, shares: np.ndarray) -> float:
    """Mean negative log of the score of what was chosen, in nats."""
    return float((shares * -np.log(np.clip(scores, _LEAST, 1.0))).sum(axis=1).mean())


def calibration(scores: np.ndarray, shares: np.ndarray) -> tuple[float, list[dict[str, Any]]]:
    """Expected calibration error of the highest score, and its ten bins of equal width.

    ECE as Naeini, Cooper and Hauskrecht (AAAI 2015) have it: the mean difference, over bins weighted by their size,
    between the score given to the channel and how often it was then chosen.
    """
    top = scores.argmax(axis=1)
    rows = np.arange(len(scores))
    bins = reliability(scores[rows, top], shares[rows, top])
    return calibration_error(bins), bins


def judged(scores: np.ndarray, shares: np.ndarray, *, probabilities: bool) -> dict[str, Any]:
    """The figures of one method on one day; those that need probabilities are null for rankings without them."""
    found: dict[str, Any] = {
        "hit_rate": float(hits(scores, shares).mean()),
        "ndcg": float(ndcg_score(shares, scores)),
        "log_loss": None,
        "ece": None,
    }
    if probabilities:
        found["log_loss"] = log_loss(scores, shares)
        found["ece"] = calibration(scores, shares)[0]
    return found


def taken_up(scores: np.ndarray, before: np.ndarray, after: np.ndarray, label: int) -> dict[str, Any] | None:
    """Of customers who had never used a channel: how many of those who then did are among the tenth scored highest.

    None where fewer than `FEW` did. `lift` compares with a tenth drawn at random. Ties go to the first rows.
    """
    never = before[:, label] == 0
    adopted = after[never, label] > 0
    if adopted.sum() < FEW:
        return None
    first = np.argsort(-scores[never, label], kind="stable")[: max(1, never.sum() // 10)]
    captured = float(adopted[first].sum() / adopted.sum())
    return {
        "never_used": int(never.sum()),
        "took_up": int(adopted.sum()),
        "captured": captured,
        "lift": captured / (len(first) / int(never.sum())),
    }


def advantage(first: np.ndarray, second: np.ndarray) -> tuple[float, float]:
    """By how much one method hits more often than another on the same customers, and the standard error of that."""
    apart = first - second
    return float(apart.mean()), float(apart.std(ddof=1) / np.sqrt(len(apart))) if len(apart) > 1 else 0.0
