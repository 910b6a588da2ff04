"""`segdsl sweep`: sizes reasoned from the ages 17, 18 and 64 of `projects`; 3 has none."""

import json
from pathlib import Path
from typing import Any

import pytest

import segdsl
from tests.cli.projects import CUSTOMERS, project, write
from tests.cli.run import run
from tests.schemas import assert_valid

RULES = 'param least "最低年龄" = 18 in 1..99\nsegment over "达到" { require age >= least }\n'


@pytest.fixture(autouse=True)
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one param as the current folder."""
    folder = project(tmp_path, rules=RULES)
    monkeypatch.chdir(folder)
    return folder


def sweep(*arguments: str) -> dict[str, Any]:
    """The JSON of a sweep."""
    result = run("sweep", *arguments, "--format", "json")
    assert result.exit_code == 0, result.output
    value: dict[str, Any] = json.loads(result.stdout)
    assert_valid(value, "sweep")
    return value


def test_a_size_for_each_value() -> None:
    found = sweep("least", "17..20", "over")
    assert found["points"] == [{"value": v, "size": s} for v, s in ((17, 3), (18, 2), (19, 1), (20, 1))]
    assert (found["param"], found["name"], found["universe"], found["as_of"]) == ("least", "over", 4, "2021-06-30")
    assert (found["current"], found["warnings"]) == (18, [])
    assert sweep("least", "17..18", "over", "--set", "least=30")["current"] == 30


def test_an_expression_and_a_file_without_a_project(tmp_path: Path) -> None:
    assert [p["size"] for p in sweep("least", "17..19", "-e", "not over")["points"]] == [1, 2, 3]
    write(tmp_path / "alone", {"vip.seg": RULES, "c.csv": CUSTOMERS.replace("customer_id", "id")})
    found = sweep("alone/vip.seg", "least", "17..18", "over", "--data", "customer=alone/c.csv")
    assert [p["size"] for p in found["points"]] == [3, 2]


def test_the_curve_is_drawn_with_the_value_of_the_rules_marked() -> None:
    shown = [
        " ".join(line.split()) for line in run("sweep", "least", "17..19", "over", "--lang", "zh").stdout.splitlines()
    ]
    assert shown[0] == "over 达到 随 least 最低年龄 的变化，3 个取值，基准日期 2021-06-30"
    assert shown[3:] == [
        f"17 3 75.0% {'█' * 30}",
        f"18 ← 2 50.0% -1 {'█' * 20}",
        f"19 1 25.0% -1 {'█' * 10}",
        "← 规则中的值",
    ]


def test_python_has_the_same(small: Path) -> None:
    with segdsl.open(small) as open_:
        found = open_.sweep("least", "17..60:20", "over")
        assert [(point.value, point.text, point.size) for point in found.points] == [
            (17, "17", 3),
            (37, "37", 1),
            (57, "57", 1),
        ]
        assert open_.sweep("least", "17..17", "mine", expr="over").name == "mine"


@pytest.mark.parametrize(
    "arguments, code, said",
    [
        ([], "missing-argument", "PARAM"),
        (["least"], "missing-argument", "A..B[:STEP]"),
        (["least", "1..2"], "missing-argument", "NAME"),
        (["least", "1..2", "over", "more"], "unexpected-argument", "more"),
        (["least", "1..2", "over", "-e", "over"], "unexpected-argument", "over"),
        (["lest", "1..2", "over"], "unknown-param", "`least`"),
        (["least", "2..1", "over"], "sweep-reversed", "1..2"),
        (["least", "1..200", "over"], "param-outside-range", "1..99"),
        (["least", "1..2", "-e", "age + least"], "sweep-not-condition", "let"),
        (["least", "1..2", "-e", "age > 3"], "sweep-independent", "least"),
    ],
)
def test_mistakes_are_answered(arguments: list[str], code: str, said: str) -> None:
    result = run("sweep", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"error[{code}]" in result.stderr
    assert said in result.stderr
