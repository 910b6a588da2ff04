"""A condition split by the values of a field or definition: tags and categories, and whatever else has few values.

Values are found in the data, in one pass for all conditions; those of a category are known before, so that an empty
class shows too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from segdsl.diagnostics import Diagnostic, SegdslError
from segdsl.engine.results import Breakdown, ClassSize
from segdsl.functions.types import Kind, Type
from segdsl.lowering.polars import column_name
from segdsl.rulebook.model import Channel, Definition, Field, Learned, Tag

MOST = 1000
"""A breakdown has at most so many values: more are no groups of customers."""

KINDS = frozenset({Kind.CATEGORY, Kind.BOOL, Kind.TEXT, Kind.INT})
_BY = "segdsl by"  # a name of no definition


@dataclass(frozen=True, slots=True)
class Axis:
    """What a condition is split by. `values` are those known beforehand, with their titles; None where data decides."""

    name: str
    column: str
    type: Type
    values: tuple[tuple[str, str | None], ...] | None


def axis_of(name: str, described: Definition | Field, channels: Mapping[str, Channel]) -> Axis:
    """The axis of a field or definition. Raises `SegdslError` for types that do not make groups, and personal data."""
    if described.type.kind not in KINDS:
        raise SegdslError(Diagnostic("not-a-category", {"name": name, "type": str(described.type)}))
    if isinstance(described, Field) and described.pii:
        raise SegdslError(Diagnostic("by-personal-data", {"name": name, "pii": described.pii}))
    known: tuple[tuple[str, str | None], ...] = tuple(titled_values(described, channels))
    if described.type.kind is Kind.BOOL:
        known = (("true", None), ("false", None))
    column = name if isinstance(described, Field) else column_name(name)
    return Axis(name, column, described.type, known or None)


def titled_values(described: Definition | Field, channels: Mapping[str, Channel]) -> list[tuple[str, str | None]]:
    """The values of a category with their titles, in declared order; channels have theirs wherever they are values."""
    match described:
        case Tag(classes=classes):
            own = [(c.name, c.title) for c in classes]
        case Learned(labels=labels) if labels:
            own = [(label.name, label.title) for label in labels]
        case _:
            own = [(value, None) for value in described.type.values]
    return [(value, title or (channels[value].title if value in channels else None)) for value, title in own]


def breakdowns(frame: pl.LazyFrame, axis: Axis, names: Sequence[str]) -> dict[str, Breakdown]:
    """Each condition of `names` split by the axis. Raises `SegdslError` where the axis has too many values."""
    if axis.values is None:
        distinct: int = frame.select(pl.col(axis.column).drop_nulls().n_unique()).collect(engine="streaming").item()
        if distinct > MOST:
            raise SegdslError(Diagnostic("by-too-many", {"name": axis.name, "count": distinct, "most": MOST}))
    sizes = [pl.col(column_name(name)).sum().cast(pl.Int64).alias(name) for name in names]
    groups = frame.group_by(pl.col(axis.column).alias(_BY)).agg(sizes).collect(engine="streaming")
    groups = groups.with_columns(pl.col(_BY).cast(pl.String))
    return {name: _breakdown(axis, dict(groups.select(_BY, name).iter_rows())) for name in names}


def _breakdown(axis: Axis, found: Mapping[str | None, int]) -> Breakdown:
    """Known values in their order, others with the largest first; those without a value last."""
    if axis.values is not None:
        rows = [(value, title, found.get(value, 0)) for value, title in axis.values]
    else:
        some = ((value, None, size) for value, size in found.items() if value is not None and size)
        rows = sorted(some, key=lambda row: (-row[2], row[0]))
    total = sum(found.values())
    counted = [*rows, (None, None, found.get(None, 0))]
    return Breakdown(axis.name, tuple(ClassSize(v, t, s, s / total if total else 0.0) for v, t, s in counted))
