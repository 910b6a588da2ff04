"""Functions of `list(text)` fields, and `listed`, which asks for the customer's key in an uploaded list."""

from __future__ import annotations

from functools import reduce
from operator import and_, or_
from typing import TYPE_CHECKING

from segdsl.diagnostics import Text
from segdsl.functions.spec import Example, Function, Parameter, Polars, always
from segdsl.functions.types import BOOL, Kind

if TYPE_CHECKING:
    import polars as pl

_LIST = frozenset({Kind.LIST})
_X = Parameter("x", _LIST)
_VALUES = Parameter("values", _LIST, constant=True)


def _has(polars: Polars, x: pl.Expr, value: pl.Expr) -> pl.Expr:
    """Polars finds no null in a list and says false; here a missing value has no answer."""
    return polars.when(value.is_not_null()).then(x.list.contains(value))


def _has_any(_: Polars, x: pl.Expr, values: tuple[str, ...]) -> pl.Expr:
    return reduce(or_, (x.list.contains(value) for value in values))


def _has_all(_: Polars, x: pl.Expr, values: tuple[str, ...]) -> pl.Expr:
    return reduce(and_, (x.list.contains(value) for value in values))


LISTS: tuple[Function, ...] = (
    Function(
        "has", "list", (_X, Parameter("value", frozenset({Kind.TEXT}))), always(BOOL),
        Text("Whether the list has the value.", "列表中是否有该值。"),
        (
            Example((("a", "b"), "a"), True), Example((("ab",), "a"), False), Example(((), "a"), False),
            Example((None, "a"), False), Example((("a",), None), False),
        ),
        polars=_has,
    ),
    Function(
        "has_any", "list", (_X, _VALUES), always(BOOL),
        Text("Whether the list has at least one of the values.", "列表中是否有其中任一值。"),
        (
            Example((("a", "b"), ("b", "c")), True), Example((("a",), ("b", "c")), False),
            Example(((), ("a",)), False), Example((None, ("a",)), False),
        ),
        polars=_has_any,
    ),
    Function(
        "has_all", "list", (_X, _VALUES), always(BOOL),
        Text("Whether the list has all of the values.", "列表中是否有全部这些值。"),
        (
            Example((("a", "b", "c"), ("c", "a")), True), Example((("a",), ("a", "b")), False),
            Example(((), ("a",)), False), Example((None, ("a",)), False),
        ),
        polars=_has_all,
    ),
    Function(
        "listed", "list_file", (Parameter("name", frozenset({Kind.TEXT}), constant=True),), always(BOOL),
        Text(
            "Whether the customer's key is in the uploaded list `name` (segdsl.toml, [lists]).",
            "客户主键是否在上传的名单 `name` 中（见 segdsl.toml 的 [lists]）。",
        ),
        (Example(("vip",), True), Example(("blocked",), False)),
    ),
)  # fmt: skip
