"""The order of keys, against Python's own."""

from __future__ import annotations

import random

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from segdsl.data.keys import key_order

DIGITS = [f"GD{number:010}" for number in random.Random(1).sample(range(10**10), 200)]


@pytest.mark.parametrize(
    "keys",
    [
        DIGITS,
        ["7"],
        [],
        ["10", "9", "08"],  # not as many digits in each
        ["a1", "a0", "b0"],
        ["+1", "02", "00"],  # what a number may begin with, and a digit need not
        ["1_0", "110", "1-0"],
        ["户1", "户0", "户9"],
        ["１", "０", "1ab"],
        ["9" * 25, "1" * 25],  # more than 64 bits
    ],
)
def test_keys_are_in_the_order_of_their_texts(keys: list[str]) -> None:
    assert [keys[row] for row in key_order(pl.Series(keys, dtype=pl.String))] == sorted(keys)


@given(st.lists(st.text("0123+-_aé户", min_size=1, max_size=4), unique=True))
def test_any_texts_are(keys: list[str]) -> None:
    assert [keys[row] for row in key_order(pl.Series(keys, dtype=pl.String))] == sorted(keys)


def test_whole_numbers_are_in_their_own_order() -> None:
    assert key_order(pl.Series([10, 9, -1])).to_list() == [2, 1, 0]
