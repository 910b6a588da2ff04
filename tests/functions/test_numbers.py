"""Arithmetic that Polars would do a little differently from IEEE 754."""

import polars as pl
import pytest

from segdsl.functions import REGISTRY
from segdsl.functions.numbers import quotient

CENTS = [float(n) for n in range(1, 20_000)]


@pytest.mark.parametrize("divisor", [100.0, 3.0, 1e-5])
def test_division_by_a_constant_is_correctly_rounded_in_every_row(divisor: float) -> None:
    frame = pl.DataFrame({"x": CENTS})
    assert frame.select(quotient(pl.col("x"), divisor)).to_series().to_list() == [x / divisor for x in CENTS]


def test_rounding_to_two_digits_keeps_every_amount_in_cents() -> None:
    amounts = [x / 100 for x in CENTS]
    lower = REGISTRY["round"].polars
    assert lower is not None
    assert pl.DataFrame({"x": amounts}).select(lower(pl, pl.col("x"), 2)).to_series().to_list() == amounts
