"""What expressions are: their types, whether they may be missing, and the terms they become."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segdsl.functions import REGISTRY
from segdsl.functions.types import Type
from segdsl.rulebook import check_expression
from segdsl.rulebook.expressions import SPECIAL
from segdsl.rulebook.model import Let
from segdsl.rulebook.terms import Step, Term, TermBase
from segdsl.syntax.values import Duration
from tests.rulebook.rulebooks import BASE, based, check

BOOK = check(BASE)

STATUS = "category(active, silent, lost)"
TYPES = {
    # literals
    "12": "int", "0.5": "number", "10%": "number", '"a"': "text", "true": "bool", "today": "date",
    "2021-06-30": "date", "2021-06-30T08:00": "time", "-5": "int",
    # references
    "age": "int?", "vip": "bool", "maybe": "bool?", "status": f"{STATUS}?", "labels": "list(text)?",
    "wealthy": "bool", "level": "category(low, high)", "points": "number", "vips": "bool",
    "least": "int", "ratio": "number",
    "style": "category(rich, poor)?", "kind": f"{STATUS}?", "liking": "category(hall, app, web)?",
    "style.margin": "number?", "kind.source": "category(observed, predicted, abstained)", "kind.confidence": "number?",
    "liking.second": "category(hall, app, web)?", "liking.margin": "number?", "liking[app]": "number?",
    # arithmetic
    "least + 1": "int", "age + 1": "int?", "age * 0.5": "number?", "least * ratio": "number", "-age": "int?",
    "least / 2": "number", "1 / least": "number", "1 / ratio": "number?", "1 / 0": "number?", "points / 2": "number",
    "age - least - 1": "int?",
    # dates
    "today - 30d": "date", "born + span": "date?", "seen - 12h": "time?", "today - born": "int?", "seen - born": "int?",
    "30d + today": "date", "today - 2 * span": "date", "today - span * 2": "date",
    # conditions are never missing
    "age > 3": "bool", "maybe and vip": "bool", "not maybe": "bool", "age is missing": "bool", "age in [1, 2]": "bool",
    "seen > born": "bool", "seen > 2021-06-30": "bool", "age = 2.5": "bool", "born in last 30d": "bool",
    "status = status2": "bool",
    # choices
    "if(vip, 1, 2)": "int", "if(vip, 1, 2.5)": "number", "if(maybe, 1, 2)": "int", "if(vip, age, 2)": "int?",
    "if(vip, status, silent)": f"{STATUS}?", "if(vip, silent, status)": f"{STATUS}?",
    "coalesce(age, 0)": "int", "coalesce(age, income)": "number?", "coalesce(status, silent)": STATUS,
    "coalesce(age, income, 0)": "number",
    # functions
    "length(name)": "int?", "text(level)": "text", "contains(name, \"a\")": "bool", "log(least)": "number?",
    "round(income, 1)": "number?", "days_since(born)": "int?", "has(labels, \"a\")": "bool",
    "has_any(labels, words)": "bool", 'has_all(labels, ["a"])': "bool",
    "percentile(income)": "number?", "rank(points)": "int", "ntile(points, 4, city)": "int", 'listed("vip")': "bool",
    # events
    "count(visit)": "int", "did(visit, last 30d)": "bool", "days(visit)": "int", "sum(visit.amount)": "number",
    "avg(visit.amount)": "number?", "minimum(visit.happened_at)": "time?", "distinct(visit.note)": "int",
    "latest(visit.channel)": "category(hall, app, web)?", "most_frequent(visit.channel)": "category(hall, app, web)?",
    "sequence(visit, push)": "bool", "was(level, 30d)": "category(low, high)", "was(kind, 1y)": f"{STATUS}?",
    "count(device where price > 3)": "int", "latest(contact.campaign)": "text?",
}  # fmt: skip


@pytest.mark.parametrize("text, type_", TYPES.items())
def test_the_type_of_an_expression(text: str, type_: str) -> None:
    term, found = check_expression(BOOK, text)
    assert found == ()
    assert term is not None
    assert str(term.type) == type_


TERMS = {
    "age != 3": "Not(Compare(=, age, 3))",
    "age not in [1, 2]": "Not(InList(age, ConstList(1, 2)))",
    "age is known": "Not(IsMissing(age))",
    "age is not missing": "Not(IsMissing(age))",
    "age is not known": "IsMissing(age)",
    "((age) > (3))": "Compare(>, age, 3)",
    "(vip and maybe) and wealthy": "And(vip, maybe, wealthy)",
    "vip or (maybe or wealthy)": "Or(vip, maybe, wealthy)",
    "not (vip or maybe)": "Not(Or(vip, maybe))",
    "-3": "-3",
    "-age": "Negate(age)",
    # constants at the type they are used at
    "income > 3": "Compare(>, income, 3.0)",
    "income in [1, 2]": "InList(income, ConstList(1.0, 2.0))",
    "income in 1..2": "InRange(income, 1.0, 2.0)",
    "age in [1, 0.5]": "InList(age, ConstList(1.0, 0.5))",
    "least + 0.5": "Arithmetic(+, least, 0.5)",
    "1 + income": "Arithmetic(+, 1.0, income)",
    "coalesce(income, 0)": "Call(coalesce, income, 0.0)",
    "round(income, 1)": "Call(round, income, 1)",
    # values beside a category
    "status = silent": "Compare(=, status, 'silent')",
    "silent = status": "Compare(=, 'silent', status)",
    'status = "silent"': "Compare(=, status, 'silent')",
    'city = "开发区 (新)"': "Compare(=, city, '开发区 (新)')",
    "city = `开发区 (新)`": "Compare(=, city, '开发区 (新)')",
    "status = if(vip, silent, lost)": "Compare(=, status, Call(if, vip, 'silent', 'lost'))",
    "if(vip, silent, lost) = status": "Compare(=, Call(if, vip, 'silent', 'lost'), status)",
    "coalesce(lost, status) = status": "Compare(=, Call(coalesce, 'lost', status), status)",
    "silent = coalesce(status, lost)": "Compare(=, 'silent', Call(coalesce, status, 'lost'))",
    "status = status2": "Compare(=, status, status2)",
    "status in [silent, lost]": "InList(status, ConstList('silent', 'lost'))",
    "liking in shops": "InList(liking, ConstList('hall', 'app'))",
    "name in words": "InList(name, ConstList(words))",
    "liking.second = app": "Compare(=, LearnedRef(liking, second), 'app')",
    "liking[app] > 1": "Compare(>, LearnedRef(liking, [label], app), 1.0)",
    # dates and windows
    "born <= today - span": "Compare(<=, born, Shift(today, span, -1))",
    "30d + born": "Shift(born, 30d, 1)",
    "today - 2 * span": "Shift(today, DurationTimes(2, span), -1)",
    "today - span * 2": "Shift(today, DurationTimes(2, span), -1)",
    "today - born": "DateDifference(today, born)",
    "born in last span": "InWindow(born, Window(span))",
    "born in 0d..30d ago": "InWindow(born, Window(0d, 30d))",
    "born in 2021-01-01..today": "InRange(born, 2021-01-01, today)",
    "count(visit, 2021-01-01..2021-03-31)": "Aggregate(count, visit, Window(2021-01-01, 2021-03-31))",
    # events
    "count(visit where channel in shops and amount > least, last 3 * span)":
        "Aggregate(count, visit, And(InList(channel, ConstList('hall', 'app')), Compare(>, amount, least)),"
        " Window(DurationTimes(3, span)))",
    "latest(visit.channel where note = word)":
        "Aggregate(latest, visit, channel, Compare(=, note, word))",
    "sequence(visit where channel = app, not push where opened, visit, 7d, last 1y)":
        "Sequence(Step(visit, Compare(=, channel, 'app')), Step(push, opened, forbidden), Step(visit), 7d, Window(1y))",
    "sequence(visit, push, span)": "Sequence(Step(visit), Step(push), span)",
    "was(level, span) = high": "Compare(=, Was(level, span), 'high')",
    "ntile(points, 4, city) = 1": "Compare(=, Population(ntile, points, 4, city), 1)",
    'listed("x") and vip': "And(Listed(x), vip)",
}  # fmt: skip


@pytest.mark.parametrize("text, expected", TERMS.items())
def test_the_term_of_an_expression(text: str, expected: str) -> None:
    term, found = check_expression(BOOK, text)
    assert found == ()
    assert term is not None
    assert shown(term) == expected


ATOMS = {"FieldRef": "name", "DefinitionRef": "name", "ParamRef": "name", "Const": "value"}


def shown(value: object) -> str:
    """A term on one line: without types and spans, parts that are absent left out."""
    match value:
        case TermBase() | Step():
            kind = type(value).__name__
            if kind in ATOMS:
                atom = getattr(value, ATOMS[kind])
                return repr(atom) if isinstance(atom, str) and kind == "Const" else shown(atom)
            if kind == "Today":
                return "today"
            parts = [getattr(value, f.name) for f in fields(value) if f.name not in ("type", "span")]
            if kind == "Step":
                parts[-1] = "forbidden" if parts[-1] else None
            return f"{kind}({', '.join(shown(part) for part in parts if part is not None)})"
        case tuple():
            return ", ".join(shown(part) for part in value)
        case dt.date() | Duration() | str():
            return str(value)
        case _:
            return repr(value)


# ---- what the tables cannot say --------------------------------------------------------------------------------------


def test_two_names_that_could_each_be_the_value_are_read_left_to_right() -> None:
    book = check(
        "profile p { key id text  field a category(b, c)  field b category(a, d) }let t = a = b"
    )  # `a` is the field, `b` its value
    term = book.definitions["t"]
    assert isinstance(term, Let)
    assert shown(term.term) == "Compare(=, a, 'b')"


def test_a_list_without_a_category_beside_it_is_one_of_its_own_values() -> None:
    shops = BOOK.definitions["shops"]
    assert isinstance(shops, Let)
    assert shops.type == Type(shops.type.kind, values=("hall", "app"))


def test_long_chains_of_operations_need_no_deep_stack() -> None:
    book = based("let t = " + " + ".join(["1"] * 190))
    assert book.errors == ()


def term_of(text: str) -> Term:
    """The term of an expression that has no findings."""
    term, found = check_expression(BOOK, text)
    assert (found, term is None) == ((), False)
    assert term is not None
    return term


def test_spans_are_those_of_the_text() -> None:
    text = "age > 3 and status = silent"
    spans = [text[t.span.start : t.span.end] for t in getattr(term_of(text), "operands", ())]
    assert spans == ["age > 3", "status = silent"]


def test_an_expression_with_a_mistake_has_no_term() -> None:
    term, found = check_expression(BOOK, "agee > 3")
    assert (term, [d.code for d in found]) == (None, ["unknown-name"])
    term, found = check_expression(BOOK, "age >")
    assert term is None
    assert found


def test_an_expression_over_a_broken_definition_says_so() -> None:
    term, found = check_expression(based("let bad = agee"), "bad > 3")
    assert (term, [d.code for d in found]) == (None, ["uses-broken"])


# ---- anything goes in ------------------------------------------------------------------------------------------------

ATOM = st.sampled_from([
    "age", "income", "name", "born", "seen", "vip", "maybe", "status", "status2", "city", "labels", "least", "span",
    "word", "words", "shops", "level", "points", "vips", "style", "kind", "liking", "visit", "push", "device", "nobody",
    "silent", "app", "3", "0.5", '"a"', "true", "today", "2021-06-30", "30d", "12h", "0d", "visit.amount",
    "visit.channel", "style.margin", "liking[app]", "liking.second", "level.x",
])  # fmt: skip
FUNCTION = st.sampled_from([*REGISTRY, *SPECIAL, "nothing"])


def larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Expressions made of smaller ones, right or wrong."""
    operator = st.sampled_from(["+", "-", "*", "/", "=", "!=", "<", ">=", "and", "or", "in"])
    window = st.sampled_from(["last {}", "{}..{} ago", "{}..{}", "[{}, {}]", "[]"])
    argument = st.one_of(
        inner,
        st.builds("{} where {}".format, inner, inner),
        st.builds(str.format, window, inner, inner),
        st.builds("not {}".format, inner),
    )
    return st.one_of(
        st.builds("({} {} {})".format, inner, operator, inner),
        st.builds("({} in {})".format, inner, st.builds(str.format, window, inner, inner)),
        st.builds("({} is known)".format, inner),
        st.builds("(not {})".format, inner),
        st.builds("-{}".format, inner),
        st.builds(lambda f, a: f"{f}({', '.join(a)})", FUNCTION, st.lists(argument, max_size=4)),
    )


@settings(max_examples=400)
@given(st.recursive(ATOM, larger, max_leaves=8))
def test_every_expression_gives_a_term_or_says_why_not(text: str) -> None:
    term, found = check_expression(BOOK, text)
    errors = [d for d in found if d.severity == "error"]
    assert (term is None) == bool(errors)
    for d in found:
        assert d.message("en")
        assert d.message("zh")
        assert d.span is not None
        assert 0 <= d.span.start <= d.span.end <= len(text)
