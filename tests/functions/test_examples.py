"""The examples of the registry, which are also its documentation, are true: each is run as a rule would run it."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import replace
from typing import Any

import polars as pl
import pytest

from segdsl.functions import REGISTRY, Example, Function, Parameter
from segdsl.functions.types import BOOL, TEXT, Kind, Type, join
from segdsl.lowering.polars import lower, lower_kleene
from segdsl.rulebook.terms import Call, Const, ConstList, FieldRef, Listed, Population, Term
from segdsl.syntax.values import Scalar
from tests.lowering.terms import AT, CONTEXT, type_of

DTYPES = {
    Kind.BOOL: pl.Boolean, Kind.INT: pl.Int64, Kind.NUMBER: pl.Float64, Kind.TEXT: pl.String, Kind.DATE: pl.Date,
    Kind.TIME: pl.Datetime("us"), Kind.LIST: pl.List(pl.String),
}  # fmt: skip
BY_ROW = [f for f in REGISTRY.values() if f.family not in ("population", "list_file")]
POPULATION = [f for f in REGISTRY.values() if f.family == "population"]


def cases(functions: list[Function]) -> list[Any]:
    return [
        pytest.param(function, example, id=f"{function.name}{example.arguments}")
        for function in functions
        for example in function.examples
    ]


def parameter_of(function: Function, index: int) -> Parameter:
    return function.parameters[min(index, len(function.parameters) - 1)]


def argument_type(function: Function, example: Example, index: int) -> Type:
    """The type of an argument: its own, or, where it is missing, that of another argument that could stand there."""
    parameter, value = parameter_of(function, index), example.arguments[index]
    if parameter.kinds == {Kind.CATEGORY}:
        return Type(Kind.CATEGORY, optional=True, values=("low", "silent"))
    if isinstance(value, tuple):
        return Type(Kind.LIST, optional=True)
    if value is not None:
        return type_of(value).maybe()
    others = [type_of(v) for v in (example.result, *reversed(example.arguments)) if isinstance(v, Scalar)]
    fitting = [t for t in others if t.kind in parameter.kinds]
    return (fitting[0] if fitting else Type(min(parameter.kinds))).maybe()


def dtype(type_: Type) -> Any:
    return pl.Enum(type_.values) if type_.kind is Kind.CATEGORY else DTYPES[type_.kind]


def by_row(function: Function, example: Example, *, literal: bool) -> tuple[Term, pl.DataFrame]:
    """The call with its arguments as columns, or as constants, and a frame of some equal rows to run it on."""
    types = tuple(argument_type(function, example, i) for i in range(len(example.arguments)))
    terms: list[Term] = []
    columns: dict[str, pl.Series] = {}
    for index, (value, type_) in enumerate(zip(example.arguments, types, strict=True)):
        if isinstance(value, tuple) and parameter_of(function, index).constant:
            terms.append(ConstList(TEXT, AT, tuple(Const(TEXT, AT, item) for item in value)))  # type: ignore[arg-type]
        elif parameter_of(function, index).constant or (literal and value is not None and type_.kind is not Kind.LIST):
            terms.append(Const(type_.maybe(False), AT, value))  # type: ignore[arg-type]
        else:
            columns[f"x{index}"] = pl.Series([value] * 3, dtype=dtype(type_))
            terms.append(FieldRef(type_, AT, "customer", f"x{index}"))
    result = function.returns(types)
    assert result is not None
    return Call(result, AT, function.name, tuple(terms)), pl.DataFrame({"id": ["1", "2", "3"], **columns})


def run(expr: pl.Expr, frame: pl.DataFrame) -> list[Any]:
    return frame.with_columns(expr.alias("result"))["result"].to_list()


@pytest.mark.parametrize("literal", [False, True], ids=["columns", "constants"])
@pytest.mark.parametrize("function, example", cases(BY_ROW))
def test_example_holds(function: Function, example: Example, literal: bool) -> None:
    term, frame = by_row(function, example, literal=literal)
    context = replace(CONTEXT, as_of=dt.date.fromisoformat(example.as_of))
    found = run(lower(term, context), frame)
    assert found == [example.result] * 3
    assert {type(value) for value in found} <= {
        type(example.result),
        *({float} if term.type.kind is Kind.NUMBER else ()),
    }
    assert not any(isinstance(value, float) and not math.isfinite(value) for value in found)


@pytest.mark.parametrize("function, example", cases([f for f in BY_ROW if f.returns((TEXT.maybe(),) * 2) == BOOL]))
def test_a_predicate_of_something_missing_is_unknown_in_three_valued_logic(
    function: Function, example: Example
) -> None:
    term, frame = by_row(function, example, literal=False)
    expected = None if None in example.arguments else example.result
    assert run(lower_kleene(term, CONTEXT), frame) == [expected] * 3


@pytest.mark.parametrize("function, example", cases(POPULATION))
def test_example_of_a_population_holds(function: Function, example: Example) -> None:
    columns = [value for value in example.arguments if isinstance(value, tuple)]
    types = [join(type_of(cell) for cell in column if cell is not None) or Type(Kind.INT) for column in columns]
    terms = [FieldRef(type_.maybe(), AT, "customer", f"x{i}") for i, type_ in enumerate(types)]
    tiles = [Const(type_of(v), AT, v) for v in example.arguments if isinstance(v, int)]
    result = function.returns(tuple(t.type for t in terms))
    assert result is not None
    name: Any = function.name
    group = terms[1] if len(terms) > 1 else None
    term = Population(result, AT, name, terms[0], tiles[0] if tiles else None, group)
    data = {f"x{i}": pl.Series(column, dtype=dtype(types[i])) for i, column in enumerate(columns)}
    frame = pl.DataFrame({"id": [str(i) for i in range(len(columns[0]))], **data})
    assert tuple(run(lower(term, CONTEXT), frame)) == example.result


@pytest.mark.parametrize("example", REGISTRY["listed"].examples, ids=str)
def test_example_of_an_uploaded_list_holds(example: Example) -> None:
    (name,) = example.arguments
    context = replace(CONTEXT, lists={"vip": ["1", "9"], "blocked": ["2"]})
    frame = pl.DataFrame({"id": ["1"]})
    assert run(lower(Listed(BOOL, AT, str(name)), context), frame) == [example.result]
