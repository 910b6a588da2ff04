"""The projects that several tests only look at, made once in a run, whichever worker asks first."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from segdsl.demo import write_project
from tests.architecture.repository import ROOT

CUSTOMERS = 100_000


@pytest.fixture(scope="session")
def journey(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the Complete Journey example, its data prepared by the command of its README."""
    return once(tmp_path_factory, "complete_journey", prepare)


@pytest.fixture(scope="session")
def grid(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's project, with customers enough for every class to have some."""
    return once(tmp_path_factory, "grid", lambda folder: write_project(folder, CUSTOMERS))


def prepare(folder: Path) -> None:
    """Copy the example and prepare its data."""
    source = ROOT / "examples" / "complete_journey"
    shutil.copytree(source, folder, ignore=shutil.ignore_patterns("data", "out", ".segdsl"))
    subprocess.run([sys.executable, str(folder / "prepare.py")], check=True, capture_output=True)


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """The folder of that name, made if no worker of this run has made it; others wait until it is there."""
    own = factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / name
    with FileLock(folder.with_suffix(".lock")):
        if not folder.exists():
            unfinished = folder.with_suffix(".unfinished")
            make(unfinished)
            unfinished.rename(folder)
    return folder
