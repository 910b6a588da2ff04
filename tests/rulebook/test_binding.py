"""Params set from outside: `--set`."""

from __future__ import annotations

import pytest

from segdsl.diagnostics import SegdslError
from segdsl.rulebook import bind
from segdsl.rulebook.model import Param
from segdsl.syntax.values import Duration
from tests.rulebook.rulebooks import based, check

BOOK = based(
    "param day = 2021-06-30\nparam on = true\nparam places = [hall, app]\nparam numbers = [1, 2.5]\nparam gap = 7d\n"
    "let a = count(visit, span..90d ago)\nlet b = age in least..5\nlet c = channels_seen in places\n"
    "let channels_seen = latest(visit.channel)\nlet d = matches(name, word)\n"
)


@pytest.mark.parametrize(
    "name, text, value",
    [
        ("span", "60d", Duration(60, "d")), ("span", " 2w ", Duration(2, "w")), ("least", "4", 4),
        ("ratio", "1", 1.0), ("ratio", "25%", 0.25), ("ratio", "-0.5", -0.5), ("word", "x y", "x y"),
        ("word", '"q"', "q"), ("word", "3", "3"), ("on", "false", False), ("words", "x", ("x",)),
        ("words", '["x", "y"]', ("x", "y")), ("words", "x, y", ("x", "y")), ("places", "web", ("web",)),
        ("numbers", "[3]", (3.0,)),
    ],
)  # fmt: skip
def test_a_value_is_read_by_the_type_of_its_param(name: str, text: str, value: object) -> None:
    param = bind(BOOK, {name: text}).definitions[name]
    assert isinstance(param, Param)
    found = tuple(c.value for c in param.value) if isinstance(param.value, tuple) else param.value.value
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(
    "name, text, code",
    [
        ("spam", "3d", "unknown-param"), ("vips", "true", "unknown-param"), ("span", "3", "param-type"),
        ("span", "12h", "param-type"), ("span", "", "param-type"), ("span", "0d", "param-outside-range"),
        ("span", "91d", "param-outside-range"), ("least", "2.5", "param-type"), ("least", "11", "param-outside-range"),
        ("least", "today", "param-type"), ("on", "1", "param-type"), ("words", "[1]", "param-type"),
        ("words", "[]", "param-type"), ("least", "6", "override-breaks"), ("span", "90d", "override-breaks"),
        ("places", "hall, moon", "unknown-value"), ("word", "(a", "pattern-unbalanced"),
    ],
)  # fmt: skip
def test_a_value_that_does_not_fit_is_refused(name: str, text: str, code: str) -> None:
    with pytest.raises(SegdslError) as caught:
        bind(BOOK, {name: text})
    assert [d.code for d in caught.value.diagnostics] == [code]
    assert caught.value.diagnostics[0].message("zh")


def test_a_misspelt_param_gets_a_suggestion() -> None:
    with pytest.raises(SegdslError) as caught:
        bind(BOOK, {"spn": "3d"})
    assert caught.value.diagnostics[0].hint("en") == "did you mean `span`?"


def test_windows_are_checked_again_with_the_new_values() -> None:
    book = check("profile p { key id text }\nevents e { at t time }\nparam w = 7d\nlet a = count(e, last w)")
    with pytest.raises(SegdslError) as caught:
        bind(book, {"w": "0d"})
    assert [(d.code, d.args["what"]) for d in caught.value.diagnostics] == [("override-breaks", "last 0d")]


def test_nothing_else_changes() -> None:
    bound = bind(BOOK, {"least": "4"})
    assert bind(BOOK, {}) is BOOK
    assert {n: d for n, d in bound.definitions.items() if n != "least"} == {
        n: d for n, d in BOOK.definitions.items() if n != "least"
    }
