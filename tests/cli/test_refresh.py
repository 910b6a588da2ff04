"""`segdsl refresh`: what it says, that its JSON is as published, and that a run that is killed leaves nothing wrong."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.run import run
from tests.data.store.projects import answers, customers, project, visits, what_was_done
from tests.schemas import validator

REFRESH = "import sys, segdsl\nwith segdsl.open(sys.argv[1]) as project: project.refresh()"


def test_what_was_done_is_said(tmp_path: Path) -> None:
    folder = project(tmp_path, customers(50), visits(300, 50))
    done = run("refresh", "--project", str(folder), "--format", "json")
    assert done.exit_code == 0, done.stderr
    found = json.loads(done.stdout)
    validator("refresh").validate(found)
    assert [(one["table"], one["how"], one["rows"]) for one in found["tables"]] == [
        ("customer", "built", 50), ("visit", "built", 300),
    ]  # fmt: skip
    said = run("refresh", "--project", str(folder), "--lang", "zh").stdout
    assert "已是最新" in said


def test_without_a_project_there_is_nothing_to_keep(tmp_path: Path) -> None:
    (tmp_path / "a.seg").write_text("segment s { require n > 1 }", encoding="utf-8")
    (tmp_path / "c.csv").write_text("id,n\n1,2\n2,3\n", encoding="utf-8")
    done = run("refresh", "--project", str(tmp_path), "--data", str(tmp_path / "c.csv"))
    assert done.exit_code == 2
    assert "segdsl init" in done.stderr


def test_no_store_reads_the_data_as_it_is(tmp_path: Path) -> None:
    folder = project(tmp_path, customers(50), visits(300, 50))
    assert run("preview", "keen", "--no-store", "--project", str(folder)).exit_code == 0
    assert not (folder / ".segdsl").exists()


@pytest.mark.parametrize("size, code", [("64M", 0), ("2.5 GB", 0), ("1g", 0), ("63M", 2), ("4", 2), ("much", 2)])
def test_how_much_memory_may_be_said(tmp_path: Path, size: str, code: int) -> None:
    folder = project(tmp_path, customers(20), visits(50, 20))
    done = run("refresh", "--project", str(folder), "--memory", size)
    assert done.exit_code == code, done.stderr
    assert (size in done.stderr) == (code == 2)


@pytest.mark.skipif(os.name == "nt", reason="kills by a POSIX signal")
def test_a_run_that_is_killed_leaves_no_half_snapshot(tmp_path: Path) -> None:
    folder = project(tmp_path, customers(2_000), visits(60_000, 2_000), 4)
    expected = answers(folder, store=False)
    command = [sys.executable, "-c", REFRESH, str(folder)]
    seen_dying = 0
    for wait in (0.0, 0.05):
        running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until = time.monotonic() + 60
        while not list(folder.glob(".segdsl/data/*/.new-*")) and running.poll() is None and time.monotonic() < until:
            time.sleep(0.002)
        time.sleep(wait)
        if running.poll() is None:
            running.send_signal(signal.SIGKILL)
            seen_dying += 1
        running.wait()
        assert answers(folder) == expected
        for manifest in folder.rglob("snapshot.json"):
            manifest.unlink()  # so that the next run has everything to make
    assert seen_dying
    assert what_was_done(folder) == {"customer": "built", "visit": "built"}
    assert not list(folder.glob(".segdsl/data/*/.new-*"))
