"""The values of a sweep, as somebody would list them."""

from __future__ import annotations

import pytest

from segdsl.diagnostics import SegdslError, Source
from segdsl.engine.steps import MOST, settings
from segdsl.rulebook import Checker
from segdsl.rulebook.model import Param

RULES = """profile customer { key id text }
param age = 18 in -10..2000
param rate = 10% in 0%..100%
param price = 0.5
param span = 30d in 1d..365d
param months = 6mo
param hours = 24h
param start = 2021-06-30
param words = ["a"]
param word = "a"
param on = true
"""
BOOK = Checker().check([Source("a.seg", RULES)])


def param(name: str) -> Param:
    found = BOOK.definitions[name]
    assert isinstance(found, Param)
    return found


@pytest.mark.parametrize(
    "name, text, expected",
    [
        ("age", "18..20", "18 19 20"),
        ("age", "18..60:20", "18 38 58"),
        ("age", "18..18", "18"),
        ("age", " 1_000 .. 1_002 : 1 ", "1000 1001 1002"),
        ("age", "-3..3:3", "-3 0 3"),
        ("age", "3..100", "3 5 10 15 20 25 30 35 40 45 50 55 60 65 70 75 80 85 90 95 100"),
        ("rate", "10%..50%:10%", "10% 20% 30% 40% 50%"),
        ("rate", "10%..12%:0.5%", "10% 10.5% 11% 11.5% 12%"),
        ("rate", "0.1..0.3:0.1", "0.1 0.2 0.3"),
        ("rate", "10%..30%:10", "10% 20% 30%"),
        ("rate", "0%..1%", " ".join(f"{n / 100:g}%" for n in range(0, 101, 5))),
        ("price", "1..2:0.25", "1 1.25 1.5 1.75 2"),
        ("span", "30d..90d:30d", "30d 60d 90d"),
        ("span", "1w..4w:1w", "1w 2w 3w 4w"),
        ("span", "1w..21d:7d", "7d 14d 21d"),
        ("span", "10d..5w:1w", "10d 17d 24d 31d"),
        ("months", "1mo..1y:3mo", "1mo 4mo 7mo 10mo"),
        ("hours", "12h..24h:30min", " ".join(f"{n}min" for n in range(720, 1441, 30))),
        ("span", "10d..50d", " ".join(f"{n}d" for n in range(10, 51, 2))),
        ("start", "2021-01-31..2021-04-30:1mo", "2021-01-31 2021-02-28 2021-03-31 2021-04-30"),
        ("start", "2021-06-01..2021-06-03", "2021-06-01 2021-06-02 2021-06-03"),
        ("start", "2021-01-01..2021-02-01:2w", "2021-01-01 2021-01-15 2021-01-29"),
    ],
)
def test_values_from_one_end_to_the_other(name: str, text: str, expected: str) -> None:
    assert [one.text for one in settings(param(name), text)] == expected.split()


def test_values_are_exact() -> None:
    assert [one.value for one in settings(param("rate"), "10%..30%:10%")] == [0.1, 0.2, 0.3]


@pytest.mark.parametrize(
    "name, text, code",
    [
        ("age", "18", "sweep-range"),
        ("age", "18..60:", "sweep-range"),
        ("age", "60..18", "sweep-reversed"),
        ("start", "2021-02-01..2021-01-01", "sweep-reversed"),
        ("age", "18..60:0", "sweep-step"),
        ("age", "18..60:0.5", "sweep-step"),
        ("age", "18..60:5d", "sweep-step"),
        ("span", "30d..90d:5", "sweep-step"),
        ("span", "30d..90d:1mo", "sweep-step"),
        ("span", "1d..1mo", "sweep-units"),
        ("start", "2021-01-01..2021-02-01:12h", "sweep-step"),
        ("start", "2021-01-01..2021-02-01:7", "sweep-step"),
        ("price", f"0..{MOST}:1", "sweep-too-many"),
        ("words", "1..2", "sweep-type"),
        ("word", "1..2", "sweep-type"),
        ("on", "1..2", "sweep-type"),
        ("age", "a..b", "param-type"),
        ("span", "1..2", "param-type"),
        ("span", "30d..400d", "param-outside-range"),
    ],
)
def test_what_is_no_range_of_the_param_is_refused(name: str, text: str, code: str) -> None:
    with pytest.raises(SegdslError) as caught:
        settings(param(name), text)
    (found,) = caught.value.diagnostics
    assert found.code == code
    assert found.message("en")
    assert found.message("zh")
