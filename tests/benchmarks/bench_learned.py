"""What was learned, at size: a million customers labelled as scikit-learn would, and ten million labelled in a blink.

`SEGDSL_BENCH_ROWS` sets how many are scored for time. Questions to a project are asked in a process of their own, so
that its peak of memory is theirs: the data it reads and the answer included.
"""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
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


INPUTS = 20
CHANNELS = ("hall", "hotline", "alipay", "wechat", "app")
PARTS = ("likes", "likes.second", "likes.margin", *(f"likes[{channel}]" for channel in CHANNELS))
NETWORK = f"""
preference likes {{
  over visit.channel horizon 30d
  features [{", ".join(f"f{i}" for i in range(INPUTS))}]
  method mlp hidden 16
}}
"""
COMPARING = {"knn": "knn", "rbf": "svm kernel rbf"}

ASKING = """
import sys, time, segdsl
from pathlib import Path
from tests.benchmarks.comparison.process import peak_memory
folder, rows, question = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
with segdsl.open(folder) as project:
    project.refresh()
    begun, used = time.perf_counter(), time.process_time()
    if question == "preview":
        project.preview(["likes"])
    elif question == "all parts":
        found = project.members("everybody", sys.argv[4:]).collect(engine="streaming")
        assert found.height == rows and not found.null_count().sum_horizontal().sum()
    else:
        project.export("everybody", folder / "out", columns=sys.argv[4:], format="parquet")
    taken, used = time.perf_counter() - begun, time.process_time() - used
print(f"{question}: {rows:,} customers in {taken:.2f} s, {used:.2f} s of processors, at most {peak_memory():,.0f} MB")
"""


def learned_from(folder: Path, rules: str, rows: int) -> Path:
    """A project that has fitted `rules` to a few customers and their visits, and then got many customers."""
    fields = "\n".join(f"  field f{i} number" for i in range(INPUTS))
    (folder / "r.seg").write_text(
        f"profile customer {{\n  key id int\n{fields}\n  field kind category(home, shop, farm)?\n}}\n"
        f"events visit {{ at day date field channel category({', '.join(CHANNELS)}) }}\n"
        f"{rules}\nsegment everybody {{ require f0 is known }}\n",
        encoding="utf-8",
    )
    (folder / "segdsl.toml").write_text(
        '[project]\nrules = ["r.seg"]\nas_of = 2021-06-30\n[data]\ncustomer = "c.parquet"\nvisit = "v.parquet"\n',
        encoding="utf-8",
    )
    draw = np.random.default_rng(1)
    few, visits = 20_000, 100_000
    customers = _drawn(draw, few)
    customers.write_parquet(folder / "c.parquet")
    who = draw.integers(0, few, visits)
    channel = (customers["f0"].to_numpy()[who] > 0) + draw.integers(0, 4, visits)
    ago = draw.integers(0, 120, visits)
    pl.DataFrame(
        {
            "id": who,
            "day": [dt.date(2021, 6, 30) - dt.timedelta(days=days) for days in ago.tolist()],
            "channel": [CHANNELS[i] for i in channel],
        }
    ).write_parquet(folder / "v.parquet")
    with segdsl.open(folder, store=False) as opened:
        opened.fit()
    _drawn(draw, rows).write_parquet(folder / "c.parquet")
    return folder


def _drawn(draw: np.random.Generator, rows: int) -> pl.DataFrame:
    columns = {f"f{i}": draw.standard_normal(rows, dtype=np.float32) for i in range(INPUTS)}
    told = pl.when(pl.int_range(pl.len()) % 4 == 0)
    kind = pl.when(pl.col("f0") + pl.col("f1") ** 2 > 1).then(pl.lit("shop")).otherwise(pl.lit("home"))
    return pl.DataFrame({"id": np.arange(rows), **columns}).with_columns(kind=told.then(kind))


def ask(folder: Path, rows: int, question: str, *columns: str) -> None:
    """Print how long a question takes a process that opens the project for it; the snapshot is there already."""
    done = subprocess.run(
        [sys.executable, "-c", ASKING, str(folder), str(rows), question, *columns],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    print(done.stdout, end="")


def test_every_part_of_a_network_at_once(tmp_path: Path) -> None:
    """The whole table of scores of 20 features, 16 units and 5 channels, as previews and exports ask for it."""
    folder = learned_from(tmp_path, NETWORK, ROWS)
    with segdsl.open(folder) as opened:
        opened.refresh()
    print()
    for question in ("preview", "all parts", "export"):
        ask(folder, ROWS, question, *PARTS)


@pytest.mark.parametrize("method", COMPARING)
def test_customers_are_compared_with_those_that_are_kept(method: str, tmp_path: Path) -> None:
    """Methods that no expression can hold: a million customers, once for each snapshot; the cost grows with them."""
    features = ", ".join(f"f{i}" for i in range(FEATURES))
    rules = f"model likes {{ learn kind features [{features}] method {COMPARING[method]} }}"
    folder = learned_from(tmp_path, rules, MILLION)
    print(f"\n{method}")
    for _ in range(2):  # the second time they are read
        ask(folder, MILLION, "preview")
