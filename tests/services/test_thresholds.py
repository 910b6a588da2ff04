"""The numbers of a rule that can be moved, and a rule in which one of them is a param."""

from segdsl.diagnostics import Source
from segdsl.rulebook import Checker
from segdsl.rulebook.binding import bind
from segdsl.rulebook.model import Segment
from segdsl.rulebook.terms import Compare, ParamRef
from segdsl.services.thresholds import NAME, as_param, thresholds
from segdsl.syntax.values import Duration

RULES = """profile customer { key id text field age int? field kwh number? field born date? field city category(a, b)? }
events visit { at seen time field amount number? }
param other = 1 in 0..9
param share = 10% in 1%..40%
param words = ["x"]
param span  = 30d
let busy = count(visit, last span) > 2
segment chosen "选中" {
  require age in 18..60 and not (kwh / 2 > 100)
  require busy or count(visit where amount > 5, 30d..90d ago) >= 3
  exclude born < 2000-01-01 or kwh > share
  require city = a and id in words
}
"""
BOOK = Checker().check([Source("a.seg", RULES)])


def test_numbers_are_told_as_they_are_written_then_params_the_nearest_first() -> None:
    assert BOOK.errors == ()
    assert [(each.param, each.text) for each in thresholds(BOOK, "chosen")] == [
        (None, "18"), (None, "60"), (None, "100"), (None, "5"), (None, "30d"), (None, "90d"), (None, "3"),
        (None, "2000-01-01"), ("share", "10%"), ("span", "30d"),
    ]  # fmt: skip
    assert thresholds(BOOK, "gone") == ()


def test_each_is_found_where_it_is_written() -> None:
    found = thresholds(BOOK, "chosen")
    assert [RULES[each.start : each.end] for each in found] == [each.text for each in found]
    assert {each.file for each in found} == {"a.seg"}


def test_what_limits_them_is_known() -> None:
    found = {each.text: (each.low, each.high) for each in thresholds(BOOK, "chosen") if each.param != "span"}
    assert (found["18"], found["60"], found["100"]) == ((None, 60), (18, None), (None, None))
    assert (found["30d"], found["90d"]) == ((None, Duration(90, "d")), (Duration(30, "d"), None))
    assert found["10%"] == (0.01, 0.4)


def test_a_number_becomes_a_param_and_everything_else_stays() -> None:
    age = thresholds(BOOK, "chosen")[2]
    book, name = as_param(BOOK, "chosen", age)
    assert name == NAME
    rule = book.definitions["chosen"]
    assert isinstance(rule, Segment)
    assert "ParamRef" in repr(rule.clauses[0].condition)
    assert rule.clauses[1:] == BOOK.definitions["chosen"].clauses[1:]  # type: ignore[attr-defined]  # a segment
    assert rule.uses == BOOK.definitions["chosen"].uses | {NAME}
    assert bind(book, {NAME: "120"}).definitions[NAME] != book.definitions[NAME]


def test_a_param_is_one_already() -> None:
    share = next(each for each in thresholds(BOOK, "chosen") if each.param == "share")
    assert as_param(BOOK, "chosen", share) == (BOOK, "share")


def test_only_the_number_that_is_meant_is_swapped() -> None:
    book = Checker().check([Source("a.seg", RULES + "let twice = age > 7 or kwh > 7\n")])
    first, second = thresholds(book, "twice")
    assert (first.text, second.text) == ("7", "7")
    swapped = as_param(book, "twice", second)[0].definitions["twice"]
    compared = [each for each in swapped.term.operands if isinstance(each, Compare)]  # type: ignore[attr-defined]  # a let
    assert [isinstance(each.right, ParamRef) or isinstance(each.left, ParamRef) for each in compared] == [False, True]
