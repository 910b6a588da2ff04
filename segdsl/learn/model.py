"""Fitting `model` definitions: a category learned where it is known, to be predicted where it is not.

Validated first, by a model that has not seen the customers it is judged by, on what was known some time before; then
learned anew from everybody. Fitting is deterministic: rows in the order of their keys, one thread, the seed of the
rule file.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import polars as pl

from segdsl.diagnostics import Diagnostic, SegdslError
from segdsl.engine.meanings import Meanings
from segdsl.learn.classifiers import FOLDS, calibrated, exemplars, method_of, steps
from segdsl.learn.leakage import telltale
from segdsl.learn.sample import Sample, sample, scarcest
from segdsl.learn.task import Task
from segdsl.learn.validation import held_out, judged
from segdsl.lowering.fitted.artefacts import Artefact
from segdsl.lowering.fitted.exemplars import score_fields, scored_by
from segdsl.lowering.polars import Context
from segdsl.rulebook.model import Learned
from segdsl.rulebook.scoring import Scorer
from segdsl.rulebook.walk import used_by

LEAST = 20
"""A label seen at fewer customers is not learned: nothing could be said about how well."""

EARLIER = dt.timedelta(days=30)
"""A model is judged as it will be used: learned on one day, and applied a month later."""


@dataclass(frozen=True, slots=True)
class Observed:
    """Customers whose label is known and learned: their features, labels as positions, and keys."""

    features: np.ndarray
    labels: np.ndarray
    keys: pl.Series

    def only(self, mask: np.ndarray) -> Observed:
        """Those for whom the mask is true."""
        return Observed(self.features[mask], self.labels[mask], self.keys.filter(pl.Series(mask)))

    def drawn(self, learned: Learned) -> Observed:
        """As many as the method learns from, drawn with the seed, at least `FOLDS` of each label."""
        most = method_of(learned).most
        if len(self.labels) <= most:
            return self
        order = np.random.default_rng(learned.seed).permutation(len(self.labels))
        first = [order[self.labels[order] == label][:FOLDS] for label in np.unique(self.labels)]
        chosen = np.zeros(len(order), np.bool_)
        chosen[order[:most]] = True
        chosen[np.concatenate(first)] = True
        return self.only(chosen)


def fit_model(task: Task) -> Artefact:
    """Fit one model definition on the customers inside `among` whose label and features are known.

    Raises `SegdslError` if fewer than two labels were seen often enough.
    """
    learned = task.learned
    found = _known(task)
    seen = found.beside["learn"].value_counts().sort("learn")
    counts: dict[str, int] = dict(seen.iter_rows())
    labels = _learnable(task, counts, found.lacking)
    everybody = _observed(found, labels)
    validation = _validated(task, labels, everybody)
    drawn = everybody.drawn(learned)
    task.session.stop()
    final = calibrated(learned, drawn.features, drawn.labels)
    task.session.stop()
    found_steps, kept = steps(learned, final), None
    if found_steps is None:
        kept = {"labels": list(labels), **exemplars(learned, final, drawn.features, drawn.labels)}
    return task.artefact(
        customers=found.customers,
        rows=len(drawn.labels),
        figures={
            "sizes": {label: counts[label] for label in labels},
            "left_out": found.left_out,
            "rare": {label: count for label, count in counts.items() if label not in labels},
            "temperature": final.temperature,
            "validation": validation,
            "telltale": telltale(task.features, everybody.features, everybody.labels, learned.seed),
        },
        scorer=None if found_steps is None else Scorer(labels, found_steps),
        exemplars=kept,
    )


def _known(task: Task) -> Sample:
    assert task.learned.learn is not None
    found = sample(task.session, task.learned, {"learn": task.learned.learn}, only=pl.col("learn").is_not_null())
    return replace(found, beside=found.beside.with_columns(pl.col("learn").cast(pl.String)))


def _learnable(task: Task, counts: dict[str, int], lacking: Sequence[int]) -> tuple[str, ...]:
    """The labels seen often enough, in their declared order; an error says which feature most of the others lack."""
    often = [label for label in task.learned.type.values if counts.get(label, 0) >= LEAST]
    if len(often) < 2:
        seen = ", ".join(f"{label} {count}" for label, count in counts.items()) or "0"
        few: dict[str, str | int] = {"name": task.learned.name, "least": LEAST, "seen": seen}
        raise SegdslError(Diagnostic("too-few-labels", few | scarcest(task.features, lacking)))
    return tuple(often)


def _observed(found: Sample, labels: tuple[str, ...]) -> Observed:
    places = found.beside["learn"].replace_strict(labels, range(len(labels)), default=None, return_dtype=pl.Int64)
    known = places.is_not_null()
    return Observed(found.features[known.to_numpy()], places.drop_nulls().to_numpy(), found.keys.filter(known))


# ---- validation ------------------------------------------------------------------------------------------------------


def _validated(task: Task, labels: tuple[str, ...], everybody: Observed) -> dict[str, Any]:
    """What a model says of a fifth of the customers that was learned from the others.

    Where features follow events or the calendar, it learns from what was known `EARLIER`: those who are held out are
    other people, and what is asked about them is newer. Where nothing moves, or too little was known then, only the
    people differ. The profile itself is as it is today, and when a label was observed is not known.
    """
    learned = task.learned
    out = held_out(everybody.keys, everybody.labels, learned.seed)
    moves = _moves(task)
    before = _earlier(task, labels, everybody.keys.filter(pl.Series(out))) if moves else None
    others = (before or everybody.only(~out)).drawn(learned)
    task.session.stop()
    model = calibrated(learned, others.features, others.labels)
    shares = np.bincount(others.labels, minlength=len(labels)) / len(others.labels)
    day = task.session.context.as_of
    probabilities = model.probabilities(everybody.features[out])
    return {
        "customers": int(out.sum()),
        "learned_from": len(others.labels),
        "learned_as_of": (day - EARLIER if before else day).isoformat(),
        "as_of": day.isoformat(),
        "moves": moves,
        **judged(labels, everybody.labels[out], probabilities, shares, learned.confidence),
    }


def _moves(task: Task) -> bool:
    """Whether any feature may have another value as of another day.

    The scores of models that no expression can hold are fields, and move with the features that they were worked out
    from.
    """
    now, then, told = task.session.context, _before(task), Meanings()
    definitions = task.session.rulebook.definitions
    used = [definitions[name] for name in used_by(definitions, task.learned.uses)]
    models = [definitions[scored_by(field)] for each in used for field in score_fields(each)]
    scored = [feature for model in models if isinstance(model, Learned) for feature in model.features]
    return any(told.of(each, now) != told.of(each, then) for each in (*task.learned.features, *scored))


def _before(task: Task) -> Context:
    """What counts as of the day that a judged model learns from."""
    return replace(task.session.context, as_of=task.session.context.as_of - EARLIER)


def _earlier(task: Task, labels: tuple[str, ...], without: pl.Series) -> Observed | None:
    """The customers as they were `EARLIER`; None where a label is too rare then."""
    then = _before(task)
    found = _observed(_known(replace(task, session=replace(task.session, context=then))), labels)
    before = found.only(~found.keys.is_in(without.implode()).to_numpy())
    return before if np.bincount(before.labels, minlength=len(labels)).min() >= FOLDS else None
