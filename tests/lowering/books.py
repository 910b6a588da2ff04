"""Rulebooks from text, evaluated level by level or each definition at a blow."""

from __future__ import annotations

import datetime as dt
from typing import Any

import polars as pl

from segdsl.diagnostics import Source
from segdsl.lowering.polars import (
    Context,
    column_name,
    define,
    define_kleene,
    expression,
    has_column,
)
from segdsl.rulebook import Checker
from segdsl.rulebook.model import Rulebook

PROFILE = """
profile customer {
  key id text
  field age int?
  field spend number?
  field flag bool?
  field followed bool
  field colour category(red, green, blue)?
  field city text?
  field born date?
  field seen time?
  field labels list(text)?
}
"""
COLOURS = pl.Enum(["red", "green", "blue"])
SCHEMA: dict[str, Any] = {
    "id": pl.String, "age": pl.Int16, "spend": pl.Float64, "flag": pl.Boolean, "followed": pl.Boolean,
    "colour": COLOURS, "city": pl.String, "born": pl.Date, "seen": pl.Datetime("us"), "labels": pl.List(pl.String),
}  # fmt: skip


def book(rules: str) -> Rulebook:
    """A rulebook with the profile above; its rules have no errors."""
    checked = Checker().check([Source("rules.seg", PROFILE + rules)])
    assert checked.errors == (), [d.message("en") for d in checked.errors]
    return checked


def context_of(rulebook: Rulebook, **more: Any) -> Context:
    return Context(as_of=dt.date(2021, 6, 30), key="id", definitions=rulebook.definitions, **more)


def people(*rows: dict[str, Any]) -> pl.DataFrame:
    """Customers with the fields named; the others are missing."""
    numbered = [{"id": str(number), **row} for number, row in enumerate(rows, start=1)]
    return pl.DataFrame(numbered, schema=SCHEMA)


def evaluate(rulebook: Rulebook, data: pl.DataFrame, context: Context | None = None) -> pl.DataFrame:
    """The data with a column for every definition, and for its three-valued form where it has one."""
    context = context or context_of(rulebook)
    for name in rulebook.order:
        definition = rulebook.definitions[name]
        if has_column(definition):
            data = data.with_columns(define(definition, context).alias(column_name(name)))
            if (open_ := define_kleene(definition, context)) is not None:
                data = data.with_columns(open_.alias(column_name(name, kleene=True)))
    return data


def column(rulebook: Rulebook, name: str, data: pl.DataFrame, context: Context | None = None) -> list[Any]:
    """A definition's values, which are the same whether it is evaluated level by level or at a blow."""
    context = context or context_of(rulebook)
    found = evaluate(rulebook, data, context)[column_name(name)]
    blow = data.with_columns(expression(name, rulebook.order, context).alias("result"))["result"]
    assert blow.to_list() == found.to_list()
    return found.to_list()


def unknown(rulebook: Rulebook, name: str, data: pl.DataFrame) -> list[bool]:
    """For whom a definition had no definite answer."""
    found = evaluate(rulebook, data)
    open_ = column_name(name, kleene=True)
    return found[open_ if open_ in found.columns else column_name(name)].is_null().to_list()
