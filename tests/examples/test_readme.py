"""What the READMEs show is what one gets: their rules are the shipped ones, their output is that of the demo."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from segdsl.demo import write_project
from tests.architecture.repository import ROOT
from tests.cli.run import run
from tests.golden import assert_golden

READMES = ("README.md", "README.zh-CN.md")
RULES = re.compile(r"^```seg\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# A session: a line with the command, then what it prints.
SESSION = re.compile(r"(?<=^```console\n)\$ segdsl ([^\n]*)\n.*?(?=^```$)", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The project that `make demo` writes, as the current folder."""
    folder = tmp_path_factory.mktemp("demo")
    write_project(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        yield folder


def session(command: re.Match[str]) -> str:
    """Run the command of a session, and return the session as it should read."""
    result = run(*shlex.split(command[1]))
    assert result.exit_code == 0, result.output
    lines = "\n".join(line.rstrip() for line in result.stdout.splitlines())
    return f"$ segdsl {command[1]}\n{lines}\n"


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("name", READMES)
def test_sessions_print_what_the_readme_shows(name: str) -> None:
    shown, sessions = SESSION.subn(session, (ROOT / name).read_text(encoding="utf-8"))
    assert sessions
    assert_golden(shown, ROOT / name)


@pytest.mark.parametrize("name", READMES)
def test_rules_are_those_of_the_shipped_rulebook(name: str) -> None:
    shipped = {line.strip() for file in (ROOT / "rules").glob("*.seg") for line in file.read_text("utf-8").splitlines()}
    shown = [line.strip() for rules in RULES.findall((ROOT / name).read_text("utf-8")) for line in rules.splitlines()]
    assert shown
    assert [line for line in shown if line not in shipped] == []
