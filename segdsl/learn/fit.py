"""Which learner fits what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from segdsl.engine.meanings import digest
from segdsl.learn.cluster import fit_cluster
from segdsl.learn.model import fit_model
from segdsl.learn.preference import fit_preference
from segdsl.learn.task import Task, written
from segdsl.lowering.fitted.artefacts import Artefact
from segdsl.rulebook.model import Learned, Rulebook
from segdsl.rulebook.parts import named, with_part_names

if TYPE_CHECKING:
    from segdsl.engine.session import Session

_LEARNERS: Mapping[str, Callable[[Task], Artefact]] = {
    "cluster": fit_cluster, "model": fit_model, "preference": fit_preference,
}  # fmt: skip


def task(session: Session, rulebook: Rulebook, name: str) -> Task:
    """The task of fitting a definition as `rulebook` has it, where nothing learned was put in.

    In the task's session the definition has no value of an earlier fit, and refers to others that do.
    """
    learned = rulebook.definitions[name]
    assert isinstance(learned, Learned)
    rules = digest(name, session.context.over(rulebook.definitions))
    fresh = with_part_names(learned, lambda term: named(term, session.rulebook))  # refers to what was fitted before
    assert isinstance(fresh, Learned)
    definitions = {**session.rulebook.definitions, name: fresh}
    session = replace(
        session,
        rulebook=replace(session.rulebook, definitions=definitions),
        context=session.context.over(definitions),
    )
    return Task(session, fresh, tuple(written(rulebook, learned, term) for term in learned.features), rules)


def fit(task: Task) -> Artefact:
    """The artefact of a definition. Raises `SegdslError` for what this version does not fit, or too few customers."""
    return _LEARNERS[task.learned.keyword](task)
