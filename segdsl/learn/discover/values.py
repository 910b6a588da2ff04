"""What the data holds of a field or a number, as far as conditions can be made of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import polars as pl

from segdsl.engine.frames import frame_of
from segdsl.engine.session import Session
from segdsl.functions.types import Kind
from segdsl.lowering.polars import column_name
from segdsl.rulebook.model import Definition, Field

DIGITS = 2
"""To so many digits quarters are rounded: a threshold is a way to begin, not a figure to keep."""

Quarters = tuple[float, float]


def quarters(session: Session, numbers: Mapping[str, Definition | Field]) -> dict[str, Quarters]:
    """For each number the values below and above which a quarter of the customers lie; none where none has a value."""
    if not numbers:
        return {}
    definitions = [name for name, described in numbers.items() if isinstance(described, Definition)]
    columns = {name: column_name(name) if name in definitions else name for name in numbers}
    asked = [
        pl.col(column).quantile(q, interpolation="nearest").cast(pl.Float64).alias(f"{q} {name}")
        for name, column in columns.items()
        for q in (0.25, 0.75)
    ]
    found = frame_of(session, definitions, numbers.keys() - definitions).select(asked).collect().row(0, named=True)
    return {
        name: (_rounded(found[f"0.25 {name}"], described), _rounded(found[f"0.75 {name}"], described))
        for name, described in numbers.items()
        if found[f"0.25 {name}"] is not None
    }


def _rounded(value: float, described: Definition | Field) -> float:
    """The value with few digits; whole where only whole numbers can be."""
    short = float(f"{value:.{DIGITS}g}")
    return int(short) if described.type.kind is Kind.INT or short.is_integer() else short


def texts(session: Session, field: str) -> list[str]:
    """The values of a text field of the profile, the most frequent first."""
    return _by_frequency(session.customers.columns([field]))


def event_texts(session: Session, table: str, field: str) -> list[str]:
    """The values of a text field of events, the most frequent first."""
    return _by_frequency(part.frame[field] for part in session.events.index(table).parts)


def _by_frequency(columns: Iterable[pl.Series]) -> list[str]:
    counted = pl.concat([column.drop_nulls().cast(pl.String).alias("value").value_counts() for column in columns])
    found = counted.group_by("value").agg(pl.col("count").sum()).sort("count", "value", descending=[True, False])
    return found["value"].to_list()
