"""The documents agree with each other and with the checkout."""

import re

from segdsl.cli.texts.commands import COMMANDS
from tests.architecture.repository import ROOT, tracked

LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")
COMMAND_ROW = re.compile(r"^\| `([a-z]+)` \|", re.MULTILINE)
FENCED = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
READMES = ("README.md", "README.zh-CN.md")


def read(name: str) -> str:
    """Return the text of a tracked file."""
    return (ROOT / name).read_text(encoding="utf-8")


def listed_commands(readme: str) -> list[str]:
    """Return the commands in the table between the two `commands` comments."""
    _, table, _ = re.split(r"<!-- /?commands -->", readme)
    return COMMAND_ROW.findall(table)


def rule_examples(text: str) -> list[str]:
    """Return the fenced blocks of rule text."""
    return [body for language, body in FENCED.findall(text) if language == "seg"]


def test_relative_links_lead_somewhere() -> None:
    broken = [
        f"{name}: {target}"
        for name in tracked()
        if name.endswith(".md")
        for target in LINK.findall(read(name))
        if not (ROOT / name).parent.joinpath(target).exists()
    ]
    assert broken == []


def test_both_readmes_list_the_same_commands_and_show_the_same_rule() -> None:
    english, chinese = (read(name) for name in READMES)
    assert listed_commands(english) == listed_commands(chinese) != []
    assert rule_examples(english) == rule_examples(chinese) != []


def test_readme_lists_every_command_and_no_other() -> None:
    assert sorted(listed_commands(read("README.md"))) == sorted(COMMANDS)


def test_glossary_has_every_term_in_both_languages() -> None:
    rows = [line.split("|")[1:4] for line in read("docs/glossary.md").splitlines() if line.startswith("| ")]
    assert all(cell.strip() for row in rows for cell in row)
