"""`segdsl export`: what is written where, what is said, what is refused. How files are written is tested elsewhere."""

import hashlib
import json
from pathlib import Path

import pytest
from filelock import FileLock

from segdsl.campaign.publish import LOCK
from tests.cli.projects import CONTRACT, RULES, project, write
from tests.cli.run import run
from tests.schemas import assert_valid

PRIVATE = CONTRACT.replace("}\n", '  field phone text? "手机号" pii mobile\n  field refuses bool "已退订" opt_out\n}\n')
CUSTOMERS = """customer_id,age,city,phone,refuses
1,17,nanjing,13800000001,false
2,18,suzhou,13800000002,false
4,64,,13800000004,true
"""


@pytest.fixture(autouse=True)
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with phone numbers and one refusal, in a path with spaces and Chinese, as the current folder."""
    folder = project(tmp_path / "名单 输出", rules=RULES)
    write(folder, {"rules/contract.seg": PRIVATE, "customers.csv": CUSTOMERS})
    write(folder, {"rules/known.seg": 'segment known "有电话" {\n  require phone is known\n}\n'})
    monkeypatch.chdir(folder)
    return folder


def test_json_lists_files_with_their_hashes_and_who_was_left_out(small: Path) -> None:
    result = run("export", "known", "--to", "out 一", "--format", "json")
    assert result.exit_code == 0, result.output
    value = json.loads(result.stdout)
    assert_valid(value, "export")
    (file,) = value["files"]
    written = (small / "out 一" / "known.csv").read_bytes()
    assert (file["path"], file["rows"]) == ("known.csv", 2)
    assert file["sha256"] == hashlib.sha256(written).hexdigest()
    assert value["removed"] == [{"reason": "已退订", "count": 1}]
    assert (small / value["manifest"]).exists()
    assert b"13800000001" not in written  # masked


def test_text_says_the_same() -> None:
    result = run("export", "known", "--to", "out", "--lang", "zh")
    assert result.stdout.splitlines()[0] == "已导出 known 有电话：2 个客户"
    assert "未导出：1 个客户（已退订）" in result.stdout


def test_a_dry_run_says_what_an_export_writes_and_writes_nothing(small: Path) -> None:
    arguments = ["export", "known", "--to", "out", "--columns", "phone,city", "--as", "xlsx", "--format", "json"]
    tried = json.loads(run(*arguments, "--dry-run").stdout)
    assert_valid(tried, "export")
    assert not (small / "out").exists()
    wrote = json.loads(run(*arguments).stdout)
    assert [(file["path"], file["rows"]) for file in tried["files"]] == [("known.xlsx", 2)]
    assert [(file["path"], file["rows"]) for file in wrote["files"]] == [("known.xlsx", 2)]
    assert tried["removed"] == wrote["removed"] == [{"reason": "已退订", "count": 1}]
    assert tried["manifest"] == wrote["manifest"]
    described = json.loads((small / wrote["manifest"]).read_text(encoding="utf-8"))["columns"]
    assert [{key: column[key] for key in ("name", "header", "pii")} for column in tried["columns"]] == described


@pytest.mark.parametrize("pii, word", [("mask", "脱敏"), ("raw", "不脱敏"), ("hmac", "带密钥哈希")])
def test_a_dry_run_says_how_personal_data_appears(
    small: Path, monkeypatch: pytest.MonkeyPatch, pii: str, word: str
) -> None:
    monkeypatch.setenv("SEGDSL_HMAC_KEY", "agreed")
    arguments = ["export", "known", "--to", "out", "--columns", "phone,age", "--pii", pii, "--dry-run", "--lang", "zh"]
    result = run(*arguments)
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "将导出 known 有电话：2 个客户",
        f"  {Path('out', 'known.csv')}",
        f"  {Path('out', 'known.manifest.json')}",
        "将不导出：1 个客户（已退订）",
        "列：",
        "  customer_id",
        f"  phone  {word}",
        "  age",
        "试算：未写入任何文件。",
    ]
    assert not (small / "out").exists()


def test_what_a_dry_run_does_not_name_is_masked() -> None:
    said = run("export", "known", "--to", "out", "--headers", "titles", "--pii", "raw", "--dry-run").stdout
    assert "  phone 手机号  masked" in said.splitlines()  # mentioned by the rule, not asked for
    assert "masked" not in run("export", "-e", "age > 1", "--name", "x", "--to", "out", "--dry-run").stdout


def test_a_dry_run_is_refused_where_the_export_would_be(small: Path) -> None:
    assert run("export", "known", "--to", "out").exit_code == 0
    result = run("export", "known", "--to", "out", "--dry-run")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "error[target-exists]" in result.stderr


def test_named_columns_come_in_full_where_that_is_asked_for(small: Path) -> None:
    assert run("export", "known", "--to", "out", "--columns", "phone，age", "--pii", "raw").exit_code == 0
    lines = (small / "out" / "known.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines == ["customer_id,phone,age", "1,13800000001,17", "2,13800000002,18"]


def test_key_of_hashes_comes_from_the_environment(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    arguments = ["export", "known", "--to", "out", "--columns", "phone", "--pii", "hmac"]
    assert "error[hmac-key-missing]" in run(*arguments).stderr
    monkeypatch.setenv("SEGDSL_HMAC_KEY", "agreed")
    assert run(*arguments).exit_code == 0
    assert "13800000001" not in (small / "out" / "known.csv").read_text(encoding="utf-8-sig")


def test_expression_is_exported_under_a_name(small: Path) -> None:
    result = run("export", "-e", "known and age < 18", "--name", "未成年", "--to", "out", "--columns", "age")
    assert result.exit_code == 0, result.output
    assert (small / "out" / "未成年.csv").read_text(encoding="utf-8-sig").splitlines()[1:] == ["1,17"]
    assert "error[missing-argument]" in run("export", "-e", "known", "--to", "out").stderr
    assert "error[unexpected-argument]" in run("export", "known", "-e", "known", "--name", "x", "--to", "o").stderr


@pytest.mark.parametrize("kind", ["csv", "xlsx", "parquet", "jsonl"])
def test_every_format_is_written(small: Path, kind: str) -> None:
    assert run("export", "known", "--to", "out", "--as", kind).exit_code == 0
    assert (small / "out" / f"known.{kind}").stat().st_size > 0


def test_earlier_export_is_replaced_only_on_request() -> None:
    assert run("export", "known", "--to", "out").exit_code == 0
    again = run("export", "known", "--to", "out")
    assert (again.exit_code, again.stdout) == (2, "")
    assert "error[target-exists]" in again.stderr
    assert run("export", "known", "--to", "out", "--overwrite").exit_code == 0


def test_folder_in_which_another_run_is_writing_is_left_alone(small: Path) -> None:
    (small / "out").mkdir()
    with FileLock(small / "out" / LOCK):
        result = run("export", "known", "--to", "out")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "error[export-running]" in result.stderr
    assert not list((small / "out").glob("known*"))


@pytest.mark.parametrize(
    "arguments, code, exit_code",
    [
        (["life", "--to", "out"], "not-a-segment", 2),
        (["knwon", "--to", "out"], "no-such-definition", 2),
        (["known"], "missing-argument", 2),
        (["known", "--to", "customers.csv"], "cannot-write", 2),
        (["known", "--to", "out", "--columns", "phnoe"], "no-such-column", 2),
        (["known", "--to", "out", "--as", "xls"], "unknown-option-value", 2),
    ],
)
def test_mistakes_are_answered_and_leave_nothing(small: Path, arguments: list[str], code: str, exit_code: int) -> None:
    result = run("export", *arguments)
    assert (result.exit_code, result.stdout) == (exit_code, "")
    assert f"error[{code}]" in result.stderr
    assert not list((small / "out").glob("*.csv"))


@pytest.mark.parametrize("name", ["../out", "a/b", "", "x" * 65])
def test_the_name_of_an_expression_is_no_path(small: Path, name: str) -> None:
    result = run("export", "-e", "age > 10", "--name", name, "--to", "folder")
    assert (result.exit_code, "error[export-name]" in result.stderr) == (2, True)
    assert not (small / "folder").exists()
