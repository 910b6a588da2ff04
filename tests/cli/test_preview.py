"""`segdsl preview`: sizes as tables and as JSON, with and without a project; numbers reasoned in `projects`."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.projects import CONTRACT, CUSTOMERS, GOOD, MISSPELT, RULES, project, write
from tests.cli.run import run
from tests.schemas import assert_valid


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The project of `RULES`, in a path with spaces and Chinese, as the current folder."""
    folder = project(tmp_path / "我的 项目", rules=RULES)
    monkeypatch.chdir(folder)
    return folder


def preview(*arguments: str, code: int = 0) -> dict[str, Any]:
    """The JSON of a preview."""
    result = run("preview", *arguments, "--format", "json")
    assert result.exit_code == code, result.output
    value: dict[str, Any] = json.loads(result.stdout)
    assert_valid(value, "preview")
    return value


@pytest.mark.usefixtures("small")
def test_json_has_every_definition_with_what_fits_its_kind() -> None:
    value = preview()
    assert (value["as_of"], value["universe"], value["warnings"]) == ("2021-06-30", 4, [])
    items = {item["name"]: item for item in value["items"]}
    assert set(items) == {"life", "points", "next", "both"}
    assert items["both"] | {"title": "两者", "size": 1, "share": 0.25, "unknown": 2} == items["both"]
    assert [(c["name"], c["size"]) for c in items["life"]["classes"]] == [("young", 2), ("old", 1)]
    assert items["life"]["missing"] == 1
    # 1: 34; 2: 36; 3: 0; 4: 40 + 50
    assert (items["points"]["min"], items["points"]["max"], items["points"]["mean"]) == (0, 90, 40)
    assert (items["next"]["type"], items["next"]["max"], items["next"]["missing"]) == ("int", 65, 1)


@pytest.mark.usefixtures("small")
def test_waterfall_breakdown_and_sample() -> None:
    (item,) = preview("both", "--waterfall", "--by", "life", "--sample", "2")["items"]
    rows = [(r["title"], r["alone"], r["remaining"], r["without"]) for r in item["waterfall"]]
    assert rows == [("过十岁", 3, 3, 2), ("地市", 3, 2, 2), (None, 3, 1, 2)]
    assert [o["alone"] for o in item["waterfall"][1]["options"]] == [2, 1]
    assert [(r["class"], r["size"]) for r in item["by"]["rows"]] == [("young", 1), ("old", 0), (None, 0)]
    assert item["sample"]["rows"][0][0] == "2"


@pytest.mark.usefixtures("small")
def test_expression_is_one_item_of_its_own_kind() -> None:
    (condition,) = preview("-e", "age >= 18 and city = suzhou", "--waterfall")["items"]
    assert (condition["name"], condition["kind"], condition["size"]) == ("expr", "segment", 1)
    assert [row["remaining"] for row in condition["waterfall"]] == [2, 1]
    (number,) = preview("-e", "age * 2")["items"]
    assert (number["kind"], number["type"], number["max"]) == ("let", "int", 128)


@pytest.mark.usefixtures("small")
def test_mistake_in_an_expression_is_underlined() -> None:
    result = run("preview", "-e", "age >= 18 and ctiy = suzhou")
    assert (result.exit_code, result.stdout) == (1, "")
    lines = result.stderr.splitlines()
    (at,) = [number for number, line in enumerate(lines) if line.startswith("1 │ ")]
    assert lines[at + 1].index("^") == lines[at].index("ctiy")


@pytest.mark.usefixtures("small")
def test_what_is_surprising_about_an_expression_is_said_and_stops_nothing() -> None:
    result = run("preview", "-e", "age != 18")
    assert result.exit_code == 0
    assert "warning[negation-over-missing]" in result.stderr
    assert "1 │ age != 18" in result.stderr
    (finding,) = preview("-e", "age >= 18 and age < 10")["diagnostics"]
    assert (finding["code"], finding["file"]) == ("clauses-contradict", "-e")


def test_param_is_set_from_outside(small: Path) -> None:
    write(small, {"rules/p.seg": "param least = 18 in 1..99\nsegment over { require age >= least }\n"})
    assert preview("over")["items"][0]["size"] == 2
    assert preview("over", "--set", "least=60")["items"][0]["size"] == 1
    refused = run("preview", "over", "--set", "least=200").stderr
    assert "error[param-outside-range]" in refused
    assert "`least`" in refused


@pytest.mark.usefixtures("small")
def test_tables_speak_chinese_and_show_titles() -> None:
    result = run("preview", "--lang", "zh")
    assert result.exit_code == 0
    assert "4 个客户，基准日期 2021-06-30" in result.stdout
    for word in ("客户分群与条件", "两者", "25.0%", "年龄段", "青年", "积分"):
        assert word in result.stdout
    assert result.stderr == ""


@pytest.mark.usefixtures("small")
def test_details_of_one_definition_as_tables() -> None:
    shown = run("preview", "both", "--waterfall", "--by", "life", "--sample", "1").stdout
    for word in ("both 两者, clause by clause", "all customers", "过十岁", "①南京", "both 两者 by life", "customer_id"):
        assert word in shown


@pytest.mark.usefixtures("small")
def test_overlap_reach_and_distribution_as_tables(small: Path) -> None:
    write(small, {"rules/more.seg": "segment old { require age > 17 }\nchannel sms { reach city }\n"})
    shown = run("preview", "both", "old", "points", "--overlap", "--reachable", "--lang", "zh").stdout
    lines = [" ".join(line.split()) for line in shown.splitlines()]
    for line in (
        "1 old 2 · 50.0%",  # 2 and 4 are older than 17, of whom 2 has a city
        "2 both 1 100% ·",
        "both + old 1 1 ████████████████████",
        "sms 1 50.0% ██████████",
        "缺失：地市 1 50.0%",
        "points 积分：分布",
    ):
        assert line in lines, shown
    value = preview("both", "old", "--overlap", "--reachable")
    assert [one["size"] for one in value["overlap"]] == [1, 2, 1]


@pytest.mark.usefixtures("small")
def test_a_breakdown_shows_the_largest_and_counts_the_others(small: Path) -> None:
    lines = [f"{key},{20 + key % 30},suzhou" for key in range(300)]
    write(small, {"customers.csv": "\n".join(["customer_id,age,city", *lines, ""])})
    shown = run("preview", "-e", "age >= 0", "--by", "age").stdout
    assert "(10 other values) 100 33.3%" in " ".join(shown.split())
    assert len(preview("-e", "age >= 0", "--by", "age")["items"][0]["by"]["rows"]) == 31


def test_definitions_with_errors_are_left_out_and_reported(small: Path) -> None:
    write(small, {"rules/odd.seg": MISSPELT})
    value = preview(code=1)
    assert "odd" not in {item["name"] for item in value["items"]}
    assert [d["code"] for d in value["diagnostics"]] == ["unknown-name"]
    result = run("preview")
    assert result.exit_code == 1
    assert "both" in result.stdout
    assert "rules/odd.seg:2:11" in result.stderr
    assert preview("both")["diagnostics"] == []


def test_named_definition_with_errors_is_a_failure_with_its_source(small: Path) -> None:
    write(small, {"rules/odd.seg": MISSPELT})
    result = run("preview", "odd")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "require agee >= 18" in result.stderr


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    "arguments, code, suggestion",
    [
        (["bath"], "no-such-definition", "both"),
        (["both", "--by", "lief"], "no-such-column", "life"),
        (["both", "--by", "points"], "not-a-category", "tag"),
        (["nope"], "no-such-definition", "life, points, next, both; `segdsl preview`"),
        (["both", "--by", "nope"], "no-such-column", "customer_id, age, city, life, points, next, both;"),
        (["-e", 'listed("nope")'], "unknown-list", "[lists]"),
        (["both.seg"], "no-such-path", ""),
        (["both", "--data", "customer=custmers.csv"], "file-missing", "customers.csv"),
        (["--as-of", "30/6/2021"], "option-no-date", "2021-06-30"),
        (["--sample", "few"], "option-no-count", ""),
        (["--set", "x"], "option-no-setting", "cycle=28d"),
    ],
)
def test_mistakes_are_answered(arguments: list[str], code: str, suggestion: str) -> None:
    result = run("preview", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"error[{code}]" in result.stderr
    assert suggestion in result.stderr


def test_a_folder_without_rules_is_no_name(small: Path) -> None:
    (small / "empty").mkdir()
    (small / "both").mkdir()
    result = run("preview", "empty")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "error[no-rule-files]" in result.stderr
    assert preview("both")["items"][0]["size"] == 1  # a definition, although there is a folder of that name


def test_a_rule_without_a_contract_works_on_one_csv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"vip.seg": GOOD, "customers.csv": CUSTOMERS, "two.csv": "a_id,b_id,age\n1,2,20\n2,1,30\n"})
    monkeypatch.chdir(tmp_path)
    (item,) = preview("vip.seg", "--data", "customers.csv")["items"]
    assert (item["name"], item["size"]) == ("grown", 2)
    assert "error[key-several]" in run("preview", "vip.seg", "--data", "two.csv").stderr
    (item,) = preview("vip.seg", "--data", "two.csv", "--key", "a_id")["items"]
    assert item["size"] == 2


@pytest.mark.parametrize("arguments", [["-e", "age >= 18"], ["vip.seg", "grown"]])
def test_a_type_error_by_one_bad_cell_names_the_cell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    write(tmp_path, {"vip.seg": GOOD, "c.csv": "id,age,city\n1,20,a\n2,x,b\n3,30,c\n4,40,d\n"})
    monkeypatch.chdir(tmp_path)
    result = run("preview", *arguments, "--data", "c.csv", "--lang", "zh")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "4 个非空单元格中有 1 个不是 int；首个是第 2 行的 " in result.stderr
    whole = run("preview", "vip.seg", "--data", "c.csv")
    assert "column-taken-as-text" in whole.stderr
    assert "column-taken-as-text" not in run("preview", "-e", "citty = city", "--data", "c.csv").stderr


def test_an_expression_can_be_asked_of_one_csv_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"customers.csv": CUSTOMERS, "deeper/other.seg": "segment other { require nonsense }"})
    monkeypatch.chdir(tmp_path)
    (item,) = preview("-e", "age >= 18", "--data", "customers.csv")["items"]
    assert item["size"] == 2
    result = run("preview")  # neither a project nor data: nothing is searched for in the folders below
    assert (result.exit_code, "error[project-missing]" in result.stderr) == (2, True)


def test_a_rule_file_and_data_stand_for_themselves_inside_a_project(small: Path) -> None:
    write(small, {"one.seg": GOOD, "elsewhere.csv": "customer_id,age\n7,20\n8,30\n9,40\n"})
    value = preview("one.seg", "--data", "elsewhere.csv")
    assert (value["universe"], value["items"][0]["size"]) == (3, 3)


def test_data_under_a_name_that_no_rule_declares_is_refused(small: Path) -> None:
    result = run("preview", "--data", "custmer=customers.csv")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "error[no-such-table]" in result.stderr
    assert "`customer`" in result.stderr


@pytest.mark.parametrize("data", ["customer=客户 表.csv", "客户 表.csv"])
def test_one_rule_file_and_one_data_file_are_enough(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: str) -> None:
    write(tmp_path, {"会员.seg": CONTRACT + GOOD, "客户 表.csv": CUSTOMERS})
    monkeypatch.chdir(tmp_path)
    (item,) = preview("会员.seg", "--data", data, "--as-of", "2021-06-30")["items"]
    assert (item["name"], item["size"], item["unknown"]) == ("grown", 2, 1)
    (item,) = preview("会员.seg", "grown", "--data", data)["items"]
    assert item["size"] == 2


# What people's data looks like: each with the code of the finding, and the exit code.
DATA = {
    "empty": ("", "file-empty", 2),
    "without the key": ("id,age,city\n1,2,suzhou\n", "column-missing", 1),
    "key twice": (CUSTOMERS + "1,30,suzhou\n1,31,suzhou\n", "key-duplicate", 1),
    "text for a number": ("customer_id,age,city\n1,old,suzhou\n2,18,suzhou\n", "value-unreadable", 0),
    "category not declared": (CUSTOMERS + "5,20,beijing\n", "value-undeclared", 0),
    "value not allowed": (CUSTOMERS + "5,200,suzhou\n", "value-outside", 0),
}


@pytest.mark.parametrize("case", DATA)
def test_data_that_does_not_fit_is_reported(small: Path, case: str) -> None:
    text, code, exit_code = DATA[case]
    write(small, {"customers.csv": text})
    result = run("preview")
    assert result.exit_code == exit_code
    assert f"[{code}]" in result.stderr
    if exit_code == 0:
        assert run("preview", "--strict").exit_code == 1


def test_a_key_in_a_sample_stands_as_it_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "n.csv").write_text("id,n\n1234567,2\n2345678,3\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    shown = run("preview", "-e", "n > 1", "--data", "n.csv", "--sample", "1").stdout
    assert "1234567" in shown
