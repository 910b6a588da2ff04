"""Exports that die, that run out of disk, that run twice at once: real processes, and what they leave behind."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import polars as pl
import pytest

import segdsl
from segdsl.campaign.export import ExportOptions
from segdsl.campaign.publish import TEMPORARY
from tests.campaign.project import CUSTOMERS, write_project

ROWS = 60_000
MEMBERS = ROWS  # every customer of `large` is 18 or older and refuses nothing

EXPORT = """
import sys
import segdsl
with segdsl.open(sys.argv[1]) as project:
    print("ready", flush=True)
    sys.stdin.readline()
    try:
        project.export("adults", sys.argv[2], columns=["name", "age"])
    except segdsl.SegdslError as problem:
        print(problem.diagnostics[0].code, flush=True)
        sys.exit(2)
"""


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with enough members that writing them takes a while."""
    one = CUSTOMERS.filter(pl.col("id") == "c3")
    many = pl.concat([one] * ROWS).with_columns(id=pl.format("{}", pl.int_range(ROWS) + 1_000_000))
    return write_project(tmp_path_factory.mktemp("large"), many)


def start(project: Path, out: Path) -> subprocess.Popen[str]:
    """An export in a process of its own, stopped just before it begins to export."""
    process = subprocess.Popen(
        [sys.executable, "-c", EXPORT, str(project), str(out)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    assert process.stdout.readline() == "ready\n"
    return process


def go(process: subprocess.Popen[str]) -> None:
    """Let the export begin."""
    assert process.stdin
    process.stdin.write("\n")
    process.stdin.flush()


def finish(process: subprocess.Popen[str]) -> tuple[int, list[str]]:
    """Wait for the end; the exit code and what was said after `ready`."""
    said, _ = process.communicate()
    return process.returncode, said.splitlines()


def published(out: Path) -> list[str]:
    """The names that stand in the folder, except what belongs to nobody but a running export."""
    return sorted(p.name for p in out.iterdir() if not p.name.startswith(".segdsl")) if out.exists() else []


def assert_whole(out: Path) -> None:
    """A manifest is there only with the complete file it describes."""
    if "adults.manifest.json" not in published(out):
        return
    manifest = json.loads((out / "adults.manifest.json").read_text("utf-8"))
    (entry,) = manifest["files"]
    assert hashlib.sha256((out / entry["path"]).read_bytes()).hexdigest() == entry["sha256"]
    assert entry["rows"] == MEMBERS


def export(project: Path, out: Path, options: ExportOptions | None = None) -> None:
    """An export from beginning to end, in this process: none of those that died."""
    with segdsl.open(project) as opened:
        opened.export("adults", out, columns=["name", "age"], options=options)


@pytest.mark.parametrize("milliseconds", [10, 80, 150, 250])
def test_killed_at_any_moment(large: Path, tmp_path: Path, milliseconds: int) -> None:
    process = start(large, tmp_path / "out")
    go(process)
    time.sleep(milliseconds / 1000)
    process.send_signal(signal.SIGKILL)
    finish(process)
    assert_whole(tmp_path / "out")
    data = tmp_path / "out/adults.csv"
    if data.exists():
        assert data.read_bytes().count(b"\n") == MEMBERS + 1
    export(large, tmp_path / "out", ExportOptions(overwrite=True))
    assert published(tmp_path / "out") == ["adults.csv", "adults.manifest.json"]
    assert not list((tmp_path / "out").glob(TEMPORARY + "*"))
    assert_whole(tmp_path / "out")


def test_two_at_once(large: Path, tmp_path: Path) -> None:
    both = [start(large, tmp_path / "out") for _ in range(2)]
    for process in both:
        go(process)
    (first, nothing), (second, why) = sorted(finish(process) for process in both)
    assert (first, second, nothing) == (0, 2, [])
    assert why in (["export-running"], ["target-exists"])
    assert_whole(tmp_path / "out")
    assert published(tmp_path / "out") == ["adults.csv", "adults.manifest.json"]


FULL_DISK = {
    # A file system of 100 KB, in a name space of its own.
    "full": 'mkdir -p "$1" && mount -t tmpfs -o size=100k none "$1" && shift && "$@"; code=$?; ls -A out; exit $code',
    # No file may grow past 64 KB: refused at any offset, as a quota does.
    "quota": 'shift; ulimit -f 64; "$@"; code=$?; ls -A out; exit $code',
}


def own_mounts() -> list[str]:
    """How to start a command that may mount: as it is for root, else in a user name space."""
    return ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--mount", "--map-root-user"]


@pytest.mark.parametrize("kind", FULL_DISK)
def test_a_full_disk(large: Path, tmp_path: Path, kind: str) -> None:
    code = "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n" + EXPORT
    command = ["bash", "-c", FULL_DISK[kind], "bash", "out", sys.executable, "-c", code, str(large), "out"]
    process = subprocess.run(
        [*(own_mounts() if kind == "full" else []), *command],
        input="\n",
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )
    left = process.stdout.splitlines()
    assert (process.returncode, left) == (2, ["ready", "cannot-write", ".segdsl.lock"]), process.stderr


def test_a_target_that_is_a_file(large: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine", encoding="utf-8")
    with pytest.raises(segdsl.SegdslError):
        export(large, tmp_path / "out")
    assert (tmp_path / "out").read_text(encoding="utf-8") == "mine"
