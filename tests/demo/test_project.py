"""The demo as a project: complete, and never written over somebody's work."""

import shutil
import tomllib
from datetime import date
from pathlib import Path

import pytest

from segdsl.demo import shipped_rules_dir, write_project
from segdsl.demo.project import settings_text
from segdsl.diagnostics import SegdslError

EXAMPLE = Path(__file__).parents[2] / "examples" / "grid"


def code(error: pytest.ExceptionInfo[SegdslError]) -> str:
    return error.value.diagnostics[0].code


def test_a_new_project_has_settings_rules_data_and_lists(tmp_path: Path) -> None:
    folder = tmp_path / "新 项目"
    summary = write_project(folder, 500)
    assert (summary.customers, summary.directory) == (500, folder)
    settings = tomllib.loads((folder / "segdsl.toml").read_text(encoding="utf-8"))
    assert settings["project"] == {
        "name": "grid-demo",
        "rules": ["rules"],
        "timezone": "Asia/Shanghai",
        "as_of": date(2021, 6, 30),
    }
    assert sorted(settings["data"]) == ["customer", "payment", "promotion", "push", "visit"]
    for pattern in [*settings["data"].values(), *settings["lists"].values()]:
        assert list(folder.glob(pattern)), pattern
    shipped = {path.name: path.read_bytes() for path in shipped_rules_dir().glob("*.seg")}
    assert {path.name: path.read_bytes() for path in (folder / "rules").iterdir()} == shipped
    assert "contract.seg" in shipped


def test_a_folder_with_other_things_in_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(SegdslError) as error:
        write_project(tmp_path, 10)
    assert code(error) == "demo-folder-not-empty"
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_somebody_elses_project_is_refused(tmp_path: Path) -> None:
    (tmp_path / "segdsl.toml").write_text('[project]\nname = "ours"\n', encoding="utf-8")
    with pytest.raises(SegdslError) as error:
        write_project(tmp_path, 10)
    assert code(error) == "demo-folder-not-empty"


def test_making_the_data_anew_keeps_rules_and_settings(tmp_path: Path) -> None:
    write_project(tmp_path, 10)
    rule = tmp_path / "rules" / "contract.seg"
    settings = tmp_path / "segdsl.toml"
    for file in (rule, settings):
        file.write_text(file.read_text(encoding="utf-8") + "# mine\n", encoding="utf-8")
    summary = write_project(tmp_path, 20)
    assert summary.customers == 20
    assert rule.read_text(encoding="utf-8").endswith("# mine\n")
    assert settings.read_text(encoding="utf-8").endswith("# mine\n")


def test_the_day_of_the_settings_is_kept_and_another_day_refused(tmp_path: Path) -> None:
    write_project(tmp_path, 10, as_of=date(2022, 3, 31))
    assert write_project(tmp_path, 10).as_of == date(2022, 3, 31)
    with pytest.raises(SegdslError) as error:
        write_project(tmp_path, 10, as_of=date(2021, 6, 30))
    assert code(error) == "demo-other-day"


def test_settings_that_cannot_be_read_are_an_error_for_people(tmp_path: Path) -> None:
    write_project(tmp_path, 10)
    (tmp_path / "segdsl.toml").write_text("[project\n", encoding="utf-8")
    with pytest.raises(SegdslError) as error:
        write_project(tmp_path, 10)
    assert code(error) == "project-syntax"


def test_the_example_is_the_demo_project_and_takes_rules_and_data_in_place(tmp_path: Path) -> None:
    settings = (EXAMPLE / "segdsl.toml").read_text(encoding="utf-8")
    assert settings == settings_text(date(2021, 6, 30))
    copy = tmp_path / "grid"
    shutil.copytree(EXAMPLE, copy, ignore=shutil.ignore_patterns("data", "lists", "rules", "DATA.md"))
    write_project(copy, 10)
    assert (copy / "rules" / "contract.seg").exists()
    assert (copy / "README.md").exists()
