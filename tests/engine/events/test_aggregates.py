"""Aggregates of events, each against a value worked out by hand."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.engine.events.books import at, frames, session, values

VISITS: list[dict[str, Any]] = [
    {"id": "a", "seen": at("2021-06-30T09:00"), "channel": "app", "amount": 2.5, "points": 3, "note": "x"},
    {"id": "a", "seen": at("2021-06-30T08:00"), "channel": "hall", "amount": 1.5, "points": None, "note": "y"},
    {"id": "a", "seen": at("2021-05-31T23:59"), "channel": "hall", "amount": None, "points": 5, "note": None},
    {"id": "b", "seen": at("2021-06-29T00:00"), "channel": "app", "amount": -1.0, "points": 2, "note": "x"},
    {"id": "b", "seen": at("2021-06-29T00:00"), "channel": None, "amount": 4.0, "points": 2, "note": "z"},
    {"id": "b", "seen": at("2021-07-01T00:00"), "channel": "hall", "amount": 100.0, "points": 9, "note": "later"},
    {"id": "?", "seen": at("2021-06-30T00:00"), "channel": "hall", "amount": 7.0, "points": 1, "note": "stranger"},
]
METERS: list[dict[str, Any]] = [
    {"id": "a", "kind": "smart", "power": 5.0},
    {"id": "a", "kind": "old", "power": 3.0},
    {"id": "c", "kind": "smart", "power": None},
]
DATA: dict[str, list[dict[str, Any]]] = {"visit": VISITS, "meter": METERS}


@pytest.mark.parametrize(
    "term, expected",
    [
        ("count(visit)", {"a": 3, "b": 2, "c": 0}),
        ("count(visit where channel = app)", {"a": 1, "b": 1, "c": 0}),
        ("count(visit where channel != app)", {"a": 2, "b": 1, "c": 0}),
        ("count(visit, last 1d)", {"a": 2, "b": 0, "c": 0}),
        ("count(visit, last 30d)", {"a": 2, "b": 2, "c": 0}),
        ("count(visit, last 31d)", {"a": 3, "b": 2, "c": 0}),
        ("count(visit, 1d..31d ago)", {"a": 1, "b": 2, "c": 0}),
        ("count(visit, last 15h)", {"a": 1, "b": 0, "c": 0}),
        ("count(visit, last 16h)", {"a": 2, "b": 0, "c": 0}),
        ("count(visit, 15h..48h ago)", {"a": 1, "b": 2, "c": 0}),
        ("count(visit, 2021-05-31..2021-06-29)", {"a": 1, "b": 2, "c": 0}),
        ("count(visit, 2021-06-30..2021-12-31)", {"a": 2, "b": 0, "c": 0}),
        ("did(visit where amount > 2)", {"a": True, "b": True, "c": False}),
        ("never(visit where amount > 3)", {"a": True, "b": False, "c": True}),
        ("days(visit)", {"a": 2, "b": 1, "c": 0}),
        ("months(visit)", {"a": 2, "b": 1, "c": 0}),
        ("sum(visit.amount)", {"a": 4.0, "b": 3.0, "c": 0.0}),
        ("sum(visit.points)", {"a": 8, "b": 4, "c": 0}),
        ("avg(visit.amount)", {"a": 2.0, "b": 1.5, "c": None}),
        ("avg(visit.points)", {"a": 4.0, "b": 2.0, "c": None}),
        ("minimum(visit.amount)", {"a": 1.5, "b": -1.0, "c": None}),
        ("maximum(visit.points)", {"a": 5, "b": 2, "c": None}),
        ("maximum(visit.seen)", {"a": at("2021-06-30T09:00"), "b": at("2021-06-29"), "c": None}),
        ("distinct(visit.channel)", {"a": 2, "b": 1, "c": 0}),
        ("distinct(visit.points)", {"a": 2, "b": 1, "c": 0}),
        ("distinct(visit.note)", {"a": 2, "b": 2, "c": 0}),
        ("earliest(visit.note)", {"a": None, "b": "x", "c": None}),
        ("latest(visit.note)", {"a": "x", "b": "z", "c": None}),
        ("latest(visit.seen)", {"a": at("2021-06-30T09:00"), "b": at("2021-06-29"), "c": None}),
        ("latest(visit.channel where channel is known)", {"a": "app", "b": "app", "c": None}),
        ("most_frequent(visit.channel)", {"a": "hall", "b": "app", "c": None}),
        ("most_frequent(visit.note)", {"a": "x", "b": "z", "c": None}),
        ("count(meter)", {"a": 2, "b": 0, "c": 1}),
        ("sum(meter.power)", {"a": 8.0, "b": 0.0, "c": 0.0}),
        ("most_frequent(meter.kind)", {"a": "old", "b": None, "c": "smart"}),
    ],
)  # fmt: skip
def test_an_aggregate_gives_what_counting_by_hand_gives(term: str, expected: dict[str, Any]) -> None:
    found = values(session(f"let n = {term}", frames("abc", DATA)), "n")
    assert found == expected


def test_a_value_outside_its_contract_counts_as_missing() -> None:
    fees = [{"id": "a", "paid_on": dt.date(2021, 6, 1), "fee": fee} for fee in (10, 2000, 30)]
    data = frames("ab", {"payment": fees})
    assert values(session("let n = sum(payment.fee) let k = count(payment)", data), "n", "k") == {
        "a": (40, 3),
        "b": (0, 0),
    }


@pytest.mark.parametrize(
    "points, expected",
    [
        ([2**62, 2**62], None),
        ([2**62, 2**62 - 1], 2**63 - 1),
        ([-(2**62), -(2**62)], -(2**63)),
        ([2**60, 2**53 + 1, -(2**60)], 2**53 + 1),
    ],
)
def test_a_sum_is_exact_and_missing_where_it_leaves_64_bits(points: list[int], expected: int | None) -> None:
    visits = [{"id": "a", "seen": at("2021-06-01"), "points": value} for value in points]
    assert values(session("let n = sum(visit.points)", frames("a", {"visit": visits})), "n") == {"a": expected}


def test_a_tag_as_it_was() -> None:
    rules = """
      tag activity { class busy when count(visit, last 30d) >= 2 class calm when did(visit) class new otherwise }
      let before = was(activity, 30d)
      segment slowed { require was(activity, 1mo) = busy and activity = calm }
    """
    visits = [{"id": "a", "seen": at(f"2021-05-{day}")} for day in (20, 25)] + [{"id": "b", "seen": at("2021-06-01")}]
    asked = session(rules, frames("abc", {"visit": visits}))
    # 30 days before 30 June is 31 May: the visit of b is still to come.
    assert values(asked, "activity", "before", "slowed") == {
        "a": ("calm", "busy", True), "b": ("calm", "new", False), "c": ("new", "new", False),
    }  # fmt: skip


def test_strangers_are_counted_and_said() -> None:
    from segdsl.engine.ask import preview
    from segdsl.engine.preview import Request

    found = preview(session("let n = count(visit)", frames("abc", DATA)), ["n"], Request())
    (stranger,) = (w for w in found.warnings if w.code == "events-of-strangers")
    assert stranger.args["count"] == 1
    assert stranger.args["events"] == 7
