"""How far customers have moved away from those that something was fitted on: population stability indices.

The index compares shares of customers in fixed bins, Σ (now − then) · ln(now / then). That up to 0.1 is little and from
0.25 on a lot are conventions (Lewis, An Introduction to Credit Scoring, 1994): sizes of an effect, not tests, and the
same for a thousand customers as for millions. Bins are tenths of the customers at the fit, and lie in the artefact.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import polars as pl

from segdsl.engine.evaluate import evaluate
from segdsl.engine.session import unfitted
from segdsl.lowering.polars import column_name, lower, lower_condition
from segdsl.rulebook.model import Learned

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
    """What has become of the customers since a fit, on `customers` that have all features now."""

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


def drift(session: Session, artefact: Artefact) -> Drift | None:
    """How far the customers of today are from those of a fit; None for a fit that kept no bins.

    Customers who lack a feature count as unlabelled, and not for the features.
    """
    figures = artefact.figures
    if "bins" not in figures:
        return None
    labels: Mapping[str, int] = figures["sizes"] if artefact.kind == "cluster" else {}
    counts = _counted(session, artefact.name, [each["edges"] for each in figures["bins"]], list(labels))
    customers = counts["complete"]
    shifts = []
    for i, each in enumerate(figures["bins"]):
        steps = [0, *(counts[f"{i} {j}"] for j in range(len(each["edges"]))), customers]
        now = [high - low for low, high in pairwise(steps)]
        shifts.append(Shift("feature", each["text"], stability(each["shares"], now)))
    if labels:
        now = [counts[f"label {name}"] for name in labels]
        shifts.append(Shift("labels", "", stability(list(labels.values()), now)))
        then = [artefact.provenance.customers, figures["unlabelled"]["missing"]]
        shifts.append(Shift("unlabelled", "", stability(then, [customers, counts["asked"] - customers])))
    return Drift(artefact.name, customers, tuple(shifts))


def _counted(session: Session, name: str, edges: Sequence[Sequence[float]], labels: Sequence[str]) -> dict[str, int]:
    """Of the customers inside `among`, `asked`: how many are `complete`, how many of these are below each edge."""
    if not labels:
        session, _ = unfitted(session, name)  # features are read, and not what was worked out from them
    learned = session.rulebook.definitions[name]
    assert isinstance(learned, Learned)
    uses = [use for use in learned.uses if use in session.rulebook.definitions]
    frame, context = session.ready([name], keyed=False)
    wanted = [name, *uses] if labels else uses
    frame = evaluate(session.rulebook, frame, context, wanted, unknown=False).frame
    inputs = [lower(term, context).cast(pl.Float64).alias(f"x{i}") for i, term in enumerate(learned.features)]
    among = lower_condition(learned.among, context) if learned.among is not None else pl.lit(value=True)
    label = [pl.col(column_name(name)).cast(pl.String).alias("label")] if labels else []
    asked = frame.select(among.alias("among"), *label, *inputs).filter("among")
    complete = pl.all_horizontal(pl.col(f"x{i}").is_not_null() for i in range(len(inputs)))
    below = [
        (complete & (pl.col(f"x{i}") <= edge)).sum().alias(f"{i} {j}")
        for i, own in enumerate(edges)
        for j, edge in enumerate(own)
    ]
    by_label = [(pl.col("label") == each).sum().alias(f"label {each}") for each in labels]
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
