"""Printed scripts give what the product gives: for every sentence about events, and for random rulebooks and data."""

from __future__ import annotations

import pytest
from hypothesis import given

from tests.differential.found import FOUND_WITH_EVENTS
from tests.differential.running import Run, budget
from tests.differential.scripted import disagreement
from tests.differential.strategies import Case, event_cases
from tests.differential.test_interpreter_events import GROUPS, run_of, visits_at


@pytest.mark.parametrize("group", range(len(GROUPS)))
def test_all_sentences_about_events(group: int) -> None:
    assert disagreement(run_of(group)) is None


@budget(8)
@given(event_cases())
def test_random_rules_and_events(case: Case) -> None:
    assert disagreement(Run.of(case)) is None


@pytest.mark.parametrize("name", FOUND_WITH_EVENTS)
def test_what_was_found_once_stays_mended(name: str) -> None:
    assert disagreement(Run.of(FOUND_WITH_EVENTS[name])) is None


def test_times_with_a_zone_are_converted_to_that_of_the_project() -> None:
    # 22:00 in Greenwich is 06:00 of the next day in Shanghai, 00:00 of the next day in Berlin's summer.
    for zone in ("Asia/Shanghai", "Europe/Berlin"):
        run = visits_at("2021-06-29T15:59:59", "2021-06-29T22:00", "2021-06-30T16:00", zone=zone, as_of="2021-06-30")
        assert disagreement(run) is None
