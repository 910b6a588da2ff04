"""Every way a command can fail has a code, and every code of running commands can happen."""

import errno

import click
import pytest

from segdsl.cli.failures import as_segdsl_error
from segdsl.cli.root import exit_code, output_for
from segdsl.diagnostics import Diagnostic, SegdslError
from segdsl.diagnostics.codes.run import FAILURES, FILES, USAGE
from tests.architecture.repository import ROOT
from tests.cli.run import run

# Command lines that fail before any data is read.
COMMAND_LINES = {
    "unknown-command": ["docter"],
    "command-not-yet": ["plan"],
    "no-terminal": ["tui"],
    "unknown-option": ["doctor", "--fromat", "json"],
    "unknown-option-value": ["doctor", "--format", "xml"],
    "option-needs-value": ["doctor", "--format"],
    "option-takes-no-value": ["doctor", "--debug=3"],
    "unexpected-argument": ["doctor", "now"],
    "missing-argument": ["debug", "tree"],
    "option-no-date": ["preview", "--as-of", "tomorrow"],
    "option-no-count": ["preview", "--sample", "few"],
    "option-no-memory": ["preview", "--memory", "much"],
    "option-out-of-range": ["discover", "--min-lift", "half"],
    "option-no-amount": ["discover", "--min-support", "few"],
    "option-no-duration": ["discover", "--window", "soon"],
    "option-no-setting": ["preview", "--set", "x"],
    "options-exclude": ["fmt", "-", "a.seg"],
    "option-needs-option": ["export", "vip", "--name", "x", "--to", "out"],
    "project-exists": ["init", str(ROOT / "examples" / "grid")],
    "no-such-path": ["check", "nowhere.seg"],
}
# Errors that escape a command, and what becomes of them.
ERRORS: dict[str, Exception] = {
    "wrong-use": click.UsageError("something new in click"),
    "no-permission": PermissionError(errno.EACCES, "Permission denied", "a.csv"),
    "disk-full": OSError(errno.ENOSPC, "No space left on device", "a.csv"),
    "not-a-folder": NotADirectoryError(errno.ENOTDIR, "Not a directory", "a.csv"),
    "not-a-file": IsADirectoryError(errno.EISDIR, "Is a directory", "a"),
    "file-trouble": OSError(errno.EIO, "Input/output error", "a.csv"),
    "out-of-memory": MemoryError(),
    "internal-error": ZeroDivisionError("division by zero"),
}


@pytest.mark.parametrize("code", COMMAND_LINES)
def test_command_line_is_answered_in_both_languages(code: str) -> None:
    for language, label in (("en", f"error[{code}]: "), ("zh", f"错误[{code}]：")):
        result = run("--lang", language, *COMMAND_LINES[code])
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.startswith(label)
        assert "Traceback" not in result.stderr


@pytest.mark.parametrize("code", ERRORS)
def test_error_becomes_a_code(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    def fail() -> None:
        raise ERRORS[code]

    assert exit_code(fail, output_for([])) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(f"error[{code}]: ")
    assert "Traceback" not in said.err


def test_error_that_was_meant_for_people_stays_as_it_is() -> None:
    error = SegdslError(Diagnostic("out-of-memory"))
    assert as_segdsl_error(error) is error


def test_every_code_of_running_commands_is_triggered() -> None:
    assert {*COMMAND_LINES, *ERRORS} == {*USAGE, *FILES, *FAILURES}
