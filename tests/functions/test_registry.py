"""What every declaration of the registry must have, so that a new function cannot be half a function."""

import pytest

from segdsl.functions import REGISTRY, Function
from segdsl.functions.types import ANY, BOOL, CALENDAR, Kind, Type

LANGUAGE_8 = """
abs round floor ceil sqrt log log10 exp power min_of max_of clip
length lower upper trim contains starts_with ends_with matches prefix suffix concat text
date year month day weekday hour minute days_since months_since days_between
if coalesce percentile rank ntile has has_any has_all listed
"""

everyone = pytest.mark.parametrize("function", REGISTRY.values(), ids=lambda f: f.name)


def test_registry_is_section_8_of_the_language() -> None:
    assert set(REGISTRY) == set(LANGUAGE_8.split())


@everyone
def test_summary_is_a_sentence_in_both_languages(function: Function) -> None:
    assert function.summary.en.endswith(".")
    assert function.summary.zh.endswith("。")


@everyone
def test_there_is_an_example_with_a_missing_value(function: Function) -> None:
    if function.name == "listed":
        return  # asks for the key, which is never missing
    assert any(
        argument is None or (isinstance(argument, tuple) and None in argument)
        for example in function.examples
        for argument in example.arguments
    )


@everyone
def test_optional_parameters_come_last_and_only_the_last_one_repeats(function: Function) -> None:
    optional = [p.optional for p in function.parameters]
    assert optional == sorted(optional)
    assert not (function.variadic and any(optional))


@everyone
def test_functions_known_to_the_lowering_by_name_are_these(function: Function) -> None:
    by_name = function.family in ("logic", "population") or function.name == "listed"
    assert (function.polars is None) == by_name


@everyone
def test_known_arguments_give_what_the_type_promises(function: Function) -> None:
    """A missing argument makes an optional type, except in predicates, which are false then."""
    first = min(function.parameters[0].kinds)
    types = [Type(min(p.kinds) if first not in p.kinds else first) for p in function.parameters]
    known = function.returns(tuple(types))
    missing = function.returns(tuple(t.maybe() for t in types))
    assert known is not None
    assert missing is not None
    assert known.kind == missing.kind
    assert missing.optional == (missing.kind is not Kind.BOOL or function.family == "logic")


@pytest.mark.parametrize(
    "name, types, expected",
    [
        ("if", (BOOL, Type(Kind.INT), Type(Kind.NUMBER, optional=True)), Type(Kind.NUMBER, optional=True)),
        ("if", (BOOL, Type(Kind.INT), Type(Kind.TEXT)), None),
        ("if", (BOOL.maybe(), Type(Kind.INT), Type(Kind.INT)), Type(Kind.INT)),
        ("coalesce", (Type(Kind.INT, optional=True), Type(Kind.NUMBER)), Type(Kind.NUMBER)),
        ("coalesce", (Type(Kind.INT, optional=True), Type(Kind.INT, optional=True)), Type(Kind.INT, optional=True)),
        ("coalesce", (ANY, Type(Kind.INT)), Type(Kind.INT)),
        ("min_of", (Type(Kind.DATE), Type(Kind.TIME)), None),
        ("round", (Type(Kind.INT), Type(Kind.INT)), Type(Kind.INT)),
        ("power", (Type(Kind.INT), Type(Kind.INT)), Type(Kind.NUMBER, optional=True)),
        ("percentile", (Type(Kind.INT), Type(Kind.TEXT, optional=True)), Type(Kind.NUMBER)),
    ],
    ids=lambda value: str(value) if isinstance(value, str) else "",
)
def test_result_types(name: str, types: tuple[Type, ...], expected: Type | None) -> None:
    assert REGISTRY[name].returns(types) == expected


def test_branches_with_the_same_category_values_in_another_order_fit() -> None:
    one, other = Type(Kind.CATEGORY, values=("a", "b")), Type(Kind.CATEGORY, optional=True, values=("b", "a"))
    assert REGISTRY["if"].returns((BOOL, one, other)) == one.maybe()
    assert REGISTRY["if"].returns((BOOL, one, Type(Kind.CATEGORY, values=("a", "c")))) is None


def test_functions_of_dates_take_times_unless_they_ask_for_the_time_of_day() -> None:
    dates = [f for f in REGISTRY.values() if f.family == "date"]
    assert {f.name for f in dates if f.parameters[0].kinds != CALENDAR} == {"hour", "minute"}
