"""Arrays as the steps of a scorer hold them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from segdsl.rulebook.scoring import Affine, Row

if TYPE_CHECKING:
    import numpy as np


def row(numbers: np.ndarray) -> Row:
    """A row of numbers."""
    return tuple(map(float, numbers))


def rows(numbers: np.ndarray) -> tuple[Row, ...]:
    """A row for each row of an array of two dimensions."""
    return tuple(map(row, numbers))


def affine(weights: np.ndarray, biases: np.ndarray) -> Affine:
    """Weighted sums: outputs × inputs, and what is added to each output."""
    return Affine(rows(weights), row(biases))
