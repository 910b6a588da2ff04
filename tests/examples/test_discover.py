"""What goes together in the examples: findings that are no tautologies, rules to paste of the size that was told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest

import segdsl
from segdsl import Project, Search
from segdsl.learn.discover.results import Discovery
from tests.architecture.repository import ROOT
from tests.examples.test_readme import SESSION, session
from tests.golden import assert_golden
from tests.learn.discover.test_discover import assert_selects

REPORT = ROOT / "docs" / "reports" / "discover.md"


@pytest.fixture(scope="module", params=["grid", "journey"])
def project(request: pytest.FixtureRequest) -> Iterator[Project]:
    with segdsl.open(request.getfixturevalue(request.param)) as project:
        yield project


@pytest.fixture(scope="module")
def everything(project: Project) -> Discovery:
    """All that is found in a project."""
    return segdsl.discover(project, search=Search(everything=True))


def test_every_rule_selects_as_many_as_was_told(project: Project, everything: Discovery, tmp_path: Path) -> None:
    assert len(everything.findings) > 30
    assert_selects(project, tmp_path, everything)


AMONG = {
    "grid-demo": Search(limit=20, among="not opted_out", also=("visit", "paid_amount")),
    "complete-journey": Search(limit=20, among="trips_365d >= 12", also=("line.department", "basket")),
}


def test_so_does_every_rule_found_among_some(project: Project, tmp_path: Path) -> None:
    found = segdsl.discover(project, search=AMONG[project.file.name])
    assert len(found.findings) > 30
    assert_selects(project, tmp_path, found)


# By definition: from the rules alone, reasoned by hand.
TAUTOLOGIES = {
    "grid-demo": [
        ("payment_way", "punctuality"),  # both of payments
        ("activity", "app_usage"),  # visits of the app are online visits
        ("main_channel", "channel_mix"),
        ("cheapest_reach", "online_footprint"),  # both of identifiers
        ("cheapest_reach", "data_quality"),
        ("promotion_interaction", "prize_attitude"),
    ],
    "complete-journey": [
        ("rfm", "monetary_fifth"),
        ("frequency_fifth", "lifecycle"),  # trips and purchases
        ("coupon_lovers", "serial_redeemers"),  # both of redemptions
        ("life_stage", "big_basket_families"),  # both of children on record
    ],
}


def test_what_is_so_by_definition_is_no_finding(project: Project, everything: Discovery) -> None:
    together = {
        frozenset(pair)
        for finding in everything.findings
        for pair in combinations({re.split(r" ", c.text)[0] for c in (*finding.when, finding.then)}, 2)
    }
    for pair in TAUTOLOGIES[project.file.name]:
        assert frozenset(pair) not in together, pair
    implied = {frozenset(c.text.split()[0] for c in (pair.when, pair.then)) for pair in everything.implied}
    assert implied.isdisjoint(together)


def test_sessions_print_what_the_report_shows(grid: Path, journey: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    demo, heading, complete_journey = re.split(
        r"^(## Complete Journey\n)", REPORT.read_text("utf-8"), flags=re.MULTILINE
    )
    shown = []
    for folder, text in ((grid, demo), (journey, complete_journey)):
        monkeypatch.chdir(folder)
        shown.append(SESSION.sub(session, text))
    assert_golden(heading.join(shown), REPORT)
