"""`segdsl discover`: figures reasoned from forty customers, twenty of them young, of whom eighteen live in Nanjing."""

import json
import math
from pathlib import Path
from typing import Any

import pytest

from tests.cli.projects import CONTRACT, SETTINGS, write
from tests.cli.run import run
from tests.schemas import assert_valid

RULES = """tag life "年龄段" {
  class young "青年" when age < 30
  class old   "年长" when age >= 30
}
segment grown "成年" {
  require age >= 18
}
"""
# Eighteen of the young and two of the old live in Nanjing, all others in Suzhou.
ROWS = [(20, "nanjing")] * 18 + [(20, "suzhou")] * 2 + [(60, "nanjing")] * 2 + [(60, "suzhou")] * 18


@pytest.fixture(autouse=True)
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The project as the current folder."""
    rows = "".join(f"{number},{age},{city}\n" for number, (age, city) in enumerate(ROWS))
    files = {"rules/contract.seg": CONTRACT, "rules/life.seg": RULES, "customers.csv": f"customer_id,age,city\n{rows}"}
    folder = write(tmp_path, {"segdsl.toml": SETTINGS, **files})
    monkeypatch.chdir(folder)
    return folder


def discover(*arguments: str) -> dict[str, Any]:
    """The JSON of a search."""
    result = run("discover", *arguments, "--format", "json")
    assert result.exit_code == 0, result.output
    value: dict[str, Any] = json.loads(result.stdout)
    assert_valid(value, "discover")
    return value


def test_figures_and_the_rule_to_paste() -> None:
    found = discover()
    assert {key: found[key] for key in ("universe", "least", "as_of", "for", "among")} == {
        "universe": 40,
        "least": 1,
        "as_of": "2021-06-30",
        "for": None,
        "among": None,
    }
    (finding,) = found["findings"]  # that the others are in the other town is the same thing once more
    assert finding["size"] == 18
    assert (finding["of"], finding["confidence"], finding["usual"], finding["known"]) == (20, 0.9, 0.5, 40)
    assert (finding["lift"], finding["excess"]) == (1.8, 8)
    ways = math.comb(20, 18) * math.comb(20, 2) + math.comb(20, 19) * math.comb(20, 1) + 1  # to draw 18, 19 or 20
    assert finding["chance"] == pytest.approx(ways / math.comb(40, 20))
    assert finding["text"].splitlines() == [
        'segment life_young_city_nanjing "年龄段：青年 × 地市：nanjing" {',
        '  require life = young   "年龄段：青年"',
        '  require city = nanjing "地市：nanjing"',
        "  status draft",
        "}",
    ]
    assert (found["found"], found["alike"]) == (2, 1)
    assert len(discover("--all")["findings"]) == 2


def test_for_among_and_names() -> None:
    (finding,) = discover("--for", "city = suzhou", "life")["findings"]
    assert (finding["when"][0]["condition"], finding["then"]["condition"]) == ("life = old", "city = suzhou")
    assert discover("--among", "age < 30")["universe"] == 20
    assert discover("--min-support", "19")["findings"] == []
    assert discover("--fdr", "1e-8")["findings"] == []
    assert discover("--with", "age", "grown")["conditions"] == 3


def test_what_belongs_together_by_definition_is_told_apart() -> None:
    found = discover("life", "age", "city")
    assert all("age" not in str(finding["when"]) for finding in found["findings"] if "life" in str(finding["then"]))
    (pair, *_) = found["implied"]
    assert pair["by"] == ["age"]


def test_the_table_and_the_rules() -> None:
    shown = [" ".join(line.split()) for line in run("discover", "--implied", "--lang", "zh").stdout.splitlines()]
    assert shown[0] == "40 个客户，基准日期 2021-06-30：5 个条件，检验 4 次，成立的组合 2 个"
    assert shown[2:6] == [
        "两个条件",
        "序号 客户数 其中 平时 提升度 条件 标题",
        "1 18 90.0% 50.0% 1.80 life = young 年龄段：青年",
        "→ city = nanjing 地市：nanjing",
    ]
    rules = run("discover", "--format", "seg", "--lang", "en").stdout
    assert rules.startswith("# segdsl discover, as of 2021-06-30")
    assert (
        "# 18 customers. Of 20 for whom the lines before the last one hold and who have an answer to it, 90.0%" in rules
    )
    Path("rules/found.seg").write_text(rules, encoding="utf-8")
    assert run("check", "--strict").exit_code == 0
    assert run("fmt", "--check").exit_code == 0
    item = json.loads(run("preview", "life_young_city_nanjing", "--format", "json").stdout)["items"][0]
    assert item["size"] == 18


def test_nothing_found_is_said() -> None:
    result = run("discover", "--min-lift", "3", "--lang", "en")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "No conditions go together" in result.stdout


def test_definitions_that_cannot_take_part_are_named(small: Path) -> None:
    (small / "rules" / "odd.seg").write_text(
        'segment odd { require agee > 3 }\nsegment vip { require listed("vip") }\n'
    )
    result = run("discover", "--format", "json")
    assert result.exit_code == 1
    found = json.loads(result.stdout)
    assert_valid(found, "discover")
    assert {warning["code"] for warning in found["warnings"]} == {"unknown-name", "unknown-list"}
    assert found["findings"]
    assert run("discover", "life", "city").exit_code == 0


def test_a_single_file_needs_no_project(tmp_path: Path) -> None:
    write(tmp_path / "alone", {"life.seg": RULES, "c.csv": Path("customers.csv").read_text(encoding="utf-8")})
    assert discover("alone/life.seg", "--data", "alone/c.csv", "--as-of", "2021-06-30")["findings"]


@pytest.mark.parametrize(
    "arguments, code, said",
    [
        (["lief"], "no-such-column", "`life`"),
        (["--for", "lief = old"], "unknown-name", "--for"),
        (["--among", "age + 1"], "not-a-condition", "--among"),
        (["--min-support", "0"], "option-no-amount", "--min-support"),
        (["--min-support", "150%"], "option-no-amount", "150%"),
        (["--max-length", "9"], "option-out-of-range", "2"),
        (["--fdr", "x"], "option-out-of-range", "x"),
        (["--window", "soon"], "option-no-duration", "90d"),
    ],
)
def test_mistakes_are_answered(arguments: list[str], code: str, said: str) -> None:
    result = run("discover", *arguments, "--lang", "en")
    assert (result.exit_code, result.stdout) == (1 if arguments[0] in ("--for", "--among") else 2, "")
    assert f"error[{code}]" in result.stderr
    assert said in result.stderr
