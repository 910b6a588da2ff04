"""Exact sizes of definitions: one scan of the data answers everything that was asked.

Each kind of definition registers its aggregates and says how to read them back into an `Item`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import polars as pl

from segdsl.engine.breakdown import titled_values
from segdsl.engine.evaluate import Evaluation
from segdsl.engine.gather import Gather, Row
from segdsl.engine.results import ClassSize, Item
from segdsl.engine.waterfall import ask_waterfall, clause_masks
from segdsl.functions.types import CALENDAR, NUMERIC, Kind
from segdsl.lowering.polars import column_name
from segdsl.rulebook.model import Channel, Definition, Segment

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)


@dataclass(frozen=True, slots=True)
class Request:
    """What to report beside plain sizes.

    `distribution` costs selections per number; `by` names a column; `sample` is a number of members to show.
    """

    waterfall: bool = False
    distribution: bool = False
    by: str | None = None
    overlap: bool = False
    reachable: bool = False
    sample: int = 0


ReadItem = Callable[[Row], Item]


def measure(evaluation: Evaluation, names: Sequence[str], request: Request) -> tuple[int, list[Item]]:
    """The universe and an item per name, in the order asked."""
    gather = Gather()
    universe = gather.ask(pl.len(), "universe")
    readers = [_ask(gather, evaluation, evaluation.rulebook.definitions[name], request) for name in names]
    row = gather.run(evaluation.frame, evaluation.engine)
    total: int = universe(row)
    return total, [_with_shares(reader(row), total) for reader in readers]


def _ask(gather: Gather, evaluation: Evaluation, definition: Definition, request: Request) -> ReadItem:
    kind = definition.type.kind
    if isinstance(definition, Segment) or kind is Kind.BOOL:
        return _ask_condition(gather, evaluation, definition, request)
    if kind is Kind.CATEGORY:
        return _ask_classes(gather, definition, evaluation.rulebook.channels)
    if kind in NUMERIC or kind in CALENDAR:
        return _ask_distribution(gather, definition, request)
    missing = gather.count(pl.col(column_name(definition.name)).is_null())
    return lambda row: replace(_item(definition), missing=missing(row))


def _ask_condition(gather: Gather, evaluation: Evaluation, definition: Definition, request: Request) -> ReadItem:
    name = definition.name
    holds = pl.col(column_name(name))
    size = gather.count(holds)
    # A `let` over a bool that may be missing is its own three-valued form.
    open_ = pl.col(column_name(name, kleene=name in evaluation.uncertain)).is_null()
    unknown = gather.count(open_)
    included = gather.count(holds & open_) if name in evaluation.uncertain else None
    waterfall = None
    if request.waterfall and isinstance(definition, Segment):
        waterfall = ask_waterfall(gather, clause_masks(definition))

    def read(row: Row) -> Item:
        return replace(
            _item(definition),
            size=size(row),
            unknown=unknown(row),
            unknown_included=included(row) if included else 0,
            waterfall=waterfall(row) if waterfall else None,
        )

    return read


def _ask_classes(gather: Gather, definition: Definition, channels: Mapping[str, Channel]) -> ReadItem:
    values = pl.col(column_name(definition.name))
    asked = [(name, title, gather.count(values == name)) for name, title in titled_values(definition, channels)]
    missing = gather.count(values.is_null())

    def read(row: Row) -> Item:
        classes = tuple(ClassSize(name, title, size(row), 0.0) for name, title, size in asked)
        return replace(_item(definition), classes=classes, missing=missing(row))

    return read


def _ask_distribution(gather: Gather, definition: Definition, request: Request) -> ReadItem:
    values = pl.col(column_name(definition.name))
    numeric = definition.type.kind in NUMERIC
    low, high = gather.ask(values.min()), gather.ask(values.max())
    mean = gather.ask(values.mean()) if numeric else None
    missing = gather.count(values.is_null())
    wanted = QUANTILES if request.distribution and numeric else ()
    quantiles = gather.ask(values.quantile(list(wanted), interpolation="lower")) if wanted else None

    def read(row: Row) -> Item:
        return replace(
            _item(definition),
            min=low(row),
            max=high(row),
            mean=mean(row) if mean else None,
            missing=missing(row),
            quantiles=tuple(zip((f"{q:g}" for q in wanted), quantiles(row), strict=True)) if quantiles else None,
        )

    return read


def _item(definition: Definition) -> Item:
    return Item(definition.name, definition.kind, definition.title, str(definition.type.maybe(False)))


def _with_shares(item: Item, universe: int) -> Item:
    def share(size: int) -> float:
        return size / universe if universe else 0.0

    classes: Iterable[ClassSize] = item.classes or ()
    return replace(
        item,
        share=share(item.size) if item.size is not None else None,
        classes=tuple(replace(c, share=share(c.size)) for c in classes) if item.classes is not None else None,
    )
