"""Fitting `preference` definitions: which channel a customer will choose next, from what was known before.

Three days are looked at (see `anchors`): methods learn from the first, are adjusted on the second, and all of them are
judged on the second and the third beside rankings that need no learning. The definition's own method is what is kept,
and the figures say so where another one does better.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from segdsl.diagnostics import Diagnostic, SegdslError
from segdsl.learn.anchors import Anchor, anchor, days
from segdsl.learn.judging import FEW, advantage, calibration, hits, judged, taken_up
from segdsl.learn.rankers import METHODS, Ranker, fitted, plain_rankings
from segdsl.learn.task import Task
from segdsl.lowering.fitted.artefacts import Artefact
from segdsl.rulebook.scoring import Scorer

_CERTAIN = 2.0  # standard errors


def fit_preference(task: Task) -> Artefact:
    """Fit one preference definition.

    Customers outside `among` and those who lack a feature take no part, nor do those who chose nothing in a horizon.
    Raises `SegdslError` where on one of the days fewer than `FEW` customers are left, or all chose the same channel.
    """
    learned = task.learned
    first, second, third = days(task)
    train, check = anchor(task, first, second), anchor(task, second, third)
    test = anchor(task, third, task.session.context.as_of, everybody=True)
    for one in (train, check, test):
        if one.active.sum() < FEW:
            args: dict[str, str | int] = {"name": learned.name, "rows": int(one.active.sum()), "day": str(one.day)}
            raise SegdslError(Diagnostic("too-few-choices", args))
    chosen = np.flatnonzero(train.shares.sum(axis=0)).tolist()
    if len(chosen) < 2:
        same = {"name": learned.name, "channel": learned.type.values[chosen[0]], "day": str(train.day)}
        raise SegdslError(Diagnostic("no-choice", same))
    wanted = METHODS if learned.features else {learned.method: METHODS[learned.method]}
    rankers = {}
    for name in wanted:
        task.session.stop()
        rankers[name] = fitted(name, train, check, learned.options, learned.seed)
    rows = int(train.active.sum())
    return task.artefact(
        customers=rows,
        rows=rows,
        figures=_figures(task, rankers, train, check, test),
        scorer=Scorer(learned.type.values, rankers[learned.method].steps),
        features=_inputs(task),
    )


def _inputs(task: Task) -> tuple[str, ...]:
    """How the inputs of the scorer are written: of `frequency` they are the customer's events with each channel."""
    learned = task.learned
    assert learned.over is not None
    if learned.method != "frequency":
        return task.features
    table, field = learned.over
    return tuple(f"count({table} where {field} = {label})" for label in learned.type.values)


def _figures(task: Task, rankers: dict[str, Ranker], train: Anchor, check: Anchor, test: Anchor) -> dict[str, Any]:
    learned, labels = task.learned, task.learned.type.values
    own = rankers[learned.method]
    compared = _compared(learned.method, rankers, train, check, test)
    error, bins = calibration(own.scores(test)[test.active], test.shares)
    return {
        "channels": list(labels),
        "days": {
            name: {
                "day": one.day.isoformat(),
                "rows": int(one.active.sum()),
                "left_out": one.left_out,
                "drawn_from": one.drawn_from,
                "shares": dict(zip(labels, map(float, one.shares.mean(axis=0)), strict=True)),
            }
            for name, one in (("train", train), ("validation", check), ("test", test))
        },
        "methods": compared,
        "best": _best(learned.method, compared),
        "temperature": own.temperature,
        "calibration": {"ece": error, "bins": bins},
        "latent": {
            label: taken
            for place, label in enumerate(labels)
            if (taken := taken_up(own.scores(test), test.before, test.after, place)) is not None
        },
    }


def _compared(
    chosen: str, rankers: dict[str, Ranker], train: Anchor, check: Anchor, test: Anchor
) -> dict[str, dict[str, Any]]:
    """Every method and every plain ranking, on the day to adjust on and on the day to judge by.

    `ahead` says by how much the chosen method hits more often than this one, with the standard error of the difference.
    """
    scorers = {**{name: ranker.scores for name, ranker in rankers.items()}, **plain_rankings(train)}
    found: dict[str, dict[str, Any]] = {name: {"learned": name in rankers} for name in scorers}
    for split, one in (("validation", check), ("test", test)):
        own = hits(scorers[chosen](one)[one.active], one.shares)
        for name, scores in scorers.items():
            given = scores(one)[one.active]
            mean, error = advantage(own, hits(given, one.shares))
            figures = judged(given, one.shares, probabilities=name in rankers)
            found[name][split] = {**figures, "ahead": {"mean": mean, "error": error}}
    return found


def _best(chosen: str, methods: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The method that hit most often on the validation day, and whether the chosen one is certainly behind it.

    Where others hit as often, the chosen one is the best; then the order of the other channels counts.
    """
    on_day = {name: figures["validation"] for name, figures in methods.items()}
    name = max(on_day, key=lambda one: (on_day[one]["hit_rate"], one == chosen, on_day[one]["ndcg"]))
    ahead = methods[name]["validation"]["ahead"]
    return {"method": name, "certain": bool(-ahead["mean"] > _CERTAIN * ahead["error"])}
