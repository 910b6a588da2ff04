"""Places counted by sorting packed numbers, or in a table, against the interpreter that counts peers one by one."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import polars as pl
import pytest

import segdsl
from segdsl.engine import numbering
from segdsl.engine import places as counting
from segdsl.engine.stopping import Stopped
from segdsl.rulebook.binding import bind
from tests.data.store.projects import RULES, customers, project, visits
from tests.differential.interpreter.population import Member
from tests.differential.interpreter.population import places as one_by_one

Function = Literal["percentile", "rank", "ntile"]
Draw = Callable[[random.Random], Any]
SIZE = 120
LOW, HIGH = -(2**63), 2**63 - 1
DAY, NOON = dt.date(2021, 6, 30), dt.datetime(2021, 6, 30, 12)  # noqa: DTZ001 - the product's times have no zone


ASKED: tuple[tuple[Function, int], ...] = (("percentile", 1), ("rank", 1), ("ntile", 7), ("ntile", 1_000))


def few(*values: Any) -> Draw:
    return lambda dice: dice.choice(values)


VALUES: dict[str, tuple[Draw, Any]] = {
    "few small": (few(None, 1, 1, 2, 3, -4), pl.Int8),
    "whole range of a byte": (lambda dice: dice.randint(-128, 127), pl.Int8),
    "one for all": (few(7), pl.Int64),
    "wide": (lambda dice: dice.randint(LOW, HIGH), pl.Int64),
    "the ends": (few(LOW, LOW + 1, HIGH - 1, HIGH, 0, None), pl.Int64),
    "different in the last bits alone": (lambda dice: dice.choice([LOW, HIGH - 9]) + dice.randint(0, 9), pl.Int64),
    "decimals": (lambda dice: round(dice.uniform(-5, 50), 1), pl.Float64),
    "few decimals": (few(None, 0.1, 0.2, 0.30000000000000004, 0.3, -0.05), pl.Float64),
    "any number": (lambda dice: dice.choice([-1, 1]) * 10 ** dice.uniform(-300, 300), pl.Float64),
    "whole but too large": (few(1e300, -1e300, 2.0**53, 2.0**53 + 2, 5e-324, None), pl.Float64),
    "both zeros": (few(0.0, -0.0, -1.5, 2.25), pl.Float64),
    "both zeros among any numbers": (few(0.0, -0.0, -1e-9, 1e-9), pl.Float64),
    "narrow decimals": (lambda dice: round(dice.uniform(0, 9), 2), pl.Float32),
    "narrow and whole": (few(2.0**30, -(2.0**30), 1.0, 2.0, 2.0**24, None), pl.Float32),
    "narrow numbers": (lambda dice: dice.gauss(0, 1e6), pl.Float32),
    "days": (lambda dice: dice.choice([None, DAY - dt.timedelta(days=dice.randint(0, 40_000))]), pl.Date),
    "moments": (lambda dice: NOON + dt.timedelta(microseconds=dice.randint(-(10**15), 10**15)), pl.Datetime("us")),
}  # fmt: skip
GROUPS: dict[str, tuple[Draw, Any]] = {
    "words": (few(None, "甲", "乙", "", "a longer word than fits into a view"), pl.String),
    "categories": (few(None, "x", "y"), pl.Enum(["y", "unused", "x"])),
    "flags": (few(None, True, False), pl.Boolean),
    "wide numbers": (few(None, LOW, 0, 1, HIGH), pl.Int64),
    "as many as customers": (lambda dice: dice.randint(LOW, HIGH), pl.Int64),
    "zeros": (few(0.0, -0.0, 1e-9, None), pl.Float64),
    "days": (few(DAY, dt.date(1, 1, 1), None), pl.Date),
    "known of nobody": (few(None), pl.Int64),
}


def column(name: str, drawn: tuple[Draw, Any], dice: random.Random) -> pl.Series:
    draw, dtype = drawn
    return pl.Series(name, [draw(dice) for _ in range(SIZE)], dtype=dtype)


def counted(function: Function, frame: pl.DataFrame, tiles: int, group: pl.Expr | None) -> list[Any]:
    """The places of a frame with the columns `key`, `value`, in whatever order it is."""
    in_order = frame["key"].is_sorted()
    expression = counting.places(lambda: None if in_order else frame["key"].arg_sort())
    return frame.select(expression(function, pl.col("value"), group, tiles)).to_series().to_list()


@pytest.mark.parametrize("in_order", [True, False])
@pytest.mark.parametrize("group", [None, *GROUPS])
@pytest.mark.parametrize("value", VALUES)
def test_places_are_those_that_counting_gives(
    value: str, group: str | None, in_order: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(numbering, "PIECE", 50)
    dice = random.Random(f"{value} {group}")
    keys = [f"客{n:03}" for n in range(SIZE)]
    if not in_order:
        dice.shuffle(keys)
    columns = [pl.Series("key", keys), column("value", VALUES[value], dice)]
    if group:
        columns.append(column("group", GROUPS[group], dice))
    frame = pl.DataFrame(columns)
    members = [Member(*row) for row in frame.iter_rows()]
    for function, tiles in ASKED:
        expected = one_by_one(function, members, tiles)
        assert counted(function, frame, tiles, pl.col("group") if group else None) == expected


@pytest.mark.parametrize("function", ["percentile", "rank", "ntile"])
def test_few_and_many_customers_are_counted_alike(function: Function) -> None:
    """Of so many customers the first sort takes but a part of the bits, and few values go into the table."""
    size = 200_000
    value = pl.Series("value", range(size)).reverse()
    wide = (value // 30) * 2**40 + value % 30 // 15
    frame = pl.DataFrame({"key": range(size), "value": wide, "half": value % 2 == 0})
    found = frame.select(counting.places(lambda: None)(function, pl.col("value"), pl.col("half"), 4)).to_series()
    small = frame.with_columns(value=pl.col("value").rank("dense"))
    assert small["value"].n_unique() == frame["value"].n_unique()
    same = small.select(counting.places(lambda: None)(function, pl.col("value"), pl.col("half"), 4)).to_series()
    assert found.equals(same)
    # Highest are 199,995 to 199,999, of which the even ones are two.
    of_half = {"percentile": (0.0, (size // 2 - 2) / (size // 2 - 1)), "rank": (1, size // 2), "ntile": (1, 4)}[
        function
    ]
    assert (found.min(), found.max()) == of_half


def test_what_is_the_same_for_all_is_counted_for_each() -> None:
    frame = pl.DataFrame({"key": [1, 2, 3], "value": [1, 1, 1]})
    for value, expected in ((pl.lit(5), [1, 2, 3]), (pl.lit(None, dtype=pl.Int64), [None, None, None])):
        assert frame.select(counting.places(lambda: None)("rank", value, None, 1)).to_series().to_list() == expected


@pytest.mark.parametrize("function", ["percentile", "rank", "ntile"])
def test_nobody(function: Function) -> None:
    frame = pl.DataFrame({"key": [], "value": []}, schema={"key": pl.String, "value": pl.Int64})
    assert counted(function, frame, 4, None) == []


# ---- in a session ----------------------------------------------------------------------------------------------------

MORE = """
param above = 0.5 in 0.0..1.0
segment upper "上半" { require percentile(age, area) > above "p"  exclude rank(age) <= 10 }
let upper_too = percentile(age, area) > above and visits >= 1
let oldest = rank(percentile(age, area), area)
score points { add 2 * ntile(age, 4) when percentile(age, area) > 0.1 }
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = project(tmp_path_factory.mktemp("places") / "p", customers(300), visits(2_000, 300))
    (made / "rules.seg").write_text(RULES + MORE, encoding="utf-8")
    return made


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The functions for which places are counted from now on."""
    names: list[str] = []
    count = counting._places

    def noted(function: str, *rest: Any) -> pl.Series:
        names.append(function)
        return count(function, *rest)

    monkeypatch.setattr(counting, "_places", noted)
    return names


ONCE = ["ntile", "percentile", "rank", "rank"]
"""What MORE asks for, each once: of both ranks one is by age, which is `place`, too, the other by percentile."""


@pytest.mark.parametrize("remembering", [False, True])
def test_each_place_is_counted_once_in_a_question(folder: Path, asked: list[str], remembering: bool) -> None:
    with segdsl.open(folder) as opened:
        if remembering:
            opened.remember()
        opened.preview(["upper", "upper_too", "oldest", "points", "place"], waterfall=True)
        assert sorted(asked) == ONCE


def test_a_moved_threshold_counts_no_place_again(folder: Path, asked: list[str]) -> None:
    with segdsl.open(folder) as opened:
        opened.remember()
        first = opened.preview(["upper"]).items[0].size
        del asked[:]
        moved = opened.with_rulebook(bind(opened.rulebook, {"above": "0.7"}))
        assert moved.preview(["upper"]).items[0].size != first
        assert asked == []


@pytest.mark.parametrize("function", ["percentile", "rank", "ntile"])
@pytest.mark.parametrize("engine", ["in-memory", "streaming"])
def test_counting_a_place_can_be_given_up_at_any_point(
    function: Function, engine: Literal["in-memory", "streaming"], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(numbering, "PIECE", 1_000)
    size, calls, last = 10_000, 0, -1

    def stop() -> None:
        nonlocal calls
        calls += 1
        if calls == last:
            raise Stopped

    value = pl.LazyFrame({"value": [number * 0.37 for number in range(size)]})
    asked = value.select(counting.places(lambda: None, stop)(function, pl.col("value"), None, 4))
    whole = asked.collect(engine=engine)
    most, calls = calls, 0
    assert most >= 3 * size // 1_000  # in every pass over the customers
    for last in (1, most // 2, most):  # noqa: B007 - read by `stop`
        calls = 0
        with pytest.raises(Stopped):
            asked.collect(engine=engine)
    last, calls = -1, 0
    assert asked.collect(engine=engine).equals(whole)
