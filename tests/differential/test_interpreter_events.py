"""What the language's description says about events, sentence by sentence, with values worked out by hand."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cache
from itertools import groupby

import polars as pl
import pytest
from hypothesis import given

from tests.differential.found import FOUND_WITH_EVENTS
from tests.differential.opening import Layout, disagreement
from tests.differential.running import Run, budget
from tests.differential.sentences import SENTENCES, Sentence, case_of, name
from tests.differential.strategies import Case, event_cases

GROUPS = [list(group) for _, group in groupby(sorted(SENTENCES, key=lambda s: s.as_of), key=lambda s: s.as_of)]
EACH = [
    pytest.param(group, at, id=f"{sentence.as_of}: {sentence.rule}")
    for group, sentences in enumerate(GROUPS)
    for at, sentence in enumerate(sentences)
]


@cache
def run_of(group: int) -> Run:
    """The sentences of one as-of date, run together."""
    return Run.of(case_of(GROUPS[group]))


@pytest.mark.parametrize("group, at", EACH)
def test_the_interpreter_gives_the_value_worked_out_by_hand(group: int, at: int) -> None:
    sentence: Sentence = GROUPS[group][at]
    value = run_of(group).customers.definition(name(at), at, open_=False)
    assert (value, type(value)) == (sentence.value, type(sentence.value)), sentence


@pytest.mark.parametrize("group", range(len(GROUPS)))
def test_the_product_gives_the_same_for_all_sentences_and_customers(group: int) -> None:
    found = disagreement(run_of(group))
    assert found is None, found


@budget(30)
@given(event_cases())
def test_every_value_size_and_waterfall_over_events_is_that_of_the_interpreter(case: Case) -> None:
    found = disagreement(Run.of(case))
    assert found is None, found


@pytest.mark.parametrize(
    "layout", [Layout(), Layout(store=False), Layout(remember=True)], ids=["snapshot", "files", "session"]
)
@pytest.mark.parametrize("name", FOUND_WITH_EVENTS)
def test_what_was_found_once_stays_mended(name: str, layout: Layout) -> None:
    assert disagreement(Run.of(FOUND_WITH_EVENTS[name]), layout) is None


UNKNOWN = {
    "n > 3 inside where is yes or no": ("count(visit where n > 3) = 0", 0),
    "not inside where is yes or no": ("never(visit where not (n > 3))", 0),
    "a sequence is yes or no": ("sequence(visit where n > 3, visit)", 0),
    "a value at an end may be missing": ("latest(visit.n) > 3", 1),
    "a mean of none known is missing": ("not (avg(visit.n) > 3)", 1),
    "a sum of none known is 0": ("sum(visit.n) > 3", 0),
    "a missing bool": ("latest(visit.flag)", 1),
    "one answer that decides": ("latest(visit.n) > 3 and did(bill)", 0),
    "a tag without a class is missing": ("was(ever, 30d) = yes", 1),
    "is missing always has an answer": ("latest(visit.n) is missing", 0),
}


@pytest.mark.parametrize("what", UNKNOWN)
def test_event_aggregates_are_definite_values_in_three_valued_logic(what: str) -> None:
    condition, unknown = UNKNOWN[what]
    rules = (f"segment s {{ require {condition} }}", "tag ever { class yes when did(visit) }")
    events = ("visit 2021-06-20T08:00 n=-", "visit 2021-06-21T08:00 n=-")
    run = Run.of(case_of([Sentence(what, condition, None, events, rules)]))
    assert run.customers.unknown("s") == unknown
    assert disagreement(run) is None


def visits_at(*instants: str, zone: str, as_of: str) -> Run:
    """One customer's visits at instants that are stored in UTC, in a project of another zone."""
    case = case_of([Sentence("", "count(visit)", len(instants), [f"visit {i}" for i in instants], FIGURES)])
    visits = case.events["visit"].with_columns(pl.col("seen").dt.replace_time_zone("UTC"))
    events = {**case.events, "visit": visits}
    return Run.of(replace(case, zone=zone, as_of=dt.date.fromisoformat(as_of), events=events))


FIGURES = (
    "let today_alone = count(visit, last 1d)",
    "let last_hour = count(visit, last 1h)",
    "let on_days = days(visit)",
    "let at_hour = hour(latest(visit.seen))",
)


def figures(run: Run) -> list[object]:
    """The values of `FIGURES` for the one customer, on which product and interpreter agree."""
    assert disagreement(run) is None
    return [run.customers.definition(rule.split()[1], 0, open_=False) for rule in FIGURES]


def test_times_with_a_zone_are_converted_to_that_of_the_project() -> None:
    # 22:00 in Greenwich is 06:00 of the next day in Shanghai, 00:00 of the next day in Berlin's summer.
    instants = ("2021-06-29T15:59:59", "2021-06-29T16:00", "2021-06-29T22:00", "2021-06-30T15:59", "2021-06-30T16:00")
    assert figures(visits_at(*instants, zone="Asia/Shanghai", as_of="2021-06-30")) == [3, 1, 2, 23]
    assert figures(visits_at(*instants, zone="Europe/Berlin", as_of="2021-06-30")) == [3, 0, 2, 18]


def test_the_hours_that_summer_time_takes_and_gives() -> None:
    # Berlin, 2021: clocks went from 02:00 to 03:00 on 28 March, and from 03:00 to 02:00 on 31 October.
    spring = visits_at(
        "2021-03-28T00:59", "2021-03-28T01:00", "2021-03-28T22:00", zone="Europe/Berlin", as_of="2021-03-28"
    )  # 01:59, 03:00, and 00:00 of the 29th
    assert figures(spring) == [2, 0, 1, 3]
    autumn = visits_at(
        "2021-10-31T00:30", "2021-10-31T01:30", "2021-10-31T22:30", zone="Europe/Berlin", as_of="2021-10-31"
    )  # 02:30 twice, and 23:30
    assert figures(autumn) == [3, 1, 1, 23]
