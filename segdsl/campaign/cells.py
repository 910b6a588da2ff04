"""What a cell of a target file holds: personal data hidden or keyed, class titles, formulas made harmless.

Every step is a Polars expression or a whole-column function applied before anything is written, so no writer can leak.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from hashlib import sha256
from typing import Literal

import polars as pl

from segdsl.engine.masking import masked
from segdsl.rulebook.model import Pii

PiiMode = Literal["mask", "raw", "hmac"]

# What a spreadsheet runs or reads as a command when a cell begins with it (OWASP ASVS 1.2.10), and the full-width
# signs that some Chinese input methods leave and some spreadsheets fold.
FORMULA_START = r"^[=+\-@\t\r\x00＝＋－＠]"


def neutralised(column: pl.Expr) -> pl.Expr:
    """Text with a leading `'` where a spreadsheet would run the cell; other text and missing values as they are."""
    return pl.when(column.str.contains(FORMULA_START)).then(pl.concat_str(pl.lit("'"), column)).otherwise(column)


def titled(column: pl.Expr, titles: Mapping[str, str]) -> pl.Expr:
    """Category values as text, each by its title where it has one."""
    return column.cast(pl.String).replace(dict(titles)) if titles else column.cast(pl.String)


def keyed(values: pl.Series, key: bytes) -> pl.Series:
    """HMAC-SHA256 of each value under `key`, as lowercase hex; missing stays missing.

    A plain hash of a phone number can be reversed by trying all numbers; under a key that only sender and receiver
    hold it cannot.
    """

    def digest(value: str) -> str:
        return hmac.new(key, value.encode(), sha256).hexdigest()

    return values.cast(pl.String).map_elements(digest, return_dtype=pl.String)


def hide(frame: pl.DataFrame, pii: Mapping[str, Pii], mode: PiiMode, key: bytes | None) -> pl.DataFrame:
    """The frame with its personal columns masked, keyed by HMAC, or as they are.

    Raises `ValueError` for `hmac` without a key.
    """
    if mode == "raw" or not pii:
        return frame
    if mode == "mask":
        return frame.with_columns(masked(pl.col(name), kind).alias(name) for name, kind in pii.items())
    if not key:
        raise ValueError("hmac needs a key")
    return frame.with_columns(keyed(frame[name], key).alias(name) for name in pii)
