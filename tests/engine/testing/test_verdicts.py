"""What is said of a test that fails or cannot run: which condition, what it saw, and never nothing at all."""

from __future__ import annotations

import pytest

from segdsl.engine.testing.run import called, run_tests
from tests.engine.testing.trials import RULES, book, failing, verdicts


@pytest.mark.parametrize(
    "lines, faults",
    [
        ("given { age: 17 } expect life = old", [("life = old", {"life": "young"})]),
        ("given { } expect life = old", [("life = old", {"life": None})]),
        # of `or` the first part that would do, of `and` every part that fails
        ("given { age: 17 } expect life = old or grown", [("life = old", {"life": "young"})]),
        ("given { age: 17 } expect life = old and grown and age > 3",
         [("life = old", {"life": "young"}), ("grown", {"grown": False})]),
        ("given { age: 18 } expect not grown", [("not grown", {"grown": True})]),
        ("given { age: 18 } expect not (age > 3 and life = old)", [("not (age > 3)", {"age": 18})]),
        # operands that are computed, and params, show what they are
        ("given { age: 17 } expect age + 1 > adult", [("age + 1 > adult", {"age + 1": 18, "age": 17, "adult": 18})]),
        ("given { age: 17 } expect age in [1, 2]", [("age in [1, 2]", {"age": 17})]),
        ("given { age: 17 } expect age is missing", [("age is missing", {"age": 17})]),
        ("given { } expect count(visit, last away) >= 1",
         [("count(visit, last away) >= 1", {"count(visit, last away)": 0, "away": "90d"})]),
        ("given { } expect did(visit)", [("did(visit)", {"did(visit)": False})]),
        ('given { phone: "13800138000" } expect phone = "1"', [('phone = "1"', {"phone": "13800138000"})]),
        ("given { liking: { app: 0.4 } } expect liking[app] >= 0.5",
         [("liking[app] >= 0.5", {"liking[app]": 0.4})]),
    ],
)  # fmt: skip
def test_a_failure_names_the_conditions_with_what_was_expected_and_found(
    lines: str, faults: list[tuple[str, dict[str, object]]]
) -> None:
    assert [(fault.expected, dict(fault.actual)) for fault in failing(lines).faults] == faults


def test_a_failure_points_at_the_condition_in_its_file() -> None:
    lines = "given { age: 17 }\nexpect age > 3 and life = old"
    (fault,) = failing(lines).faults
    text = RULES + f'test "t" {{ as_of 2021-06-30\n{lines}\n}}'
    assert (fault.place.file, text[fault.place.span.start : fault.place.span.end]) == ("rules.seg", "life = old")


def test_a_failure_traces_the_definitions_in_it() -> None:
    (trace,) = failing("given { age: 17, followed: true } expect grown").traces
    assert (trace.name, trace.member) == ("grown", False)
    assert [(t.title, t.holds, dict(t.values)) for t in trace.traces] == [
        ("成年", False, {"age": 17}), ("已关注", False, {"followed": True}),
    ]  # fmt: skip
    assert failing("given { } expect portrait = calm").traces == ()  # it is given: there is nothing to trace


def test_what_holds_says_what_it_saw() -> None:
    (verdict,) = verdicts('test "t" { as_of 2021-06-30 given { age: 20 } expect life = old and age >= adult }')
    assert dict(verdict.expects[0].values) == {"life": "old", "age": 20, "adult": 18}
    assert (verdict.expects[0].faults, verdict.expects[0].traces) == ((), ())


def test_a_value_that_breaks_a_rule_is_a_problem_of_the_test_alone() -> None:
    narrow = 'let band = age in adult..50 test "a" { set adult = 60 expect band } test "b" { expect not band }'
    one, two = verdicts(narrow)
    assert ([p.code for p in one.problems], one.passed) == (["override-breaks"], False)
    assert (one.problems[0].file, two.passed) == ("rules.seg", True)


def test_tests_that_cannot_run_stand_among_the_others_and_have_not_passed() -> None:
    rulebook = book(
        'segment odd { require agee > 3 }\ntest "a" { expect odd }\ntest "b" { expect not followed }\n'
        'test "c" { given { agee: 3 } expect followed }'
    )
    found = run_tests(rulebook)
    assert [(v.name, v.passed, [p.code for p in v.problems]) for v in found] == [
        ("a", False, ["check-uses-broken"]), ("b", True, []), ("c", False, ["check-has-errors"]),
    ]  # fmt: skip


def test_tests_are_chosen_by_title_or_by_what_they_use() -> None:
    rulebook = book(
        'test "Grown people" { expect not followed } test "x" { expect not grown } test "y" { expect not followed }'
    )
    assert [v.name for v in run_tests(rulebook, chosen=called("grown"))] == ["Grown people", "x"]
    assert [v.name for v in run_tests(rulebook, chosen=called("grow"))] == ["Grown people"]
