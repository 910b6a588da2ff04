"""Sweeps held against previews of the same rules with the param set, where everything is computed anew."""

from __future__ import annotations

import datetime as dt
import random

import polars as pl
import pytest

from segdsl.diagnostics import SegdslError
from segdsl.engine import ask
from segdsl.engine.preview import Request
from segdsl.engine.session import Session
from segdsl.engine.sweep import sweep
from segdsl.lowering.polars import Context
from segdsl.rulebook.binding import bind
from tests.engine.events.books import SCHEMAS, TODAY, book
from tests.engine.over import over_frames

RULES = """
param cycle = 30d in 1d..365d
param least = 3 in 0..100
param top = 20% in 0%..100%
param since = 2021-01-01
param unused = 1 in 0..9
let visits = count(visit, last cycle)
let adult = age >= 18
tag activity {
  class silent when visits = 0
  class low when visits < least
  class high otherwise
}
let first_age = if(adult, age, 0)
tag band { class young when age < 30  class old when age >= 30 }
segment often { require adult  require visits >= least }
segment fell { require was(activity, cycle) in [low, high]  require activity = silent }
segment fell_far { require was(activity, cycle) = high  require activity != high }
segment richest { require percentile(first_age) >= 1 - top  exclude band = young }
segment fresh { require latest(visit.seen) >= since and band is known }
segment was_high { require was(activity, 10d) = high and visits > least }
let steady = was(activity, 20d) = activity
"""


@pytest.fixture(scope="module")
def session() -> Session:
    draw = random.Random(3)
    people = [{"id": f"c{n:03}", "age": draw.choice([None, *range(10, 80)])} for n in range(120)]
    start = dt.datetime(2020, 6, 1)  # noqa: DTZ001 - times of the project's zone
    visits = [
        {"id": draw.choice(people)["id"], "seen": start + dt.timedelta(hours=draw.randrange(9600))} for _ in range(1500)
    ]
    frames = {
        "customer": pl.LazyFrame(people, schema=SCHEMAS["customer"]),
        "visit": pl.LazyFrame([dict.fromkeys(SCHEMAS["visit"]) | v for v in visits], schema=SCHEMAS["visit"]),
    }
    return over_frames(book(RULES), frames, Context(TODAY), zone="Asia/Shanghai")


@pytest.mark.parametrize(
    "param, span, name",
    [
        ("cycle", "7d..90d:7d", "often"),
        ("cycle", "10d..60d:10d", "fell"),
        ("least", "0..12", "often"),
        ("least", "1..9:2", "fell_far"),
        ("top", "0%..100%:12.5%", "richest"),
        ("since", "2021-01-01..2021-07-01:1mo", "fresh"),
        ("cycle", "5d..50d:15d", "was_high"),
        ("least", "2..6", "steady"),
    ],
)
def test_each_size_is_that_of_a_preview_with_the_param_set(session: Session, param: str, span: str, name: str) -> None:
    found = sweep(session, param, span, name)
    sizes = []
    for point in found.points:
        rules = bind(session.rulebook, {param: point.text})
        other = Session(
            rules, session.customers, session.events, Context(TODAY, key="id", definitions=rules.definitions)
        )
        sizes.append(ask.preview(other, [name], Request()).items[0].size)
    assert [point.size for point in found.points] == sizes
    assert len(set(sizes)) > 1, "a sweep that shows nothing tests nothing"
    assert (found.param, found.name, found.universe, found.as_of) == (param, name, 120, TODAY)


def test_progress_is_told(session: Session) -> None:
    told: list[tuple[int, int]] = []
    sweep(session, "least", "1..3", "often", lambda done, all_: told.append((done, all_)))
    assert told == [(1, 3), (2, 3), (3, 3)]


@pytest.mark.parametrize(
    "param, name, code",
    [
        ("leest", "often", "unknown-param"),
        ("least", "oftn", "no-such-definition"),
        ("least", "activity", "sweep-not-condition"),
        ("least", "visits", "sweep-not-condition"),
        ("unused", "often", "sweep-independent"),
        ("least", "adult", "sweep-independent"),
    ],
)
def test_what_cannot_be_swept(session: Session, param: str, name: str, code: str) -> None:
    with pytest.raises(SegdslError) as caught:
        sweep(session, param, "1..2", name)
    assert caught.value.diagnostics[0].code == code


def test_a_condition_that_does_not_depend_says_on_what_it_does(session: Session) -> None:
    with pytest.raises(SegdslError) as caught:
        sweep(session, "unused", "1..2", "often")
    assert caught.value.diagnostics[0].hint("en") == "it depends on cycle, least"
