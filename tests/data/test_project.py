"""`segdsl.toml`: found, read, and every mistake in it named by file and key."""

import datetime as dt
from pathlib import Path

import pytest

from segdsl.data.project import DataSource, ProjectFile, data_option, find_project, load_project
from segdsl.diagnostics import SegdslError
from tests.data.making import found


def project(folder: Path, text: str) -> ProjectFile:
    """Write a project file with a folder of rules beside it, and load it."""
    (folder / "rules").mkdir(exist_ok=True)
    (folder / "segdsl.toml").write_text(text, encoding="utf-8")
    return load_project(folder)


def test_everything_a_project_can_say(tmp_path: Path) -> None:
    read = project(
        tmp_path,
        """
        [project]
        name = "电网"
        rules = ["rules"]
        timezone = "Europe/Berlin"
        as_of = 2021-06-30
        [data]
        customer = "data/customers.parquet"
        visit = { path = "访问/*.csv", encoding = "GB18030", separator = ";", sheet = "一" }
        [lists]
        vip = "lists/vip.csv"
        """,
    )
    assert read == ProjectFile(
        root=tmp_path,
        name="电网",
        rules=(tmp_path / "rules",),
        zone="Europe/Berlin",
        as_of=dt.date(2021, 6, 30),
        data={
            "customer": DataSource("data/customers.parquet", tmp_path),
            "visit": DataSource("访问/*.csv", tmp_path, "gb18030", ";", "一"),
        },
        lists={"vip": DataSource("lists/vip.csv", tmp_path)},
    )


def test_what_is_not_said_has_a_default(tmp_path: Path) -> None:
    read = project(tmp_path, "")
    assert (read.name, read.timezone, read.as_of, read.rules) == (tmp_path.name, "Asia/Shanghai", None, ())


def test_the_command_line_comes_before_the_file(tmp_path: Path) -> None:
    read = project(tmp_path, '[project]\nas_of = 2021-06-30\n[data]\na = "a.csv"\nb = "b.csv"\n')
    changed = read.having(data={"a": DataSource("x.csv", tmp_path)}, as_of=dt.date(2020, 1, 1))
    assert (changed.data["a"].path, changed.data["b"].path, changed.as_of) == ("x.csv", "b.csv", dt.date(2020, 1, 1))
    assert read.having() == read


def test_a_project_is_found_from_a_folder_inside_it(tmp_path: Path) -> None:
    project(tmp_path, "")
    inside = tmp_path / "rules" / "活动"
    inside.mkdir()
    assert find_project(inside) == tmp_path / "segdsl.toml"
    assert find_project(Path(tmp_path.anchor)) is None


@pytest.mark.parametrize(
    "text, code, key, expected",
    [
        ("[projet]\n", "setting-unknown", "projet", {"near": "project"}),
        ('[project]\ntimezon = "UTC"\n', "setting-unknown", "project.timezon", {"near": "timezone"}),
        ("[project]\nname = 3\n", "setting-type", "project.name", {"expected": 'name = "…"'}),
        ("project = 3\n", "setting-type", "project", {"expected": "[project]"}),
        ("[project]\nrules = 3\n", "setting-type", "project.rules", {"expected": 'rules = ["…"]'}),
        ('[project]\nrules = ["../elsewhere"]\n', "setting-outside", "project.rules", {"value": "../elsewhere"}),
        ('[project]\nrules = ["rulez"]\n', "setting-no-such-path", "project.rules", {"value": "rulez"}),
        ('[project]\ntimezone = "Asia/Shanghia"\n', "setting-zone", "project.timezone", {"near": "Asia/Shanghai"}),
        ('[project]\nas_of = "2021-6-30"\n', "setting-date", "project.as_of", {"value": "2021-6-30"}),
        ("[project]\nas_of = 2021-06-30T08:00:00\n", "setting-date", "project.as_of", {}),
        ("[project]\nas_of = 3\n", "setting-date", "project.as_of", {"value": "3"}),
        ("[data]\nvisit = 3\n", "setting-type", "data.visit", {}),
        ("[data]\nvisit = { }\n", "setting-missing", "data.visit.path", {}),
        (
            '[data]\nvisit = { path = "a", encodin = "x" }\n',
            "setting-unknown",
            "data.visit.encodin",
            {"near": "encoding"},
        ),
        (
            '[data]\nv = { path = "a", encoding = "gb18300" }\n',
            "setting-encoding",
            "data.v.encoding",
            {"near": "gb18030"},
        ),
        ('[data]\nv = { path = "a", separator = "#" }\n', "setting-separator", "data.v.separator", {"value": "#"}),
        ("[lists]\nvip = false\n", "setting-type", "lists.vip", {}),
    ],
)
def test_a_mistake_is_named_by_its_key(
    tmp_path: Path, text: str, code: str, key: str, expected: dict[str, str]
) -> None:
    with pytest.raises(SegdslError) as caught:
        project(tmp_path, text)
    args = found(caught.value)[code]
    assert args["file"] == "segdsl.toml"
    assert args["key"] == key
    assert expected.items() <= args.items()


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(SegdslError) as caught:
        project(tmp_path, '[project]\nname = 3\nzone = "UTC"\nas_of = "x"\n')
    assert set(found(caught.value)) == {"setting-type", "setting-unknown", "setting-date"}


def test_what_is_no_toml_says_where(tmp_path: Path) -> None:
    with pytest.raises(SegdslError) as caught:
        project(tmp_path, "[project\n")
    assert "line 1" in str(found(caught.value)["project-syntax"]["reason"])


def test_a_file_in_another_encoding_and_no_file_at_all(tmp_path: Path) -> None:
    with pytest.raises(SegdslError) as caught:
        load_project(tmp_path)
    assert set(found(caught.value)) == {"project-missing"}
    (tmp_path / "segdsl.toml").write_bytes('[project]\nname = "电网"\n'.encode("gb18030"))
    with pytest.raises(SegdslError) as caught:
        load_project(tmp_path)
    assert set(found(caught.value)) == {"project-encoding"}


def test_data_named_on_the_command_line(tmp_path: Path) -> None:
    (tmp_path / "a=b.csv").touch()
    assert data_option("客户=数据/c.csv", tmp_path) == ("客户", DataSource("数据/c.csv", tmp_path))
    assert data_option("c.csv", tmp_path) == (None, DataSource("c.csv", tmp_path))
    assert data_option("a=b.csv", tmp_path) == (None, DataSource("a=b.csv", tmp_path))
    assert data_option("x=a=b.csv", tmp_path) == ("x", DataSource("a=b.csv", tmp_path))
