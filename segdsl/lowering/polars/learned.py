"""Fitted definitions as expressions: no learning library is needed to apply what was learned."""

from __future__ import annotations

from functools import reduce
from operator import add
from typing import TYPE_CHECKING

from segdsl.functions.types import Kind, Type
from segdsl.lowering.artefacts import ClusterModel
from segdsl.lowering.polars.lowering import Lowering
from segdsl.rulebook.model import Learned

if TYPE_CHECKING:
    import polars as pl


def lower_cluster(lo: Lowering, learned: Learned, model: ClusterModel) -> pl.Expr:
    """The label with the highest score; null outside `among`, and where a feature is missing.

    A missing feature makes every score missing, so that no comparison with the best one holds: without that, such
    customers would all fall into one cluster.
    """
    features = [lo.number(term) for term in learned.features]
    scores = [
        reduce(add, (x * weight for x, weight in zip(features, row, strict=True)), lo.polars.lit(bias))
        for row, bias in zip(model.weights, model.biases, strict=True)
    ]
    best = lo.polars.max_horizontal(*scores)
    type_ = Type(Kind.CATEGORY, values=learned.type.values)
    chain = lo.polars
    for label, score in zip(model.labels, scores, strict=True):
        chain = chain.when(score == best).then(lo.literal(label, type_))  # type: ignore[assignment]
    found: pl.Expr = chain.otherwise(lo.literal(None, type_))  # type: ignore[attr-defined]
    if learned.among is None:
        return found
    return lo.polars.when(lo.condition(learned.among)).then(found)
