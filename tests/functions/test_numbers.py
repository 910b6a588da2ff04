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


def test_a_power_is_the_same_in_every_chunk_and_by_a_constant() -> None:
    lower = REGISTRY["power"].polars
    assert lower is not None
    exponents = [0.5, 1.0, 1.5, *map(float, range(2, 12))]
    frame = pl.DataFrame({"x": [x * 0.37 for x in range(1, 40)]}).join(pl.DataFrame({"y": exponents}), how="cross")
    whole = frame.select(lower(pl, pl.col("x"), pl.col("y"))).to_series().to_list()
    rows = [frame[at].select(lower(pl, pl.col("x"), pl.col("y"))).item() for at in range(frame.height)]
    constant = [frame[at].select(lower(pl, pl.col("x"), y)).item() for at, y in enumerate(frame["y"])]
    assert whole == rows == constant
