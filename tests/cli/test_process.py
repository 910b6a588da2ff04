"""What only a real process shows: pipes that close, full disks, an interruption, colours, completion."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from segdsl.cli.output import Output
from segdsl.cli.root import INTERRUPTED, exit_code
from tests.cli.projects import GOOD, project

SEGDSL = [sys.executable, "-c", "from segdsl.cli import main; main()"]


def segdsl(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the program in a process of its own."""
    return subprocess.run(
        [*SEGDSL, *arguments],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, **environment},
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize("command", [["doctor"], ["preview"]], ids=" ".join)
def test_reader_that_has_seen_enough_is_no_error(tmp_path: Path, command: list[str]) -> None:
    folder = project(tmp_path, good=GOOD)
    reading, writing = os.pipe()
    os.close(reading)
    run = subprocess.run(
        [*SEGDSL, *command], stdout=writing, stderr=subprocess.PIPE, check=False, timeout=60, cwd=folder
    )
    os.close(writing)
    assert (run.returncode, run.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_output_that_cannot_be_written_is_an_error() -> None:
    with Path("/dev/full").open("w") as full:
        run = subprocess.run([*SEGDSL, "doctor"], stdout=full, stderr=subprocess.PIPE, check=False, timeout=60)
    assert run.returncode == 2
    assert run.stderr.startswith(b"error[disk-full]")
    assert b"Traceback" not in run.stderr


def test_interruption_ends_with_130_and_a_word() -> None:
    code = (
        "import os, signal; from segdsl.cli.root import exit_code; from segdsl.cli.output import Output\n"
        "raise SystemExit(exit_code(lambda: os.kill(os.getpid(), signal.SIGINT), Output('en')))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)
    assert (run.returncode, run.stderr.strip()) == (128 + signal.SIGINT, "stopped")
    assert INTERRUPTED == 128 + signal.SIGINT


def test_error_of_our_own_is_one_line_and_its_place_shows_on_request(capsys: pytest.CaptureFixture[str]) -> None:
    def fail() -> None:
        raise RuntimeError("two\nlines")

    assert exit_code(fail, Output("en")) == 2
    quiet = capsys.readouterr().err
    assert quiet.splitlines()[0] == "error[internal-error]: segdsl made a mistake of its own (RuntimeError: two lines)"
    assert "Traceback" not in quiet
    assert exit_code(fail, Output("en", debug=True)) == 2
    assert "Traceback" in capsys.readouterr().err


def test_language_of_the_system_is_the_default() -> None:
    assert "用法" in segdsl("--help", LANG="zh_CN.UTF-8").stdout
    assert "Usage" in segdsl("--help", LANG="de_DE.UTF-8").stdout
    assert "Usage" in segdsl("--help", "--lang", "en", LANG="zh_CN.UTF-8").stdout


def test_terminal_without_chinese_shows_escapes_instead_of_failing() -> None:
    run = segdsl("--help", "--lang", "zh", PYTHONIOENCODING="latin-1")
    assert run.returncode == 0
    assert "\\u7528" in run.stdout  # the first character of the Chinese tagline


def test_colour_only_where_it_is_wanted() -> None:
    assert "\x1b[" not in segdsl("docter").stderr
    assert "\x1b[" in segdsl("docter", FORCE_COLOR="1", TERM="xterm-256color").stderr
    assert "\x1b[" not in segdsl("docter", FORCE_COLOR="1", NO_COLOR="1", TERM="xterm-256color").stderr


def test_shell_completion_knows_commands_and_options() -> None:
    commands = segdsl(_SEGDSL_COMPLETE="bash_complete", COMP_WORDS="segdsl do", COMP_CWORD="1")
    assert "plain,doctor" in commands.stdout
    options = segdsl(_SEGDSL_COMPLETE="bash_complete", COMP_WORDS="segdsl doctor --f", COMP_CWORD="2")
    assert "plain,--format" in options.stdout
