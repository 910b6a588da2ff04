"""`segdsl why`: one customer, line by line; answers reasoned from the data of `projects`."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.projects import CONTRACT, CUSTOMERS, GOOD, RULES, project, write
from tests.cli.run import run
from tests.schemas import assert_valid


@pytest.fixture(autouse=True)
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The project of `RULES` as the current folder."""
    folder = project(tmp_path, rules=RULES)
    monkeypatch.chdir(folder)
    return folder


def why(*arguments: str) -> dict[str, Any]:
    """The JSON of an answer."""
    result = run("why", *arguments, "--format", "json")
    assert result.exit_code == 0, result.output
    value: dict[str, Any] = json.loads(result.stdout)
    assert_valid(value, "why")
    return value


def test_segment_says_which_clause_fails_and_what_it_saw() -> None:
    answer = why("both", "1")
    assert answer["member"] is False
    assert [c["holds"] for c in answer["clauses"]] == [True, True, False]
    assert answer["clauses"][2]["values"] == {"age": 17}
    assert why("both", "2")["member"] is True


def test_tag_score_and_value() -> None:
    assert why("life", "4")["value"] == "old"
    assert [c["holds"] for c in why("life", "4")["classes"]] == [False, True]
    assert why("life", "3")["value"] is None
    assert [t["amount"] for t in why("points", "4")["terms"]] == [40, 50]
    assert why("next", "4")["value"] == 65


@pytest.mark.parametrize(
    "arguments, said",
    [
        (["both", "1"], "Customer 1 is not in both 两者."),
        (["both", "2"], "Customer 2 is in both 两者."),
        (["life", "4"], "Customer 4 has life 年龄段 = old."),
        (["life", "3"], "Customer 3 has no life 年龄段."),
        (["both", "1", "--lang", "zh"], "客户 1 不属于 both 两者。"),
    ],
)
def test_text_answers_in_a_sentence(arguments: list[str], said: str) -> None:
    assert run("why", *arguments).stdout.splitlines()[0] == said


def test_missing_values_are_named() -> None:
    assert "age = missing" in run("why", "life", "3").stdout
    assert "age = 缺失" in run("why", "life", "3", "--lang", "zh").stdout


def test_value_that_was_read_as_missing_is_reported(small: Path) -> None:
    write(small, {"customers.csv": CUSTOMERS.replace("64", "640")})
    result = run("why", "life", "4")
    assert "age = missing" in result.stdout
    assert "warning[value-outside]" in result.stderr


def test_the_nearest_change_shows_what_params_are(small: Path) -> None:
    rules = """param least = 18 in 1..99
param cities = [nanjing, suzhou]
let grown = age >= least
segment over {
  require age >= least + 1 and not (age * least < `least`)
  require grown
  exclude city in cities
}
"""
    write(small, {"rules/p.seg": rules})
    needs = [clause.get("needs", []) for clause in why("over", "1")["clauses"]]
    assert needs == [
        ["age >= least (18) + 1"], ["grown"], ['not (city in cities ("nanjing", "suzhou"))'],
    ]  # fmt: skip
    assert "age >= least (60) + 1" in run("why", "over", "1", "--set", "least=60").stdout


@pytest.mark.parametrize("arguments, missing", [([], "NAME"), (["both"], "KEY")])
def test_the_argument_that_is_missing_is_the_one_named(arguments: list[str], missing: str) -> None:
    assert f"{missing} is missing" in run("why", *arguments).stderr


def test_works_on_one_file(small: Path) -> None:
    write(small / "elsewhere", {"vip.seg": CONTRACT + GOOD, "c.csv": CUSTOMERS})
    assert why("elsewhere/vip.seg", "grown", "2", "--data", "elsewhere/c.csv")["member"] is True


@pytest.mark.parametrize(
    "arguments, code",
    [(["both", "99"], "unknown-key"), (["bath", "1"], "no-such-definition"), (["both"], "missing-argument")],
)
def test_mistakes_are_answered(arguments: list[str], code: str) -> None:
    result = run("why", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"error[{code}]" in result.stderr
