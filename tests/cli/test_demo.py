"""`segdsl demo`: a project that was written, previewed and exported from, and can be worked in at once."""

import json
import re
import shlex
from pathlib import Path

import polars as pl
import pytest

from segdsl.cli.commands.demo import activation
from tests.cli.projects import write
from tests.cli.run import run
from tests.schemas import assert_valid


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in a path with spaces and Chinese, as the current folder."""
    folder = write(tmp_path / "演示 区", {"keep.txt": "mine"})
    monkeypatch.chdir(folder)
    return folder


def test_json_agrees_with_the_files_that_were_written(here: Path) -> None:
    result = run("demo", "试 用", "--customers", "1_000", "--format", "json")
    assert result.exit_code == 0, result.output
    value = json.loads(result.stdout)
    assert_valid(value, "demo")
    customers = pl.read_parquet(here / "试 用" / "data" / "customers.parquet")
    assert value["customers"] == value["preview"]["universe"] == customers.height == 1000
    (file,) = value["export"]["files"]
    assert pl.read_csv(here / "试 用" / "out" / file["path"]).height == file["rows"]


def test_text_ends_with_commands_that_work(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result = run("demo", "--customers", "500", "--lang", "zh")
    assert result.exit_code == 0, result.output
    assert "500 个合成客户" in result.stderr
    _, steps = result.stdout.split("接下来可以试试：")
    lines = [re.split(r"\s{2,}", line.strip())[0] for line in steps.splitlines() if line.strip()]
    lines = lines[lines.index("cd demo") :]
    monkeypatch.chdir(here / "demo")
    for line in lines[1:]:
        program, *arguments = shlex.split(line)
        assert program == "segdsl"
        assert run(*arguments).exit_code == 0, line


def test_says_how_to_put_segdsl_on_the_path_where_the_shell_does_not_find_it(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment = write(here / "my env", {"bin/activate": "", "bin/segdsl": "#!/bin/sh\n"})
    monkeypatch.setattr("sys.prefix", str(environment))
    monkeypatch.setenv("PATH", str(here))
    assert activation() == "source 'my env/bin/activate'"
    (environment / "bin" / "segdsl").chmod(0o755)
    monkeypatch.setenv("PATH", str(environment / "bin"))
    assert activation() is None


def test_runs_again_over_its_own_files_and_never_over_others(here: Path) -> None:
    assert run("demo", "--customers", "300").exit_code == 0
    write(here, {"demo/rules/mine.seg": "segment mine {\n  require followed\n}\n"})
    again = run("demo", "--customers", "200", "--format", "json")
    assert "mine" in {item["name"] for item in json.loads(again.stdout)["preview"]["items"]}
    occupied = run("demo", ".")
    assert occupied.exit_code == 2
    assert "error[demo-folder-not-empty]" in occupied.stderr
    assert (here / "keep.txt").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("customers", ["0", "-5", "many"])
def test_number_of_customers_is_checked(customers: str) -> None:
    result = run("demo", f"--customers={customers}")
    assert result.exit_code == 2
    assert "error[option-no-count]" in result.stderr
