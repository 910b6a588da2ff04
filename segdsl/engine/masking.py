"""Hiding personal data in whatever is shown or exported.

Masking is a Polars expression applied before a value leaves the engine, so that a table, a copied cell and a file
cannot leak what a renderer would have hidden. A value too short to keep anything is hidden whole; missing stays so.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from segdsl.rulebook.model import Pii


@dataclass(frozen=True, slots=True)
class Mask:
    """How many characters stay visible at either end, and how many stars stand for the rest (None: one for each)."""

    head: int
    tail: int
    stars: int | None


MASKS: dict[Pii, Mask] = {
    "mobile": Mask(head=3, tail=4, stars=4),
    "account": Mask(head=0, tail=4, stars=None),
    "name": Mask(head=1, tail=0, stars=2),
    "id_card": Mask(head=6, tail=4, stars=8),
    "address": Mask(head=6, tail=0, stars=4),
}


def masked(column: pl.Expr, pii: Pii) -> pl.Expr:
    """`column` (text, or read as text) with its middle hidden: `13812348000` becomes `138****8000`."""
    mask = MASKS[pii]
    text = column.cast(pl.String)
    length = text.str.len_chars()
    hidden = length.cast(pl.Int64) - mask.head - mask.tail
    stars = pl.lit("*" * mask.stars) if mask.stars is not None else text.str.head(hidden).str.replace_all(r"(?s).", "*")
    shown = pl.concat_str(
        text.str.head(mask.head), stars, text.str.slice(length - mask.tail) if mask.tail else pl.lit("")
    )
    return pl.when(hidden > 0).then(shown).otherwise(text.str.replace_all(r"(?s).", "*"))
