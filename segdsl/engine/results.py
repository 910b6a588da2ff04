"""What a preview, a trace and an export return: frozen results whose `to_dict` is the JSON of the interface."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from segdsl.diagnostics import Diagnostic

Cell = bool | int | float | str | dt.date | dt.datetime | list[str] | None


@dataclass(frozen=True, slots=True)
class WaterfallRow:
    """One clause.

    `alone`: selected by it alone (of `exclude`: kept); `remaining`: after it and all before; `without`:
    the segment's size if it were dropped. Options of `any_of` have `alone` etc. of the option itself.
    """

    clause: str
    title: str | None
    alone: int
    remaining: int
    without: int
    options: tuple[WaterfallRow, ...] = ()


@dataclass(frozen=True, slots=True)
class ClassSize:
    """Customers in one class; `share` is of the universe (of the segment in a breakdown)."""

    name: str | None
    title: str | None
    size: int
    share: float


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A segment split by a tag; the row with `name` None is those without a class."""

    tag: str
    rows: tuple[ClassSize, ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """A few members, smallest keys first; pii masked."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A definition's result. Which of the optional parts are set depends on `kind` and `type`; see `to_dict`."""

    name: str
    kind: str
    title: str | None
    type: str
    size: int | None = None
    share: float | None = None
    unknown: int | None = None
    waterfall: tuple[WaterfallRow, ...] | None = None
    classes: tuple[ClassSize, ...] | None = None
    missing: int | None = None
    min: Cell = None
    max: Cell = None
    mean: float | None = None
    quantiles: tuple[tuple[str, Cell], ...] | None = None
    by: Breakdown | None = None
    sample: Sample | None = None

    def to_dict(self) -> dict[str, Any]:
        """The item as in INTERFACE.md; keys that do not apply are left out."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Preview:
    """Exact sizes as of a date. `warnings` are findings about data; `diagnostics` those about rules."""

    as_of: dt.date
    universe: int
    items: tuple[Item, ...]
    warnings: tuple[Diagnostic, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Trace:
    """One line of `why`: whether it holds for the customer (of `exclude`: keeps them), with the values it looked at."""

    clause: str
    title: str | None
    holds: bool
    values: tuple[tuple[str, Cell], ...]
    options: tuple[Trace, ...] = ()
    amount: float | None = None


@dataclass(frozen=True, slots=True)
class Why:
    """Why a customer is in a segment or has a class or score."""

    name: str
    kind: str
    key: str
    member: bool | None
    value: Cell
    traces: tuple[Trace, ...]
