"""Small projects on disk, and what they say of their customers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

import segdsl
from segdsl.api.access import StoreOptions

RULES = """
profile customer { key id text  field age int?  field area category(north, south)? }
events visit { at seen time  field channel category(hall, app)?  field amount number?  field points int? }
let visits = count(visit, last 60d)
let spent = sum(visit.amount where channel = app)
let last_channel = latest(visit.channel)
let favourite = most_frequent(visit.points)
let often = days(visit, last 200d)
segment keen "常客" { require age >= 30 and visits >= 1  exclude area = south }
tag turn { class both when sequence(visit where channel = hall, visit where channel = app, 30d) class one when did(visit) class no otherwise }
let before = was(turn, 90d)
let place = rank(age)
"""  # noqa: E501 - a rule file
NAMES = ["visits", "spent", "last_channel", "favourite", "often", "keen", "turn", "before", "place"]


def customers(count: int, seed: int = 1) -> pl.DataFrame:
    """Customers in no order, some fields missing."""
    draw = np.random.default_rng(seed)
    return pl.DataFrame(
        {
            "id": [f"c{number:05}" for number in draw.permutation(count)],
            "age": pl.Series(draw.integers(18, 90, count)).set(pl.Series(draw.random(count) < 0.1), None),
            "area": [["north", "south", None][number] for number in draw.integers(0, 3, count)],
        }
    )


def visits(count: int, among: int, seed: int = 2) -> pl.DataFrame:
    """Events in no order at different times, some of customers that there are none of."""
    draw = np.random.default_rng(seed)
    minutes = draw.choice(365 * 1440, count, replace=False)
    return pl.DataFrame(
        {
            "id": [f"c{number:05}" for number in draw.integers(0, among + among // 10 + 1, count)],
            "seen": pl.Series(minutes * 60_000_000 + 1_593_532_800_000_000).cast(pl.Datetime("us")),
            "channel": [["hall", "app", None][number] for number in draw.integers(0, 3, count)],
            "amount": pl.Series(draw.integers(0, 64, count) / 4).set(pl.Series(draw.random(count) < 0.1), None),
            "points": pl.Series(draw.integers(-3, 300, count)),
        }
    )


def project(folder: Path, people: pl.DataFrame, events: pl.DataFrame, files: int = 1) -> Path:
    """A project whose events lie in so many files."""
    (folder / "visits").mkdir(parents=True)
    (folder / "rules.seg").write_text(RULES, encoding="utf-8")
    (folder / "segdsl.toml").write_text(
        '[project]\nrules = ["rules.seg"]\nas_of = 2021-06-30\n[data]\ncustomer = "customers.parquet"\n'
        'visit = "visits/*.parquet"\n',
        encoding="utf-8",
    )
    people.write_parquet(folder / "customers.parquet")
    size = -(-events.height // files)
    for number in range(files):
        events.slice(number * size, size).write_parquet(folder / f"visits/{number}.parquet")
    return folder


def answers(folder: Path, store: bool | StoreOptions = True) -> dict[str, tuple[Any, ...]]:
    """What all definitions say of each customer, by key."""
    from segdsl.engine.evaluate import evaluate
    from segdsl.lowering.polars import column_name

    with segdsl.open(folder, store=store) as opened:
        assert opened.rulebook.errors == ()
        frame, context = opened.session.ready(NAMES, ["id"])
        found = evaluate(opened.rulebook, frame, context, NAMES, unknown=False).frame
        columns = [pl.col("id"), *(pl.col(column_name(name)).alias(name) for name in NAMES)]
        return {row[0]: row[1:] for row in found.select(columns).collect().rows()}


def what_was_done(folder: Path, **options: Any) -> dict[str, str]:
    """Refresh, and say what was done for each table."""
    with segdsl.open(folder, **options) as opened:
        return {one.table: one.how for one in opened.refresh()}
