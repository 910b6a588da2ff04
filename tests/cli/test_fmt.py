"""`segdsl fmt`: which files it writes, when it only says so, how it stays out of harm. The style has its own tests."""

import json
import os
from pathlib import Path

import pytest

from tests.architecture.repository import ROOT
from tests.cli.projects import CONTRACT, GOOD, project, write
from tests.cli.run import run
from tests.schemas import assert_valid

UGLY = "segment   ugly{require age>=18 # of age\n}\n"
BROKEN = "segment broken {\n  require age >= \n}\n"
FOREIGN = 'segment foreign {\n  require age ＞＝ 18 && city == "南京"\n}\n'
TITLED = CONTRACT.replace("category(nanjing, suzhou)?", "text?")


@pytest.fixture(autouse=True)
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one file in the style and one not, in a path with spaces and Chinese, as the current folder."""
    folder = project(tmp_path / "我的 规则", good=GOOD, ugly=UGLY)
    assert run("fmt", str(folder / "rules" / "contract.seg")).exit_code == 0
    monkeypatch.chdir(folder)
    return folder


def text(folder: Path, name: str) -> str:
    """The content of a rule file, line ends as they are."""
    return (folder / "rules" / f"{name}.seg").read_bytes().decode()


def test_writes_what_is_not_in_the_style_and_names_it(small: Path) -> None:
    good = (small / "rules" / "good.seg").stat()
    result = run("fmt")
    assert (result.exit_code, result.stdout) == (0, "rules/ugly.seg\n")
    assert "1 of 3 files" in result.stderr
    assert "# of age" in text(small, "ugly")
    assert text(small, "ugly").startswith("segment ugly {\n")
    assert (small / "rules" / "good.seg").stat().st_mtime_ns == good.st_mtime_ns  # left alone
    again = run("fmt", "--check")
    assert (again.exit_code, again.stdout) == (0, "")


@pytest.mark.parametrize("option", ["--check", "--diff"])
def test_check_and_diff_write_nothing_and_fail(small: Path, option: str) -> None:
    result = run("fmt", option)
    assert result.exit_code == 1
    assert text(small, "ugly") == UGLY


def test_diff_is_one_that_git_applies(small: Path) -> None:
    lines = run("fmt", "--diff").stdout.splitlines()
    assert lines[:2] == ["--- a/rules/ugly.seg", "+++ b/rules/ugly.seg"]
    assert f"-{UGLY.splitlines()[0]}" in lines
    assert "+segment ugly {" in lines


def test_json_lists_every_file(small: Path) -> None:
    write(small, {"rules/broken.seg": BROKEN})
    result = run("fmt", "--check", "--format", "json")
    assert result.exit_code == 1
    value = json.loads(result.stdout)
    assert_valid(value, "fmt")
    changed = {file["path"]: file["changed"] for file in value["files"]}
    assert changed == {
        "rules/broken.seg": False, "rules/contract.seg": False, "rules/good.seg": False, "rules/ugly.seg": True,
    }  # fmt: skip
    assert {d["file"] for d in value["diagnostics"]} == {"rules/broken.seg"}


def test_file_with_errors_is_left_alone_and_the_others_are_done(small: Path) -> None:
    write(small, {"rules/broken.seg": BROKEN})
    result = run("fmt")
    assert result.exit_code == 1
    assert text(small, "broken") == BROKEN
    assert text(small, "ugly") != UGLY
    assert "rules/broken.seg:" in result.stderr


def test_fix_mends_foreign_spellings_first(small: Path) -> None:
    write(small, {"rules/contract.seg": TITLED, "rules/foreign.seg": FOREIGN})
    assert run("fmt", "rules/foreign.seg").exit_code == 1
    assert text(small, "foreign") == FOREIGN
    assert run("fmt", "--fix", "rules/foreign.seg").exit_code == 0
    assert 'require age >= 18 and city = "南京"' in text(small, "foreign")
    assert run("check").exit_code == 0


def test_fix_writes_the_name_for_a_title(small: Path) -> None:
    tag = (
        'tag life { class young "青年" when age < 30 class old "年长" otherwise }\nsegment s { require life = 青年 }\n'
    )
    write(small, {"rules/tag.seg": tag})
    assert run("fmt", "--fix", "rules/tag.seg").exit_code == 0
    assert "require life = young" in text(small, "tag")
    assert text(small, "ugly") == UGLY  # not named


def test_stdin_goes_to_stdout_and_nothing_else() -> None:
    result = run("fmt", "-", stdin=UGLY)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("segment ugly {\n")
    broken = run("fmt", "-", stdin=BROKEN)
    assert (broken.exit_code, broken.stdout) == (1, "")
    assert broken.stderr
    assert run("fmt", "-", "--check", stdin=UGLY).exit_code == 1
    assert "++" in run("fmt", "-", "--diff", stdin=UGLY).stdout
    assert run("fmt", "-", stdin=b"\xff\xfe\x00\x00").exit_code == 2


def test_marks_and_line_ends_of_other_systems_are_made_plain(small: Path) -> None:
    (small / "rules" / "good.seg").write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert run("fmt").exit_code == 0
    assert (small / "rules" / "good.seg").read_bytes() == GOOD.encode()


@pytest.mark.skipif(os.name == "nt", reason="permissions and links of POSIX")
def test_permissions_and_links_stay(small: Path) -> None:
    file = small / "rules" / "ugly.seg"
    file.chmod(0o640)
    link = small / "rules" / "link.seg"
    link.symlink_to(file)
    assert run("fmt", "rules/link.seg").exit_code == 0
    assert link.is_symlink()
    assert file.stat().st_mode & 0o777 == 0o640
    assert text(small, "ugly") != UGLY


def test_no_trace_is_left_when_writing_fails(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device", "rules/ugly.seg")

    monkeypatch.setattr("shutil.copymode", full)
    before = sorted(small.rglob("*"))
    result = run("fmt")
    assert result.exit_code == 2
    assert "error[disk-full]" in result.stderr
    assert sorted(small.rglob("*")) == before
    assert text(small, "ugly") == UGLY


def test_shipped_rules_and_examples_are_in_the_style() -> None:
    assert run("fmt", "--check", str(ROOT / "rules")).exit_code == 0
    assert run("fmt", "--check", str(ROOT / "examples" / "complete_journey")).exit_code == 0
