"""The comparative benchmark in small: every engine that is installed gives the same answers.

It is what keeps the benchmark honest, and SQL written by hand is a check of the product by somebody else's engine.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from click.testing import CliRunner

from tests.benchmarks.comparison import report, scaling
from tests.benchmarks.comparison.__main__ import main
from tests.benchmarks.comparison.contenders import GROUPS, REFRESH, Group
from tests.benchmarks.comparison.data import Size, generate
from tests.benchmarks.comparison.measure import Measurement, measure
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


def scaled(cache: Path, *options: str) -> tuple[str, int, list[dict[str, Any]]]:
    """What is said, the exit code, and the measurements that are kept."""
    done = CliRunner().invoke(main, ["scale", *options, "--runs", "1", "--cache", str(cache)])
    (kept,) = (cache / "results").iterdir()
    return done.output, done.exit_code, json.loads(kept.read_text(encoding="utf-8"))["measurements"]


def test_growing_sizes_are_told_one_by_one_and_their_data_removed(tmp_path: Path) -> None:
    output, code, measured = scaled(tmp_path, "0.004,0.002", "--events", "2", "--only", "profile", "--discard")
    assert code == 0, output
    assert [(one["customers"], one["events"], len(one["runs"])) for one in measured] == [
        (2000, 4000, 1),
        (4000, 8000, 1),
    ]
    assert output.count("2,000 profile") == output.count("4,000 profile") == 1
    assert list((tmp_path / "data").iterdir()) == []


def test_a_run_over_sizes_that_is_cut_short_keeps_what_it_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def once(cache: Path, size: Size) -> Path:
        if size.customers > 2_000:
            raise KeyboardInterrupt
        return generate(cache, size)

    monkeypatch.setattr(scaling, "generate", once)
    output, code, measured = scaled(tmp_path, "0.002,0.004", "--only", "refresh")
    assert code != 0
    assert [(one["work"], one["customers"]) for one in measured] == [("refresh", 2000), ("index", 2000)]
    assert "Scaling" in output


@pytest.mark.parametrize("text", ["", "1,,2", "a", "0", "-1"])
def test_sizes_that_are_none_are_refused(text: str) -> None:
    assert CliRunner().invoke(main, ["scale", "--", text]).exit_code == 2


def test_growth_is_that_of_each_doubling() -> None:
    small, large = (
        Measurement("profile", "segdsl", n * 1000, 0, runs=[seconds]) for n, seconds in ((1, 1.0), (8, 27.0))
    )
    assert report.growth(large, small) == pytest.approx(3.0)
    assert report.growth(large, replace(small, failed="the process died")) is None
    assert "×3.00" in report.step(replace(large, cpu=[1.0]), [small, large])
