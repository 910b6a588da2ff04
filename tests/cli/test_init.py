"""`segdsl init`: projects that check and preview at once, with or without data, and never over something else."""

import json
import tomllib
from pathlib import Path

import pytest

from tests.cli.projects import CUSTOMERS, write
from tests.cli.run import run
from tests.schemas import assert_valid

VISITS = "customer_id,visited_at,channel\n1,2021-06-01 08:00:00,app\n2,2021-06-02 09:30:00,hall\n"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with data files, in a path with spaces and Chinese, as the current folder."""
    folder = write(tmp_path / "数据 们", {"客户 表.csv": CUSTOMERS, "visits.csv": VISITS, "other.csv": "a,b\n1,2\n"})
    monkeypatch.chdir(folder)
    return folder


def settings(folder: Path) -> dict[str, dict[str, object]]:
    """The settings that were written."""
    return tomllib.loads((folder / "segdsl.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_empty_project_passes_check(here: Path, language: str) -> None:
    assert run("init", "新 项目", "--lang", language).exit_code == 0
    assert run("check", "--strict", "--project", "新 项目").exit_code == 0
    assert settings(here / "新 项目")["project"]["name"] == "新 项目"


def test_contract_is_drafted_from_files_and_previews_at_once(here: Path) -> None:
    result = run("init", "p", "--data", "customer=客户 表.csv", "--data", "visits.csv", "--format", "json")
    assert result.exit_code == 0, result.output
    value = json.loads(result.stdout)
    assert_valid(value, "init")
    assert [(t["name"], t["role"]) for t in value["tables"]] == [("customer", "profile"), ("visits", "events")]
    assert settings(here / "p")["data"] == {"customer": "../客户 表.csv", "visits": "../visits.csv"}
    assert run("check", "--strict", "--project", "p").exit_code == 0
    write(here / "p", {"rules/segments.seg": "segment grown {\n  require age >= 18\n}\n"})
    preview = json.loads(run("preview", "--project", "p", "--format", "json").stdout)
    assert (preview["universe"], preview["items"][0]["size"]) == (4, 2)


def test_files_that_fit_nowhere_are_named() -> None:
    result = run("init", "p", "--data", "客户 表.csv", "--data", "other.csv")
    assert result.exit_code == 0
    assert "other.csv is left out" in result.stderr


@pytest.mark.parametrize(
    "arguments, code", [(["--data", "other.csv"], "key-none"), (["--data", "nowhere.csv"], "file-missing")]
)
def test_data_that_gives_no_contract_leaves_nothing_behind(here: Path, arguments: list[str], code: str) -> None:
    result = run("init", "p", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"error[{code}]" in result.stderr
    assert not (here / "p").exists()


@pytest.mark.parametrize("name", ["segdsl.toml", "rules/contract.seg", "rules/segments.seg"])
def test_nothing_is_overwritten(here: Path, name: str) -> None:
    write(here, {name: "mine"})
    result = run("init")
    assert result.exit_code == 2
    assert "error[project-exists]" in result.stderr
    assert (here / name).read_text(encoding="utf-8") == "mine"
    assert sum(1 for _ in here.rglob("*.seg")) + (here / "segdsl.toml").exists() == 1


def test_a_chinese_table_makes_settings_that_can_be_read(here: Path) -> None:
    write(here, {"客户.csv": "客户编号,手机号\n1,13800000001\n2,13800000002\n"})
    assert run("init", "p", "--data", "客户.csv", "--lang", "zh").exit_code == 0
    assert settings(here / "p")["data"] == {"客户": "../客户.csv"}
    assert "推测" in (here / "p" / "rules" / "contract.seg").read_text(encoding="utf-8")
    assert "universe" in json.loads(run("preview", "--project", "p", "--format", "json").stdout)
