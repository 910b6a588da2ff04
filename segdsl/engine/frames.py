"""Definitions and fields side by side for every customer, from what a session remembers where it does."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from segdsl.engine.evaluate import evaluate
from segdsl.engine.keeping import evaluate_kept

if TYPE_CHECKING:
    import polars as pl

    from segdsl.engine.session import Session


def frame_of(session: Session, definitions: Sequence[str], fields: Collection[str]) -> pl.LazyFrame:
    """A frame with a column for each of these."""
    if session.kept is not None:
        return evaluate_kept(session.material(definitions, fields), definitions).frame
    frame, context = session.ready(definitions, fields)
    return evaluate(session.rulebook, frame, context, definitions, unknown=False).frame
