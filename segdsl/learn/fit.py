"""Which learner fits what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from segdsl.engine.meanings import digest
from segdsl.engine.session import unfitted
from segdsl.learn.cluster import fit_cluster
from segdsl.learn.drift import bins, said
from segdsl.learn.lookalike import fit_lookalike
from segdsl.learn.model import fit_model
from segdsl.learn.preference import fit_preference
from segdsl.learn.sample import sample
from segdsl.learn.task import Task, written
from segdsl.lowering.fitted.artefacts import Artefact
from segdsl.rulebook.model import Learned, Rulebook

if TYPE_CHECKING:
    from segdsl.engine.session import Session

_LEARNERS: Mapping[str, Callable[[Task], Artefact]] = {
    "cluster": fit_cluster, "model": fit_model, "lookalike": fit_lookalike, "preference": fit_preference,
}  # fmt: skip


def task(session: Session, rulebook: Rulebook, name: str) -> Task:
    """The task of fitting a definition as `rulebook` has it, where nothing learned was put in.

    In the task's session the definition has no value of an earlier fit, and refers to others that do. These belong to
    what it means: fitted anew, they may say something else.
    """
    learned = rulebook.definitions[name]
    assert isinstance(learned, Learned)
    session, current = unfitted(session, name)
    rules = digest(name, session.context)
    return Task(session, current, tuple(written(rulebook, learned, term) for term in learned.features), rules)


def fit(task: Task) -> Artefact:
    """The artefact of a definition, with what drift is measured by: the bins of its features, and what it says.

    Raises `SegdslError` for what this version does not fit, or too few customers.
    """
    artefact = _LEARNERS[task.learned.keyword](task)
    task.session.stop()
    figures = dict(artefact.figures)
    if task.features:  # of all whom it applies to, not of those it learned from
        figures["bins"] = bins(task.features, sample(task.session, task.learned, {}).features)
    if (labels := said(task.session, artefact)) is not None:
        figures["said"] = labels
    return replace(artefact, figures=figures)
