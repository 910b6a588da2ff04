"""Assertions over five customers, counted by hand: of ages 10, 20, 30, 40 and unknown; 20 and 40 are followed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import polars as pl
import pytest

from segdsl.data.contract import Conformed
from segdsl.data.report import DataReport
from segdsl.engine.customers import Customers
from segdsl.engine.events.tables import EventTables
from segdsl.engine.session import Session
from segdsl.engine.testing.results import AssertVerdict
from segdsl.engine.testing.run import run_assertions
from segdsl.lowering.polars import Context
from tests.engine.testing.trials import book

CUSTOMERS = pl.LazyFrame(
    {
        "id": ["a", "b", "c", "d", "e"],
        "age": [10, 20, 30, 40, None],
        "followed": [False, True, False, True, False],
        "survey": pl.Series([None] * 5, dtype=pl.Enum(["home", "shop"])),
    }
)


def check(
    text: str, customers: pl.LazyFrame = CUSTOMERS, visits: pl.LazyFrame | None = None
) -> tuple[AssertVerdict, ...]:
    """The verdicts on the assertions of `text` over these customers and visits."""
    rulebook = book(text)
    assert rulebook.profile is not None
    people = Customers(Conformed(customers, DataReport("customer", 0)), rulebook.profile)
    context = Context(as_of=dt.date(2021, 6, 30), definitions=rulebook.definitions, key="id")
    opened = {}
    if visits is not None:
        arrived = Conformed(visits, DataReport("visit", 0))
        opened = {"visit": (rulebook.events["visit"], lambda _stop: arrived)}
    return run_assertions(Session(rulebook, people, EventTables(opened, people.keys), context))


@pytest.mark.parametrize(
    "condition",
    [
        "disjoint(age < 20, age > 30)",
        "disjoint(life = young, life = old, age is missing)",
        "subset(grown, age >= 18)",
        "cover(age is missing, age > 5)",
        "partition(followed, not followed)",
        "partition(life = young, life = old, life is missing)",
        "size(followed) = 2",
        "share(followed) = 40%",
        "share(age > 15) in 50%..60%",
        "size(life = young) < size(life = old)",
        "size(followed) + size(not followed) = size(true)",
        "2 * size(life = young) <= share(life = old) * 10",
        "not (size(followed) > adult) and (cover(true) or size(true) = 0)",
        "1 < 2",
    ],
)
def test_what_holds(condition: str) -> None:
    (verdict,) = check(f"assert {condition}")
    assert (verdict.passed, verdict.violations, verdict.examples) == (True, 0, ())


@pytest.mark.parametrize(
    "condition, violations, examples, values",
    [
        ("disjoint(age >= 20, followed)", 2, ("b", "d"), {"size(age >= 20)": 3, "size(followed)": 2}),
        ("disjoint(age > 5, age > 15, age > 35)", 3, ("b", "c", "d"),
         {"size(age > 5)": 4, "size(age > 15)": 3, "size(age > 35)": 1}),
        ("subset(age >= 20, followed)", 1, ("c",), {"size(age >= 20)": 3, "size(followed)": 2}),
        ("cover(age > 5)", 1, ("e",), {"size(age > 5)": 4}),
        ("partition(age > 15, followed)", 4, ("a", "b", "d"), {"size(age > 15)": 3, "size(followed)": 2}),
        ("size(followed) = 3", 0, (), {"size(followed)": 2}),
        ("share(followed) > 50%", 0, (), {"share(followed)": 0.4, "size(followed)": 2}),
        # of age and not followed is c alone
        ("size(followed) <= size(grown)", 0, (), {"size(followed)": 2, "size(grown)": 1}),
    ],
)  # fmt: skip
def test_what_does_not_hold_says_by_how_much(
    condition: str, violations: int, examples: tuple[str, ...], values: Mapping[str, object]
) -> None:
    (verdict,) = check(f'assert {condition} "so it is"')
    assert (verdict.passed, verdict.violations, verdict.examples) == (False, violations, examples)
    assert (dict(verdict.values), verdict.title) == (values, "so it is")


def test_of_nobody_a_share_is_nothing_and_sets_agree() -> None:
    found = check("assert share(followed) = 0 assert cover(followed) assert size(true) = 1", CUSTOMERS.clear())
    assert [verdict.passed for verdict in found] == [True, True, False]


def test_what_cannot_be_computed_is_unknown_and_spoils_no_other() -> None:
    found = check("segment odd { require agee > 1 } assert size(online) > 0 assert size(true) = 5 assert size(odd) = 0")
    assert [(v.passed, [p.code for p in v.problems]) for v in found] == [
        (None, ["needs-model"]), (True, []), (None, ["check-uses-broken"]),
    ]  # fmt: skip


def test_events_count_in_assertions() -> None:
    """`a` came twice and `b` once in the last ninety days before the thirtieth of June."""
    seen = [dt.datetime(2021, 6, 1), dt.datetime(2021, 6, 2), dt.datetime(2021, 6, 3)]  # noqa: DTZ001 - local
    channels = pl.Series(["app"] * 3, dtype=pl.Enum(["hall", "app", "web"]))
    visits = pl.LazyFrame({"id": ["a", "a", "b"], "seen": seen, "channel": channels})
    visits = visits.with_columns(paid=pl.lit(value=False), amount=pl.lit(None, dtype=pl.Float64))
    found = check("assert size(did(visit, last 90d)) = 2 assert share(activity = silent) = 60%", visits=visits)
    assert [verdict.passed for verdict in found] == [True, True]
