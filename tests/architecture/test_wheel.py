"""The wheel ships both packages, their data and the shipped rulebook, and nothing else from the checkout."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.architecture.repository import ROOT, tracked

SHIPPED = {"segdsl/": "segdsl/", "tui/segdsl_tui/": "segdsl_tui/", "rules/": "segdsl/_rules/"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """Build the wheel with the build backend alone: no network, no other environment."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return zipfile.ZipFile(built)


def expected_files() -> set[str]:
    """Return where every tracked file of the shipped folders stands in the wheel."""
    return {
        target + name.removeprefix(folder)
        for name in tracked()
        for folder, target in SHIPPED.items()
        if name.startswith(folder) and Path(name).name != ".gitignore"
    }


def test_wheel_holds_exactly_the_shipped_folders(wheel: zipfile.ZipFile) -> None:
    files = {name for name in wheel.namelist() if ".dist-info/" not in name}
    assert files == expected_files()
    assert {"segdsl/py.typed", "segdsl_tui/py.typed", "segdsl/_rules/contract.seg"} <= files


def test_wheel_names_its_commands_and_its_licence(wheel: zipfile.ZipFile) -> None:
    (entry_points,) = [name for name in wheel.namelist() if name.endswith("entry_points.txt")]
    assert "segdsl = segdsl.cli:main" in wheel.read(entry_points).decode()
    assert any(name.endswith("licenses/LICENSE") for name in wheel.namelist())
