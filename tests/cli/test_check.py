"""`segdsl check`: which files it reads, what it prints in which format, and its exit code."""

import json
from pathlib import Path

import pytest

from tests.architecture.repository import ROOT
from tests.cli.projects import CONTRACT, GOOD, MISSPELT, project, write
from tests.cli.run import run
from tests.schemas import assert_valid

UNKNOWN = {"code": "unknown-name", "file": "rules/odd.seg", "line": 2}


def found(output: str) -> list[dict[str, object]]:
    """Code, file and line of each diagnostic of a JSON output."""
    value = json.loads(output)
    assert_valid(value, "diagnostics")
    return [
        {"code": d["code"], "file": d["file"], "line": d["span"] and d["span"]["start"]["line"]}
        for d in value["diagnostics"]
    ]


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one good rule file and one bad, in a path with spaces and Chinese, as the current folder."""
    folder = project(tmp_path / "我的 项目", good=GOOD, odd=MISSPELT)
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.usefixtures("small")
def test_reads_the_project_and_names_files_from_the_current_folder() -> None:
    result = run("check", "--format", "json")
    assert (result.exit_code, result.stderr) == (1, "")
    assert found(result.stdout) == [UNKNOWN]


@pytest.mark.usefixtures("small")
def test_text_says_the_same_and_ends_with_a_total() -> None:
    result = run("check", "--lang", "zh")
    assert "错误[unknown-name]" in result.stdout
    assert "rules/odd.seg:2:11" in result.stdout
    assert result.stdout.rstrip().endswith("3 个文件中有 1 个错误")


@pytest.mark.usefixtures("small")
def test_a_file_of_a_project_is_read_with_all_others_and_shown_alone() -> None:
    assert run("check", "rules/good.seg").exit_code == 0  # uses `age` of contract.seg
    assert found(run("check", "rules/odd.seg", "--format", "json").stdout) == [UNKNOWN]


def test_a_project_is_found_from_below_from_above_and_by_name(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(small / "rules")
    assert found(run("check", "--format", "json").stdout) == [UNKNOWN]
    monkeypatch.chdir(small.parent)
    from_above = [{**UNKNOWN, "file": f"{small.name}/rules/odd.seg"}]
    assert found(run("check", small.name, "--format", "json").stdout) == from_above
    assert found(run("check", "--project", small.name, "--format", "json").stdout) == from_above


def test_files_outside_a_project_stand_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"会员 日.seg": CONTRACT + MISSPELT})
    monkeypatch.chdir(tmp_path)
    for arguments in (["会员 日.seg"], ["."], []):
        assert [d["file"] for d in found(run("check", *arguments, "--format", "json").stdout)] == ["会员 日.seg"]


def test_without_a_profile_names_are_taken_for_fields(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"vip.seg": GOOD})
    monkeypatch.chdir(tmp_path)
    result = run("check", "vip.seg", "--format", "json")
    assert [d["code"] for d in found(result.stdout)] == ["contract-inferred"]
    assert result.exit_code == 0


@pytest.mark.usefixtures("small")
def test_sarif_and_github_come_out_whole() -> None:
    log = json.loads(run("check", "--format", "sarif").stdout)
    assert [r["ruleId"] for r in log["runs"][0]["results"]] == ["unknown-name"]
    (line,) = run("check", "--format", "github").stdout.splitlines()
    assert line.startswith("::error file=rules/odd.seg,line=2,endLine=2,col=11,")


def test_shipped_rules_pass_without_a_warning() -> None:
    result = run("check", "--strict", str(ROOT / "rules"))
    assert result.exit_code == 0, result.stdout


# What people get wrong in rules, each with its code and what the answer suggests.
MISTAKES = {
    "misspelt field": ("require agee >= 18", "unknown-name", "did you mean `age`?"),
    "misspelt value": ("require city = nanjin", "unknown-value", "nanjing"),
    "value of another field": ("require age = nanjing", "unknown-name", ""),
    "wrong type": ("require city > 3", "type-mismatch", "nothing is converted"),
    "full-width sign": ("require age ＞＝ 18", "full-width", "write `>=`"),
    "another language": ("require age >= 18 && city = suzhou", "foreign-operator", "write `and`"),
}


@pytest.mark.parametrize("case", MISTAKES)
def test_mistakes_in_rules_are_answered_in_place(small: Path, case: str) -> None:
    clause, code, suggestion = MISTAKES[case]
    write(small, {"rules/odd.seg": f"segment odd {{\n  {clause}\n}}\n"})
    result = run("check", "rules/odd.seg")
    assert result.exit_code == 1
    assert f"error[{code}]" in result.stdout
    assert "rules/odd.seg:2:" in result.stdout
    assert suggestion in result.stdout


@pytest.mark.parametrize(
    "content, code",
    [(b"", 0), (b"\xef\xbb\xbf" + (CONTRACT + GOOD).encode(), 0), (b"\xff\xfe\x00", 2), (b"segment {{{ ", 1)],
)
def test_any_bytes_are_answered(tmp_path: Path, content: bytes, code: int) -> None:
    file = tmp_path / "a.seg"
    file.write_bytes(content)
    result = run("check", str(file))
    assert result.exit_code == code
    assert "internal-error" not in result.output


@pytest.mark.parametrize(
    "arguments, code",
    [
        (["rules/godo.seg"], "no-such-path"),
        (["empty"], "no-rule-files"),
        (["--project", "empty"], "project-missing"),
    ],
)
def test_what_is_not_there_is_exit_code_2(small: Path, arguments: list[str], code: str) -> None:
    (small.parent / "empty").mkdir()
    shown = [str(small.parent / a) if a == "empty" else a for a in arguments]
    result = run("check", *shown, "--format", "json")
    assert result.exit_code == 2
    assert [d["code"] for d in found(result.stdout)] == [code]


@pytest.mark.usefixtures("small")
def test_a_misspelt_file_is_suggested() -> None:
    assert "rules/good.seg" in run("check", "rules/godo.seg").stderr


def test_without_a_project_only_rules_right_in_the_folder_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "deeper").mkdir()
    (tmp_path / "deeper/other.seg").write_text("segment s { require", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert "project-missing" in run("check").stderr
    (tmp_path / "one.seg").write_text("segment s { require age > 3 }", encoding="utf-8")
    assert run("check").exit_code == 0


def test_lists_that_the_project_does_not_name_are_errors_before_any_data_is_read(small: Path) -> None:
    settings = (small / "segdsl.toml").read_text(encoding="utf-8")
    rules = """segment a { require listed("vpi") }
campaign c { audience not listed("gone") arm x otherwise { channel sms } }
channel sms { reach customer_id }
segment b { require listed("vip") }
"""
    write(small, {"segdsl.toml": settings + '[lists]\nvip = "vip.csv"\n', "rules/odd.seg": rules})
    result = run("check", "--format", "json", "rules/odd.seg")
    assert result.exit_code == 1
    assert [(d["code"], d["line"]) for d in found(result.stdout)] == [("unknown-list", 1), ("unknown-list", 2)]
    hints = [d["hint"] for d in json.loads(result.stdout)["diagnostics"]]
    assert "`vip`" in hints[0]
    write(small, {"segdsl.toml": settings})
    assert len(found(run("check", "--format", "json", "rules/odd.seg").stdout)) == 3
    alone = run("check", "--format", "json", str(write(small.parent / "alone", {"odd.seg": CONTRACT + rules})))
    assert found(alone.stdout) == []  # without a project nobody knows which lists there will be
