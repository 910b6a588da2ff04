"""`segdsl compile`: scripts that give what the preview gives, and sentences."""

import json
from pathlib import Path

import polars as pl
import pytest

from tests.cli.projects import MISSPELT, RULES, project, write
from tests.cli.run import run
from tests.schemas import assert_valid


@pytest.fixture(autouse=True)
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The project of `RULES` as the current folder."""
    folder = project(tmp_path, rules=RULES)
    write(folder, {"rules/p.seg": "param least = 18 in 1..99\nsegment over { require age >= least }\n"})
    monkeypatch.chdir(folder)
    return folder


def members(folder: Path, *arguments: str) -> list[int]:
    """The keys for whom a compiled condition holds, by running the script."""
    result = run("compile", *arguments)
    assert result.exit_code == 0, result.output
    names: dict[str, pl.Expr] = {}
    exec(result.stdout, names)
    found = pl.read_csv(folder / "customers.csv").filter(names[arguments[0]])
    return found["customer_id"].to_list()


def test_script_selects_whom_the_preview_counts(small: Path) -> None:
    assert members(small, "both") == [2]
    assert members(small, "over") == [2, 4]
    assert members(small, "over", "--set", "least=60") == [4]


def test_json_holds_the_text() -> None:
    value = json.loads(run("compile", "life", "--format", "json").stdout)
    assert_valid(value, "compile")
    assert (value["name"], value["to"]) == ("life", "polars")
    assert value["text"] == run("compile", "life").stdout


def test_sentences_come_in_both_languages() -> None:
    english, chinese = (run("compile", "both", "--to", "plain", "--lang", language) for language in ("en", "zh"))
    assert english.exit_code == chinese.exit_code == 0
    for said in (english.stdout, chinese.stdout):
        assert all(word in said for word in ("过十岁", "①南京"))
    assert english.stdout != chinese.stdout


def test_file_alone_is_enough(small: Path) -> None:
    write(small / "elsewhere", {"a.seg": "profile c { key id text\n field n int }\nsegment big { require n > 3 }\n"})
    assert "big = " in run("compile", "elsewhere/a.seg", "big").stdout


@pytest.mark.parametrize(
    "arguments, code, exit_code",
    [
        (["bath"], "no-such-definition", 2),
        (["both", "--to", "cobol"], "unknown-option-value", 2),
        (["over", "--set", "least=old"], "param-type", 2),
        (["nowhere.seg", "both"], "no-such-path", 2),
    ],
)
def test_mistakes_are_answered(arguments: list[str], code: str, exit_code: int) -> None:
    result = run("compile", *arguments)
    assert (result.exit_code, result.stdout) == (exit_code, "")
    assert f"error[{code}]" in result.stderr


def test_definition_with_errors_is_refused_with_its_source(small: Path) -> None:
    write(small, {"rules/odd.seg": MISSPELT})
    result = run("compile", "odd")
    assert result.exit_code == 1
    assert "require agee >= 18" in result.stderr


def test_stages_can_be_printed_as_polars() -> None:
    result = run("debug", "polars", "rules")
    assert result.exit_code == 0
    assert "both = " in result.stdout
