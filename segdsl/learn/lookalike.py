"""Fitting `lookalike` definitions: which other customers are like those for whom a condition holds.

Members are told from all others, although some of these are what members are and nobody knows it yet: what comes out
is an order, and no probability. It is judged by members that were kept back and have to come out high among the others.
Fitting is deterministic: rows in the order of their keys, one thread, the seed of the rule file.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from threadpoolctl import threadpool_limits

from segdsl.diagnostics import Diagnostic, SegdslError
from segdsl.learn.classifiers import scale
from segdsl.learn.estimators import logistic
from segdsl.learn.leakage import telltale
from segdsl.learn.sample import Sample, sample, scarcest
from segdsl.learn.task import Task
from segdsl.learn.validation import CERTAIN, held_out
from segdsl.lowering.fitted.artefacts import Artefact
from segdsl.rulebook.model import Learned
from segdsl.rulebook.scoring import Affine, Scorer

LEAST = 50
"""Fewer members, or fewer others, are not enough to tell what is common to them."""

TOPS = (0.01, 0.05, 0.1, 0.2)


@dataclass(frozen=True, slots=True)
class _Side:
    """Members or others: features, and who of them is kept back."""

    features: np.ndarray
    out: np.ndarray


def fit_lookalike(task: Task) -> Artefact:
    """Fit one lookalike definition on members and others inside `among` who have all features.

    Raises `SegdslError` if there are too few of either.
    """
    learned = task.learned
    members, others = _drawn(task, pl.col("like")), _drawn(task, ~pl.col("like"))
    sides = [_side(each, learned) for each in (members, others)]
    for side in sides:
        if len(side.features) < LEAST:
            counts = {"members": len(sides[0].features), "others": len(sides[1].features)}
            few: dict[str, str | int] = {"name": learned.name, "least": LEAST, **counts}
            lacking = list(map(sum, zip(members.lacking, others.lacking, strict=True)))
            raise SegdslError(Diagnostic("too-few-members", few | scarcest(task.features, lacking)))
    features = np.concatenate([side.features for side in sides])
    like = np.repeat([1, 0], [len(side.features) for side in sides])
    task.session.stop()
    return task.artefact(
        customers=members.customers + others.customers,
        rows=len(like),
        figures={
            "members": members.customers,
            "others": others.customers,
            "left_out": members.left_out + others.left_out,
            "validation": _judged(sides, learned),
            "telltale": telltale(task.features, features, like, learned.seed),
        },
        scorer=_scorer(_fitted(learned, features, like)),
    )


def _drawn(task: Task, only: pl.Expr) -> Sample:
    assert task.learned.learn is not None
    return sample(task.session, task.learned, {"like": task.learned.learn}, only=only)


def _side(found: Sample, learned: Learned) -> _Side:
    everybody = np.zeros(len(found.features), np.int64)
    return _Side(found.features, held_out(found.keys, everybody, learned.seed))


def _fitted(learned: Learned, features: np.ndarray, like: np.ndarray) -> Any:
    with threadpool_limits(1):
        return logistic(learned).fit(features, like)


def _scorer(fitted: Any) -> Scorer:
    """The log-odds: only their order counts."""
    weights, bias = fitted[1].coef_[0], fitted[1].intercept_[0]
    return Scorer(("like",), (scale(fitted[0]), Affine((tuple(map(float, weights)),), (float(bias),))))


def _judged(sides: list[_Side], learned: Learned) -> dict[str, Any]:
    """How many of the members that were kept back come out above most of the others that were.

    `place` is the mean over these members of the share of others that they are above (ties count half): the area under
    the ROC curve, 0.5 by chance; with the ends of its 95 % interval (normal, over members). `tops` are the shares of
    members found where that share of the others stands highest, and how many times chance that is.
    """
    kept = [side.features[~side.out] for side in sides]
    like = np.repeat([1, 0], [len(each) for each in kept])
    fitted = _fitted(learned, np.concatenate(kept), like)
    members, others = (fitted.decision_function(side.features[side.out]) for side in sides)
    order = np.sort(others)
    below, upto = (np.searchsorted(order, members, side=side) for side in ("left", "right"))
    places = (below + upto) / 2 / len(others)
    error = CERTAIN * float(places.std()) / len(members) ** 0.5
    return {
        "members": len(members),
        "others": len(others),
        "place": [float(places.mean()), float(places.mean()) - error, float(places.mean()) + error],
        "tops": [
            {"top": top, "found": (found := float((places > 1 - top).mean())), "lift": found / top} for top in TOPS
        ],
    }
