"""Laws that hold for every condition: each customer is in it or in its negation, and storage does not matter."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from segdsl.functions.types import BOOL, DATE, INT, NUMBER, TEXT
from segdsl.lowering.polars import may_be_missing, may_be_unknown, storage
from segdsl.rulebook.terms import Negate, Term
from tests.lowering.terms import (
    AT,
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
    kleene,
    missing,
    not_,
    or_,
    values,
)

DAY = dt.date(2021, 6, 30)
EDGES = [0, 1, -1, 18, 127, -128, 2**31, 2**53 + 1, 2**63 - 1, -(2**63)]
FLOATS = [0.0, -0.0, 0.5, 1e-300, 1e300, -1e308, 1.7e308]
WORDS = ["", "a", "国网", "e\u0301", "\U0001f600", "１２"]

ints = st.one_of(st.sampled_from(EDGES), st.integers(-50, 50)).map(const)
numbers = st.one_of(st.sampled_from(FLOATS), st.floats(-100, 100)).map(const)
dates = st.dates(dt.date(2021, 1, 1), dt.date(2021, 12, 31)).map(const)
words = st.sampled_from(WORDS).map(const)
OPS = st.sampled_from(["=", "<", "<=", ">", ">="])

whole: st.SearchStrategy[Term] = st.recursive(
    st.one_of(ints, st.sampled_from([field("a", INT), field("b", INT)])),
    lambda inner: st.one_of(
        st.builds(calculate, inner, st.sampled_from("+-*"), inner),
        st.builds(lambda x: Negate(x.type, AT, x), inner),
        st.builds(lambda x: call("abs", x, type_=INT.maybe()), inner),
        st.builds(lambda x, y: call("coalesce", x, y, type_=INT.maybe()), inner, inner),
    ),
    max_leaves=4,
)
real: st.SearchStrategy[Term] = st.recursive(
    st.one_of(numbers, st.just(field("x", NUMBER)), whole.filter(lambda t: t.type.kind is INT.kind)),
    lambda inner: st.one_of(
        st.builds(calculate, inner, st.sampled_from("+-*/"), inner).map(
            lambda t: replace(t, type=NUMBER.maybe()) if t.op == "/" else t
        ),
        st.builds(lambda x: call("log", x, type_=NUMBER.maybe()), inner),
    ),
    max_leaves=4,
)
tests: st.SearchStrategy[Term] = st.one_of(
    st.builds(compare, whole, OPS, whole),
    st.builds(compare, real, OPS, real),
    st.builds(compare, st.just(field("d", DATE)), OPS, dates),
    st.builds(compare, st.just(field("s", TEXT)), OPS, words),
    st.builds(missing, st.one_of(whole, real)),
    st.builds(lambda low, high: between(field("d", DATE), low, high), dates, dates),
    st.lists(st.sampled_from(COLOURS.values), min_size=1, max_size=3).map(lambda v: among(field("c", COLOURS), *v)),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(lambda v: among(field("s", TEXT), *v)),
    st.lists(st.sampled_from(EDGES), min_size=1, max_size=3).map(lambda v: among(field("a", INT), *v)),
    st.just(field("f", BOOL)),
    words.map(lambda part: call("contains", field("s", TEXT), part, type_=BOOL)),
)
conditions: st.SearchStrategy[Term] = st.recursive(
    tests,
    lambda inner: st.one_of(
        st.builds(not_, inner),
        st.builds(and_, inner, inner),
        st.builds(or_, inner, inner, inner),
        st.builds(lambda c, x, y: compare(call("if", c, x, y, type_=INT.maybe()), "<", const(5)), inner, whole, whole),
    ),
    max_leaves=5,
)


def column(values_: list[object], dtype: object) -> st.SearchStrategy[pl.Series]:
    cells = st.lists(st.one_of(st.none(), st.sampled_from(values_)), min_size=12, max_size=12)
    return cells.map(lambda c: pl.Series(c, dtype=dtype))  # type: ignore[arg-type]


frames = st.fixed_dictionaries(
    {
        "a": column([*EDGES], pl.Int64),
        "b": column([0, 1, 18, -128, 127], pl.Int8),
        "x": column([*FLOATS], pl.Float64),
        "d": column([DAY, dt.date(2021, 1, 1), dt.date(2020, 2, 29)], pl.Date),
        "s": column([*WORDS], pl.String),
        "c": column([*COLOURS.values], pl.Enum(COLOURS.values)),
        "f": column([True, False], pl.Boolean),
    }
).map(lambda columns: pl.DataFrame({"id": [str(n) for n in range(12)], **columns}))

laws = settings(max_examples=50, deadline=None)


@laws
@given(conditions, frames)
def test_everyone_is_in_a_condition_or_in_its_negation(condition: Term, data: pl.DataFrame) -> None:
    inside, outside = answers(condition, data), answers(not_(condition), data)
    assert all(a is not b and {a, b} == {True, False} for a, b in zip(inside, outside, strict=True))


@laws
@given(conditions, conditions, frames)
def test_de_morgan(p: Term, q: Term, data: pl.DataFrame) -> None:
    assert answers(not_(and_(p, q)), data) == answers(or_(not_(p), not_(q)), data)
    assert answers(not_(or_(p, q)), data) == answers(and_(not_(p), not_(q)), data)


@laws
@given(conditions, frames)
def test_a_definite_answer_is_the_plain_answer(condition: Term, data: pl.DataFrame) -> None:
    pairs = zip(answers(condition, data), kleene(condition, data), strict=True)
    assert all(open_ is None or open_ == plain for plain, open_ in pairs)


@laws
@given(conditions, frames)
def test_what_is_known_of_the_columns_changes_no_answer(condition: Term, data: pl.DataFrame) -> None:
    """Bounds and completeness only save work; and what they promise holds."""
    known = replace(CONTEXT, storage=storage(data))
    assert answers(condition, data, known) == answers(condition, data)
    open_ = kleene(condition, data, known)
    assert open_ == kleene(condition, data)
    if not may_be_unknown(condition, known) and not may_be_missing(condition, known):
        assert None not in open_


@laws
@given(real, frames)
def test_a_value_said_never_to_be_missing_is_not_and_none_is_nan(term: Term, data: pl.DataFrame) -> None:
    known = replace(CONTEXT, storage=storage(data))
    found = values(term, data, known)
    assert all(value is None or abs(value) <= 1.8e308 for value in found)
    if not may_be_missing(term, known):
        assert None not in found


@laws
@given(conditions, frames, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(condition: Term, data: pl.DataFrame, random) -> None:  # type: ignore[no-untyped-def]
    order = list(range(12))
    random.shuffle(order)
    inside = answers(condition, data)
    assert answers(condition, data[order]) == [inside[row] for row in order]
