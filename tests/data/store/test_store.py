"""Snapshots: the same answers as without, made once, made again when something changed, never half."""

from __future__ import annotations

import gc
import os
from pathlib import Path

import polars as pl
import pytest

import segdsl
from segdsl.api.access import StoreOptions
from segdsl.data.store import manifest
from tests.data.store.projects import RULES, answers, customers, project, visits, what_was_done

PEOPLE, EVENTS = customers(500), visits(3_000, 500)


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[object, ...]]:
    """The answers straight from the files."""
    return answers(project(tmp_path_factory.mktemp("plain"), PEOPLE, EVENTS), store=False)


def test_a_snapshot_gives_the_same_answers(tmp_path: Path, expected: object) -> None:
    folder = project(tmp_path, PEOPLE, EVENTS)
    assert answers(folder) == expected
    assert (folder / ".segdsl/data/visit").is_dir()


@pytest.mark.parametrize("files", [2, 7])
def test_answers_do_not_depend_on_how_events_are_split_and_ordered(
    tmp_path: Path, expected: object, files: int
) -> None:
    folder = project(tmp_path, PEOPLE.sample(fraction=1, shuffle=True, seed=3), EVENTS.reverse(), files)
    assert answers(folder) == expected
    assert answers(folder, store=False) == expected


def test_rows_that_do_not_fit_into_memory_wait_on_disk(
    tmp_path: Path, expected: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("segdsl.data.store.customers.BATCH", 100)
    monkeypatch.setattr("segdsl.data.store.events.BATCH", 100)
    folder = project(tmp_path, PEOPLE, EVENTS)
    assert answers(folder, StoreOptions(memory=2000)) == expected
    assert not list(folder.rglob("waiting*"))


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts of 256 customers in blocks of 64, so that few customers make many of both."""
    from segdsl.data.events import arrange, index
    from segdsl.data.store import customers as profile
    from segdsl.data.store import distribute, events

    for module in (arrange, index, profile, distribute, events):
        for name, size in (("PART", 256), ("BLOCK", 64)):
            if hasattr(module, name):
                monkeypatch.setattr(module, name, size)


@pytest.mark.usefixtures("small_parts")
def test_answers_do_not_depend_on_the_size_of_parts_and_blocks(tmp_path: Path, expected: object) -> None:
    folder = project(tmp_path, PEOPLE, EVENTS, 3)
    assert answers(folder) == expected
    assert len(list((folder / ".segdsl/data/visit").rglob("part-*.arrow"))) == 2
    assert answers(folder, store=False) == expected


def test_a_snapshot_is_made_once(tmp_path: Path) -> None:
    folder = project(tmp_path, PEOPLE, EVENTS)
    assert what_was_done(folder) == {"customer": "built", "visit": "built"}
    assert what_was_done(folder) == {"customer": "reused", "visit": "reused"}


def test_files_written_again_with_the_same_contents_are_the_same(tmp_path: Path) -> None:
    folder = project(tmp_path, PEOPLE, EVENTS)
    what_was_done(folder)
    for file in folder.rglob("*.parquet"):
        os.utime(file, ns=(1, 1))
    assert what_was_done(folder) == {"customer": "reused", "visit": "reused"}


def test_new_event_files_are_added_to_what_is_there(tmp_path: Path, expected: object) -> None:
    folder = project(tmp_path, PEOPLE, EVENTS, 3)
    latest = folder / "visits/2.parquet"
    aside = latest.rename(tmp_path / "aside")
    what_was_done(folder)
    aside.rename(latest)
    assert what_was_done(folder) == {"customer": "reused", "visit": "extended"}
    assert answers(folder) == expected
    (place,) = (folder / ".segdsl/data/visit").glob("[!.]*")
    found = manifest.load(place)
    assert found is not None
    assert found.rows == EVENTS.height
    assert found.strangers == EVENTS.filter(~pl.col("id").is_in(PEOPLE["id"].implode())).height


def test_a_file_that_sorts_before_others_changes_the_order_of_ties_and_so_everything_is_read(tmp_path: Path) -> None:
    folder = project(tmp_path, PEOPLE, EVENTS, 3)
    first = folder / "visits/0.parquet"
    aside = first.rename(tmp_path / "aside")
    what_was_done(folder)
    aside.rename(first)
    assert what_was_done(folder)["visit"] == "built"


def test_new_customers_renumber_the_events(tmp_path: Path) -> None:
    folder = project(tmp_path, PEOPLE.head(400), EVENTS)
    what_was_done(folder)
    PEOPLE.write_parquet(folder / "customers.parquet")
    assert what_was_done(folder) == {"customer": "built", "visit": "built"}
    assert answers(folder) == answers(folder, store=False)


def test_another_contract_makes_another_snapshot(tmp_path: Path) -> None:
    folder = project(tmp_path, PEOPLE, EVENTS)
    what_was_done(folder)
    (folder / "rules.seg").write_text(RULES.replace("age int?", "age int? valid 18..60"), encoding="utf-8")
    assert what_was_done(folder) == {"customer": "built", "visit": "built"}
    (folder / "rules.seg").write_text(RULES.replace("age int?", 'age int? "年龄" valid 18..60'), encoding="utf-8")
    assert what_was_done(folder) == {"customer": "reused", "visit": "reused"}


def test_a_damaged_snapshot_is_made_again(tmp_path: Path, expected: object) -> None:
    folder = project(tmp_path, PEOPLE, EVENTS)
    what_was_done(folder)
    for part in (folder / ".segdsl").rglob("part-*.arrow"):
        part.write_bytes(part.read_bytes()[:-1])
    assert what_was_done(folder) == {"customer": "built", "visit": "built"}
    assert answers(folder) == expected


def test_findings_are_kept_with_the_snapshot(tmp_path: Path) -> None:
    (tmp_path / "rules.seg").write_text(RULES, encoding="utf-8")
    folder = project(tmp_path / "p", PEOPLE, EVENTS.with_columns(channel=pl.lit("phone")))
    with segdsl.open(folder) as first:
        first.refresh()
        told = {finding.code for finding in (*first.customers.findings, *first.events.findings)}
    with segdsl.open(folder) as again:
        assert {one.how for one in again.refresh()} == {"reused"}
        assert {finding.code for finding in (*again.customers.findings, *again.events.findings)} == told
    assert {"value-undeclared", "events-of-strangers"} <= told


def test_a_folder_that_cannot_be_written_is_said_and_done_without(tmp_path: Path, expected: object) -> None:
    folder = project(tmp_path, PEOPLE, EVENTS)
    (folder / ".segdsl").write_text("in the way", encoding="utf-8")
    assert answers(folder) == expected
    with segdsl.open(folder) as opened:
        assert "store-unusable" in {finding.code for finding in opened.customers.findings}


def test_the_as_of_day_follows_from_the_snapshot(tmp_path: Path) -> None:
    folder = project(tmp_path, PEOPLE, EVENTS)
    settings = (folder / "segdsl.toml").read_text(encoding="utf-8").replace("as_of = 2021-06-30\n", "")
    (folder / "segdsl.toml").write_text(settings, encoding="utf-8")
    newest = EVENTS["seen"].max()
    with segdsl.open(folder) as opened, segdsl.open(folder, store=False) as plain:
        assert opened.as_of == plain.as_of == newest.date()  # type: ignore[union-attr]


def test_a_project_without_an_as_of_day_says_what_was_made_when_it_was_opened(tmp_path: Path) -> None:
    folder = project(tmp_path, PEOPLE, EVENTS)
    settings = (folder / "segdsl.toml").read_text(encoding="utf-8").replace("as_of = 2021-06-30\n", "")
    (folder / "segdsl.toml").write_text(settings, encoding="utf-8")
    assert what_was_done(folder) == {"customer": "built", "visit": "built"}
    assert what_was_done(folder) == {"customer": "reused", "visit": "reused"}


@pytest.mark.parametrize("dated", [True, False])
def test_events_that_cannot_be_kept_are_said_and_read_as_they_are(
    tmp_path: Path, expected: object, dated: bool
) -> None:
    folder = project(tmp_path, PEOPLE, EVENTS)
    if not dated:
        settings = (folder / "segdsl.toml").read_text(encoding="utf-8").replace("as_of = 2021-06-30\n", "")
        (folder / "segdsl.toml").write_text(settings, encoding="utf-8")
    (folder / ".segdsl/data").mkdir(parents=True)
    (folder / ".segdsl/data/visit").write_text("in the way", encoding="utf-8")
    if dated:
        assert answers(folder) == expected
    with segdsl.open(folder) as opened:
        opened.preview(["visits"])
        assert "store-unusable" in {finding.code for finding in opened.events.findings}


def test_a_profile_without_customers(tmp_path: Path) -> None:
    folder = project(tmp_path, PEOPLE.clear(), EVENTS)
    assert answers(folder) == {}


def test_without_snapshots_data_beyond_memory_waits_on_disk_all_the_same(
    tmp_path: Path, expected: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, aside = project(tmp_path / "project", PEOPLE, EVENTS), tmp_path / "aside"
    aside.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(aside))
    opened = segdsl.open(folder, store=StoreOptions(snapshots=False, memory=1_000))
    assert opened.preview(["keen"]).items
    assert len(list(aside.glob("*/visit"))) == 1
    assert not (folder / ".segdsl").exists()
    del opened
    gc.collect()
    assert list(aside.iterdir()) == []
    assert answers(folder, store=StoreOptions(snapshots=False, memory=1_000)) == expected
