"""Snapshots change nothing but the time: made, used again, extended, made anew, made with hardly any memory."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import segdsl
from segdsl.api.access import StoreOptions
from tests.differential.opening import Layout, difference_of, pieces, tables_of, write
from tests.differential.running import Run, budget
from tests.differential.strategies import Case, event_cases

FILES = 4


@budget(6)
@given(event_cases())
def test_a_snapshot_made_with_no_memory_or_used_again_gives_what_the_files_give(case: Case) -> None:
    run = Run.of(case)
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), case, Layout({name: [frame.height // 2] for name, frame in tables_of(case).items()}))
        for store in (StoreOptions(memory=1), True, False):
            with segdsl.open(folder, store=store) as project:
                found = difference_of(project, run)
                assert found is None, found


@pytest.mark.parametrize(
    "arrives", [lambda number: number >= 2, lambda number: number % 2 == 0], ids=["behind", "between"]
)
@budget(6)
@given(case=event_cases(), dice=st.randoms(use_true_random=False))
def test_files_of_events_count_from_when_they_arrive(case: Case, arrives: Callable[[int], bool], dice: Random) -> None:
    """Rows are in the order of the files' names, not in that in which files arrive."""
    cuts = {name: [dice.randint(0, frame.height) for _ in range(FILES - 1)] for name, frame in case.events.items()}
    early = {
        name: pl.concat([p for n, p in enumerate(pieces(frame, cuts[name])) if not arrives(n)])
        for name, frame in case.events.items()
    }
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), case, Layout(cuts))
        waiting = [Path(folder) / name / f"{n:03}.arrow" for name in case.events for n in range(FILES) if arrives(n)]
        for file in waiting:
            file.rename(file.with_suffix(".waiting"))
        check(folder, replace(case, events=early))
        for file in waiting:
            file.with_suffix(".waiting").rename(file)
        check(folder, case)


@budget(6)
@given(event_cases())
def test_changed_files_and_contracts_are_seen(case: Case) -> None:
    """Half of the customers go, half of the events, and what a number may be; then all is as it was."""
    half = {name: frame[: frame.height // 2] for name, frame in case.events.items()}
    fewer = replace(case, frame=case.frame[case.frame.height // 2 :], events=half)
    bounded = replace(case, items=tuple(item.replace("valid 0..120", "valid 0..5") for item in case.items))
    with tempfile.TemporaryDirectory() as folder:
        for now in (case, fewer, bounded, case):
            write(Path(folder), now, Layout())
            check(folder, now)


def check(folder: str, case: Case) -> None:
    """Hold the project in a folder to the interpreter."""
    with segdsl.open(folder) as project:
        found = difference_of(project, Run.of(case))
        assert found is None, found
