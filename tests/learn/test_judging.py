"""Figures about scores, held against counting by hand."""

from __future__ import annotations

import numpy as np
import pytest

from segdsl.learn.judging import advantage, calibration, hits, judged, log_loss, taken_up

SCORES = np.array([[0.7, 0.2, 0.1], [0.4, 0.35, 0.25], [0.1, 0.1, 0.8]])
SHARES = np.array([[1.0, 0.0, 0.0], [0.25, 0.75, 0.0], [0.0, 0.5, 0.5]])


def test_a_hit_is_a_channel_that_nothing_was_chosen_more_often_than() -> None:
    assert hits(SCORES, SHARES).tolist() == [1, 0, 1]


def test_log_loss() -> None:
    expected = -(np.log(0.7) + 0.25 * np.log(0.4) + 0.75 * np.log(0.35) + 0.5 * np.log(0.1) + 0.5 * np.log(0.8)) / 3
    assert log_loss(SCORES, SHARES) == pytest.approx(expected)


def test_ndcg_counts_later_places_less() -> None:
    """Gains are shares, discounted by the logarithm of the place: only the second customer's order is not the best."""
    best = 0.75 + 0.25 / np.log2(3)
    given = 0.25 + 0.75 / np.log2(3)
    third = (0.5 + 0.5 * (1 / np.log2(3) + 1 / np.log2(4)) / 2) / (0.5 + 0.5 / np.log2(3))  # two share two places
    assert judged(SCORES, SHARES, probabilities=False)["ndcg"] == pytest.approx((1 + given / best + third) / 3)


def test_calibration_compares_what_was_given_with_what_was_chosen() -> None:
    error, bins = calibration(SCORES, SHARES)
    assert error == pytest.approx((abs(0.7 - 1) + abs(0.4 - 0.25) + abs(0.8 - 0.5)) / 3)
    assert [one["customers"] for one in bins] == [1, 1, 1]


def test_rankings_have_no_probabilities() -> None:
    found = judged(SCORES, SHARES, probabilities=False)
    assert found["log_loss"] is found["ece"] is None


def test_those_who_took_a_channel_up_are_looked_for_among_those_scored_highest() -> None:
    """100 of 200 never used it; 20 of these take it up, 8 of them among the ten scored highest."""
    scores = np.linspace(1, 0, 200)[:, None]
    before = np.repeat([[0.0], [1.0]], 100, axis=0)
    after = np.zeros((200, 1))
    after[:8] = after[50:62] = 1
    found = taken_up(scores, before, after, 0)
    assert found == {"never_used": 100, "took_up": 20, "captured": 8 / 20, "lift": pytest.approx(4.0)}
    after[50] = 0
    assert taken_up(scores, before, after, 0) is None


def test_the_error_of_an_advantage_is_that_of_the_differences() -> None:
    first, second = np.array([1.0, 1, 0, 1]), np.array([1.0, 0, 0, 0])
    mean, error = advantage(first, second)
    assert mean == 0.5
    assert error == pytest.approx(np.std([0, 1, 0, 1], ddof=1) / 2)
