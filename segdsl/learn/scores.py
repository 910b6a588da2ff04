"""Scores of a model that no expression can hold, for all customers at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np
import polars as pl

from segdsl.engine.session import Session
from segdsl.learn.columns import columns
from segdsl.learn.exemplars import probabilities
from segdsl.rulebook.model import Learned
from segdsl.rulebook.terms import Term

PIECE = 8_192
"""Customers between two looks whether anybody still waits: a tenth of a second or so."""


def scores(session: Session, learned: Learned, kept: Mapping[str, Any], advance: Callable[[int], None]) -> pl.DataFrame:
    """A column for each label, in the order of the rows; missing for those outside `among` or without a feature.

    `advance` is told of each piece how many customers it was. Raises `Stopped` if nobody waits for them any more.
    """
    inputs: dict[str, Term] = {f"x{i}": term for i, term in enumerate(learned.features)}
    among = {} if learned.among is None else {"among": learned.among}
    frame = columns(session, {**inputs, **among}, learned.origin)
    known = pl.all_horizontal(*(pl.col(name).is_not_null() for name in inputs), *among)
    found = frame.select(pl.col(*inputs).cast(pl.Float64), asked=known.fill_null(value=False)).collect(
        engine="in-memory"
    )
    at = np.flatnonzero(found["asked"].to_numpy())
    found = found.drop("asked")

    def pieces() -> Iterator[np.ndarray]:
        for start in range(0, len(at), PIECE):
            session.stop()
            yield found[at[start : start + PIECE]].to_numpy()

    result = np.full((found.height, len(kept["labels"])), np.nan)
    done = 0
    for piece in probabilities(kept, pieces()):
        result[at[done : done + len(piece)]] = piece
        done += len(piece)
        advance(len(piece))
    return pl.DataFrame(result, schema=list(kept["labels"])).fill_nan(None)
