"""`segdsl test`: verdicts on small rulebooks, reasoned from the rows they give."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.projects import CONTRACT, CUSTOMERS, GOOD, MISSPELT, project, write
from tests.cli.run import run
from tests.schemas import assert_valid

PASSING = 'test "eighteen is of age" {\n  given { age: 18 }\n  expect grown\n}\n'
FAILING = 'test "so is seventeen" {\n  given { age: 17 }\n  expect grown\n}\n'
# Over the four customers of `projects`: 18 and 64 are of age, 17 is not, one has no age.
HOLDING = 'assert size(grown) = 2\nassert share(age is missing) <= 25% "few without age"\n'
BROKEN = 'assert share(grown) > 60% "most are of age"\nassert cover(grown)\n'


def small(folder: Path, **rules: str) -> Path:
    """A project of `grown` and more rules."""
    return project(folder, grown=GOOD, **rules)


def found(*arguments: str, code: int = 0) -> dict[str, Any]:
    """The JSON of a run with this exit code."""
    result = run("test", *arguments, "--format", "json")
    assert result.exit_code == code, result.output
    value: dict[str, Any] = json.loads(result.stdout)
    assert_valid(value, "test")
    return value


def names(value: dict[str, Any]) -> list[tuple[str, bool]]:
    """The tests that ran, and whether they passed."""
    return [(test["name"], test["passed"]) for test in value["tests"]]


def test_passing_tests_are_counted_by_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(small(tmp_path, tests=PASSING))
    result = run("test")
    assert result.exit_code == 0
    assert [line.split() for line in result.stdout.splitlines()] == [
        ["rule", "file", "passed"], ["✓", "rules/tests.seg", "1"], [], ["1", "test", "passed"],
    ]  # fmt: skip
    assert run("test", "--lang", "zh").stdout.splitlines()[-1] == "1 个测试通过"


def test_failure_shows_condition_place_values_and_clauses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(small(tmp_path, tests=PASSING + FAILING))
    result = run("test")
    assert result.exit_code == 1
    for line in (
        "✗ so is seventeen  as of 2021-06-30",
        "error[expectation-fails]: expected grown; found grown = false",
        "--> rules/tests.seg:7:10",
        "7 │   expect grown",
        "  │          ^^^^^",
        "Customer 1 is not in grown 成年客户.",
        "✗  require age >= 18  age = 17",
        "1 of 2 tests failed",
    ):
        assert line in result.stdout
    assert "应有 grown；实际 grown = false" in run("test", "--lang", "zh").stdout


def test_json_has_every_expectation_with_its_values(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(small(tmp_path, tests=PASSING + FAILING))
    value = found(code=1)
    assert (value["passed"], names(value)) == (False, [("eighteen is of age", True), ("so is seventeen", False)])
    wrong = value["tests"][1]
    assert (wrong["file"], wrong["line"], wrong["as_of"]) == ("rules/tests.seg", 5, "2021-06-30")
    assert wrong["expects"] == [
        {
            "text": "expect grown",
            "holds": False,
            "values": {"grown": False},
            "faults": [{"expected": "grown", "actual": {"grown": False}}],
        }
    ]
    assert "asserts" not in value


def test_choosing_by_name_and_by_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = small(tmp_path, one=PASSING, two=FAILING)
    monkeypatch.chdir(folder)
    assert names(found("-k", "Eighteen")) == [("eighteen is of age", True)]
    assert names(found("-k", "grown", code=1)) == [("eighteen is of age", True), ("so is seventeen", False)]
    assert names(found("rules/one.seg")) == [("eighteen is of age", True)]
    nowhere = run("test", "-k", "nobody")
    assert (nowhere.exit_code, nowhere.stdout) == (2, "")
    assert "error[no-such-test]" in nowhere.stderr


def test_a_rule_file_needs_no_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"a/vip.seg": CONTRACT + GOOD + PASSING, "c.csv": CUSTOMERS})
    monkeypatch.chdir(tmp_path)
    assert names(found("a/vip.seg")) == names(found("a")) == [("eighteen is of age", True)]
    value = found("a/vip.seg", "--data", "customer=c.csv")
    assert (names(value), value["asserts"]) == ([("eighteen is of age", True)], [])
    assert found("--data", "c.csv", "--data", "a/vip.seg") == value  # behind --data a rule file is no data


def test_without_a_profile_its_fields_are_those_that_tests_give(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = 'segment elder { require age >= 60 require city = "苏州" }\nlet since = days_since(joined)\n'
    one = (
        'test "a" { as_of 2021-06-30 given { age: 60, city: "苏州", joined: today - 3d } expect elder and since = 3 }\n'
    )
    two = 'test "b" { given { age: 59.5, balance: -1 } expect not elder and balance < 0 and city is missing }\n'
    write(tmp_path, {"a.seg": rules + one + two, "b.seg": rules + two})
    monkeypatch.chdir(tmp_path)
    value = found("a.seg")
    assert (names(value), [d["code"] for d in value["diagnostics"]]) == (
        [("a", True), ("b", True)],
        ["contract-from-tests"],
    )
    value = found("b.seg", code=1)  # no test gives city and joined: nobody knows what they are
    assert (names(value), sorted(d["code"] for d in value["diagnostics"])) == (
        [("b", False)], ["contract-from-tests", "unknown-name", "unknown-name", "unknown-name"],
    )  # fmt: skip


def test_params_and_days_from_outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rules = 'param from = 18 in 1..99\nsegment old { require age >= from }\ntest "t" { given { age: 20 } expect old }\n'
    monkeypatch.chdir(small(tmp_path, rules=rules))
    assert found()["passed"]
    assert not found("--set", "from=21", code=1)["passed"]
    assert found("--as-of", "2020-02-29")["tests"][0]["as_of"] == "2020-02-29"


def test_without_tests_there_is_a_word_about_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(small(tmp_path))
    result = run("test")
    assert (result.exit_code, result.stdout.split()) == (0, ["no", "tests"])
    assert "info[no-tests]" in result.stderr


def test_rules_with_errors_fail_and_their_tests_are_not_skipped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    odd = MISSPELT + 'test "on a broken one" { given { age: 3 } expect not odd }\n'
    monkeypatch.chdir(small(tmp_path, tests=PASSING, odd=odd))
    value = found(code=1)
    assert names(value) == [("on a broken one", False), ("eighteen is of age", True)]
    assert [p["code"] for p in value["tests"][0]["problems"]] == ["check-uses-broken"]
    assert [d["code"] for d in value["diagnostics"]] == ["unknown-name"]
    assert names(found("-k", "eighteen")) == [("eighteen is of age", True)]
    result = run("test")
    assert "error[check-uses-broken]" in result.stdout
    assert "error[unknown-name]" in result.stderr


def test_assertions_wait_for_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(small(tmp_path, asserts=HOLDING))
    assert "info[asserts-need-data]: 2 assertions" in run("test").stderr
    value = found("--data")
    assert [(a["text"], a["title"], a["passed"], a["line"]) for a in value["asserts"]] == [
        ("assert size(grown) = 2", None, True, 1),
        ("assert share(age is missing) <= 25%", "few without age", True, 2),
    ]
    assert value["asserts"][1]["values"] == {"share(age is missing)": 0.25, "size(age is missing)": 1}


def test_assertion_that_does_not_hold_says_for_whom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(small(tmp_path, asserts=BROKEN))
    share, cover = found("--data", code=1)["asserts"]
    assert (share["passed"], share["values"]) == (False, {"share(grown)": 0.5, "size(grown)": 2})
    assert (cover["violations"], cover["examples"]) == (2, ["1", "3"])
    result = run("test", "--data")
    assert "most are of age: does not hold; found share(grown) = 50%, size(grown) = 2" in result.stdout
    assert "cover(grown): does not hold for 2 customers, such as 1, 3" in result.stdout
    assert "no tests; 2 of 2 assertions do not hold" in result.stdout


# ---- before every export ---------------------------------------------------------------------------------------------


def test_export_stops_where_an_assertion_does_not_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(small(tmp_path, asserts=BROKEN))
    result = run("export", "grown", "--to", "out")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "error[asserts-stop-export]" in result.stderr
    assert "most are of age" in result.stderr
    assert not Path("out").exists()


def test_export_goes_on_where_it_is_told_to_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(small(tmp_path, asserts=BROKEN))
    result = run("export", "grown", "--to", "out", "--despite-asserts", "--format", "json")
    assert result.exit_code == 0
    assert result.stderr.count("error[assert-fails") == 2
    assert_valid(json.loads(result.stdout), "export")
    manifest = json.loads(Path("out/grown.manifest.json").read_text("utf-8"))
    assert [(a["title"], a["passed"]) for a in manifest["asserts"]] == [("most are of age", False), (None, False)]


def test_export_notes_what_held_and_what_nobody_knows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    learned = (
        "cluster kind {\n  features [age]\n  label a most age\n  label b otherwise\n}\nassert size(kind = a) > 0\n"
    )
    monkeypatch.chdir(small(tmp_path, asserts=HOLDING, learned=learned))
    result = run("export", "grown", "--to", "out")
    assert result.exit_code == 0
    assert "warning[assert-not-checked]: size(kind = a) > 0: could not be checked" in result.stderr
    manifest = json.loads(Path("out/grown.manifest.json").read_text("utf-8"))
    assert [a["passed"] for a in manifest["asserts"]] == [True, True, None]
