"""Text goes by code points, in order, in equality and in regular expressions; and lists of text."""

from __future__ import annotations

import polars as pl
import pytest

from segdsl.functions.types import BOOL, LIST, TEXT
from segdsl.rulebook.terms import ConstList
from tests.lowering.terms import (
    AT,
    COLOURS,
    among,
    answers,
    between,
    call,
    compare,
    const,
    field,
    frame,
    kleene,
    missing,
    values,
)

S, P = field("s", TEXT), field("p", TEXT)


def test_order_is_that_of_code_points() -> None:
    data = frame({"s": ["Z", "a", "é", "一", "\U0001f600", None]})
    assert answers(compare(S, "<", const("a")), data) == [True, False, False, False, False, False]
    assert answers(between(S, const("a"), const("一")), data) == [False, True, True, True, False, False]
    assert answers(compare(S, ">", const("\uffff")), data) == [False, False, False, False, True, False]


def test_nothing_is_normalised_silently() -> None:
    data = frame({"s": ["e\u0301", "\u00e9", "Ａ", "a "]})
    assert answers(compare(S, "=", const("\u00e9")), data) == [False, True, False, False]
    assert answers(compare(S, "=", const("a")), data) == [False, False, False, False]


def test_a_constant_that_is_the_name_of_a_column_is_a_constant() -> None:
    data = frame({"s": ["s", "x"], "p": ["x", "x"]})
    assert answers(compare(S, "=", const("p")), data) == [False, False]
    assert answers(between(S, const("p"), const("s")), data) == [True, False]
    assert values(call("coalesce", S, const("p"), type_=TEXT), data) == ["s", "x"]
    assert values(call("if", compare(S, "=", const("s")), const("p"), S, type_=TEXT), data) == ["p", "x"]
    assert values(call("concat", const("p"), S, type_=TEXT), data) == ["ps", "px"]


@pytest.mark.parametrize(
    "pattern, expected",
    [
        (r"\d", [True, False, False, False]),
        (r"^\w+$", [True, False, False, False]),
        (r"\W", [False, True, True, True]),
        (r"^[^\d]+$", [False, True, True, True]),
        (r"[\D]", [True, True, True, True]),
        (r"国网|a\sb", [False, True, False, True]),
        (r"\bb\b", [False, False, False, True]),
        (r"(?i)A1", [True, False, False, False]),
        (r".", [True, True, True, True]),
        (r"^.{2}$", [True, True, False, False]),
        (r"\u56fd", [False, True, False, False]),
    ],
)
def test_regular_expressions_are_ascii_and_leave_chinese_alone(pattern: str, expected: list[bool]) -> None:
    data = frame({"s": ["a1", "国网", "１３８", "a b"]})
    assert answers(call("matches", S, const(pattern), type_=BOOL), data) == expected


def test_the_point_stops_at_line_ends_unless_told_otherwise() -> None:
    data = frame({"s": ["a\nb"]})
    assert answers(call("matches", S, const("a.b"), type_=BOOL), data) == [False]
    assert answers(call("matches", S, const("(?s)a.b"), type_=BOOL), data) == [True]
    assert answers(call("matches", S, const("^b"), type_=BOOL), data) == [False]


def test_a_missing_part_is_no_answer() -> None:
    data = frame({"s": ["ab", "ab", None], "p": ["a", None, "a"]}, p=pl.String)
    for function in ("contains", "starts_with"):
        term = call(function, S, P, type_=BOOL)
        assert answers(term, data) == [True, False, False]
        assert kleene(term, data) == [True, None, None]


def test_lists_of_text() -> None:
    data = frame({"l": [["a", "b"], [], None], "p": ["b", "b", "b"]})
    tags = field("l", LIST)
    assert answers(call("has", tags, P, type_=BOOL), data) == [True, False, False]
    assert kleene(call("has", tags, P, type_=BOOL), data) == [True, False, None]
    every = ConstList(TEXT, AT, (const("a"), const("c")))
    assert answers(call("has_any", tags, every, type_=BOOL), data) == [True, False, False]
    assert kleene(call("has_all", tags, every, type_=BOOL), data) == [False, False, None]
    assert answers(missing(tags), data) == [False, False, True]


def test_categories_whose_values_are_the_same_in_another_order_compare_by_name() -> None:
    mirrored = COLOURS.__class__(COLOURS.kind, values=tuple(reversed(COLOURS.values)))
    one, other = field("c", COLOURS), field("k", mirrored)
    data = frame(
        {"c": ["red", "green", None], "k": ["red", "blue", "red"]},
        c=pl.Enum(COLOURS.values),
        k=pl.Enum(mirrored.values),
    )
    assert answers(compare(one, "=", other), data) == [True, False, False]
    chosen = call("if", compare(one, "=", const("red", COLOURS)), one, other, type_=COLOURS.maybe())
    assert values(chosen, data) == ["red", "blue", "red"]
    constant = call("if", compare(one, "=", const("red", COLOURS)), const("green", COLOURS), one, type_=COLOURS.maybe())
    assert values(constant, data) == ["green", "green", None]
    assert answers(among(one, "red", "blue"), data) == [True, False, False]
