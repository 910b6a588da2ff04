"""What the views say of answers made by hand: figures, marks that need no colour, lines that keep to their width."""

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from segdsl.diagnostics import Language, Source
from segdsl.engine.results import (
    Breakdown,
    ClassSize,
    Difference,
    Intersection,
    Item,
    Page,
    PageColumn,
    Point,
    Sweep,
    Trace,
    Why,
)
from segdsl.rulebook import Checker
from segdsl_tui.presentation import preview
from segdsl_tui.presentation.layout import Room
from segdsl_tui.presentation.views import TABS
from segdsl_tui.state.model import Buffer, Choices, Facts, State, Sweeping, Tab
from segdsl_tui.state.options import Options
from segdsl_tui.state.questions import (
    Answer,
    AtHead,
    Compared,
    Detail,
    Members,
    Overlap,
    Question,
    Reasons,
    Split,
    Swept,
)
from tests.cli.projects import CONTRACT
from tests.tui.project import FILE, RULES

WIDTHS = (20, 34, 60, 80, 200)
GROWN = Item("grown", "segment", "成年客户", "bool", size=2_000, share=0.5, unknown=1)
POINTS = tuple(Point(value, str(value), 4_000 - 100 * value) for value in range(0, 40, 2))
ANSWERS: dict[Question[Any], Any] = {
    Detail("grown"): GROWN,
    AtHead("grown"): Compared("", Difference(1_900, 2_000, entered=150, left=50)),
    Split("grown", "life", defined=True): Breakdown(
        "life",
        (ClassSize("young", "青年", 1_500, 0.75), ClassSize("old", "年长", 0, 0.0), ClassSize(None, None, 500, 0.25)),
    ),
    Overlap("grown", ("local",)): (
        Intersection(("grown",), 2_000, 1_000),
        Intersection(("local",), 1_600, 600),
        Intersection(("grown", "local"), 1_000, 1_000),
    ),
    Members("grown", 0): Page(
        (PageColumn("id", "客户编号", False), PageColumn("phone", "手机号", False), PageColumn("age", None, True)),
        2, 0, (("007", "138****0001", 1800), ("008", None, None)),
    ),
    Reasons("grown", "7"): Why(
        "grown", "segment", "7", False, False,
        (
            Trace("require age >= 18", "成年", False, (("age", 17),), needs=("age >= 18",)),
            Trace("require any_of", "地市", True, (), (Trace("city = nanjing", "①南京", True, (("city", None),)),)),
        ),
    ),
    Swept("grown", 0, "0..38:2"): Sweep(dt.date(2021, 6, 30), 4_000, "segdsl threshold", "grown", 18, POINTS),
}  # fmt: skip


def state(tab: Tab = "size", language: Language = "zh", *, stale: bool = False) -> State:
    sources = [Source("rules/contract.seg", CONTRACT), Source(FILE, RULES)]
    life = Item("life", "tag", "年龄段", "category", missing=400, classes=(ClassSize("young", "青年", 1_200, 0.3),))
    return State(
        language=language,
        buffers={each.name: Buffer(each.name, each.text, each.text) for each in sources},
        current=FILE,
        focus="grown",
        tab=tab,
        choices=Choices(key="7"),
        rulebook=Checker().check(sources),
        checked=0,
        facts=Facts(dt.date(2021, 6, 30), 4_000, (), 0.01),
        sizes={"grown": GROWN, "life": life},
        answers={question: Answer(value, stale=stale) for question, value in ANSWERS.items()},
    )


def drawn(of: State, width: int = 80, height: int = 30) -> list[list[str]]:
    return [line.plain.split() for line in preview.lines(of, Room(width, height))]


def compared(answer: Compared | None, *, stale: bool = False) -> str:
    """What stands behind the size."""
    answers = {**state().answers, AtHead("grown"): Answer(answer, stale=stale)}
    return preview.lines(replace(state(), answers=answers), Room(90, 9))[0].plain.split("不确定 1")[1].strip()


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("tab", TABS)
def test_no_line_is_wider_than_the_pane(width: int, language: Language, tab: Tab) -> None:
    shown = state(tab, language)
    lines = [*preview.lines(shown, Room(width, 12)), preview.tabs(shown, width), preview.title(shown, width)]
    assert [line.plain for line in lines if line.cell_len > width] == []


@pytest.mark.parametrize("tab", sorted(set(TABS) - {"sample", "spread"}))
def test_stale_answers_are_marked_by_a_character(tab: Tab) -> None:
    assert preview.lines(state(tab, stale=True), Room(80, 12))[0].plain.startswith("~")
    assert not preview.lines(state(tab), Room(80, 12))[0].plain.startswith("~")


def test_the_size_at_head_stands_beside_with_those_who_came_and_went() -> None:
    assert compared(Compared("", Difference(1_900, 2_000, 150, 50))) == "HEAD 时 1,900  +150 进入  −50 离开"
    assert compared(Compared("", Difference(2_000, 2_000))) == "HEAD 时 2,000  客户相同"
    assert compared(Compared("", Difference(other=3))) == "3 个客户的取值与 HEAD 时不同"
    assert compared(Compared("absent")) == "HEAD 中没有这个定义"
    assert compared(Compared("no-commit")) == "没有可比较的 git 提交"
    assert compared(None) == "HEAD 时：无法计算"
    assert compared(Compared("", Difference(2_000, 2_000)), stale=True).startswith("~")


def test_a_breakdown_shows_shares_of_the_segment_and_of_all() -> None:
    assert drawn(state("split"))[1:] == [
        ["取值", "客户数", "占比", "占全体"],
        ["青年", "young", "1,500", "75.0%", "30.0%", "█" * 30],
        ["年长", "old", "0", "0%"],
        ["（无值）", "500", "25.0%", "10.0%", "█" * 10],
    ]


def test_shares_of_all_are_left_out_while_they_are_stale() -> None:
    assert drawn(replace(state("split"), stale=frozenset({"life"})))[1] == ["取值", "客户数", "占比"]


def test_an_overlap_is_a_matrix_of_shares_then_groups() -> None:
    assert drawn(state("overlap"))[1:4] == [
        ["名称", "客户数", "与1共有", "1", "2"],
        ["1", "成年客户", "2,000", "2,000", "-", "50.0%"],
        ["2", "成年本地客户", "1,600", "1,000", "62.5%", "-"],
    ]
    assert drawn(state("overlap"))[6][:7] == ["1", "成年客户", "+", "2", "成年本地客户", "1,000", "1,000"]


def test_members_are_a_table_keys_as_they_stand() -> None:
    grid = preview.grid(state("sample"))
    assert grid is not None
    assert [column.heading for column in grid.columns] == ["客户编号▲", "手机号", "age"]
    first, second = grid.line(0), grid.line(1)
    assert first is not None
    assert second is not None
    assert (first.cells, second.cells) == (("007", "138****0001", "1,800"), ("008", "", ""))
    assert (grid.line(2), grid.note) == (None, "2")
    assert preview.grid(state("size")) is None


def test_stale_members_are_marked_in_the_corner_and_row_by_row() -> None:
    grid = preview.grid(state("sample", stale=True))
    assert grid is not None
    line = grid.line(0)
    assert line is not None
    assert (grid.note, line.stale) == ("~2", True)


def test_only_pages_that_can_be_seen_are_asked_for() -> None:
    shown = replace(state("sample"), choices=Choices(pages=(7, 8)))
    assert preview.wanted(shown) == (Members("grown", 7), Members("grown", 8))
    ordered = replace(state("sample"), choices=Choices(orders={"grown": ("age", True)}))
    assert preview.wanted(ordered) == (Members("grown", 0, ("age", True)),)


def test_why_is_told_clause_by_clause_with_values_and_what_is_needed() -> None:
    assert drawn(state("why"), 120)[:5] == [
        ["✗", "客户", "7", "不属于", "成年客户。", "换一位客户：k"],
        ["✗", "成年", "require", "age", ">=", "18", "age", "=", "17"],
        ["还需满足：age", ">=", "18"],
        ["✓", "地市", "require", "any_of"],
        ["✓", "①南京", "city", "=", "nanjing", "city", "=", "缺失"],
    ]


def test_a_sweep_shows_the_part_of_the_curve_around_the_threshold() -> None:
    lines = drawn(state("sweep"), 80, 8)
    assert lines[0][:4] == ["require", "age", ">=", "18"]
    assert [line[:4] for line in lines[3:]] == [
        ["14", "2,600", "65.0%", "+400"],
        ["16", "2,400", "60.0%", "+200"],
        [">", "18", "←", "2,200"],
        ["20", "2,000", "50.0%", "-200"],
        ["22", "1,800", "45.0%", "-400"],
    ]


def test_every_view_says_the_command_that_shows_the_same() -> None:
    assert {tab: preview.command(state(tab)) for tab in TABS} == {
        "size": "segdsl preview grown",
        "spread": "",
        "split": "segdsl preview grown --by life",
        "overlap": "segdsl preview grown local --overlap",
        "sample": "segdsl preview grown --sample 100",
        "why": "segdsl why grown 7",
        "sweep": "segdsl preview grown",
    }


def test_a_long_rule_is_cut_around_its_threshold() -> None:
    long = RULES.replace("age >= 18", "(city is known or city is missing or city = nanjing or age > 99) and age >= 18")
    source = [Source("rules/contract.seg", CONTRACT), Source(FILE, long)]
    shown = state("sweep", "en")
    answers = {**shown.answers, Swept("grown", 1, "0..38:2"): shown.answers[Swept("grown", 0, "0..38:2")]}
    choices = replace(shown.choices, sweeps={"grown": Sweeping(target=1)})
    shown = replace(shown, rulebook=Checker().check(source), answers=answers, choices=choices)
    line = preview.lines(shown, Room(80, 12))[0].plain
    assert line.startswith("…")
    assert "age >= 18" in line
    assert line.endswith("threshold 2 of 2, next: t")


def test_the_command_is_for_the_same_project_and_safe_in_a_shell() -> None:
    shown = replace(state("why"), choices=Choices(key="a b"), options=Options(path=Path("demo"), params={"limit": "3"}))
    assert preview.command(shown) == "segdsl why grown 'a b' --project demo --set limit=3"
