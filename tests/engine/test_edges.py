"""Bins as somebody would draw them by hand."""

from __future__ import annotations

import datetime as dt
import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segdsl.engine.edges import Spread, date_edges, number_edges

D = dt.date


@pytest.mark.parametrize(
    "low, high, core, whole, expected",
    [
        (0, 3, (0, 3), True, [0, 1, 2, 3, 3]),  # a bin for each, the last closed
        (7, 7, (7, 7), True, [7, 7]),
        (0, 100, (0, 100), True, [*range(0, 101, 10)]),
        (3, 97, (3, 97), True, [0, *range(10, 100, 10), 100]),
        (0, 10_000, (2, 18), True, [0, *range(2, 19, 2), 10_000]),  # one customer of ten thousand
        (0.0, 1.0, (0.0, 1.0), False, [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]),
        (0, 30, (5, 5), True, [0, *range(5, 30, 5), 30]),  # nearly all are alike: everything is drawn
        (  # no edge beyond 64 bits
            -(2**63),
            2**63 - 1,
            (-(2**63), 2**63 - 1),
            True,
            [-(2**63), *range(-8 * 10**18, 8 * 10**18 + 1, 2 * 10**18), 2**63 - 1],
        ),
        (-0.4, 0.4, (-0.4, 0.4), False, [-0.4, -0.3, -0.2, -0.1, 0, 0.1, 0.2, 0.3, 0.4]),
    ],
)
def test_edges_of_numbers(
    low: float, high: float, core: tuple[float, float], whole: bool, expected: list[float]
) -> None:
    assert number_edges(Spread(low, high, *core), whole=whole) == expected


@pytest.mark.parametrize(
    "low, high, expected",
    [
        (D(2021, 6, 30), D(2021, 6, 30), [D(2021, 6, 30)] * 2),
        (D(2021, 6, 28), D(2021, 6, 30), [D(2021, 6, 28), D(2021, 6, 29), D(2021, 6, 30)]),
        (D(2021, 6, 1), D(2021, 6, 30), [D(2021, 6, 1), *(D(2021, 6, d) for d in (7, 14, 21, 28)), D(2021, 6, 30)]),
        (D(2021, 1, 15), D(2021, 6, 3), [D(2021, 1, 15), *(D(2021, m, 1) for m in range(2, 7)), D(2021, 6, 3)]),
        (D(2010, 5, 5), D(2020, 2, 29), [D(2010, 5, 5), *(D(y, 1, 1) for y in range(2011, 2021)), D(2020, 2, 29)]),
        (D(1950, 1, 1), D(2000, 1, 1), [D(y, 1, 1) for y in range(1950, 2001, 5)]),
    ],
)
def test_edges_of_dates(low: dt.date, high: dt.date, expected: list[dt.date]) -> None:
    assert date_edges(low, high, low, high) == expected


NUMBERS = st.floats(allow_nan=False, allow_infinity=False)


@given(st.lists(NUMBERS, min_size=4, max_size=4).map(sorted), st.booleans())
def test_edges_hold_all_values_and_are_few(values: list[float], whole: bool) -> None:
    low, core_low, core_high, high = (math.floor(v) if whole else v for v in values)
    edges = number_edges(Spread(low, high, core_low, core_high), whole=whole)
    assert edges[0] <= low
    assert edges[-1] >= high
    assert all(a <= b for a, b in pairwise(edges))
    assert len(edges) <= 16
    assert len(set(edges)) >= len(edges) - 1  # only the closed last bin may be of one value


@given(st.lists(st.dates(), min_size=4, max_size=4).map(sorted))
def test_edges_of_any_dates_rise_within_the_data(days: list[dt.date]) -> None:
    low, core_low, core_high, high = days
    edges = date_edges(low, high, core_low, core_high)
    assert (edges[0], edges[-1]) == (low, high)
    assert low == high or all(a < b for a, b in pairwise(edges))
    assert len(edges) <= 40
