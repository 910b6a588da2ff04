"""The comparative benchmark in small: every engine that is installed gives the same answers.

It is what keeps the benchmark honest, and SQL written by hand is a check of the product by somebody else's engine.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner

from tests.benchmarks.comparison.__main__ import main, sizes
from tests.benchmarks.comparison.contenders import GROUPS, REFRESH, Group
from tests.benchmarks.comparison.data import Size, generate
from tests.benchmarks.comparison.measure import measure
from tests.benchmarks.comparison.texts import differences

SIZE = Size(3_000, 20_000)


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bench")


@pytest.fixture(scope="module")
def folder(cache: Path) -> Path:
    return generate(cache / "data", SIZE)


def test_generated_data_is_as_described(folder: Path) -> None:
    customers = pl.read_parquet(folder / "data/customers/*.parquet")
    events = pl.read_parquet(folder / "data/service/*.parquet")
    keys = customers["customer_id"]
    assert (len(customers), len(events)) == (SIZE.customers, SIZE.events)
    assert keys.n_unique() == SIZE.customers
    assert not keys.is_sorted()
    assert events["customer_id"].is_in(keys.implode()).all()
    assert events["served_at"].is_sorted()
    assert generate(folder.parent, SIZE) == folder  # it is not written again


@pytest.mark.parametrize("name", [name for name in GROUPS if name != "refresh"])
def test_all_engines_give_the_same_answers(name: str, folder: Path) -> None:
    """If it fails after a change of `rules/`, say the same by hand: in `work/profile.sql` and `engines/by_hand.py`."""
    group = GROUPS[name]
    engines = {contender: contender.create(folder) for contender in group.available()}
    for engine in engines.values():
        engine.prepare(name)
    for work in group.works:
        answers = {}
        for contender, engine in engines.items():
            engine.before(work, 1)
            answers[contender.name] = engine.run(work, 1)
        expected = answers.pop(group.contenders[0].name)
        assert any(expected.values())
        assert {name: differences(expected, found) for name, found in answers.items()} == {name: [] for name in answers}


def test_prints_and_keeps_results(cache: Path, folder: Path) -> None:
    size = ["--customers", str(SIZE.customers), "--events", str(SIZE.events), "--runs", "1", "--only", "refresh"]
    done = CliRunner().invoke(main, ["run", *size, "--cache", str(cache)], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    (kept,) = (cache / "results").iterdir()
    measured = json.loads(kept.read_text(encoding="utf-8"))["measurements"]
    assert [(one["work"], len(one["runs"]), one["failed"]) for one in measured] == [
        ("refresh", 1, ""),
        ("index", 1, ""),
    ]
    compared = CliRunner().invoke(main, ["diff", str(kept), str(kept)], catch_exceptions=False)
    assert "1.00" in compared.output


def test_a_contender_that_fails_is_reported_and_the_others_go_on(folder: Path) -> None:
    broken = replace(REFRESH, name="broken", home="ours.Missing")
    found = list(measure("refresh", Group((broken, REFRESH), ("refresh",)), folder, SIZE, 1, lambda _: None))
    assert "AttributeError" in found[0].failed
    assert found[0].median is None
    assert found[1].median


def test_sizes_of_the_scaling_line_double_and_end_where_asked() -> None:
    million = 1_000_000
    assert sizes(0) == []
    assert sizes(400_000) == [400_000]
    assert sizes(10 * million) == [n * million for n in (1, 2, 4, 8, 10)]
