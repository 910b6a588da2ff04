"""What a trace shows of events: values counted by hand from three visits."""

from __future__ import annotations

import datetime as dt
from typing import Any

import polars as pl
import pytest

from segdsl.diagnostics import Source
from segdsl.engine import ask
from segdsl.engine.session import Session
from segdsl.lowering.polars import Context
from segdsl.rulebook import Checker
from tests.engine.over import over_frames

RULES = """
profile customer { key id text }
events visit { at seen time  field phone text? pii mobile  field points int? }
param least = 2 in 0..9
segment regular {
  require count(visit, last 90d) >= least
  require any_of { option sum(visit.points) > 3 option did(visit, last 1d) }
  exclude latest(visit.phone) = "13912345678" or latest(visit.seen) < 2021-01-01
}
score worth { add count(visit) when distinct(visit.phone) >= 1 }
tag how { class often when days(visit) >= 2 class seldom otherwise }
segment once { require was(how, 30d) = seldom  require rank(count(visit)) <= 1 }
let spent = sum(visit.points) + count(visit) * 2
"""


@pytest.fixture(scope="module")
def session() -> Session:
    book = Checker().check([Source("rules.seg", RULES)])
    assert book.errors == ()
    days = [dt.datetime.fromisoformat(day) for day in ("2021-01-01", "2021-06-01", "2021-06-02")]
    phones = [None, "13800000000", "13812345678"]
    visits = pl.DataFrame({"id": ["a"] * 3, "seen": days, "phone": phones, "points": [1, None, 2]})
    visits = visits.with_columns(pl.col("seen").cast(pl.Datetime("us")))
    frames = {"customer": pl.DataFrame({"id": ["a", "b"]}).lazy(), "visit": visits.lazy()}
    return over_frames(book, frames, Context(dt.date(2021, 6, 30)), zone="Asia/Shanghai")


def shown(session: Session, name: str, key: str = "a") -> list[dict[str, Any]]:
    """The values of each line."""
    return [dict(trace.values) for trace in ask.why(session, name, key).traces]


def test_each_clause_shows_the_values_of_its_aggregates(session: Session) -> None:
    first, second, third = shown(session, "regular")
    assert first == {"count(visit, last 90d)": 2}
    assert second == {"sum(visit.points)": 3}  # whether `did` holds is all there is to say of it
    assert third == {
        "latest(visit.phone)": "138****5678",
        "latest(visit.seen)": dt.datetime.fromisoformat("2021-06-02"),
    }


def test_what_a_tag_was_and_a_place_among_all_are_shown(session: Session) -> None:
    past, place = shown(session, "once")
    assert past == {"was(how, 30d)": "seldom"}  # by the end of May there had been one visit
    assert place == {"count(visit)": 3, "rank(count(visit))": 1}
    assert shown(session, "once", "b")[1] == {"count(visit)": 0, "rank(count(visit))": 2}


def test_options_show_theirs_and_nobody_has_values_of_events_that_never_were(session: Session) -> None:
    options = ask.why(session, "regular", "b").traces[1].options
    assert [dict(option.values) for option in options] == [{"sum(visit.points)": 0}, {}]
    assert shown(session, "regular", "b")[2] == {"latest(visit.phone)": None, "latest(visit.seen)": None}


def test_scores_tags_and_values_show_theirs_too(session: Session) -> None:
    assert shown(session, "worth") == [{"count(visit)": 3, "distinct(visit.phone)": 2}]
    assert shown(session, "how")[0] == {"days(visit)": 3}
    assert ask.why(session, "spent", "a").value == 9
