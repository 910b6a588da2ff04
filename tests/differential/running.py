"""A case run through the product and through the interpreter."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import polars as pl
from hypothesis import HealthCheck, Phase, settings

from segdsl.data.contract import conform
from segdsl.data.part import from_frame
from segdsl.diagnostics import Source
from segdsl.engine.evaluate import Evaluation, evaluate
from segdsl.engine.preview import Request, measure
from segdsl.engine.results import Item
from segdsl.functions.types import Kind
from segdsl.lowering.polars import Context, column_name, has_column
from segdsl.rulebook import Checker
from segdsl.rulebook.model import Rulebook, Segment
from tests.differential.interpreter import Customers, normalise
from tests.differential.strategies import Case


def budget(cases: int) -> settings:
    """So many cases in the default profile, more in others in proportion.

    They are not shrunk, which would take minutes: what fails is told by the definition that differs and those it uses.
    """
    count = cases * settings().max_examples // 100
    return settings(
        max_examples=count, phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck)
    )


def checked(rules: str) -> Rulebook:
    """The rulebook of rule text that has no errors."""
    rulebook = Checker().check([Source("rules.seg", rules)])
    assert rulebook.errors == (), [d.message("en") for d in rulebook.errors]
    return rulebook


@dataclass(frozen=True)
class Run:
    """A case, checked; what is asked of it is computed once."""

    case: Case
    rulebook: Rulebook

    @classmethod
    def of(cls, case: Case) -> Run:
        """The case with its rulebook checked."""
        return cls(case, checked(case.rules))

    @property
    def names(self) -> list[str]:
        """The definitions that have a value per customer."""
        return [name for name in self.rulebook.order if has_column(self.rulebook.definitions[name])]

    @property
    def conditions(self) -> list[str]:
        """Those that are conditions."""
        return [name for name in self.names if self.rulebook.definitions[name].type.kind is Kind.BOOL]

    @property
    def context(self) -> Context:
        """The context of the lowering."""
        vip = pl.Series(list(self.case.vip), dtype=self.case.frame.schema["id"]).implode()
        return Context(self.case.as_of, "id", self.rulebook.definitions, lists={"vip": vip})

    @cached_property
    def customers(self) -> Customers:
        """The interpreter."""
        profile = self.rulebook.profile
        assert profile is not None
        zone, tables = self.case.zone, self.rulebook.events
        rows = normalise(self.case.frame.to_dicts(), profile, zone)
        events = {name: normalise(frame.to_dicts(), tables[name], zone) for name, frame in self.case.events.items()}
        return Customers(self.rulebook, rows, self.case.as_of, {"vip": self.case.vip}, events)

    @cached_property
    def evaluation(self) -> Evaluation:
        """The engine's evaluation of every definition."""
        profile = self.rulebook.profile
        assert profile is not None
        conformed = conform(from_frame(self.case.frame.lazy()), profile, zone=self.case.zone)
        segments = [n for n in self.names if isinstance(self.rulebook.definitions[n], Segment)]
        return evaluate(self.rulebook, conformed.frame, self.context, self.names, clauses=segments)

    @cached_property
    def table(self) -> pl.DataFrame:
        """Key and definitions by name, as the engine computes them."""
        columns = [pl.col(column_name(name)).alias(name) for name in self.names]
        return self.evaluation.frame.select(pl.col("id"), *columns).collect()

    def items(self) -> dict[str, Item]:
        """What a preview with waterfalls shows."""
        universe, items = measure(self.evaluation, self.names, Request(waterfall=True))
        assert universe == self.case.frame.height
        return {item.name: item for item in items}


def values(series: pl.Series) -> list[Any]:
    """A column as the interpreter has it: lists are tuples."""
    return [tuple(value) if isinstance(value, list) else value for value in series.to_list()]
