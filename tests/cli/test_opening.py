"""The shortest way to the app is taken by command lines that ask for nothing else, and errors end it as any other."""

import sys
from pathlib import Path

import pytest

from segdsl.cli import app
from segdsl.diagnostics import Diagnostic, SegdslError


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "in_terminal", lambda: True)


@pytest.mark.usefixtures("terminal")
def test_rule_files_that_are_there_need_no_parser(tmp_path: Path) -> None:
    there = tmp_path / "there.seg"
    there.touch()
    assert app.files(["tui"]) == ()
    assert app.files(["tui", str(there), str(tmp_path)]) == (there, tmp_path)


@pytest.mark.usefixtures("terminal")
@pytest.mark.parametrize(
    "arguments",
    [[], ["check"], ["tui", "absent.seg"], ["tui", "--help"], ["tui", "--", "-.seg"], ["--lang", "zh", "tui"]],
    ids=" ".join,
)
def test_all_else_is_for_the_parser(arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("-.seg").touch()
    Path("--help").touch()
    assert app.files(arguments) is None


def test_without_a_terminal_the_command_says_so(tmp_path: Path) -> None:
    assert app.files(["tui"]) is None


def test_errors_end_the_app_as_they_end_any_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(**_options: object) -> int:
        raise SegdslError(Diagnostic("no-terminal"))

    monkeypatch.setattr(app, "run", broken)
    monkeypatch.setattr(sys, "argv", ["segdsl", "tui"])
    assert app.opened(()) == 2
    assert capsys.readouterr().err.startswith("error[no-terminal]")
