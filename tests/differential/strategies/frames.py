"""Random data for a contract: values at the edges, missing ones, repeated ones, stored as a file may have them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import polars as pl

from segdsl.functions.types import Kind
from tests.differential.strategies import pools
from tests.differential.strategies.contracts import Contract, FieldChoice
from tests.differential.strategies.dice import Dice

KEYS: dict[Kind, tuple[Any, ...]] = {
    Kind.INT: (1, 2, 3, 10, -5, 0, pools.INT_MAX, pools.INT_MIN, 7, 8, 9, 20),
    Kind.TEXT: ("1", "2", "10", "国网", "", "a", "A", "\u00e9", "e\u0301", "１", "\U0001f600", "z"),
}
STORED: dict[Kind, pl.DataType] = {
    Kind.BOOL: pl.Boolean(), Kind.INT: pl.Int64(), Kind.NUMBER: pl.Float64(), Kind.TEXT: pl.String(),
    Kind.DATE: pl.Date(), Kind.TIME: pl.Datetime("us"), Kind.LIST: pl.List(pl.String),
}  # fmt: skip


def frame(dice: Dice, contract: Contract, today: dt.date) -> pl.DataFrame:
    """Customers: mostly a handful, now and then one or none."""
    rows = dice.pick((4, 1, 0, 3, 6, 8, 12))
    keys = dice.shuffled(KEYS[contract.key_kind])[:rows]
    columns = [pl.Series("id", keys, dtype=STORED[contract.key_kind])]
    return pl.DataFrame(columns + [column(dice, field, rows, today) for field in contract.fields])


def vips(dice: Dice, customers: pl.DataFrame) -> tuple[Any, ...]:
    """The keys in the uploaded list; an empty cell of a list is no key."""
    return tuple(key for key in customers["id"] if key != "" and dice.chance(40))


def column(dice: Dice, field: FieldChoice, rows: int, today: dt.date) -> pl.Series:
    """A column of a field: few values, so that rows tie, and gaps."""
    gaps = dice.pick((30, 0, 10))
    pool, dtype = _storage(dice, field, today)
    palette = [dice.pick(pool) for _ in range(min(rows, dice.number(1, 5)))]
    cells = [None if dice.chance(gaps) else _cell(dice, field.kind, palette) for _ in range(rows)]
    return pl.Series(field.column, cells, dtype=dtype)


def _cell(dice: Dice, kind: Kind, palette: list[Any]) -> Any:
    if kind is Kind.LIST:
        return [None if dice.chance(10) else dice.pick(palette) for _ in range(dice.number(0, 3))]
    return dice.pick(palette)


def _storage(dice: Dice, field: FieldChoice, today: dt.date) -> tuple[tuple[Any, ...], pl.DataType]:
    """Which values a column holds and in which type."""
    pool = tuple(pools.values(today).get(field.kind, pools.TEXTS))
    match field.kind:
        case Kind.INT if dice.chance(40):
            dtype = dice.pick((pl.Int8(), pl.Int16(), pl.Float64()))
            gap: tuple[Any, ...] = pools.NOT_FINITE if dtype == pl.Float64() else ()
            return (*pools.SMALL_INTS, *gap), dtype
        case Kind.INT if field.exact:
            return pools.EXACT_INTS, pl.Int64()
        case Kind.NUMBER if field.exact:
            return pools.EXACT_NUMBERS + pools.NOT_FINITE, dice.pick((pl.Float64(), pl.Float64(), pl.Float32()))
        case Kind.NUMBER:
            single = dice.chance(15)
            return (pool[:12] if single else pool) + pools.NOT_FINITE, pl.Float32() if single else pl.Float64()
        case Kind.TEXT | Kind.LIST:
            return pool + pools.BROKEN_LINES, STORED[field.kind]
        case Kind.CATEGORY:
            if dice.chance(50):
                return field.values, pl.Enum(field.values)
            return (*field.values, "undeclared"), pl.String()
        case Kind.TIME if dice.chance(20):
            return tuple(time.date() for time in pool), pl.Date()
    return pool, STORED[field.kind]
