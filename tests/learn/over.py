"""What tests of learned definitions share: a scorer evaluated by polars over rows of numbers."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import polars as pl

from segdsl.diagnostics import Span
from segdsl.functions.types import NUMBER, Kind, Type
from segdsl.lowering.polars import Context, lower
from segdsl.rulebook import terms as t
from segdsl.rulebook.scoring import Scorer

if TYPE_CHECKING:
    import numpy as np

AT = Span(0, 0)


def scored(scorer: Scorer, features: np.ndarray) -> pl.DataFrame:
    """The label (`class`) and the score of each label, for rows × features; NaN stands for a missing feature."""
    names = [f"f{i}" for i in range(features.shape[1])]
    frame = pl.DataFrame(features, schema=names).fill_nan(None)
    inputs = tuple(t.FieldRef(NUMBER.maybe(), AT, "customer", name) for name in names)
    category = Type(Kind.CATEGORY, optional=True, values=scorer.labels)
    context = Context(as_of=dt.date(2021, 6, 30))
    parts = {label: t.Scored(NUMBER.maybe(), AT, inputs, scorer, f"[{label}]", None, None) for label in scorer.labels}
    said = t.Scored(category, AT, inputs, scorer, "class", None, None)
    return frame.select(
        lower(said, context).alias("class"), *(lower(part, context).alias(label) for label, part in parts.items())
    )
