"""What a random expression can refer to."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from segdsl.functions.types import Kind
from tests.differential.strategies import pools
from tests.differential.strategies.contracts import Contract
from tests.differential.strategies.tables import TableChoice


@dataclass
class Scope:
    """Names by the type of what they stand for, as rules write them.

    `values` vary with the customer; `params` and `lists` are constants; the key of `categories` and `symbol_lists` is
    the values of the category. `tables` are events tables, `tags` those categories that can be asked for as they were.
    """

    today: dt.date
    values: dict[Kind, list[str]] = field(default_factory=lambda: defaultdict(list))
    categories: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    params: dict[Kind, list[str]] = field(default_factory=lambda: defaultdict(list))
    lists: dict[Kind, list[str]] = field(default_factory=lambda: defaultdict(list))
    symbol_lists: dict[tuple[str, ...], list[str]] = field(default_factory=lambda: defaultdict(list))
    durations: list[tuple[str, str]] = field(default_factory=list)
    pool: dict[Kind, Sequence[Any]] = field(default_factory=dict)
    tables: tuple[TableChoice, ...] = ()
    tags: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)

    @classmethod
    def of(cls, contract: Contract, today: dt.date, tables: tuple[TableChoice, ...] = ()) -> Scope:
        """The fields of a contract."""
        scope = cls(today, pool=dict(pools.values(today)), tables=tables)
        scope.values[contract.key_kind].append("id")
        for choice in contract.fields:
            scope.add(choice.name, choice.kind, choice.values)
        return scope

    def add(self, name: str, kind: Kind, values: tuple[str, ...] = ()) -> None:
        """A name for something that varies with the customer."""
        if kind is Kind.CATEGORY:
            self.categories.append((name, values))
        else:
            self.values[kind].append(name)

    def inside(self, table: TableChoice) -> Scope:
        """What a `where` on a table can refer to: its fields, then constants."""
        scope = replace(self, values=defaultdict(list), categories=[], tables=(), tags=[])
        for choice in table.columns:
            scope.add(choice.name, choice.kind, choice.values)
        return scope
