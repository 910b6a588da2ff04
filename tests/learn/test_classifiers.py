"""What a scorer says is what scikit-learn says: the same labels, the same probabilities, none where a number lacks."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

import duckdb
import numpy as np
import polars as pl
import pytest

from segdsl.diagnostics import Source
from segdsl.lowering.sql.scoring import FOUND, scored_query
from segdsl.rulebook import Checker
from segdsl.rulebook.model import Learned
from segdsl.rulebook.scoring import Scorer, Softmax
from tests.learn.over import scored

if TYPE_CHECKING:
    from segdsl.learn.classifiers import Calibrated

LABELS = ("home", "shop", "farm")
METHODS: dict[str, dict[str, Any]] = {"logistic": {"c": 0.5}, "svm": {}, "mlp": {"hidden": 8}, "tree": {"depth": 3}}


def learned(method: str, options: dict[str, Any] | None = None) -> Learned:
    text = """profile customer { key id text  field x number  field kind category(home, shop, farm)? }
model m { learn kind  features [x]  method logistic  seed 7 }"""
    found = Checker().check([Source("rules.seg", text)]).definitions["m"]
    assert isinstance(found, Learned)
    return replace(found, method=method, options=METHODS[method] if options is None else options)


def drawn(rows: int, labels: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Overlapping clouds of very different spread, the last label rare."""
    draw = np.random.default_rng(seed)
    own = draw.choice(labels, rows, p=[0.6, 0.3, 0.1] if labels == 3 else [0.7, 0.3])
    centres = np.array([[0.0, 100.0, 0.0], [1.0, 180.0, 0.5], [-1.0, 120.0, 1.5]])
    return draw.normal(size=(rows, 3)) * [1.0, 60.0, 0.8] + centres[own], own


@cache
def fitted(method: str, labels: int = 3) -> tuple[Calibrated, Scorer]:
    """A method fitted on six hundred customers, by scikit-learn and as steps."""
    from segdsl.learn.classifiers import calibrated, steps  # takes seconds, for the worker that runs this

    model = calibrated(learned(method), *drawn(600, labels, 1))
    found = steps(learned(method), model)
    assert found is not None
    return model, Scorer(LABELS[:labels], found)


@pytest.mark.parametrize("labels", [2, 3])
@pytest.mark.parametrize("method", METHODS)
def test_the_steps_say_what_the_estimator_says(method: str, labels: int) -> None:
    model, scorer = fitted(method, labels)
    scorer.check(3)
    assert isinstance(scorer.steps[-1], Softmax)
    features, _ = drawn(20_000, labels, 2)
    found = scored(scorer, features)
    expected = model.classifier.predict_proba(features)
    assert found["class"].cast(str).to_list() == [LABELS[i] for i in model.classifier.predict(features)]
    assert np.abs(found.select(scorer.labels).to_numpy() - expected).max() <= 1e-9
    assert np.abs(expected.sum(axis=1) - 1).max() < 1e-9


@pytest.mark.parametrize("method", METHODS)
def test_the_steps_as_sql_say_the_same(method: str) -> None:
    """On DuckDB: every label, and every probability within 1e-9."""
    model, scorer = fitted(method)
    features, _ = drawn(2_000, 3, 2)
    names = ["f0", "f1", "f2"]
    found = {}
    with duckdb.connect() as database:
        database.register("customers", pl.DataFrame(features, schema=names).with_row_index("row").to_arrow())
        for part in ("class", *(f"[{label}]" for label in LABELS)):
            query = scored_query(scorer, part, names, "customers")
            found[part] = [
                value for (value,) in database.sql(f"select {FOUND} from ({query}) as q order by row").fetchall()
            ]
    expected = model.probabilities(features)
    assert found["class"] == [LABELS[i] for i in expected.argmax(axis=1)]
    for i, label in enumerate(LABELS):
        assert np.abs(np.array(found[f"[{label}]"]) - expected[:, i]).max() <= 1e-9


@pytest.mark.parametrize("method", METHODS)
def test_who_lacks_a_number_has_no_label(method: str) -> None:
    _, scorer = fitted(method)
    features, _ = drawn(3, 3, 2)
    features[1, 1] = np.nan
    found = scored(scorer, features)
    assert found["class"].is_null().to_list() == [False, True, False]
    assert found["shop"].is_null().to_list() == [False, True, False]


def test_calibration_changes_no_label_and_lowers_the_loss_where_a_method_is_too_sure() -> None:
    """A tree over pure noise is sure of what it saw, and wrong about it."""
    from segdsl.learn.classifiers import calibrated

    draw = np.random.default_rng(5)
    features, labels = draw.normal(size=(800, 3)), draw.integers(0, 2, 800)
    model = calibrated(learned("tree", {"depth": 12}), features, labels)
    fresh, truth = draw.normal(size=(4_000, 3)), draw.integers(0, 2, 4_000)
    scores = model.fitted.decision_function(fresh)
    raw = 1 / (1 + np.exp(-2 * scores))
    cooled = model.probabilities(fresh)[:, 1]

    def loss(p: np.ndarray) -> float:
        return float(-np.log(np.where(truth == 1, p, 1 - p)).mean())

    assert model.temperature > 1
    assert loss(cooled) < loss(raw)
    assert ((cooled > 0.5) == (raw > 0.5)).all()
    assert model.classifier.predict(fresh).tolist() == model.fitted.predict(fresh).tolist()


def test_a_pure_leaf_is_not_certain() -> None:
    """Twenty of one label in a leaf: (20 + 1) / (20 + 2), by hand."""
    from segdsl.learn.estimators import smoothed

    (score,) = smoothed(np.array([[20.0, 0.0]]))[0]
    assert 1 / (1 + np.exp(2 * score)) == pytest.approx(21 / 22)


def test_a_network_of_few_customers_learns_to_the_end() -> None:
    """A hundred customers are gone through more often than scikit-learn would by itself, until nothing gets better."""
    from segdsl.learn.estimators import ITERATIONS, mlp

    fitted = mlp(learned("mlp", {"hidden": 8})).fit(*drawn(100, 3, 1))[1]
    assert 200 < fitted.n_iter_ < ITERATIONS
    assert fitted.loss_curve_[-1] < fitted.loss_curve_[199] - 0.01


def test_the_same_seed_gives_the_same_numbers() -> None:
    from segdsl.learn.classifiers import calibrated, steps

    data = drawn(300, 3, 1)
    for method in map(learned, METHODS):
        assert steps(method, calibrated(method, *data)) == steps(method, calibrated(method, *data))
