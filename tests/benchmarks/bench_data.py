"""What it costs to hold 10 million rows of 24 columns against their contract, and a tenth of them as CSV.

Compared in one run with merely reading the same columns; `SEGDSL_BENCH_ROWS` sets another size.
"""

from __future__ import annotations

import os
import resource
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import numpy as np
import polars as pl
import pytest

from segdsl.data.contract import conform
from segdsl.data.infer import infer_contract
from segdsl.data.project import DataSource
from segdsl.data.sources import scan

ROWS = int(os.environ.get("SEGDSL_BENCH_ROWS", "10_000_000"))
T = TypeVar("T")


def customers(rows: int, piece: int) -> pl.DataFrame:
    """Keys in no order, and columns of each type, some with gaps."""
    draw = np.random.default_rng(piece)
    gap = pl.Series(draw.random(rows) < 0.2)
    columns = {"customer_id": pl.Series(piece * rows + draw.permutation(rows)).cast(pl.String).str.zfill(12)}
    for number in range(6):
        columns[f"phone_{number}"] = pl.Series(draw.integers(13 * 10**9, 19 * 10**9, rows)).cast(pl.String)
        columns[f"day_{number}"] = pl.Series(draw.integers(17_000, 18_800, rows)).cast(pl.Date)
        columns[f"amount_{number}"] = pl.Series(draw.random(rows).round(3) * 1000)
    for number in range(5):
        columns[f"count_{number}"] = pl.Series(draw.integers(0, 100, rows)).cast(pl.Int16)
    return pl.DataFrame(columns).with_columns(pl.when(~gap).then(pl.col("^.*_[0-2]$")))


def timed(name: str, run: Callable[[], T]) -> tuple[T, float]:
    """Run once and print how long it took and the most memory the process has had."""
    begun = time.perf_counter()
    result = run()
    taken = time.perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{name}: {taken:.2f} s (process at most {peak:,.0f} MB)")
    return result, taken


@pytest.mark.parametrize("suffix, pieces", [("parquet", 10), ("csv", 1)])
def test_holding_data_against_its_contract(tmp_path: Path, suffix: str, pieces: int) -> None:
    for piece in range(pieces):  # in pieces, so that making the data is not what needs most memory
        frame = customers(ROWS // 10, piece)
        file = tmp_path / f"{piece}.{suffix}"
        frame.write_parquet(file) if suffix == "parquet" else frame.write_csv(file)
    print(f"\n{ROWS // 10 * pieces:,} rows of {suffix}")
    scanned, _ = timed("open", lambda: scan(DataSource(f"*.{suffix}", tmp_path)))
    table, _ = timed("infer the contract", lambda: infer_contract(scanned, "customer"))
    read, reading = timed("read all columns", lambda: scanned.parts[0].frame.select(pl.all().null_count()).collect())
    conformed, checking = timed("check", lambda: conform(scanned, table, zone="Asia/Shanghai"))
    typed, _ = timed("read the typed columns", lambda: conformed.frame.select(pl.all().null_count()).collect())
    assert typed.row(0) == read.row(0)
    assert conformed.report.findings == ()
    assert checking < 12 * reading + 1
