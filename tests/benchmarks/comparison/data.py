"""Generated customers and their dealings, written once per size and kept: the data that all engines are given.

Profiles come from the product's demo model (gaps, categories, skewed cities). Keys are mixed, so that they are in no
order in the profile. Events are a log in order of time, as one is appended to: few customers deal often, many never.
Everything follows from the sizes and the seed; nothing is held in memory but one slice.
"""

from __future__ import annotations

import itertools
import math
import shutil
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from segdsl.demo.blocks import BLOCK, draw_block
from segdsl.demo.calendar import Calendar

CACHE = Path("build/bench")
AS_OF = date(2021, 6, 30)
DAYS = 730
CHANNELS = {"hall": 0.05, "hotline": 0.05, "alipay": 0.4, "wechat": 0.2, "app": 0.3}
ACTIONS = {
    "login": 0.45, "query": 0.25, "pay": 0.2, "repair": 0.02, "follow": 0.03, "register": 0.02, "bind": 0.02,
    "unbind": 0.01,
}  # fmt: skip
EVER = 0.7
"""Share of customers who may have any dealing."""

LISTS = ("vip", "complained")
_CHUNK = 20 * BLOCK  # customers in one file
_SLICE = 5_000_000  # events in one file, at most
_DAY = 86_400_000_000  # microseconds

Numbers = npt.NDArray[Any]


@dataclass(frozen=True)
class Size:
    """How much data: customers, events, and the seed of both."""

    customers: int
    events: int
    seed: int = 1

    def folder(self, cache: Path) -> Path:
        """Where data of this size lies."""
        return cache / f"{self.customers}-{self.events}-{self.seed}"


def generate(cache: Path, size: Size) -> Path:
    """The folder with the data of this size, which is generated unless it is there."""
    folder = size.folder(cache)
    if not folder.exists():
        unfinished = folder.with_name(f"{folder.name}.unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        for part in ("data/customers", "data/service", "lists"):
            (unfinished / part).mkdir(parents=True)
        _write_customers(unfinished, size)
        _write_events(unfinished, size)
        unfinished.rename(folder)
    return folder


def keys(numbers: Numbers) -> pl.Series:
    """The key of each customer by number: distinct, and in no order (32-bit mixing steps that can each be undone)."""
    mixed = numbers.astype(np.uint32)
    for shift, factor in ((16, 0x85EBCA6B), (13, 0xC2B2AE35), (16, 1)):
        mixed ^= mixed >> np.uint32(shift)
        mixed *= np.uint32(factor)
    return pl.select("GD" + pl.lit(pl.Series(mixed)).cast(pl.String).str.zfill(10)).to_series().alias("customer_id")


def _write_customers(folder: Path, size: Size) -> None:
    calendar = Calendar(AS_OF)
    listed: dict[str, list[pl.Series]] = {name: [] for name in LISTS}
    for first in range(0, size.customers, _CHUNK):
        frames = []
        for start in range(first, min(first + _CHUNK, size.customers), BLOCK):
            count = min(BLOCK, size.customers - start)
            records = draw_block(size.seed, start // BLOCK, calendar, count, events=False).records
            frames.append(records.with_columns(keys(np.arange(start, start + count))))
        chunk = pl.concat(frames)
        for name in LISTS:
            listed[name].append(chunk.filter(name)["customer_id"])
        path = folder / f"data/customers/{first // _CHUNK:05d}.parquet"
        chunk.drop(LISTS).write_parquet(path, row_group_size=10 * BLOCK)
    for name, members in listed.items():
        pl.concat(members).to_frame().write_csv(folder / f"lists/{name}.csv")


def _write_events(folder: Path, size: Size) -> None:
    slices = max(24, math.ceil(size.events / _SLICE))
    borders = [size.events * n // slices for n in range(slices + 1)]
    for number, (begin, end) in enumerate(itertools.pairwise(borders)):
        draw = np.random.default_rng(np.random.SeedSequence(size.seed, spawn_key=(1, number)))
        frame = _events(draw, end - begin, size.customers, (number / slices, (number + 1) / slices))
        frame.write_parquet(folder / f"data/service/{number:05d}.parquet", row_group_size=10 * BLOCK)


def _events(draw: np.random.Generator, count: int, customers: int, span: tuple[float, float]) -> pl.DataFrame:
    """Events of one stretch of the two years, in order of time. Instants are microseconds drawn at random, so that two
    of one customer are as good as never the same: engines differ in which of them they call the last.
    """
    begun = datetime.combine(AS_OF - timedelta(days=DAYS - 1), datetime.min.time())
    epoch = int(np.datetime64(begun, "us").astype(np.int64))
    low, high = (int(DAYS * _DAY * part) for part in span)
    paid = np.exp(draw.normal(4.2, 0.8, count)).round(2)
    action = draw.choice(len(ACTIONS), count, p=list(ACTIONS.values()))
    frame = pl.DataFrame(
        {
            "customer_id": keys(_dealing(draw, count, customers)),
            "served_at": pl.Series(epoch + np.sort(draw.integers(low, high, count))).cast(pl.Datetime("us")),
            "channel": _coded(draw.choice(len(CHANNELS), count, p=list(CHANNELS.values())), CHANNELS),
            "action": _coded(action, ACTIONS),
        }
    )
    pay = pl.Series(action == list(ACTIONS).index("pay"))
    amount = pl.select(pl.when(pay).then(pl.lit(pl.Series(paid)))).to_series()
    return frame.with_columns(amount.alias("amount"))


def _dealing(draw: np.random.Generator, count: int, customers: int) -> Numbers:
    """Who deals: skewed, the frequent ones spread all over the profile."""
    busy = (EVER * customers * draw.random(count) ** 1.5).astype(np.uint64)
    step = max(1, int(customers * 0.618))
    while math.gcd(step, customers) != 1:
        step += 1
    return busy * np.uint64(step) % np.uint64(customers)


def _coded(codes: Numbers, names: dict[str, float]) -> pl.Series:
    return pl.Series(codes.astype(np.uint32)).cat.to(pl.Enum(list(names)))
