"""What the cells of a data file say by the data contract (LANGUAGE sections 3, 5 and 12)."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from segdsl.functions.types import Kind
from segdsl.rulebook.model import Field, Table

Value = Any
"""`bool`, `int`, `float`, `str`, `date`, `datetime`, a tuple of texts, or `None` where it is missing."""

Row = Mapping[str, Value]


def normalise(rows: Iterable[Mapping[str, Any]], table: Table, zone: str) -> list[Row]:
    """Rows as the rules see them, by field name. Cells are found under the fields' physical names."""
    return [{field.name: cell(row[field.column], field, zone) for field in table.fields.values()} for row in rows]


def cell(raw: Any, field: Field, zone: str) -> Value:
    """A cell as a value of the field: missing if it is null, no finite number, or nothing the contract allows.

    A time with a zone becomes the local time of the project's.
    """
    if raw is None or (isinstance(raw, float) and not math.isfinite(raw)):
        return None
    if isinstance(raw, dt.datetime) and raw.tzinfo is not None:
        raw = raw.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0)
    match field.type.kind:
        case Kind.INT:
            value: Value = int(raw)
        case Kind.NUMBER:
            value = float(raw)
        case Kind.TIME if not isinstance(raw, dt.datetime):
            value = dt.datetime.combine(raw, dt.time())
        case Kind.DATE if isinstance(raw, dt.datetime):
            value = raw.date()
        case Kind.LIST:
            value = tuple(element for element in raw if element is not None)
        case Kind.CATEGORY if raw not in field.type.values:
            return None
        case _:
            value = raw
    return value if _allowed(value, field) else None


def _allowed(value: Value, field: Field) -> bool:
    if field.valid is None:
        return True
    if field.valid.values is not None:
        return value in field.valid.values
    return bool(field.valid.low <= value <= field.valid.high)
