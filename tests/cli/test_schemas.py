"""Every command that prints JSON has a published schema, and every schema belongs to a command."""

import click
import pytest

from segdsl.cli.root import ROOT
from segdsl.cli.texts.commands import COMMANDS
from tests.schemas import FOLDER, validator

SCHEMA = {"check": "diagnostics"}  # the others are called like the command


def prints_json(name: str) -> bool:
    """Whether a command has `--format json`."""
    command = ROOT.get_command(click.Context(ROOT), name)
    assert command is not None
    return any(isinstance(p.type, click.Choice) and "json" in p.type.choices for p in command.params)


JSON_COMMANDS = [name for name in COMMANDS if prints_json(name)]


def test_commands_that_print_results_can_print_json() -> None:
    assert set(COMMANDS) - set(JSON_COMMANDS) == {"debug", "tui"}


@pytest.mark.parametrize("name", JSON_COMMANDS)
def test_command_has_a_sound_schema_that_says_what_it_is(name: str) -> None:
    schema = validator(SCHEMA.get(name, name)).schema
    assert schema["description"]
    assert schema["$id"] == f"{SCHEMA.get(name, name)}.json"


def test_no_schema_is_left_over() -> None:
    """What is printed per kind has a file of its own, called `COMMAND-KIND`."""
    assert {file.stem.partition("-")[0] for file in FOLDER.glob("*.json")} == {
        SCHEMA.get(name, name) for name in JSON_COMMANDS
    }
