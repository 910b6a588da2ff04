"""What tests of learned definitions share: a scorer evaluated by polars over rows of numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from segdsl.functions.types import NUMBER, Kind, Type
from segdsl.lowering.polars import lower
from segdsl.rulebook import terms as t
from segdsl.rulebook.scoring import Scorer
from tests.lowering.terms import AT, CONTEXT

if TYPE_CHECKING:
    import numpy as np


def scored(scorer: Scorer, features: np.ndarray) -> pl.DataFrame:
    """The label (`class`) and the score of each label, for rows × features; NaN stands for a missing feature."""
    names = [f"f{i}" for i in range(features.shape[1])]
    frame = pl.DataFrame(features, schema=names).fill_nan(None)
    inputs = tuple(t.FieldRef(NUMBER.maybe(), AT, "customer", name) for name in names)
    category = Type(Kind.CATEGORY, optional=True, values=scorer.labels)
    parts = {label: t.Scored(NUMBER.maybe(), AT, inputs, scorer, f"[{label}]", None, None) for label in scorer.labels}
    said = t.Scored(category, AT, inputs, scorer, "class", None, None)
    return frame.select(
        lower(said, CONTEXT).alias("class"), *(lower(part, CONTEXT).alias(label) for label, part in parts.items())
    )
