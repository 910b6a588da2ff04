"""Scores of a model that no expression can hold, for all customers at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import polars as pl

from segdsl.engine.evaluate import evaluate
from segdsl.engine.session import Session
from segdsl.learn.exemplars import probabilities
from segdsl.lowering.polars import lower, lower_condition
from segdsl.rulebook.model import Learned


def scores(session: Session, learned: Learned, kept: Mapping[str, Any], advance: Callable[[int], None]) -> pl.DataFrame:
    """A column for each label, in the order of the rows; missing for those outside `among` or without a feature.

    `advance` is told of each block how many customers it was.
    """
    uses = [name for name in learned.uses if name in session.rulebook.definitions]
    frame, context = session.ready([learned.name, *uses])
    frame = evaluate(session.rulebook, frame, context, uses, unknown=False).frame
    inputs = [lower(term, context).cast(pl.Float64).alias(f"x{i}") for i, term in enumerate(learned.features)]
    asked = lower_condition(learned.among, context) if learned.among is not None else pl.lit(value=True)
    found = frame.select(*inputs, asked=asked).collect(engine="in-memory")
    whole = found["asked"] & ~found.select(pl.any_horizontal(pl.all().is_null())).to_series()
    features = found.filter(whole).drop("asked").to_numpy()
    result = np.full((found.height, len(kept["labels"])), np.nan)
    at = np.flatnonzero(whole.to_numpy())
    done = 0
    for block in probabilities(kept, np.ascontiguousarray(features)):
        session.stop()
        result[at[done : done + len(block)]] = block
        done += len(block)
        advance(len(block))
    return pl.DataFrame(result, schema=list(kept["labels"])).fill_nan(None)
