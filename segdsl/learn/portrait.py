"""What the customers of each label are like, beside all who were looked at: numbers that become sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from segdsl.learn.task import written
from segdsl.rulebook.terms import Arithmetic, Call, Const

if TYPE_CHECKING:
    from collections.abc import Sequence

    from segdsl.rulebook.model import Learned, Rulebook
    from segdsl.rulebook.terms import Term

_MONOTONE = frozenset({"log", "log10", "sqrt"})


def traits(rulebook: Rulebook, learned: Learned) -> dict[str, Term]:
    """What labels are described by, as it is written: plain values, what labels attach by, and the features."""
    attached = [label.by for label in learned.labels if label.by is not None]
    found = plain_values(rulebook, learned)
    for term in (*attached, *learned.features):
        found.setdefault(written(rulebook, learned, term), term)
    return found


def plain_values(rulebook: Rulebook, learned: Learned) -> dict[str, Term]:
    """What the features are made of, as it is written, without what only stretches it: of `log(1 + kwh)` it is `kwh`.

    A question about the one is a question about the other.
    """
    found: dict[str, Term] = {}
    for feature in learned.features:
        term = _plain(feature)
        found.setdefault(written(rulebook, learned, term), term)
    return found


def stretched(rulebook: Rulebook, learned: Learned) -> dict[str, str]:
    """The features that only stretch a plain value, each with that value, as both are written."""
    pairs = {
        written(rulebook, learned, feature): written(rulebook, learned, _plain(feature)) for feature in learned.features
    }
    return {feature: plain for feature, plain in pairs.items() if feature != plain}


def _plain(term: Term) -> Term:
    match term:
        case Call(function=name, arguments=(inner,)) if name in _MONOTONE:
            return _plain(inner)
        case Arithmetic(op="+" | "-", left=Const(), right=inner) | Arithmetic(op="+" | "-", left=inner, right=Const()):
            return _plain(inner)
        case Arithmetic(op="*" | "/", left=inner, right=Const(value=float() | int() as by)) if by:
            return _plain(inner)
        case _:
            return term


def portrait(columns: Mapping[str, np.ndarray], of_label: np.ndarray, labels: Sequence[str]) -> list[dict[str, Any]]:
    """For each trait its mean and standard deviation among all, and its mean for each label.

    `of_label` has the number of each row's label. Missing values (NaN) are left out of a mean; if all are, it is None.
    """
    return [
        {
            "text": text,
            "mean": _mean(column),
            "spread": _spread(column),
            "means": {label: _mean(column[of_label == i]) for i, label in enumerate(labels)},
        }
        for text, column in columns.items()
    ]


def _mean(column: np.ndarray) -> float | None:
    known = column[~np.isnan(column)]
    return float(known.mean()) if len(known) else None


def _spread(column: np.ndarray) -> float | None:
    known = column[~np.isnan(column)]
    return float(known.std()) if len(known) else None
