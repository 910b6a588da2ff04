"""The first minute on a new machine: which Python is taken, and what is said when there is none."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.repository import ROOT

SCRIPT = ROOT / ".ci" / "find-python"
# Answers as an interpreter would: to the question for its version, for new enough, for its venv module.
FAKE = """#!/bin/sh
case "$2" in
    *python_version*) echo {version} ;;
    *version_info*) exit {too_old} ;;
    *ensurepip*) exit {without_venv} ;;
esac
"""


def fake(folder: Path, name: str, version: str, *, too_old: bool = False, without_venv: bool = False) -> None:
    """Put something on the path that claims to be that Python."""
    program = folder / name
    program.write_text(FAKE.format(version=version, too_old=int(too_old), without_venv=int(without_venv)))
    program.chmod(0o755)


def find(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the script seeing the fake interpreters alone."""
    for tool in ("basename", "sh"):
        if not (folder / tool).exists():
            (folder / tool).symlink_to(next(p for d in os.defpath.split(":") if (p := Path(d, tool)).exists()))
    command = [str(SCRIPT), *arguments]
    return subprocess.run(command, env={"PATH": str(folder)}, capture_output=True, text=True, check=False)


def test_takes_a_newer_python_when_the_default_is_too_old(tmp_path: Path) -> None:
    fake(tmp_path, "python3", "3.9.2", too_old=True)
    fake(tmp_path, "python3.12", "3.12.1")
    assert find(tmp_path, "").stdout == "python3.12\n"


@pytest.mark.parametrize(
    "version, too_old, without_venv, said",
    [("3.9.2", True, False, "python3 is 3.9.2"), ("3.11.2", False, True, "apt install python3-venv")],
)
def test_says_what_is_wrong_with_the_only_python(
    tmp_path: Path, version: str, too_old: bool, without_venv: bool, said: str
) -> None:
    fake(tmp_path, "python3", version, too_old=too_old, without_venv=without_venv)
    run = find(tmp_path)
    assert (run.returncode, run.stdout) == (1, "")
    assert "3.11 or newer" in run.stderr
    assert said in run.stderr


def test_a_named_python_is_never_replaced_by_another(tmp_path: Path) -> None:
    fake(tmp_path, "python3", "3.12.1")
    run = find(tmp_path, "./no-such-python")
    assert run.returncode == 1
    assert "./no-such-python" in run.stderr


def test_the_python_running_these_tests_will_do() -> None:
    run = subprocess.run([str(SCRIPT), sys.executable], capture_output=True, text=True, check=False)
    assert run.stdout.strip() == sys.executable
