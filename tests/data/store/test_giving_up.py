"""Making events ready can be given up: nothing half made stays, and the next question makes them ready anew."""

from __future__ import annotations

from pathlib import Path

import pytest

import segdsl
from segdsl.engine.stopping import Stopped, go_on
from tests.data.store.projects import NAMES, customers, project, visits


@pytest.mark.parametrize("store", [True, False])
def test_opening_an_events_table_is_given_up_at_any_point(tmp_path: Path, store: bool) -> None:
    folder = project(tmp_path, customers(300), visits(2_000, 300), files=2)
    made = folder / ".segdsl" / "data" / "visit"
    calls, last = 0, 0

    def stop() -> None:
        nonlocal calls
        calls += 1
        if calls == last:
            raise Stopped

    with segdsl.open(folder, store=store) as opened:
        for last in range(1, 5):  # noqa: B007 - read by `stop`
            opened.stop, calls = stop, 0
            try:
                opened.events.index("visit", opened.stop)
            except Stopped:
                assert not [*made.glob("[!.]*"), *made.glob(".new-*")]
            else:
                break
        assert last > 2, "called before the keys are looked for and before each part is arranged"
        opened.stop = go_on
        found = opened.preview(NAMES).to_dict()
    with segdsl.open(folder, store=False) as plain:
        assert plain.preview(NAMES).to_dict()["items"] == found["items"]
