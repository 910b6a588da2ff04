"""The customers a fit looks at: their features as numbers, in the order of their keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from segdsl.engine.session import Session
from segdsl.learn.columns import KEY, columns
from segdsl.rulebook.model import Learned
from segdsl.rulebook.terms import Term

MOST = 200_000
"""Fits look at no more customers: more would not move a centre by anything that counts, and cost minutes."""


@dataclass(frozen=True, slots=True)
class Sample:
    """Rows × features as float64, complete, with their `keys`, and `beside` them other columns of the same customers.

    `customers` of those asked about had all features; where they are more than the rows, these were drawn with the seed
    of the definition. `left_out` are those who lack a feature; `lacking` counts them for each feature.
    """

    features: np.ndarray
    keys: pl.Series
    beside: pl.DataFrame
    customers: int
    left_out: int
    lacking: tuple[int, ...]


def scarcest(features: Sequence[str], lacking: Sequence[int]) -> dict[str, str | int]:
    """The feature that most customers lack, as it is written, and how many: for errors. Empty if nobody lacks any."""
    feature, count = max(zip(features, lacking, strict=True), key=lambda each: each[1], default=("", 0))
    return {"feature": feature, "lacking": count} if count else {}


def sample(
    session: Session, learned: Learned, beside: Mapping[str, Term], only: pl.Expr | None = None, most: int = MOST
) -> Sample:
    """Those inside `among` who have all features and fulfil `only`, at most `most` of them, in key order.

    `beside` names other terms that are worked out for them; `only` is a condition over these names.
    """
    inputs = {f"x{i}": term for i, term in enumerate(learned.features)}
    among = {} if learned.among is None else {"among": learned.among}
    asked = columns(session, {**inputs, **among, **beside}, learned.origin)  # places are those among all
    if among:
        asked = asked.filter("among").drop("among")
    asked = asked.with_columns(pl.col(name).cast(pl.Float64) for name in inputs)
    if only is not None:
        asked = asked.filter(only)
    found = asked.collect(engine="streaming")
    names = list(inputs)
    lacking = found.select(names).null_count().row(0)
    rows = found.drop_nulls(names).sort(KEY)
    count = rows.height
    if count > most:
        rows = rows[np.sort(np.random.default_rng(learned.seed).choice(count, most, replace=False))]
    features = np.ascontiguousarray(rows.select(names).to_numpy())
    return Sample(features, rows[KEY], rows.select(list(beside)), count, found.height - count, lacking)
