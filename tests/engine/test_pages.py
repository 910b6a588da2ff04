"""Members by the page: in the order of keys or of a column, masked, the same whether anything is remembered or not."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import segdsl
from segdsl.diagnostics import SegdslError, Source
from segdsl.engine.pages import Order, page
from segdsl.rulebook import Checker

RULES = """profile customer {
  key id text "编号"
  field phone text? "手机号" pii mobile
  field age int? "年龄"
}
segment grown "成年" { require age >= 18 }
tag life { class young when age < 30 class old otherwise }
segment late { require life = old }
score points { add 10 when age > 20 }
"""
DATA = """id,phone,age
c,13800000001,70
a,13912345678,20
d,,20
b,13700000000,17
e,13600001111,
"""
SETTINGS = '[project]\nname = "small"\nrules = ["r.seg"]\n\n[data]\ncustomer = "c.csv"\n'


@pytest.fixture(params=["snapshot", "remembering", "plain"])
def project(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[segdsl.Project]:
    (tmp_path / "r.seg").write_text(RULES, encoding="utf-8")
    (tmp_path / "c.csv").write_text(DATA, encoding="utf-8")
    (tmp_path / "segdsl.toml").write_text(SETTINGS, encoding="utf-8")
    with segdsl.open(tmp_path, as_of="2021-06-30", store=request.param != "plain") as opened:
        if request.param != "plain":
            opened.remember()
        yield opened


def keys(project: segdsl.Project, name: str, order: Order | None = None, start: int = 0, length: int = 10) -> str:
    return "".join(str(row[0]) for row in page(project.session, name, start, length, order).rows)


def test_members_come_by_key_with_masked_contacts_and_what_the_rule_mentions(project: segdsl.Project) -> None:
    found = page(project.session, "grown", 0, 2)
    assert [(column.name, column.title, column.is_number) for column in found.columns] == [
        ("id", "编号", False), ("age", "年龄", True), ("phone", "手机号", False),
    ]  # fmt: skip
    assert (found.total, found.start, found.rows) == (3, 0, (("a", 20, "139****5678"), ("c", 70, "138****0001")))


def test_pages_follow_each_other_and_end(project: segdsl.Project) -> None:
    assert [keys(project, "grown", start=start, length=2) for start in (0, 2, 4)] == ["ac", "d", ""]
    assert page(project.session, "grown", 4, 2).total == 3


def test_sorting_keeps_equal_ones_by_key_and_puts_missing_values_last(project: segdsl.Project) -> None:
    assert keys(project, "late") == "ce"
    assert [keys(project, "grown", order) for order in (Order("age"), Order("age", descending=True))] == ["adc", "cad"]
    assert keys(project, "late", Order("age", descending=True)) == "ce"
    assert keys(project, "grown", Order("points")) == "adc"
    assert keys(project, "grown", Order("phone")) == "cad", "as masked: 138****0001, 139****5678, missing"


def test_definitions_that_the_rule_mentions_are_shown(project: segdsl.Project) -> None:
    assert [row[1] for row in page(project.session, "late", 0, 5).rows] == ["old", "old"]


def test_an_edited_rule_has_other_members(project: segdsl.Project) -> None:
    assert keys(project, "grown") == "acd"
    edited = RULES.replace("age >= 18", "age >= 17").replace("age < 30", "age < 18")
    other = project.with_rulebook(Checker().check([Source("r.seg", edited)]))
    assert (keys(other, "grown"), keys(other, "late")) == ("abcd", "acde")


def test_an_order_by_what_is_no_column_is_refused(project: segdsl.Project) -> None:
    with pytest.raises(SegdslError) as refused:
        page(project.session, "grown", 0, 1, Order("agee"))
    assert [found.code for found in refused.value.diagnostics] == ["no-such-column"]
