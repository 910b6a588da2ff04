"""What a preview shows beside sizes: breakdowns, distributions, reach, overlap; each a pass over computed columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from segdsl.engine.breakdown import Axis, breakdowns
from segdsl.engine.evaluate import Evaluation
from segdsl.engine.histogram import histograms
from segdsl.engine.overlap import overlaps
from segdsl.engine.reach import Contacts, reaches
from segdsl.engine.results import Intersection, Item
from segdsl.rulebook.model import Definition


@dataclass(frozen=True, slots=True)
class Details:
    """What was asked for: an axis to split by, contacts to reach people on, numbers to draw, who is in several."""

    axis: Axis | None
    contacts: Contacts | None
    drawn: Sequence[Definition]
    overlap: bool

    def __bool__(self) -> bool:
        return bool(self.axis or self.contacts or self.drawn or self.overlap)

    @property
    def fields(self) -> set[str]:
        """The profile fields that are needed beside those of the rules."""
        by = {self.axis.column} if self.axis else set()
        return by | (self.contacts.fields if self.contacts else set())


def computed(evaluation: Evaluation, details: Details) -> Evaluation:
    """The evaluation with its columns in memory, if they are going to be read more than once."""
    if not details:
        return evaluation
    columns = [c for c in evaluation.frame.collect_schema().names() if c.startswith("`") or c in details.fields]
    return replace(evaluation, frame=evaluation.frame.select(columns).collect(engine="streaming").lazy())


def detailed(
    evaluation: Evaluation, items: Sequence[Item], details: Details
) -> tuple[list[Item], tuple[Intersection, ...] | None]:
    """The items with their details, and the overlap of those that are conditions."""
    frame = evaluation.frame
    conditions = [item.name for item in items if item.size is not None]
    by = breakdowns(frame, details.axis, conditions) if details.axis and conditions else {}
    reach = reaches(frame, details.contacts, conditions) if details.contacts and conditions else {}
    drawn = histograms(frame, details.drawn)
    found = [
        replace(item, by=by.get(item.name), reachable=reach.get(item.name), histogram=drawn.get(item.name))
        for item in items
    ]
    return found, overlaps(frame, conditions) if details.overlap else None
