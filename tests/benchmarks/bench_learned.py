"""What was learned, at size: a million customers labelled as scikit-learn would, and ten million labelled in a blink.

`SEGDSL_BENCH_ROWS` sets how many are scored for time.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

import numpy as np
import polars as pl
import pytest

import segdsl
from segdsl.lowering.polars import lower
from segdsl.rulebook.model import Learned
from tests.learn.methods import FEATURES, LABELS, OPTIONS, predicted, project
from tests.lowering.terms import CONTEXT

ROWS = int(os.environ.get("SEGDSL_BENCH_ROWS", "10_000_000"))
MILLION = 1_000_000


@pytest.mark.parametrize("method", OPTIONS)
def test_a_million_customers_are_labelled_as_scikit_learn_does(method: str, tmp_path: Path) -> None:
    folder = project(tmp_path, method, MILLION)
    with segdsl.open(folder, store=False) as opened:
        begun = time.perf_counter()
        opened.fit()
        fitted = time.perf_counter()
        found = opened.members("everybody", ["portrait"]).collect()
        print(f"\n{method}: fit {fitted - begun:.2f} s, label {time.perf_counter() - fitted:.2f} s")
    both = found.join(predicted(method, pl.read_parquet(folder / "c.parquet")), on="id", how="left")
    assert both.filter(pl.col("portrait").is_null() != pl.col("cluster").is_null()).is_empty()
    assert len(both.drop_nulls("cluster").select("portrait", "cluster").unique()) == LABELS


@pytest.mark.parametrize("method", OPTIONS)
def test_customers_are_scored_fast(method: str, tmp_path: Path) -> None:
    folder = project(tmp_path, method, 20_000)
    with segdsl.open(folder, store=False) as opened:
        opened.fit()
        learned = opened.session.rulebook.definitions["portrait"]
    assert isinstance(learned, Learned)
    assert learned.value is not None
    draw = np.random.default_rng(2)
    columns = {f"f{i}": draw.standard_normal(ROWS, dtype=np.float32) for i in range(FEATURES)}
    frame = pl.DataFrame(columns)
    label = lower(learned.value, CONTEXT)
    begun, used = time.perf_counter(), time.process_time()
    sizes = frame.lazy().select(label.alias("label")).collect()["label"].value_counts()
    taken, used = time.perf_counter() - begun, time.process_time() - used
    print(f"\n{method}: {ROWS:,} customers in {taken:.2f} s, {used:.2f} s of processors")
    assert sizes["count"].sum() == ROWS
