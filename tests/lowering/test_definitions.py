"""Lets, tags, scores and segments, from rule text to columns."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import polars as pl
import pytest

from segdsl.diagnostics import SegdslError
from segdsl.lowering.polars import Storage, column_name, define, keeps
from segdsl.rulebook.model import Segment
from tests.lowering.books import book, column, context_of, evaluate, people, unknown

PEOPLE = people({"age": 30, "followed": True}, {"age": 70, "followed": False}, {"followed": True}, {"age": 12})


def test_a_tag_gives_the_first_class_that_holds() -> None:
    rules = book("""
      tag stage "阶段" {
        class old   when age > 60
        class adult when age >= 18
        class other otherwise
      }
      tag known { class old when stage = old  class adult when stage = adult }
    """)
    assert column(rules, "stage", PEOPLE) == ["adult", "old", "other", "other"]
    assert column(rules, "known", PEOPLE) == ["adult", "old", None, None]
    found = evaluate(rules, PEOPLE)[column_name("stage")]
    assert found.dtype == pl.Enum(["old", "adult", "other"])


def test_a_segment_keeps_those_whom_every_line_keeps() -> None:
    rules = book("""
      segment aim {
        require followed
        require any_of "either" { option age < 18 option age is missing }
        exclude age > 60
      }
    """)
    assert column(rules, "aim", PEOPLE) == [False, False, True, False]
    segment = rules.definitions["aim"]
    assert isinstance(segment, Segment)
    masks = [PEOPLE.select(keeps(c, context_of(rules))).to_series().to_list() for c in segment.clauses]
    assert masks == [[True, False, True, False], [False, False, True, True], [True, False, True, True]]


def test_exclude_keeps_those_with_a_missing_value_and_counts_them_as_unknown() -> None:
    rules = book("segment young { exclude age > 60 }")
    assert column(rules, "young", PEOPLE) == [True, False, True, True]
    assert unknown(rules, "young", PEOPLE) == [False, False, True, False]


def test_unknown_looks_through_lets_and_segments_but_not_through_tags_and_scores() -> None:
    rules = book("""
      let grown = age >= 18
      segment adults { require grown }
      segment minors { require not adults }
      tag group { class adult when grown  class minor otherwise }
      score points { add 1 when grown }
      segment by_tag { require group = minor }
      segment by_score { require points = 0 }
      segment either { require adults or followed }
    """)
    assert column(rules, "minors", PEOPLE) == [False, False, True, True]
    assert unknown(rules, "minors", PEOPLE) == [False, False, True, False]
    assert unknown(rules, "by_tag", PEOPLE) == [False] * 4
    assert unknown(rules, "by_score", PEOPLE) == [False] * 4
    assert unknown(rules, "either", PEOPLE) == [
        False,
        False,
        False,
        True,
    ], "the third follows, whatever the age; whether the fourth does is not known"


def test_someone_without_a_class_is_unknown_where_the_tag_is_compared() -> None:
    rules = book("tag t { class a when age >= 18 }  segment s { require t != a }")
    assert column(rules, "s", PEOPLE) == [False, False, True, True]
    assert unknown(rules, "s", PEOPLE) == [False, False, True, True]


def test_a_score_adds_its_lines_up() -> None:
    rules = book("""
      score points {
        add 10
        add 2 * age up to 50 when followed
        subtract age up to 20 when age > 60
      }
      score limited { add 2 * age range 0..100 }
      score debt { subtract 5 when followed  range -3..3 }
    """)
    assert column(rules, "points", PEOPLE) == [60, -10, 10, 10]
    assert column(rules, "limited", PEOPLE) == [60, 100, 0, 24]
    assert column(rules, "debt", PEOPLE) == [-3, 0, -3, 0]


def test_a_line_of_a_score_is_worth_nothing_where_its_amount_or_cap_is_missing() -> None:
    rules = book("score points { add 1  add spend up to age }")
    data = people({"spend": 7.5, "age": 5}, {"spend": 7.5}, {"age": 5}, {"spend": -2.0, "age": 5})
    assert column(rules, "points", data) == [6.0, 1.0, 1.0, -1.0]


def test_a_score_that_leaves_its_range_of_numbers_is_missing() -> None:
    rules = book("score s { add spend  add spend }")
    assert column(rules, "s", people({"spend": 1e308}, {"spend": 1.5}, {})) == [None, 3.0, 0.0]


def test_a_let_over_a_bool_keeps_its_missing_and_counts_as_false() -> None:
    rules = book("let known = flag  segment s { require known }  segment m { require known is missing }")
    data = people({"flag": True}, {"flag": False}, {})
    assert column(rules, "known", data) == [True, False, None]
    assert column(rules, "s", data) == [True, False, False]
    assert column(rules, "m", data) == [False, False, True]


def test_params_are_bound_when_they_are_lowered() -> None:
    rules = book("""
      param floor = 18 in 0..99
      param aims = [red, blue]
      param back = 30d in 1d..90d
      segment s { require age >= floor and colour in aims }
      segment t { require seen in last 2 * back }
    """)
    data = people({"age": 20, "colour": "red"}, {"age": 40, "colour": "blue"}, {"age": 40, "colour": "green"})
    assert column(rules, "s", data) == [True, True, False]
    bound = context_of(rules, params={"floor": 30, "aims": ("green", "blue")})
    assert column(rules, "s", data, bound) == [False, True, True]
    seen = people({"seen": dt.datetime(2021, 5, 2)}, {"seen": dt.datetime(2021, 5, 1, 23)})  # noqa: DTZ001
    assert column(rules, "t", seen) == [True, False]


def test_names_that_are_both_a_field_and_a_definition_do_not_meet() -> None:
    """A backquoted field may be called anything but a backquote, and that is what columns of definitions begin with."""
    assert column_name("vip") == "`vip`"
    assert column_name("vip", kleene=True) != column_name("vip?")


def test_definitions_may_stand_in_any_order() -> None:
    rules = book("segment c { require b > 3 }  let b = a + 1  let a = age / 10")
    assert column(rules, "c", PEOPLE) == [True, True, False, False]


def test_shared_definitions_are_not_walked_again_and_again() -> None:
    """Sixty lets that each use the one before twice: walked naively, 2^60 steps."""
    lets = ["let a0 = spend"] + [f"let a{n} = a{n - 1} + a{n - 1}" for n in range(1, 61)]
    rules = book("\n".join(lets) + "\nsegment s { require a60 > 0 }")
    found = evaluate(rules, people({"spend": 1.0}, {"spend": 1e300}))
    assert found[column_name("a60")].to_list() == [2.0**60, None]
    assert found[column_name("s")].to_list() == [True, False]


def test_a_long_sum_is_no_deep_one() -> None:
    rules = book("let total = " + " + ".join(["age"] * 150) + "\nsegment s { require total = 150 * age }")
    assert column(rules, "s", PEOPLE) == [True, True, False, True]


@pytest.mark.parametrize(
    "rules, code, named",
    [
        ("events visit { at t time } segment s { require did(visit, last 30d) }", "needs-events", "did"),
        ("tag g { class a when age > 1 } segment s { require was(g, 30d) = a }", "needs-events", "was"),
        ('segment s { require listed("vip") }', "unknown-list", "vip"),
    ],
)
def test_what_this_version_does_not_evaluate_says_so(rules: str, code: str, named: str) -> None:
    checked = book(rules)
    with pytest.raises(SegdslError) as caught:
        define(checked.definitions["s"], context_of(checked, lists={"vipp": []}))
    (diagnostic,) = caught.value.diagnostics
    assert diagnostic.code == code
    assert named in diagnostic.message("en")
    assert diagnostic.span is not None


def test_an_unknown_list_names_the_nearest_known_one() -> None:
    checked = book('segment s { require listed("vip") }')
    with pytest.raises(SegdslError) as caught:
        define(checked.definitions["s"], context_of(checked, lists={"vips": [], "blocked": []}))
    assert caught.value.diagnostics[0].hint("en") == "did you mean `vips`?"


def test_physical_columns_are_normalised_where_asked_for() -> None:
    """For a frame just read from a file: foreign names and types, values outside the contract, NaN."""
    rules = book("""
      segment s { require age >= 18 }
      let doubled = spend * 2
      tag hue { class warm when colour = red  class cold otherwise }
      segment first { require listed("vip") }
    """)
    profile = rules.profile
    assert profile is not None
    fields = dict(profile.fields)
    fields["age"] = replace(fields["age"], column="年龄(岁)")
    raw = pl.DataFrame(
        {
            "id": [1, 2, 3],
            "年龄(岁)": ["17", "18", "?"],
            "spend": [float("nan"), 1.5, float("inf")],
            "colour": ["red", "mauve", None],
        }
    )
    context = context_of(rules, contract=replace(profile, fields=fields), lists={"vip": ["1"]})
    assert column(rules, "s", raw, context) == [False, True, False]
    assert column(rules, "doubled", raw, context) == [None, 3.0, None]
    assert column(rules, "hue", raw, context) == ["warm", "cold", "cold"]
    assert column(rules, "first", raw, context) == [True, False, False]


def test_a_valid_range_makes_other_values_missing_in_physical_columns() -> None:
    checked = book("segment old { require age > 60 }  segment known { require age is known }")
    profile = checked.profile
    assert profile is not None
    from segdsl.rulebook.model import Valid

    for valid, expected in ((Valid(low=0, high=120), [True, False]), (Valid(values=(61, 62)), [True, False])):
        fields = {**profile.fields, "age": replace(profile.fields["age"], valid=valid)}
        context = context_of(checked, contract=replace(profile, fields=fields))
        assert column(checked, "old", pl.DataFrame({"id": ["1", "2"], "age": [61, 999]}), context) == expected


def test_a_tag_of_a_complete_condition_needs_no_fill() -> None:
    checked = book("segment s { require age >= 18 and followed }")
    storage = {"age": Storage(complete=True), "followed": Storage(complete=True)}
    assert "fill_null" not in str(define(checked.definitions["s"], context_of(checked, storage=storage)))
