"""What is counted in a block, against counting event by event, where events are few, many, and far apart."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import polars as pl
import pytest

from segdsl.data.events.index import DAY, ROW, Block, EventPart
from segdsl.engine.events import counting, ends
from segdsl.engine.events.filling import Counts, Numbers, Pieces
from segdsl.engine.events.view import View

CUSTOMERS = 50


def block(events: int, values: int, seed: int) -> tuple[View, pl.Series]:
    """All events of a part with a single block, in order of time; customer 0 has none, customer 1 a quarter of all."""
    draw = np.random.default_rng(seed)
    rows = np.where(draw.random(events) < 0.25, 1, draw.integers(1, CUSTOMERS, events)).astype(np.uint16)
    days = np.sort(draw.integers(18_000, 18_000 + 400, events)).astype(np.int32)
    codes = pl.Series("code", draw.integers(0, values, events), dtype=pl.UInt32)
    part = EventPart(pl.DataFrame({ROW: rows, DAY: days, "code": codes}), np.array([0, events]), 0, CUSTOMERS, "at")
    return View(Block(part, 0, CUSTOMERS, 0, events), 0, events, None), codes


def by_customer(view: View, codes: pl.Series) -> list[list[int]]:
    found: list[list[int]] = [[] for _ in range(CUSTOMERS)]
    for row, code in zip(view.rows.tolist(), codes.to_list(), strict=True):
        found[row].append(code)
    return found


@pytest.mark.parametrize("values", [1, 3, 40, 255, 256, 70_000])
@pytest.mark.parametrize("events", [1, 30, 3_000])
def test_different_and_most_frequent_values(events: int, values: int) -> None:
    view, codes = block(events, values, seed=events + values)
    expected = by_customer(view, codes)
    assert counting.different(view, codes.to_numpy()).tolist() == [len(set(each)) for each in expected]
    best = counting.most_frequent(view, codes.to_numpy()).tolist()
    for row, seen in enumerate(expected):
        if seen:
            often = Counter(seen)
            most = max(often.values())
            assert best[row] == next(code for code in reversed(seen) if often[code] == most)


@pytest.mark.parametrize("events", [0, 1, 30, 3_000])
def test_days_and_ends(events: int) -> None:
    view, codes = block(events, 1000, seed=events)
    days: list[set[int]] = [set() for _ in range(CUSTOMERS)]
    for row, day in zip(view.rows.tolist(), view.days.tolist(), strict=True):
        days[row].add(day)
    assert counting.days(view).tolist() == [len(each) for each in days]
    expected = by_customer(view, codes)
    for order, place in ((ends.FIRST, 0), (ends.LAST, -1)):
        values, known = ends.numbers(view, codes, order)
        assert known is not None
        assert known.tolist() == [bool(each) for each in expected]
        assert values[known].tolist() == [each[place] for each in expected if each]


def test_pairs_too_wide_to_be_sorted_as_one_number() -> None:
    view, codes = block(3_000, 5, seed=9)
    packed = counting._by_value(view, codes.to_numpy(), 5)
    apart = counting._by_value(view, codes.to_numpy(), 2**48)
    assert np.array_equal(packed[1], apart[1])


def test_large_counts_widen_the_column_and_lose_nothing() -> None:
    filling = Counts.of(5)
    filling.put(3, (np.array([300, 7]), None))
    filling.put(0, (np.array([1, 0, 255]), None))
    assert filling.column().to_list() == [1, 0, 255, 300, 7]
    assert filling.column().dtype == pl.UInt16


@pytest.mark.parametrize(
    "values, dtype, expected",
    [
        (np.array([1.5, np.nan, 2.0]), pl.Float64(), [1.5, None, 2.0]),
        (np.array([18_000, 0, 1], dtype=np.int32), pl.Date(), [pl.Series([18_000]).cast(pl.Date)[0], None, None]),
        (np.array([1, 0, 0], dtype=np.uint8), pl.Enum(["a", "b"]), ["b", None, "a"]),
        (np.array([True, True, False]), pl.Boolean(), [True, None, False]),
    ],
)
def test_numbers_become_what_they_stand_for(values: Any, dtype: pl.DataType, expected: list[Any]) -> None:
    known = np.array([value is not None for value in expected])
    filling = Numbers.of(3, dtype)
    filling.put(0, (values, known))
    assert filling.column().to_list() == expected
    assert filling.column().dtype == dtype


def test_pieces_stand_in_the_order_of_customers_whoever_was_ready_first() -> None:
    filling = Pieces(pl.String())
    filling.put(2, pl.Series(["c"]))
    filling.put(0, pl.Series(["a", None]))
    assert filling.column().to_list() == ["a", None, "c"]
