"""Questions to an open project, answered by counting in the head: the customers are in `tests/campaign/project.py`."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

import segdsl
from tests.campaign.project import CUSTOMERS, write_project


@pytest.fixture
def project(tmp_path: Path) -> segdsl.Project:
    return segdsl.open(write_project(tmp_path / "有 空格"))


def test_an_overview_has_every_definition_with_a_value(project: segdsl.Project) -> None:
    found = project.preview().to_dict()
    assert (found["as_of"], found["universe"]) == ("2021-06-30", 6)
    assert [(i["name"], i["kind"]) for i in found["items"]] == [
        ("group", "tag"), ("adults", "segment"), ("planned", "segment"), ("ages", "let"),
    ]  # fmt: skip


def test_sizes_shares_and_who_has_no_answer(project: segdsl.Project) -> None:
    (item,) = project.preview(["adults"]).to_dict()["items"]
    assert (item["size"], item["unknown"]) == (4, 1)  # 30, 50, 41, 19; c6 has no age
    assert item["share"] == pytest.approx(4 / 6)


def test_classes_count_everybody_once(project: segdsl.Project) -> None:
    (item,) = project.preview(["group"]).to_dict()["items"]
    assert [(c["name"], c["title"], c["size"]) for c in item["classes"]] == [("young", "青年", 3), ("old", "中老年", 2)]
    assert item["missing"] == 1


def test_numbers_have_a_distribution(project: segdsl.Project) -> None:
    (item,) = project.preview(["ages"]).to_dict()["items"]
    assert (item["min"], item["max"], item["mean"], item["missing"]) == (18, 51, 32.4, 1)
    assert item["quantiles"]["0.5"] == 31


@pytest.mark.parametrize(
    "by, rows", [("group", [("young", 2), ("old", 2), (None, 0)]), ("kind", [("home", 2), ("shop", 2), (None, 0)])]
)
def test_split_by_a_tag_or_a_category_field(
    project: segdsl.Project, by: str, rows: list[tuple[str | None, int]]
) -> None:
    (item,) = project.preview(["adults"], by=by).to_dict()["items"]
    assert [(r["class"], r["size"]) for r in item["by"]["rows"]] == rows


def test_a_sample_shows_the_smallest_keys_with_personal_data_masked(project: segdsl.Project) -> None:
    (item,) = project.preview(expr='age >= 18 and starts_with(phone, "13")', sample=2).to_dict()["items"]
    assert item["sample"] == {
        "columns": ["id", "age", "phone"],
        "rows": [["=4", 41, "137****8002"], ["c3", 30, "138****8000"]],
    }


def test_an_expression_reads_like_a_segment_with_a_waterfall(project: segdsl.Project) -> None:
    (item,) = project.preview(expr="adults and group = young and not refused", waterfall=True).to_dict()["items"]
    assert (item["name"], item["kind"], item["size"]) == ("expr", "segment", 1)
    assert [(r["clause"], r["alone"], r["remaining"], r["without"]) for r in item["waterfall"]] == [
        ("adults", 4, 4, 2), ("group = young", 3, 2, 3), ("not refused", 5, 1, 2),
    ]  # fmt: skip


def test_an_expression_that_is_no_condition_has_its_own_type(project: segdsl.Project) -> None:
    (item,) = project.preview(expr="age * 2").to_dict()["items"]
    assert (item["kind"], item["type"], item["max"]) == ("let", "int", 100)


def test_a_mistaken_expression_says_where(project: segdsl.Project) -> None:
    with pytest.raises(segdsl.RulebookError) as caught:
        project.preview(expr="agee > 3")
    (finding,) = caught.value.diagnostics
    assert (finding.code, finding.file, finding.span and (finding.span.start, finding.span.end)) == (
        "unknown-name",
        "-e",
        (0, 4),
    )


@pytest.mark.parametrize("name, code", [("adult", "no-such-definition"), ("nothing", "no-such-definition")])
def test_names_that_do_not_exist(project: segdsl.Project, name: str, code: str) -> None:
    with pytest.raises(segdsl.SegdslError, match=code):
        project.preview([name])


def test_members_have_the_key_first_and_values_as_they_are(project: segdsl.Project) -> None:
    found = project.members("adults", columns=["phone", "group"]).sort("id").collect()
    wanted = CUSTOMERS.filter(pl.col("age") >= 18).sort("id")
    assert found.columns == ["id", "phone", "group"]
    assert found["phone"].to_list() == wanted["phone"].to_list()


def test_why_someone_is_in_and_what_keeps_another_out(project: segdsl.Project) -> None:
    inside = project.why("adults", "c3").to_dict()
    assert (inside["member"], inside["clauses"][0]["holds"], inside["clauses"][0]["values"]) == (
        True,
        True,
        {"age": 30},
    )
    outside = project.why("adults", "c2").to_dict()
    assert (outside["member"], outside["clauses"][0]["needs"]) == (False, ["age >= 18"])


def test_why_a_class(project: segdsl.Project) -> None:
    found = project.why("group", "c1").to_dict()
    assert found["value"] == "old"
    assert [(c["name"], c["holds"]) for c in found["classes"]] == [("young", False), ("old", True)]


def test_why_of_nobody(project: segdsl.Project) -> None:
    with pytest.raises(segdsl.SegdslError, match="unknown-key"):
        project.why("adults", "c9")


def test_one_rule_file_and_one_csv_are_enough(tmp_path: Path) -> None:
    (tmp_path / "vip.seg").write_text("segment vip { require spend >= 100 }", encoding="utf-8")
    (tmp_path / "客户.csv").write_text("customer_id,spend\n1,50\n2,100\n3,\n", encoding="gb18030")
    with segdsl.open(tmp_path / "vip.seg", data={"": str(tmp_path / "客户.csv")}) as project:
        (item,) = project.preview().to_dict()["items"]
    assert (item["size"], item["unknown"]) == (1, 1)


def test_a_folder_that_is_a_project_is_opened_as_one_wherever_it_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_project(tmp_path / "one")
    monkeypatch.chdir(tmp_path)
    with segdsl.open("one") as direct, segdsl.open(rules=["one"]) as named:
        assert named.preview().to_dict() == direct.preview().to_dict()


def test_params_can_be_set_from_outside(tmp_path: Path) -> None:
    folder = write_project(tmp_path)
    with (folder / "rules.seg").open("a", encoding="utf-8") as rules:
        rules.write("param from_age = 18 in 0..99\nsegment grown { require age >= from_age }\n")
    sizes = [segdsl.open(folder, params=p).preview(["grown"]).items[0].size for p in ({}, {"from_age": "41"})]
    assert sizes == [4, 2]


def test_a_missing_list_leaves_the_rest_usable(tmp_path: Path) -> None:
    folder = write_project(tmp_path)
    with (folder / "rules.seg").open("a", encoding="utf-8") as rules:
        rules.write('segment invited { require listed("vip") }\nsegment both { require invited require adults }\n')
    found = segdsl.open(folder).preview()
    assert [i.name for i in found.items] == ["group", "adults", "planned", "ages"]
    assert [d.code for d in found.diagnostics if d.severity == "error"] == ["unknown-list"]


def test_a_book_hands_out_expressions(tmp_path: Path) -> None:
    book = segdsl.load(write_project(tmp_path) / "rules.seg")
    assert CUSTOMERS.select(book.expr("adults")).to_series().to_list() == [True, True, False, True, True, False]
    assert CUSTOMERS.select(book.expr("group")).to_series().to_list() == ["young", "old", "young", "old", "young", None]


def test_a_book_with_errors_carries_them(tmp_path: Path) -> None:
    (tmp_path / "a.seg").write_text("segment s { require }", encoding="utf-8")
    with pytest.raises(segdsl.RulebookError) as caught:
        segdsl.load(tmp_path / "a.seg")
    assert caught.value.diagnostics


# Adults are 30, 50, 41 and 19 years old; 17 is none, and one has no age.
CHECKS = """
test "of age" { given { age: 18 } expect adults }
test "a day younger" { given { age: 17 } expect adults }
assert size(adults) = 4
assert subset(adults, age > 18)
assert cover(adults) "everyone is of age"
"""


def checked(folder: Path) -> Path:
    """The project with tests and assertions beside its rules."""
    write_project(folder)
    with (folder / "rules.seg").open("a", encoding="utf-8") as rules:
        rules.write(CHECKS)
    return folder


def test_a_book_runs_its_tests(tmp_path: Path) -> None:
    book = segdsl.load(checked(tmp_path) / "rules.seg")
    verdicts = book.test()
    assert [(v.name, v.passed) for v in verdicts.tests] == [("of age", True), ("a day younger", False)]
    assert (verdicts.passed, verdicts.asserts, book.test("of age").passed) == (False, None, True)
    (fault,) = verdicts.tests[1].expects[0].faults
    assert (fault.expected, fault.actual) == ("adults", (("adults", False),))


def test_a_project_measures_its_assertions(tmp_path: Path) -> None:
    project = segdsl.open(checked(tmp_path))
    size, subset, cover = project.assertions()
    assert (size.passed, size.values) == (True, (("size(adults)", 4),))
    assert (subset.passed, subset.violations) == (True, 0)
    assert (cover.passed, cover.title, cover.violations, cover.examples) == (
        False, "everyone is of age", 2, ("c2", "c6"),
    )  # fmt: skip
    found = project.test("of age")
    assert ([v.name for v in found.tests], [a.passed for a in found.asserts or ()]) == (["of age"], [False])


def test_an_export_holds_to_what_the_rules_assert(tmp_path: Path) -> None:
    project = segdsl.open(checked(tmp_path / "project"))
    with pytest.raises(segdsl.SegdslError) as caught:
        project.export("adults", tmp_path / "out")
    assert [d.code for d in caught.value.diagnostics] == ["asserts-stop-export", "assert-fails-for"]
    assert (caught.value.exit_code, (tmp_path / "out").exists()) == (1, False)
    done = project.export("adults", tmp_path / "out", despite_asserts=True)
    assert [verdict.passed for verdict in done.asserts] == [True, True, False]
