"""What it costs to find what goes together among a million customers and sixty conditions.

Beside it, for its answers and as a measure, what a data frame would do: a row for each customer and condition, joined
with itself for pairs and once more for threes. That is run for a twentieth of the customers: it needs too much for all.
`SEGDSL_BENCH_ROWS` sets another size.
"""

from __future__ import annotations

import os
import resource
from collections.abc import Callable
from typing import TypeVar

import numpy as np
import polars as pl

from segdsl.learn.discover.bits import Bits, Held, Packer
from segdsl.learn.discover.mine import Limits, mine

ROWS = int(os.environ.get("SEGDSL_BENCH_ROWS", "1_000_000"))
CONDITIONS = 60
SUPPORT = 0.01
T = TypeVar("T")


def truths(customers: int) -> pl.DataFrame:
    """Conditions of which some have common causes, so that there is something to find at every length."""
    draw = np.random.default_rng(1)
    causes = draw.random((customers, 6)) < 0.3
    shares = draw.uniform(0.05, 0.4, CONDITIONS)
    weights = draw.dirichlet(np.full(6, 0.2), CONDITIONS) * 2
    return pl.DataFrame(
        {f"c{n:02}": draw.random(customers) < shares[n] * (0.4 + causes @ weights[n]) for n in range(CONDITIONS)}
    )


def packed(frame: pl.DataFrame) -> Held:
    packer = Packer(frame.height)
    rows = np.array([packer.row(column) for column in frame.iter_columns()])
    return Held(Bits(packer.words()), rows, np.zeros(frame.width, dtype=np.int64), frame.height)


def limits(customers: int) -> Limits:
    return Limits(int(customers * SUPPORT), 1.2, 3, 0.05)


def joined(frame: pl.DataFrame) -> dict[tuple[str, ...], int]:
    """The sizes of frequent pairs and threes, by joins."""
    least = int(frame.height * SUPPORT)
    long = frame.with_row_index("who").unpivot(index="who", variable_name="a").filter("value").drop("value")
    long = long.with_columns(pl.col("a").cast(pl.Enum(frame.columns)))
    two = long.join(long.rename({"a": "b"}), on="who").filter(pl.col("a") < pl.col("b"))
    pairs = two.group_by("a", "b").len().filter(pl.col("len") >= least)
    two = two.join(pairs.drop("len"), on=["a", "b"])
    three = two.join(two.rename({"b": "c"}), on=["who", "a"]).filter(pl.col("b") < pl.col("c"))
    threes = three.group_by("a", "b", "c").len().filter(pl.col("len") >= least)
    return {row[:-1]: row[-1] for found in (pairs, threes) for row in found.iter_rows()}


def timed(name: str, run: Callable[[], T]) -> tuple[T, float]:
    """Run once and print the processor time it took."""
    before = resource.getrusage(resource.RUSAGE_SELF)
    result = run()
    after = resource.getrusage(resource.RUSAGE_SELF)
    taken = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"{name}: {taken:.2f} s of processor time (process at most {after.ru_maxrss / 1024:,.0f} MB)")
    return result, taken


def test_finding_what_goes_together() -> None:
    part = truths(ROWS // 20)
    print(f"\n{CONDITIONS} conditions, support {SUPPORT:.0%}")
    sizes, by_joins = timed(f"{part.height:,} customers, joins", lambda: joined(part))
    held, _ = timed(f"{part.height:,} customers, packing", lambda: packed(part))
    found, by_bits = timed(f"{part.height:,} customers, search", lambda: mine(held, _itself(), limits(part.height)))
    assert {len(rule.items) for rule in found.rules} == {2, 3}
    for rule in found.rules:
        assert sizes[tuple(part.columns[item] for item in rule.items)] == rule.size
    every = truths(ROWS)
    all_held, _ = timed(f"{ROWS:,} customers, packing", lambda: packed(every))
    all_found, _ = timed(f"{ROWS:,} customers, search", lambda: mine(all_held, _itself(), limits(ROWS)))
    print(f"{all_found.tests:,} tests, {len(all_found.rules):,} rules; joins / search = {by_joins / by_bits:.0f}")
    assert by_bits < by_joins / 3


def _itself() -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    return np.eye(CONDITIONS, dtype=bool)
