"""Models that no expression can hold: their scores are fields, worked out beforehand, that no contract declares."""

from __future__ import annotations

from segdsl.diagnostics import Span
from segdsl.functions.types import NUMBER
from segdsl.lowering.fitted.artefacts import Artefact
from segdsl.rulebook import terms as t
from segdsl.rulebook.model import Definition
from segdsl.rulebook.scoring import Scale, Scorer
from segdsl.rulebook.walk import descend, expressions

MARK = "`"
"""Begins the names of such fields: no declared field's name can hold it."""


def score_field(artefact: Artefact, label: str) -> str:
    """The field that holds the scores of a label; those of another fit are another field."""
    return f"{MARK}{artefact.name}[{label}] {artefact.digest[:12]}"


def score_fields(definition: Definition) -> list[t.FieldRef]:
    """The fields with scores that a definition reads itself."""
    inside = (sub for term in expressions(definition) for sub in descend(term))
    return [sub for sub in inside if isinstance(sub, t.FieldRef) and sub.name.startswith(MARK)]


def called(field: t.FieldRef) -> str:
    """How a field with scores is called where people see it: `usage_kind[home]`."""
    return field.name.removeprefix(MARK).rsplit(" ", 1)[0]


def scored_by(field: t.FieldRef) -> str:
    """The model whose scores a field holds."""
    return called(field).partition("[")[0]


def by_fields(artefact: Artefact, profile: str, span: Span) -> tuple[Scorer, tuple[t.Term, ...]]:
    """A scorer that takes the fields as they are, and the fields."""
    assert artefact.exemplars is not None
    labels = tuple(artefact.exemplars["labels"])
    fields = tuple(t.FieldRef(NUMBER.maybe(), span, profile, score_field(artefact, label)) for label in labels)
    return Scorer(labels, (Scale((0.0,) * len(labels), (1.0,) * len(labels)),)), fields
