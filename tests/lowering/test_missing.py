"""Missing values: every condition is yes or no for everyone, and its three-valued form says who had no answer."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest

from segdsl.functions.types import BOOL, INT, NUMBER, TEXT
from segdsl.lowering.polars import Storage, may_be_missing, may_be_unknown
from segdsl.rulebook.terms import Term
from tests.lowering.terms import (
    COLOURS,
    CONTEXT,
    among,
    and_,
    answers,
    between,
    calculate,
    call,
    compare,
    const,
    field,
    frame,
    kleene,
    missing,
    not_,
    or_,
    values,
)

AGE = field("age", INT)
NAME = field("name", TEXT)
COLOUR = field("colour", COLOURS)
FLAG = field("flag", BOOL)
OTHER = field("other", BOOL)
ADULT = compare(AGE, ">=", const(18))
NEVER_KNOWN = compare(calculate(const(1), "/", const(0)), ">", const(1.0))

PEOPLE = frame(
    {
        "age": [30, 5, None],
        "name": ["国网", "x", None],
        "colour": ["red", "blue", None],
        "flag": [True, False, None],
    },
    age=pl.Int8,
    colour=pl.Enum(["red", "green", "blue"]),
)

CASES: dict[str, tuple[Term, list[bool], list[bool | None]]] = {
    "comparison": (ADULT, [True, False, False], [True, False, None]),
    "not of a comparison": (not_(ADULT), [False, True, True], [False, True, None]),
    "mirrored": (compare(const(18), "<=", AGE), [True, False, False], [True, False, None]),
    "range": (between(AGE, const(18), const(60)), [True, False, False], [True, False, None]),
    "list": (among(AGE, 5, 6), [False, True, False], [False, True, None]),
    "list of one": (among(AGE, 5), [False, True, False], [False, True, None]),
    "not in list": (not_(among(AGE, 5, 6)), [True, False, True], [True, False, None]),
    "category": (compare(COLOUR, "=", const("red", COLOURS)), [True, False, False], [True, False, None]),
    "category list": (among(COLOUR, "red", "green"), [True, False, False], [True, False, None]),
    "text list": (among(NAME, "国网", "y"), [True, False, False], [True, False, None]),
    "long text list": (among(NAME, *"abcdefghijx"), [False, True, False], [False, True, None]),
    "text predicate": (
        call("contains", NAME, const("网"), type_=BOOL),
        [True, False, False],
        [True, False, None],
    ),
    "not of a text predicate": (
        not_(call("contains", NAME, const("网"), type_=BOOL)),
        [False, True, True],
        [False, True, None],
    ),
    "a bool": (FLAG, [True, False, False], [True, False, None]),
    "not of a bool": (not_(FLAG), [False, True, True], [False, True, None]),
    "bool is true": (compare(FLAG, "=", const(True)), [True, False, False], [True, False, None]),
    "bool is false": (compare(FLAG, "=", const(False)), [False, True, False], [False, True, None]),
    "not (bool is false)": (not_(compare(FLAG, "=", const(False))), [True, False, True], [True, False, None]),
    "is missing": (missing(AGE), [False, False, True], [False, False, True]),
    "is known": (not_(missing(AGE)), [True, True, False], [True, True, False]),
    "a comparison is never missing": (missing(ADULT), [False, False, False], [False, False, False]),
    "arithmetic": (
        compare(calculate(AGE, "+", const(1)), ">", const(10)),
        [True, False, False],
        [True, False, None],
    ),
    "division by zero": (
        compare(calculate(const(1), "/", calculate(AGE, "-", const(30))), "<", const(100)),
        [False, True, False],
        [None, True, None],
    ),
    "if by a condition without answer": (
        compare(call("if", ADULT, const(1), const(2), type_=INT), "=", const(2)),
        [False, True, True],
        [False, True, None],
    ),
    "missing if by a condition without answer": (
        missing(call("if", ADULT, const(1), const(2), type_=INT)),
        [False, False, False],
        [False, False, False],
    ),
    "if by a constant condition without answer": (
        compare(
            call("if", compare(calculate(const(1), "/", const(0)), ">", const(1.0)), AGE, const(2), type_=INT),
            "=",
            const(2),
        ),
        [True, True, True],
        [None, None, None],
    ),
    "function of constants": (
        compare(call("log", const(0.0), type_=NUMBER.maybe()), "=", call("log", AGE, type_=NUMBER.maybe())),
        [False, False, False],
        [None, None, None],
    ),
    "coalesce to a constant": (
        compare(const(0), "=", call("coalesce", const(0), AGE, type_=INT)),
        [True, True, True],
        [True, True, True],
    ),
    "coalesce": (
        compare(call("coalesce", AGE, const(0), type_=INT), "<", const(18)),
        [False, True, True],
        [False, True, True],
    ),
    "coalesce keeps what has no answer": (
        compare(call("coalesce", call("if", ADULT, const(1), const(2), type_=INT), const(9), type_=INT), "=", const(2)),
        [False, True, True],
        [False, True, None],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_condition(name: str) -> None:
    term, plain, three_valued = CASES[name]
    assert answers(term, PEOPLE) == plain
    assert kleene(term, PEOPLE) == three_valued


@pytest.mark.parametrize("name", CASES)
def test_what_is_said_to_have_an_answer_for_everyone_has_one(name: str) -> None:
    term, _, three_valued = CASES[name]
    if not may_be_unknown(term, CONTEXT) and not may_be_missing(term, CONTEXT):
        assert None not in three_valued


# Kleene's tables: unknown gives way to what decides by itself.
T, F, U = True, False, None
ROWS = [(a, b) for a in (T, F, U) for b in (T, F, U)]
BOTH = frame({"flag": [a for a, _ in ROWS], "other": [b for _, b in ROWS]}, flag=pl.Boolean, other=pl.Boolean)


def test_and_or_not_are_kleene_in_the_three_valued_form() -> None:
    assert kleene(and_(FLAG, OTHER), BOTH) == [T, F, U, F, F, F, U, F, U]
    assert kleene(or_(FLAG, OTHER), BOTH) == [T, T, T, T, F, U, T, U, U]
    assert kleene(not_(FLAG), BOTH) == [F, F, F, T, T, T, U, U, U]


def test_and_or_not_are_two_valued_in_the_plain_form_with_missing_as_false() -> None:
    assert answers(and_(FLAG, OTHER), BOTH) == [T, F, F, F, F, F, F, F, F]
    assert answers(or_(FLAG, OTHER), BOTH) == [T, T, T, T, F, F, T, F, F]
    assert answers(not_(FLAG), BOTH) == [F, F, F, T, T, T, T, T, T]


def test_a_field_declared_without_question_mark_may_be_missing_in_the_data_all_the_same() -> None:
    certain = replace(AGE, type=INT)
    assert answers(compare(certain, "<", const(18)), PEOPLE) == [False, True, False]


def test_nothing_is_filled_in_where_the_column_is_known_to_be_complete() -> None:
    complete = replace(CONTEXT, storage={"age": Storage(low=0, high=120, complete=True)})
    assert not may_be_missing(calculate(AGE, "+", const(1)), complete)
    assert not may_be_unknown(ADULT, complete)
    assert may_be_missing(calculate(const(1), "/", AGE), complete), "an age of 0 makes it missing"


def test_an_if_takes_its_second_branch_where_the_condition_is_missing() -> None:
    assert values(call("if", FLAG, const(1.5), const(2), type_=NUMBER), PEOPLE) == [1.5, 2.0, 2.0]
