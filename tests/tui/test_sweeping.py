"""Which values of a threshold are tried, by hand: round ones around the present value, within what the rules allow."""

from dataclasses import replace

import pytest

from segdsl.diagnostics import Source
from segdsl.rulebook import Checker
from segdsl_tui.state import sweeping
from segdsl_tui.state.model import Choices, State, Sweeping

RULES = """profile customer { key id text field age int? field kwh number? field born date? }
events visit { at seen time }
param limit = 30 in 10..90
param share = 10% in 1%..40%
segment many {
  require age >= 18 and age in 20..60 and age > 0 and age > limit
  require kwh > 0.5 and kwh > -5 and kwh > share and kwh < 1_200
  require count(visit, last 30d) > 3 and count(visit, 30d..45d ago) > 3
  require born < 2000-01-01
}
tag life { class young when age < 30 }
"""
STATE = State(rulebook=Checker().check([Source("a.seg", RULES)]))
FOUND = sweeping.targets(STATE, "many")


def around(text: str, finer: int = 0, before: str = "", which: int = 0) -> str:
    """The values tried for one of the thresholds that are written so."""
    return sweeping.span([each for each in FOUND if each.text == text][which], finer, before)


@pytest.mark.parametrize(
    "text, values",
    [
        ("18", "0..38:2"),  # a tenth of 18 is 1.8; nobody is younger than 0
        ("20", "0..60:5"),  # a twentieth of the way to the other end is 3
        ("60", "20..160:10"),  # not below the other end
        ("0", "0..10:1"),
        ("30", "10..80:5"),  # the param's range, a twentieth of which is 4
        ("0.5", "0..1:0.05"),
        ("-5", "-10..0:0.5"),
        ("1_200", "0..3200:200"),
        ("10%", "2%..30%:2%"),
        ("30d", "5d..80d:5d"),
        ("2000-01-01", "1999-03-07..2000-10-27:30d"),
    ],
)
def test_round_values_on_both_sides(text: str, values: str) -> None:
    assert around(text) == values


def test_ends_of_a_range_do_not_pass_each_other() -> None:
    assert (around("30d", which=1), around("45d")) == ("5d..45d:5d", "30d..95d:5d")


def test_steps_get_smaller_and_larger_by_round_numbers() -> None:
    assert [around("18", finer) for finer in (1, 2, -1, -2)] == ["8..28:1", "8..28:1", "3..68:5", "8..118:10"]
    assert [around("0.5", finer) for finer in (1, -1)] == ["0.3..0.7:0.02", "0..1.5:0.1"]
    assert [around("2000-01-01", finer) for finer in (2, 9)] == ["1999-12-22..2000-01-11:1d"] * 2


def test_the_curve_stays_as_long_as_the_value_is_on_it() -> None:
    assert around("18", before="2..42:4") == "2..42:4"
    assert [around("18", before=old) for old in ("0..40:5", "20..40:2", "2d..42d:4d", "")] == ["0..38:2"] * 4


def test_thresholds_are_looked_at_one_after_the_other() -> None:
    def at(target: int) -> str:
        found = sweeping.target(replace(STATE, choices=Choices(sweeps={"many": Sweeping(target)})), "many")
        return found.text if found else ""

    assert [at(number) for number in (0, 1, len(FOUND) - 1, len(FOUND))] == ["18", "20", "10%", "18"]


def test_only_conditions_have_thresholds_to_move() -> None:
    assert (sweeping.targets(STATE, "life"), sweeping.target(State(), "many")) == ((), None)
