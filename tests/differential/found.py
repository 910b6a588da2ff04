"""Cases on which product and interpreter once differed, cut down to what mattered."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import polars as pl

from tests.differential.sentences import Sentence, case_of
from tests.differential.strategies import Case

PROFILE = """profile customer {
  key id text
  field flag bool?
  field born date?
  field seen time?
}"""
DAY = dt.date(2021, 6, 30)
PEOPLE = pl.DataFrame(
    {"id": ["b", "a", "c"], "flag": [True, None, False], "born": [DAY, None, DAY], "seen": [DAY, DAY, None]}
)
# Within `flag` everyone is alone in their `born`; only among all four do the ranks of `seen` differ.
CROSSED = pl.DataFrame(
    {
        "id": ["1", "2", "3", "4"],
        "flag": [True, True, False, False],
        "born": [DAY, DAY.replace(day=1), DAY, DAY.replace(day=1)],
        "seen": [dt.datetime(2021, 1, day) for day in (9, 1, 5, 5)],  # noqa: DTZ001 - local times
    }
)


def _case(*items: str) -> Case:
    return Case((PROFILE, *items), DAY, PEOPLE, ("a", "c"))


NUMBERS = pl.DataFrame(
    {
        "id": [10, 1, 2, 0],
        "age": [-7, 100, 5, 100],
        "use": [2.5, 2.5, None, 1e-300],
        "spend": [None, None, 1.7e308, None],
    },
    schema_overrides={"age": pl.Int8},
)


def _of_numbers(*items: str) -> Case:
    profile = "profile customer {\n  key id int\n  field age int?\n  field use number?\n  field spend number?\n}"
    return Case((profile, *items), DAY, NUMBERS, ())


FOUND = {
    "constants are divided by computed constants": _of_numbers("let a = 2 / log(18)", "let b = 1 / (2 * log(5)) + age"),
    "places of what a condition makes constant are counted over everyone": _of_numbers(
        "let t = ntile(if(true, 10%, spend), 2)", "let p = percentile(coalesce(0.5, use))"
    ),
    "a score that is the same for everybody divides as a number does": _of_numbers(
        "score s { add 100.0 up to 0.5 subtract power(age, power(use, spend)) range 5..5 }",
        "let d = age / (age / s)",
    ),
    "a cap far below zero takes a score out of the numbers": replace(
        _of_numbers("score s { subtract 1 up to use subtract age up to use range 0..100 }"),
        frame=NUMBERS.with_columns(use=pl.lit(-1e308)),
    ),
    "a let over a bool that may be missing is unknown there": _case("let d = flag"),
    "places of a constant are counted over everyone": _case(
        "let t = ntile(1.0, 2)", "let p = percentile(today)", "let r = rank(2, true)", "segment s { require t = 2 }"
    ),
    "places inside a group are counted over everyone where they say so": replace(
        _case(
            "let inner = rank(seen, born)",
            "let nested = rank(rank(seen, born), flag)",
            "let through_a_let = rank(inner, flag)",
            "let share = percentile(rank(seen, born), flag)",
            "let tile = ntile(rank(seen, born), 2, flag)",
            "let grouped_by_a_place = rank(seen, ntile(seen, 2))",
        ),
        frame=CROSSED,
    ),
    "dates at both ends of the calendar can be reasoned about": _case(
        "segment s { require born <= 9999-12-31 }",
        "segment t { exclude born > 9999-12-31 and born >= 0001-01-01 }",
        "let u = born in [9999-12-31]",
        "segment v { require seen <= 9999-12-31 }",
    ),
    "the smallest int can be written": _case("let smallest = -9223372036854775808 + days_since(born)"),
}

VISITS = ("visit 2021-06-01T08:00 n=1", "visit 2021-06-02T08:00 n=2")


def _of_visits(*rules: str, events: tuple[str, ...] = VISITS) -> Case:
    """Rules `let …` or others about the visits of one customer, `c000`."""
    return case_of([Sentence("", "count(visit)", None, events, rules)])


NUMBERS_OF_NOTHING = _of_visits(
    "let a = sum(visit.x) in [0.5, 1.0]",
    "let b = maximum(visit.x) in [0.5]",
    "let c = avg(visit.n) in [0.5]",
    "let d = sum(visit.n) / 2",
    "let e = most_frequent(visit.x) in [0.5]",
    events=(),
)

FOUND_WITH_EVENTS = {
    "the customer column of an event is one of its fields": _of_visits(
        'let a = count(visit where id = "c000" and n = 2)',
        "let b = distinct(visit.id)",
        "let c = latest(visit.id)",
        'let d = sequence(visit where starts_with(id, "c"), not visit where id != "c000", visit)',
        "let e = count(meter where owner is known)",
    ),
    "a session that remembers computes constants beforehand as any other does": _of_visits(
        'tag t { class a when abs(1) > 0 and length("a") > 1 class b when did(visit) or abs(1) > 0 }'
    ),
    "numbers of no events are numbers": NUMBERS_OF_NOTHING,
    "numbers of no customers are numbers": replace(NUMBERS_OF_NOTHING, frame=NUMBERS_OF_NOTHING.frame[:0]),
}
