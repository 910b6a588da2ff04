"""What can be chosen for the views, what they choose by themselves, and finding it by typing."""

from dataclasses import replace

from rich.cells import cell_len

from segdsl.diagnostics import Source
from segdsl.engine import breakdown
from segdsl.rulebook import Checker
from segdsl_tui.presentation.picking import line, matching
from segdsl_tui.state import choosing
from segdsl_tui.state.choosing import Choice
from segdsl_tui.state.model import Choices, State

RULES = """profile customer {
  key customer_id text
  field phone text? pii mobile
  field age int?
  field city category(nanjing, suzhou)? "地市"
}
theme "甲"
dimension "一"
segment first "第一" { require age > 18 }
segment second { require first require stage = young }
dimension "二"
segment third { require age > 60 }
let any_age = age > 0
tag stage "阶段" { class young when age < 30 class old otherwise }
tag place { class north when city = nanjing class south otherwise }
score points { add 1 when age > 3 }
param limit = true
"""
STATE = State(rulebook=Checker().check([Source("a.seg", RULES)]))


def chosen(**choices: object) -> State:
    return replace(STATE, choices=replace(Choices(), **choices))  # type: ignore[arg-type]


def test_what_makes_few_groups_comes_first_and_personal_data_never() -> None:
    assert [each.name for each in choosing.axes(STATE, "first")] == [
        "stage", "place", "city", "second", "third", "any_age", "age",
    ]  # fmt: skip


def test_the_first_axis_is_a_tag_that_the_rule_does_not_fix() -> None:
    assert [choosing.axis(STATE, name) for name in ("first", "second")] == [
        Choice("stage", "阶段", "tag"),
        Choice("place", None, "tag"),
    ]


def test_an_axis_that_was_chosen_stays_while_it_is_there() -> None:
    assert choosing.axis(chosen(axis="city"), "first") == Choice("city", "地市", "category", defined=False)
    assert choosing.axis(chosen(axis="gone"), "first") == Choice("stage", "阶段", "tag")
    assert choosing.axis(chosen(axis="third"), "third") == Choice("stage", "阶段", "tag")


def test_the_kinds_are_those_the_engine_splits_by() -> None:
    assert set(choosing.KINDS) == breakdown.KINDS


def test_segments_overlap_with_their_neighbours_without_any_with_those_of_the_theme() -> None:
    assert [choosing.others(STATE, name) for name in ("first", "second", "third")] == [
        ("second",), ("first",), ("first", "second"),
    ]  # fmt: skip


def test_what_was_chosen_to_overlap_is_kept_by_definition_as_far_as_it_is_there() -> None:
    state = chosen(others={"first": ("third", "gone")})
    assert (choosing.others(state, "first"), choosing.others(state, "second")) == (("third",), ("first",))


def test_only_conditions_are_split() -> None:
    assert [bool(choosing.condition(STATE, name)) for name in ("first", "any_age", "stage", "points", "limit")] == [
        True, True, False, False, False,
    ]  # fmt: skip


def test_typing_finds_names_and_titles_and_what_begins_so_comes_first() -> None:
    found = [Choice("upper", None, "tag"), Choice("place", "地市", "tag"), Choice("per", "沉默", "let")]
    assert [each.name for each in matching(found, "PE")] == ["per", "upper"]
    assert [each.name for each in matching(found, "市")] == ["place"]
    assert matching(found, "") == found


def test_a_choice_fits_its_line() -> None:
    choice = Choice("a_rather_long_name", "一个相当长的标题", "category")
    assert {cell_len(line(choice, width, ticked=True).plain) <= width for width in (8, 20, 60)} == {True}
