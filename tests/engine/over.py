"""A session over frames in memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from segdsl.data.contract import Conformed, conform
from segdsl.data.part import from_frame
from segdsl.engine.customers import Customers
from segdsl.engine.events.tables import EventTables, Opener
from segdsl.engine.session import Session
from segdsl.lowering.polars import Context
from segdsl.rulebook.model import Rulebook, Table

if TYPE_CHECKING:
    import polars as pl


def over_frames(rulebook: Rulebook, frames: Mapping[str, pl.LazyFrame], context: Context, *, zone: str) -> Session:
    """The session of a rulebook with a profile over frames by the names of its tables.

    Columns are called as the contract's physical columns. `context` says as of when; its definitions and key are those
    of the rulebook. Raises `ContractError` where the profile does not fit its contract, a question about events where
    they do not.
    """
    profile = rulebook.profile
    assert profile is not None

    def opened(table: Table) -> Conformed:
        return conform(from_frame(frames[table.name], table.name), table, zone=zone)

    def opener(table: Table) -> Opener:
        return lambda _stop: opened(table)

    customers = Customers(opened(profile), profile)
    openers = {name: (table, opener(table)) for name, table in rulebook.events.items() if name in frames}
    context = replace(context, definitions=rulebook.definitions, key=profile.key)
    return Session(rulebook, customers, EventTables(openers, customers.keys), context)
