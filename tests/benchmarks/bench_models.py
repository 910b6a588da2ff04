"""Models at size: a million customers get the labels and probabilities that scikit-learn gives them."""

from __future__ import annotations

import time

import numpy as np
import pytest

from segdsl.rulebook.scoring import Scorer
from tests.learn.over import scored
from tests.learn.test_classifiers import LABELS, METHODS, drawn, learned
from tests.learn.test_exemplars import METHODS as KEPT

MILLION = 1_000_000


@pytest.mark.parametrize("method", METHODS)
def test_a_million_customers_are_scored_as_scikit_learn_does(method: str) -> None:
    from segdsl.learn.classifiers import calibrated, steps

    model = calibrated(learned(method), *drawn(5_000, 3, 1))
    features, _ = drawn(MILLION, 3, 2)
    scorer = Scorer(LABELS, steps(learned(method), model) or ())
    begun, used = time.perf_counter(), time.process_time()
    found = scored(scorer, features)
    print(f"\n{method}: {time.perf_counter() - begun:.2f} s, {time.process_time() - used:.2f} s of processors")
    expected = model.probabilities(features)
    apart = np.abs(found.select(LABELS).to_numpy() - expected).max()
    print(f"largest difference {apart:.1e}")
    assert found["class"].cast(str).to_list() == np.array(LABELS)[expected.argmax(axis=1)].tolist()
    assert apart <= 1e-9


@pytest.mark.parametrize("name", KEPT)
def test_a_million_customers_are_compared_with_those_that_are_kept(name: str) -> None:
    from segdsl.learn.classifiers import calibrated, exemplars
    from segdsl.learn.exemplars import probabilities

    method = learned(*KEPT[name])
    data = drawn(5_000, 3, 1)
    model = calibrated(method, *data)
    kept = exemplars(method, model, *data)
    features, _ = drawn(MILLION, 3, 2)
    begun, used = time.perf_counter(), time.process_time()
    found = np.concatenate(list(probabilities(kept, np.array_split(features, 100))))
    print(f"\n{name}: {time.perf_counter() - begun:.1f} s, {time.process_time() - used:.1f} s of processors")
    own = slice(0, 50_000)  # scikit-learn itself takes several times as long
    expected = model.probabilities(features[own])
    assert np.abs(found[own] - expected).max() <= 1e-9
    assert (found[own].argmax(axis=1) == expected.argmax(axis=1)).all()
