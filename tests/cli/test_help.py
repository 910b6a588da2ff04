"""Help pages: complete, in both languages, with examples that are real command lines."""

import shlex

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from segdsl.cli.root import ROOT
from segdsl.cli.texts.commands import COMMANDS, NOT_YET, SECTIONS
from segdsl.cli.texts.options import OPTIONS, option_text
from segdsl.cli.wrap import wrap
from segdsl.diagnostics import Language
from tests.architecture.repository import ROOT as CHECKOUT
from tests.cli.run import run

LANGUAGES: tuple[Language, ...] = ("en", "zh")


def command(name: str) -> click.Command:
    """A command, loaded."""
    found = ROOT.get_command(click.Context(ROOT), name)
    assert found is not None
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_root_page_lists_every_command(language: Language) -> None:
    page = run("--lang", language, "--help").stdout
    for name, text in COMMANDS.items():
        assert f"  {name} " in page
        assert text.summary.say(language).split()[0] in page
    assert all(
        title.say(language) in page
        for section, title in SECTIONS.items()
        if any(text.section == section for text in COMMANDS.values())
    )


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_command_page_explains_every_option_and_shows_examples(name: str, language: Language) -> None:
    run_help = run(name, "--help", "--lang", language)
    assert run_help.exit_code == 0
    page = run_help.stdout
    context = click.Context(command(name))
    for param in command(name).get_params(context):
        assert max(param.opts, key=len) in page or str(param.metavar).strip("[]…") in page
    assert COMMANDS[name].examples
    for line, _ in COMMANDS[name].examples:
        assert line in page


@pytest.mark.parametrize("name", COMMANDS)
def test_examples_are_command_lines_of_their_command(name: str) -> None:
    for line, _ in COMMANDS[name].examples:
        program, called, *arguments = shlex.split(line)
        assert (program, called) == ("segdsl", name)
        with command(name).make_context(name, arguments, resilient_parsing=False) as context:
            assert context.params is not None


def test_every_explained_option_exists() -> None:
    used = {"version"}
    for name in COMMANDS:
        for param in command(name).get_params(click.Context(command(name))):
            option = max(param.opts, key=len).lstrip("-") if isinstance(param, click.Option) else str(param.name)
            assert option_text(name, option).en
            used.add(f"{name}.{option}" if f"{name}.{option}" in OPTIONS else option)
    assert set(OPTIONS) == used


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_commands_that_come_later_are_not_promised(readme: str) -> None:
    table = (CHECKOUT / readme).read_text(encoding="utf-8").split("<!-- commands -->")[1].split("<!-- /commands -->")[0]
    assert not any(f"| `{name}` |" in table for name in NOT_YET)


def test_a_command_is_there_or_later_but_not_both() -> None:
    assert not NOT_YET & set(COMMANDS)


@pytest.mark.parametrize("width", [20, 33, 60])
def test_wrapped_text_fits_and_loses_nothing(width: int) -> None:
    text = COMMANDS["doctor"].details
    for said in (text.en, text.zh):
        lines = wrap(said, width)
        assert all(cell_len(line) <= width for line in lines)
        assert "".join("".join(lines).split()) == "".join(said.split())


@given(st.text(st.sampled_from("ab 甲，。（）“”「」～①\u3000é")), st.integers(10, 30))
def test_wrapping_loses_no_character(text: str, width: int) -> None:
    assert "".join("".join(wrap(text, width)).split()) == "".join(text.split())


def test_no_line_of_chinese_begins_with_closing_punctuation() -> None:
    said = "甲乙丙，丁戊。（己庚）：辛、壬！" * 5
    for width in range(10, 40):
        assert not [line for line in wrap(said, width) if line[0] in "，。）：、！" or line[-1] == "（"]


def test_without_a_command_the_help_goes_to_stderr_and_the_run_fails() -> None:
    result = run()
    assert (result.exit_code, result.stdout) == (2, "")
    assert "doctor" in result.stderr
