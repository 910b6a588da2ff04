"""`percentile`, `rank`, `ntile` against their definitions, computed the long way for each customer."""

from __future__ import annotations

import random
from typing import Any, Literal

import polars as pl
import pytest

from segdsl.functions.types import INT, NUMBER, TEXT, Type
from segdsl.rulebook.terms import Population, Term
from tests.lowering.terms import AT, call, const, field, frame, values

X, G = field("x", INT), field("g", TEXT)
Name = Literal["percentile", "rank", "ntile"]


def place(function: Name, value: Term = X, tiles: int | None = None, group: Term | None = None) -> Population:
    return Population(
        (NUMBER if function == "percentile" else INT).maybe(),
        AT,
        function,
        value,
        const(tiles) if tiles else None,
        group,
    )


def the_long_way(function: Name, keys: list[str], xs: list[Any], groups: list[Any], tiles: int) -> list[Any]:
    """Straight from the definitions: count those below, sort by value and key, deal the tiles out."""
    result: list[Any] = []
    for key, x, group in zip(keys, xs, groups, strict=True):
        peers = [(b, a) for a, b, g in zip(keys, xs, groups, strict=True) if g == group and b is not None]
        if x is None:
            result.append(None)
        elif function == "percentile":
            below = sum(b < x for b, _ in peers)
            result.append(below / (len(peers) - 1) if len(peers) > 1 else 0.0)
        elif function == "rank":
            result.append(1 + sum(b > x or (b == x and a < key) for b, a in peers))
        else:
            result.append(deal([a for _, a in sorted(peers)], tiles)[key])
    return result


def deal(keys: list[str], tiles: int) -> dict[str, int]:
    """Which tile each key falls into: sizes differ by one at most, the larger first."""
    size, rest = divmod(len(keys), tiles)
    found: dict[str, int] = {}
    for tile in range(1, tiles + 1):
        taken = size + (1 if tile <= rest else 0)
        found.update(dict.fromkeys(keys[:taken], tile))
        keys = keys[taken:]
    return found


@pytest.mark.parametrize("grouped", [False, True])
@pytest.mark.parametrize("function", ["percentile", "rank", "ntile"])
@pytest.mark.parametrize("seed", range(6))
def test_places_are_those_of_the_definition(function: Name, grouped: bool, seed: int) -> None:
    random_ = random.Random(seed)
    size = [1, 2, 7, 30, 50, 80][seed]
    keys = [f"客{n}" for n in range(size)]
    random_.shuffle(keys)
    xs = [random_.choice([None, 1, 1, 2, 3, -4]) for _ in keys]
    groups = [random_.choice(["a", "b", None]) if grouped else "" for _ in keys]
    data = pl.DataFrame({"id": keys, "x": pl.Series(xs, dtype=pl.Int8), "g": pl.Series(groups, dtype=pl.String)})
    term = place(function, tiles=3 if function == "ntile" else None, group=G if grouped else None)
    expected = the_long_way(function, keys, xs, groups, 3)
    assert values(term, data) == expected
    in_order = data.with_columns(expected=pl.Series(expected)).sort("id")
    assert values(term, in_order) == in_order["expected"].to_list()


@pytest.mark.parametrize("function", ["percentile", "rank", "ntile"])
def test_nobody_and_nobody_known(function: Name) -> None:
    term = place(function, tiles=4 if function == "ntile" else None, group=G)
    nobody = frame({"x": [], "g": []}, x=pl.Int64, g=pl.String)
    assert values(term, nobody) == []
    unknown = frame({"x": [None, None], "g": ["a", None]}, x=pl.Int64, g=pl.String)
    assert values(term, unknown) == [None, None]


def test_more_tiles_than_customers() -> None:
    data = frame({"x": [5, 3, 4]})
    assert values(place("ntile", tiles=10), data) == [3, 1, 2]


def test_zero_and_minus_zero_are_equal() -> None:
    data = frame({"x": [0.0, -0.0, 1.0]})
    x = field("x", NUMBER)
    assert values(place("percentile", x), data) == [0.0, 0.0, 1.0]
    assert values(place("rank", x), data) == [2, 3, 1]
    assert values(place("ntile", x, tiles=3), data) == [1, 2, 3]


def test_numeric_keys_are_ordered_as_numbers() -> None:
    data = pl.DataFrame({"id": [10, 9], "x": [1, 1]})
    assert values(place("rank"), data) == [2, 1]


def test_percentiles_are_the_correctly_rounded_quotients() -> None:
    size = 1000
    data = frame({"x": list(range(size))})
    assert values(place("percentile"), data) == [n / (size - 1) for n in range(size)]


def test_of_a_place_and_of_a_function() -> None:
    data = frame({"x": [5, -7, 6, None], "g": ["a", "a", "b", "b"]})
    magnitude = call("abs", X, type_=Type(INT.kind, optional=True))
    assert values(place("rank", magnitude), data) == [3, 1, 2, None]
    nested = place("rank", place("percentile", X, group=G), group=G)
    assert values(nested, data) == [1, 2, 1, None]
