"""Wrong command lines: what was probably meant, what programs get, which commands come later."""

import json

import pytest

from segdsl.cli.texts.commands import NOT_YET
from tests.cli.run import run
from tests.schemas import assert_valid


@pytest.mark.parametrize(
    "arguments, suggestion",
    [
        (["docter"], "segdsl doctor"),
        (["Doctor"], "segdsl doctor"),
        (["doctor", "--fromat", "json"], "--format"),
        (["doctor", "--format", "xml"], "text, json"),
    ],
)
def test_suggests_what_was_meant(arguments: list[str], suggestion: str) -> None:
    assert suggestion in run(*arguments).stderr


def test_json_was_asked_for_and_comes_even_for_a_wrong_command_line() -> None:
    result = run("doctor", "--format=json", "--colour")
    assert result.exit_code == 2
    value = json.loads(result.stdout)
    assert_valid(value, "diagnostics")
    assert [d["code"] for d in value["diagnostics"]] == ["unknown-option"]
    assert result.stderr == ""


@pytest.mark.parametrize("name", sorted(NOT_YET))
def test_commands_of_later_versions_say_so(name: str) -> None:
    result = run(name)
    assert result.exit_code == 2
    assert "command-not-yet" in result.stderr


def test_version() -> None:
    result = run("--version")
    assert result.exit_code == 0
    assert result.stdout.startswith("segdsl 0.")
