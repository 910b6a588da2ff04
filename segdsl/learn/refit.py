"""What a refit did to the labels: how far each moved, who keeps it, and whether its name still fits.

Labels attach to groups by meaning, so a refit cannot swap two of them silently. It can still find other groups: then a
label lies where it did not lie before, or the old centres would give its group another name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import linear_sum_assignment

from segdsl.engine.crossing import Crossing, crossed
from segdsl.lowering.fitted.applying import with_fitted
from segdsl.rulebook.model import Learned, Part, Rulebook

if TYPE_CHECKING:
    from segdsl.engine.session import Session
    from segdsl.lowering.fitted.artefacts import Artefact

FAR = 0.5
"""A label has moved far when it went more than this part of the way to the nearest other label's old centre."""

_BEFORE = "`before`"  # no name of a rulebook


@dataclass(frozen=True, slots=True)
class LabelMove:
    """A label before and after a refit.

    `distance` is how far its centre moved, `neighbour` how far the nearest other old centre was, both in standard
    deviations of the features at the first fit. `kept` is the share of its customers who keep it, None of nobody. `by
    distance` is the label whose old centre belongs to its group, if old and new centres are paired so that all
    distances together are least.
    """

    label: str
    distance: float
    neighbour: float
    kept: float | None
    by_distance: str

    @property
    def far(self) -> bool:
        """Whether it may mean something else now."""
        return self.distance > FAR * self.neighbour


@dataclass(frozen=True, slots=True)
class Refit:
    """What became of the labels of a cluster; `crossing` has the customers by old and new label."""

    name: str
    labels: tuple[LabelMove, ...]
    crossing: Crossing


def refit(session: Session, rulebook: Rulebook, fitted: Mapping[str, Artefact], before: Artefact) -> Refit:
    """The comparison of an earlier fit of a cluster with the one that counts.

    `rulebook` is without what was learned, `session` with what counts, which is `fitted`.
    """
    after = fitted[before.name]
    name = before.name
    earlier = with_fitted(rulebook, {**fitted, name: before})
    crossing = crossed(_with_both(session, earlier, name), _BEFORE, name)
    labels = list(before.figures["sizes"])
    old, new = _centres(before, before), _centres(after, before)
    apart = np.linalg.norm(old[:, None, :] - new[None, :, :], axis=2)
    between = np.linalg.norm(old[:, None, :] - old[None, :, :], axis=2)
    np.fill_diagonal(between, np.inf)
    was, is_ = linear_sum_assignment(apart)
    paired = {labels[j]: labels[i] for i, j in zip(was, is_, strict=True)}
    moves = (
        LabelMove(label, float(apart[i, i]), float(between[i].min()), crossing.kept(label), paired[label])
        for i, label in enumerate(labels)
    )
    return Refit(name, tuple(moves), crossing)


def _centres(fit: Artefact, unit: Artefact) -> np.ndarray:
    """The mean of each feature for each label of a fit, in the units of another fit of the same definition."""
    traits: dict[str, Mapping[str, float]] = {trait["text"]: trait["means"] for trait in fit.figures["traits"]}
    units = {trait["text"]: trait["spread"] or 1.0 for trait in unit.figures["traits"]}
    labels: Sequence[str] = list(unit.figures["sizes"])
    return np.array([[traits[text][label] / units[text] for text in unit.features] for label in labels])


def _with_both(session: Session, earlier: Rulebook, name: str) -> Session:
    """The session with a definition as an earlier rulebook has it as one more."""
    then = earlier.definitions[name]
    assert isinstance(then, Learned)
    assert then.value is not None
    part = Part(_BEFORE, None, then.type, then.origin, then.uses, then.value)
    definitions = {**session.rulebook.definitions, _BEFORE: part}
    order = (*session.rulebook.order, _BEFORE)
    return replace(
        session,
        rulebook=replace(session.rulebook, definitions=definitions, order=order),
        context=session.context.over(definitions),
    )
