"""How far customers have moved away from those that something was fitted on: population stability indices.

The index compares shares of customers in fixed bins, Σ (now − then) · ln(now / then). That up to 0.1 is little and from
0.25 on a lot are conventions (Lewis, An Introduction to Credit Scoring, 1994): sizes of an effect, not tests, and the
same for a thousand customers as for millions. Bins are tenths of the customers at the fit, and lie in the artefact.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import polars as pl

from segdsl.engine.session import unfitted
from segdsl.learn.columns import columns
from segdsl.lowering.fitted.applying import with_fitted
from segdsl.rulebook.model import Learned
from segdsl.rulebook.terms import DefinitionRef, Term

if TYPE_CHECKING:
    from segdsl.engine.session import Session
    from segdsl.lowering.fitted.artefacts import Artefact

MODERATE, LARGE = 0.1, 0.25
BINS = 10
_LEAST = 1e-4  # a share that counts as this where a bin is empty: its logarithm would be infinite

Level = Literal["little", "moderate", "large"]


@dataclass(frozen=True, slots=True)
class Shift:
    """How far one thing has moved: a feature (`text` as it is written), the `labels`, or who is `unlabelled`."""

    of: Literal["feature", "labels", "unlabelled"]
    text: str
    index: float

    @property
    def level(self) -> Level:
        """What the index is called by convention."""
        return "large" if self.index >= LARGE else "moderate" if self.index >= MODERATE else "little"


@dataclass(frozen=True, slots=True)
class Drift:
    """What has become of the customers since a fit: of those inside `among`, `customers` have all features now."""

    name: str
    customers: int
    shifts: tuple[Shift, ...]


def bins(features: Sequence[str], rows: np.ndarray) -> list[dict[str, Any]]:
    """For each feature, as it is written, the upper edges of its bins but the last one's, and their shares of rows.

    Values that many customers share make fewer bins; without customers there are none.
    """
    found: list[dict[str, Any]] = []
    if not len(rows):
        return found
    for text, column in zip(features, rows.T, strict=True):
        edges = np.unique(np.quantile(column, np.linspace(0, 1, BINS + 1)[1:-1], method="inverted_cdf"))
        edges = edges[edges < column.max()]
        counts = np.bincount(np.searchsorted(edges, column, side="left"), minlength=len(edges) + 1)
        found.append({"text": text, "edges": list(map(float, edges)), "shares": [int(n) / len(column) for n in counts]})
    return found


def said(session: Session, artefact: Artefact) -> dict[str, Any] | None:
    """How many customers inside `among` get each label by an artefact, and how many none; with the `confidence` asked.

    None for what gives no labels, and for models that would have to be compared with everybody to count this.
    """
    if artefact.scorer is None or artefact.kind == "lookalike":
        return None
    _, learned = unfitted(session, artefact.name)
    labels = learned.type.values
    counts = _counted(_applied(session, artefact, learned.confidence), artefact.name, [], labels)
    found = {label: counts[f"label {label}"] for label in labels}
    return {"confidence": learned.confidence, "labels": found, "none": counts["asked"] - sum(found.values())}


def drift(session: Session, artefact: Artefact) -> Drift | None:
    """How far the customers of today are from those of a fit; None for a fit that kept nothing to compare with.

    Customers who lack a feature do not count for the features. What is said of customers counts as it would by the
    least confidence of the time: another one changes whom labels are given to, not the customers.
    """
    figures, name = artefact.figures, artefact.name
    bins, then = figures.get("bins", []), figures.get("said")
    if not bins and then is None:
        return None
    session = unfitted(session, name)[0] if then is None else _applied(session, artefact, then["confidence"])
    labels = () if then is None else tuple(then["labels"])
    counts = _counted(session, name, [each["edges"] for each in bins], labels)
    customers = counts["complete"]
    shifts = []
    for i, each in enumerate(bins):
        steps = [0, *(counts[f"{i} {j}"] for j in range(len(each["edges"]))), customers]
        now = [high - low for low, high in pairwise(steps)]
        shifts.append(Shift("feature", each["text"], stability(each["shares"], now)))
    if then is not None:
        now = [counts[f"label {label}"] for label in labels]
        shifts.append(Shift("labels", "", stability(list(then["labels"].values()), now)))
        before = [sum(then["labels"].values()), then["none"]]
        shifts.append(Shift("unlabelled", "", stability(before, [sum(now), counts["asked"] - sum(now)])))
    return Drift(name, customers, tuple(shifts))


def _applied(session: Session, artefact: Artefact, confidence: float | None) -> Session:
    """The session in which a definition says what an artefact says, with that least confidence."""
    session, learned = unfitted(session, artefact.name)
    definitions = {**session.rulebook.definitions, artefact.name: replace(learned, confidence=confidence)}
    rulebook = with_fitted(replace(session.rulebook, definitions=definitions), {artefact.name: artefact})
    return replace(session, rulebook=rulebook, context=session.context.over(rulebook.definitions))


def _counted(session: Session, name: str, edges: Sequence[Sequence[float]], labels: Sequence[str]) -> dict[str, int]:
    """Of the customers inside `among`, `asked`: how many are `complete`, how many of these are below each edge.

    And how many have each of these labels.
    """
    learned = session.rulebook.definitions[name]
    assert isinstance(learned, Learned)
    inputs: dict[str, Term] = {f"x{i}": term for i, term in enumerate(learned.features)}
    among = {} if learned.among is None else {"among": learned.among}
    label = {"label": DefinitionRef(learned.type, learned.origin.name_span, name)} if labels else {}
    asked = columns(session, {**inputs, **among, **label}, learned.origin)
    asked = asked.filter("among") if among else asked
    asked = asked.with_columns(pl.col(each).cast(pl.Float64) for each in inputs)
    complete = pl.all_horizontal(pl.lit(value=True), *(pl.col(each).is_not_null() for each in inputs))
    below = [
        (complete & (pl.col(f"x{i}") <= edge)).sum().alias(f"{i} {j}")
        for i, own in enumerate(edges)
        for j, edge in enumerate(own)
    ]
    by_label = [(pl.col("label").cast(pl.String) == each).sum().alias(f"label {each}") for each in labels]
    counts = asked.select(pl.len().alias("asked"), complete.sum().alias("complete"), *below, *by_label)
    return counts.collect(engine="streaming").row(0, named=True)


def stability(then: Sequence[float], now: Sequence[float]) -> float:
    """The population stability index of two rows of numbers of customers, or of shares; 0 where there is nobody."""
    if not sum(then) or not sum(now):
        return 0.0
    pairs = zip(_shares(then), _shares(now), strict=True)
    return sum((q - p) * math.log(q / p) for p, q in pairs)


def _shares(numbers: Sequence[float]) -> list[float]:
    return [max(number / sum(numbers), _LEAST) for number in numbers]
