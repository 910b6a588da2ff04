"""Numbers: what leaves 64 bits or has no finite result is missing, and nothing wraps, whatever the storage width."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest

from segdsl.functions.types import BOOL, INT, NUMBER
from segdsl.lowering.polars import Storage, lower, storage
from segdsl.rulebook.terms import Negate, Term
from tests.lowering.terms import (
    AT,
    CONTEXT,
    among,
    answers,
    between,
    calculate,
    call,
    compare,
    const,
    field,
    frame,
    kleene,
    values,
)

MOST, LEAST = 2**63 - 1, -(2**63)
A, B = field("a", INT), field("b", INT)
X, Y = field("x", NUMBER), field("y", NUMBER)


def negate(term: Term) -> Negate:
    return Negate(term.type, AT, term)


@pytest.mark.parametrize(
    "op, pairs, expected",
    [
        ("+", [(MOST, 1), (MOST, 0), (LEAST, -1), (2, 3), (None, 1)], [None, MOST, None, 5, None]),
        ("-", [(LEAST, 1), (MOST, -1), (LEAST, LEAST), (2, 3), (1, None)], [None, None, 0, -1, None]),
        ("*", [(2**62, 2), (2**31, 2**31), (LEAST, -1), (LEAST, 1), (0, None)], [None, 2**62, None, LEAST, None]),
    ],
)
def test_int_arithmetic_is_exact_or_missing(op: str, pairs: list[tuple[int, int]], expected: list[int]) -> None:
    data = frame({"a": [a for a, _ in pairs], "b": [b for _, b in pairs]}, a=pl.Int64, b=pl.Int64)
    assert values(calculate(A, op, B), data) == expected


@pytest.mark.parametrize("dtype", [pl.Int8, pl.Int16, pl.Int32, pl.UInt8, pl.UInt32])
def test_narrow_columns_compute_in_64_bits(dtype: type[pl.DataType]) -> None:
    data = frame({"a": [100, None]}, a=dtype)
    assert values(calculate(A, "*", const(10**9)), data) == [100 * 10**9, None]
    assert values(calculate(const(-1), "-", A), data) == [-101, None]
    known = replace(CONTEXT, storage=storage(data))
    assert values(calculate(A, "*", const(10**9)), data, known) == [100 * 10**9, None]


def test_negation_of_the_least_int_is_missing() -> None:
    data = frame({"a": [LEAST, MOST, None]}, a=pl.Int64)
    assert values(negate(A), data) == [None, -MOST, None]


def test_no_check_where_the_stored_values_rule_an_overflow_out() -> None:
    narrow = replace(CONTEXT, storage={"a": Storage(0, 120), "b": Storage(-(2**31), 2**31)})
    assert "Int128" not in str(lower(calculate(A, "+", B), narrow))
    assert "Int128" not in str(lower(calculate(A, "*", calculate(B, "+", const(5))), narrow))
    assert "Int128" in str(lower(calculate(calculate(B, "*", B), "*", B), narrow))
    assert "Int128" in str(lower(calculate(A, "+", B), CONTEXT))


def test_number_arithmetic_is_finite_or_missing() -> None:
    data = frame({"x": [1e308, 1.5, 0.0, None, 2.0**-1000], "y": [1e308, 0.5, 0.0, 1.0, 2.0**1000]})
    assert values(calculate(X, "+", Y), data) == [None, 2.0, 0.0, None, 2.0**1000]
    assert values(calculate(X, "*", Y), data) == [None, 0.75, 0.0, None, 1.0]
    assert values(calculate(X, "/", Y), data) == [1.0, 3.0, None, None, 0.0]
    assert values(calculate(Y, "/", X), data) == [1.0, 1 / 3, None, None, None]


def test_a_result_that_is_no_number_is_no_answer_in_a_comparison() -> None:
    """In polars NaN = NaN and NaN > 1 hold."""
    data = frame({"x": [0.0, 4.0], "y": [0.0, 2.0]})
    ratio = calculate(X, "/", Y)
    assert answers(compare(ratio, ">", const(1.0)), data) == [False, True]
    assert answers(compare(ratio, "=", ratio), data) == [False, True]
    assert kleene(compare(ratio, ">", const(1.0)), data) == [None, True]
    assert answers(compare(call("log", Y, type_=NUMBER.maybe()), "<", const(0.0)), data) == [False, False]


def test_int_divided_by_int_is_a_number() -> None:
    data = frame({"a": [7, -7, 1, None], "b": [2, 2, 0, 1]}, a=pl.Int8, b=pl.Int8)
    assert values(calculate(A, "/", B), data) == [3.5, -3.5, None, None]


@pytest.mark.parametrize("divisor", [const(100.0), call("abs", const(100.0), type_=NUMBER)])
def test_division_by_a_constant_is_the_division_of_ieee_754(divisor: Term) -> None:
    cents = [float(n) for n in range(1, 3000)]
    data = frame({"x": cents})
    assert values(calculate(X, "/", divisor), data) == [n / 100 for n in cents]


def test_division_by_a_constant_zero_is_missing_for_everyone() -> None:
    data = frame({"x": [1.0, None], "a": [1, 2]})
    assert values(calculate(X, "/", const(0.0)), data) == [None, None]
    assert values(calculate(calculate(A, "/", const(0)), "+", X), data) == [None, None]


def test_int_and_number_compare_as_numbers() -> None:
    data = frame({"a": [2, 3, 2**53 + 1], "x": [2.0, 2.5, 2.0**53]}, a=pl.Int64)
    assert answers(compare(A, "=", X), data) == [True, False, True]
    assert answers(compare(A, ">", X), data) == [False, True, False]
    assert answers(compare(A, ">", const(2.5)), data) == [False, True, True]
    assert answers(compare(X, "=", const(2, NUMBER)), data) == [True, False, False]
    assert answers(among(A, 2, 2.5, type_=NUMBER), data) == [True, False, False]
    assert answers(between(X, const(2, NUMBER), const(2.4)), data) == [True, False, False]
    assert values(call("if", compare(A, "=", const(2)), A, X, type_=NUMBER), data) == [2.0, 2.5, 2.0**53]


@pytest.mark.parametrize("dtype", [pl.Int8, pl.UInt8])
def test_constants_beyond_the_width_of_the_column_compare_by_value(dtype: type[pl.DataType]) -> None:
    data = frame({"a": [1, 100, None]}, a=dtype)
    assert answers(compare(A, "<", const(1000)), data) == [True, True, False]
    assert answers(compare(A, ">", const(-1)), data) == [True, True, False]
    assert answers(compare(A, "=", const(257)), data) == [False, False, False]
    assert answers(between(A, const(-5), const(MOST)), data) == [True, True, False]
    assert answers(among(A, 257, -255, 100), data) == [False, True, False]


def test_a_column_of_single_floats_holds_the_numbers_that_its_floats_are() -> None:
    """The single float nearest to 0.1 is 0.10000000149, and so above 0.1 and not equal to it."""
    data = frame({"x": [0.1, 0.5, 2.0, None]}, x=pl.Float32)
    context = replace(CONTEXT, storage=storage(data))
    assert answers(compare(X, ">", const(0.1)), data, context) == [True, True, True, False]
    assert answers(compare(X, "=", const(0.1)), data, context) == [False, False, False, False]
    assert answers(among(X, 0.1, 0.5), data, context) == [False, True, False, False]
    assert answers(compare(X, "<=", const(0.5)), data, context) == [True, True, False, False]
    assert values(calculate(X, "*", const(1e300)), data, context)[2] == 2e300


def test_bools_compare_with_bools_only_for_equality() -> None:
    data = frame({"p": [True, False, None], "q": [True, True, True]}, p=pl.Boolean)
    p, q = field("p", BOOL), field("q", BOOL)
    assert answers(compare(p, "=", q), data) == [True, False, False]
    assert answers(compare(p, "=", compare(const(1), "<", const(2))), data) == [True, False, False]
