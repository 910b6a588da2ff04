"""`segdsl test --data` passes on both projects this repository ships: tests beside the rules, and assertions."""

import json
from pathlib import Path

from segdsl.demo import write_project
from tests.architecture.repository import ROOT
from tests.cli.run import run


def tried(project: Path) -> tuple[int, int]:
    """How many tests and assertions were tried, after all of them have passed."""
    result = run("test", "--project", str(project), "--data", "--format", "json")
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    assert [each for each in (*found["tests"], *found["asserts"]) if not each["passed"]] == []
    return len(found["tests"]), len(found["asserts"])


def written(rules: Path) -> tuple[int, int]:
    """How many tests and assertions the rules hold, by the words their lines start with."""
    lines = [line for file in rules.glob("*.seg") for line in file.read_text(encoding="utf-8").splitlines()]
    return sum(line.startswith('test "') for line in lines), sum(line.startswith("assert ") for line in lines)


def test_the_shipped_rules_on_the_demo(tmp_path: Path) -> None:
    write_project(tmp_path, 2_000)
    assert tried(tmp_path) == written(ROOT / "rules")
    assert min(written(ROOT / "rules")) > 0


def test_the_complete_journey(journey: Path) -> None:
    assert tried(journey) == written(journey / "rules")
    assert min(written(journey / "rules")) > 0
