"""Random rows of events tables: at the edges of windows, at the same instant, of strangers, in disorder."""

from __future__ import annotations

import datetime as dt
from typing import Any

import polars as pl

from segdsl.functions.types import Kind
from tests.differential.strategies import frames, pools
from tests.differential.strategies.dice import Dice
from tests.differential.strategies.tables import TableChoice

_CLOCKS = (
    dt.time(8), dt.time(0), dt.time(23, 59, 59, 999999), dt.time(23), dt.time(12), dt.time(12, 30, 15),
    dt.time(22, 30), dt.time(12, 0, 0, 1), dt.time(1, 30), dt.time(0, 30),
)  # fmt: skip
_TURNS = tuple(
    dt.datetime.fromisoformat(turn)
    for turn in ("2021-03-28T01:00", "2021-03-28T00:59:59", "2020-10-25T00:30", "2020-10-25T01:30", "2021-03-14T07:00",
                 "2021-03-14T06:30", "2020-11-01T05:30", "2020-11-01T06:30", "2023-03-26T01:00", "1988-04-16T18:00")
)  # fmt: skip
"""Instants, in UTC, about which clocks of some zone are turned."""
_ZONES = ("UTC", "Europe/Berlin", "Asia/Shanghai", "America/New_York")
_NEAR_DAYS = 800
_RECENT = 5  # of `pools.dates`, the first lie within a month


def frame(dice: Dice, table: TableChoice, customers: list[Any], today: dt.date) -> pl.DataFrame:
    """Events: mostly a dozen or two, now and then one or none."""
    rows = dice.pick((20, 30, 40, 12, 24, 5, 1, 0))
    columns = [
        pl.Series(table.key.column, _owners(dice, table.key.kind, customers, rows), frames.STORED[table.key.kind])
    ]
    if table.at is not None:
        columns.append(_times(dice, table.at.kind, rows, today).alias(table.at.column))
    columns += [frames.column(dice, field, rows, today) for field in table.fields]
    return pl.DataFrame(columns)


def _owners(dice: Dice, kind: Kind, customers: list[Any], rows: int) -> list[Any]:
    """Few customers with many events, some with none, strangers, and nobody."""
    active = dice.shuffled(customers)[: dice.number(1, 5)]
    others = [key for key in frames.KEYS[kind] if key not in customers]
    owners = []
    for _ in range(rows):
        whose = dice.number(1, 100)
        known = active if whose <= 90 else others if whose <= 96 else []
        owners.append(dice.pick(known) if known else None)
    return owners


def _times(dice: Dice, kind: Kind, rows: int, today: dt.date) -> pl.Series:
    """The times of events, as a file may have them stored."""
    stored = dice.pick(("plain", "plain", "zone", "zone", "other", "ms", "ns"))
    palette = _palette(dice, today, everywhere=stored in ("plain", "other"))
    if stored == "zone":
        palette += dice.some(_TURNS, 0, 3)
    cells = [None if dice.chance(4) else dice.pick(palette) for _ in range(rows)]
    times = pl.Series(cells, dtype=pl.Datetime("us"))
    match stored:
        case "zone":
            return times.dt.replace_time_zone("UTC").dt.convert_time_zone(dice.pick(_ZONES))
        case "ms" | "ns":
            return times.cast(pl.Datetime(stored))
    return times.cast(pl.Date) if (kind is Kind.DATE) == (stored == "plain") else times


def _palette(dice: Dice, today: dt.date, *, everywhere: bool) -> list[dt.datetime]:
    """Some instants around the as-of day; half of them a round while after another. `everywhere`: any year too."""
    days = [day for day in pools.dates(today) if everywhere or abs((day - today).days) < _NEAR_DAYS]
    palette: list[dt.datetime] = []
    for _ in range(dice.number(2, 9)):
        if palette and dice.chance(50):
            later = _later(dice.pick(palette), dice.pick(pools.MOMENTS_APART))
        else:
            later = dt.datetime.combine(dice.pick(days[:_RECENT] if dice.chance(60) else days), dice.pick(_CLOCKS))
        palette.append(later)
    return palette


def _later(moment: dt.datetime, apart: dt.timedelta) -> dt.datetime:
    try:
        return moment + apart
    except OverflowError:
        return moment
