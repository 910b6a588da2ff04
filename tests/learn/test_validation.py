"""The figures of a report, counted by hand."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from segdsl.learn.validation import held_out, judged

TRUTH = np.array([0, 0, 0, 1, 1])
SAID = np.array([[0.9, 0.1], [0.8, 0.2], [0.3, 0.7], [0.4, 0.6], [0.55, 0.45]])
FIGURES = judged(("home", "shop"), TRUTH, SAID, np.array([0.6, 0.4]), 0.7)


def test_accuracy_stands_beside_that_of_the_most_frequent_label() -> None:
    """Three of five are right, and so is always saying home; each is right once where the other is wrong."""
    assert FIGURES["accuracy"] == pytest.approx(3 / 5)
    assert FIGURES["majority"] == {"label": "home", "accuracy": pytest.approx(3 / 5)}
    middle, low, high = FIGURES["ahead"]
    error = 1.96 * (2 / 5 / 5) ** 0.5  # −1, 0, 0, 1, 0: variance 2/5
    assert (middle, low, high) == pytest.approx((0, -error, error))


def test_what_was_taken_for_what() -> None:
    assert FIGURES["confusion"] == [[2, 1], [1, 1]]
    assert FIGURES["labels"] == {
        "home": {"observed": 3, "predicted": 3, "recall": pytest.approx(2 / 3), "precision": pytest.approx(2 / 3)},
        "shop": {"observed": 2, "predicted": 2, "recall": 0.5, "precision": 0.5},
    }


def test_the_errors_of_probabilities() -> None:
    wrong = (0.1, 0.2, 0.7, 0.4, 0.55)  # what each customer's own label fell short of 1
    assert FIGURES["brier"] == pytest.approx(sum(2 * w * w for w in wrong) / 5)
    assert FIGURES["brier_shares"] == pytest.approx((3 * 2 * 0.16 + 2 * 2 * 0.36) / 5)
    assert FIGURES["log_loss"] == pytest.approx(-sum(np.log(1 - w) for w in wrong) / 5)


def test_reliability_by_tenths() -> None:
    """0.55 was wrong, 0.6 right, 0.7 wrong, 0.8 and 0.9 right."""
    bins = {round(b["from"], 1): (b["customers"], b["said"], b["right"]) for b in FIGURES["reliability"]}
    assert bins == {0.5: (1, 0.55, 0), 0.6: (1, 0.6, 1), 0.7: (1, 0.7, 0), 0.8: (1, 0.8, 1), 0.9: (1, 0.9, 1)}
    assert FIGURES["ece"] == pytest.approx((0.55 + 0.4 + 0.7 + 0.2 + 0.1) / 5)


def test_what_confidence_costs_and_gives() -> None:
    """Three reach 0.7, and two of these are right."""
    assert FIGURES["confident"] == {"least": 0.7, "share": 0.6, "accuracy": pytest.approx(2 / 3)}
    nobody = judged(("home", "shop"), TRUTH, SAID, np.array([0.6, 0.4]), 0.95)
    assert nobody["confident"] == {"least": 0.95, "share": 0, "accuracy": None}
    assert judged(("home", "shop"), TRUTH, SAID, np.array([0.6, 0.4]), None)["confident"] is None


def test_a_label_that_is_never_said_has_no_precision() -> None:
    certain = np.array([[1.0, 0.0]] * 3)
    found = judged(("home", "shop"), np.array([0, 0, 0]), certain, np.array([0.6, 0.4]), None)
    assert found["labels"]["shop"] == {"observed": 0, "predicted": 0, "recall": None, "precision": None}
    assert found["log_loss"] == 0


def test_a_fifth_of_each_label_is_held_out_the_same_customers_again() -> None:
    keys = pl.Series([f"c{i}" for i in range(1_000)])
    labels = (np.arange(1_000) % 10 == 0).astype(np.int64)
    mask = held_out(keys, labels, 7)
    assert [int(mask[labels == label].sum()) for label in (0, 1)] == [180, 20]
    assert (held_out(keys, labels, 8) != mask).any()
    order = np.random.default_rng(1).permutation(1_000)
    assert (held_out(keys[order.tolist()], labels[order], 7) == mask[order]).all()


def test_one_customer_of_a_label_is_held_out_at_least() -> None:
    assert held_out(pl.Series([1, 2]), np.array([0, 1]), 0).tolist() == [True, True]
