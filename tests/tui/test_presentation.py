"""Texts of the panes: what they say, and that every line keeps to its width in terminal cells."""

import datetime as dt
from dataclasses import replace

import pytest
from rich.cells import cell_len

from segdsl.diagnostics import Language, Source
from segdsl.engine.results import Bin, ClassSize, Item, WaterfallRow
from segdsl.rulebook import Checker
from segdsl_tui.presentation import preview, status, tree
from segdsl_tui.presentation.highlight import runs
from segdsl_tui.presentation.layout import Room, cut, fit, fit_right
from segdsl_tui.state.model import Buffer, Facts, Key, Place, State
from segdsl_tui.state.questions import Answer, Detail
from tests.cli.projects import CONTRACT
from tests.tui.project import FILE, RULES

STEPS = (WaterfallRow("require grown", "成年", 2, 2, 3), WaterfallRow("require city is known", "地市已知", 3, 1, 2))
CLASSES = (ClassSize("young", "青年", 2, 0.5), ClassSize("old", "年长", 1, 0.25))
SPREAD = (("0.05", 0.0), ("0.25", 0.0), ("0.5", 0.0), ("0.75", 40.0), ("0.95", 40.0))
GROWN = Item("grown", "segment", "成年客户", "bool", size=2, share=0.5, unknown=1)
LOCAL = Item("local", "segment", "成年本地客户", "bool", size=1, share=0.25, unknown=0, waterfall=STEPS)
LIFE = Item("life", "tag", "年龄段", "category", missing=1, classes=CLASSES)
POINTS = Item("points", "score", "积分", "number", missing=0, min=0.0, max=40.0, mean=10.0, quantiles=SPREAD)
ITEMS = {item.name: item for item in (GROWN, LOCAL, LIFE, POINTS)}
WIDTHS = (20, 34, 60, 80, 120)
BROKEN = RULES.replace("age >= 18", "agee >= 18")


def state(text: str = RULES, language: Language = "zh", focus: str = "local") -> State:
    sources = [Source("rules/contract.seg", CONTRACT), Source(FILE, text)]
    return State(
        language=language,
        buffers={s.name: Buffer(s.name, s.text, s.text) for s in sources},
        current=FILE,
        focus=focus,
        rulebook=Checker().check(sources),
        checked=0,
        facts=Facts(dt.date(2021, 6, 30), 4, (), 0.01),
        sizes=ITEMS,
        answers={Detail(name): Answer(item) for name, item in ITEMS.items()},
    )


UNFOLDED = replace(state(), toggled=frozenset({("definition", "life")}))


def drawn(of: State, width: int = 80) -> list[str]:
    return [line.plain for line in preview.lines(of, Room(width, 12))]


def row_of(name: str, of: State) -> tree.Row:
    return next(row for row in tree.rows(of) if row.name == name)


def test_the_tree_shows_headings_and_definitions_with_their_sizes() -> None:
    assert [(row.depth, row.name, row.figure) for row in tree.rows(state())] == [
        (0, "客户", ""),
        (1, "年龄", ""),
        (2, "grown", "2"),
        (2, "local", "1"),
        (2, "life", "2 类"),
        (2, "points", "平均 10"),
        (2, "limit", "30"),
    ]


def test_a_tag_unfolds_into_its_classes() -> None:
    classes = [(row.name, row.title, row.figure) for row in tree.rows(UNFOLDED) if row.depth == 3]
    assert classes == [("young", "青年", "2"), ("old", "年长", "1")]


def test_folding_a_heading_hides_what_is_below_but_not_that_it_has_an_error() -> None:
    keys: tuple[Key, ...] = (("theme", "客户"), ("dimension", "客户", "年龄"))
    for key in keys:
        folded = tree.rows(replace(state(BROKEN), toggled=frozenset({key})))
        assert "grown" not in [row.name for row in folded]
        assert next(row for row in folded if row.key == key).severity == "error"


def test_stale_sizes_are_marked_by_a_character_not_by_colour_alone() -> None:
    row = row_of("grown", replace(state(), stale=frozenset({"grown"})))
    assert tree.line(row, 30).plain.endswith("~2")


def test_a_definition_with_an_error_is_marked() -> None:
    assert tree.line(row_of("grown", state(BROKEN)), 30).plain.endswith("✗")


@pytest.mark.parametrize("width", WIDTHS)
def test_lines_of_the_tree_are_exactly_as_wide_as_the_pane(width: int) -> None:
    assert {cell_len(tree.line(row, width).plain) for row in tree.rows(UNFOLDED)} == {width}


def test_a_waterfall_has_a_row_per_clause_after_all_customers() -> None:
    rows = [line.split() for line in drawn(state())]
    assert rows[0] == ["1", "/", "全部", "4", "个客户，占", "25.0%"]
    assert [row[:3] for row in rows[2:]] == [
        ["全部客户", "4", "100%"],
        ["成年", "2", "50.0%"],
        ["地市已知", "1", "25.0%"],
    ]


def test_those_without_a_definite_answer_are_told_with_those_of_them_who_are_in() -> None:
    found = replace(LOCAL, unknown=2, unknown_included=1)
    assert "不确定 2（计入 1）" in drawn(replace(state(), answers={Detail("local"): Answer(found)}))[0]


def test_bars_are_as_long_as_their_shares() -> None:
    assert [line.count("█") for line in drawn(state(), 80)[2:]] == [40, 20, 10]


def test_figures_stand_below_each_other_under_chinese_labels() -> None:
    assert len({cell_len(line[: line.index("%") + 1]) for line in drawn(state())[2:]}) == 1


def test_a_wide_pane_also_shows_each_clause_alone_and_left_out() -> None:
    heading, everyone, grown, local = drawn(state(), 120)[1:]
    assert heading.split() == ["条件", "剩余", "占比", "单独满足", "去掉后"]
    assert everyone.split()[:3] == ["全部客户", "4", "100%"]
    assert grown.split()[:7] == ["成年", "require", "grown", "2", "50.0%", "2", "3"]
    assert local.split()[5:9] == ["1", "25.0%", "3", "2"]


def test_a_tag_shows_its_classes_and_who_has_none() -> None:
    summary, _, young, old = drawn(state(focus="life"))
    assert summary.split() == ["无类别", "1"]
    assert young.split()[:4] == ["青年", "young", "2", "50.0%"]
    assert old.split()[:4] == ["年长", "old", "1", "25.0%"]


def test_a_score_shows_its_distribution_as_figures_and_as_a_box() -> None:
    lines = drawn(state(focus="points"), 40)
    assert lines[1].split()[:2] == ["最小", "0"]
    assert cell_len(lines[-1]) <= 40


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("text", [RULES, BROKEN], ids=["fine", "broken"])
def test_no_line_is_wider_than_its_pane(width: int, language: Language, text: str) -> None:
    for focus in ITEMS:
        shown = replace(state(text, language, focus), cursor=Place(5, 3))
        lines = [*preview.lines(shown, Room(width, 12)), status.editor_title(shown, width), status.status(shown, width)]
        lines += [status.problem(shown, width), preview.title(shown, width)]
        assert [line.plain for line in lines if line.cell_len > width] == []


def test_the_command_line_shows_the_same_as_the_preview() -> None:
    assert preview.command(state()) == "segdsl preview local --waterfall"
    assert preview.command(state(focus="points")) == "segdsl preview points"


def test_a_constant_has_users_instead_of_a_size() -> None:
    text = RULES.replace("age >= 18", "age >= limit")
    lines = drawn(state(text, focus="limit"))
    assert "grown" in lines[1]
    assert preview.command(state(text, focus="limit")) == ""


def test_an_excluded_clause_is_told_from_a_required_one() -> None:
    steps = (WaterfallRow("exclude grown", "成年", 2, 2, 4),)
    shown = replace(state(), answers={Detail("local"): Answer(replace(LOCAL, waterfall=steps))})
    assert drawn(shown)[3].startswith("排除：成年 ")


def test_the_title_stays_while_a_definition_has_errors() -> None:
    assert "成年客户 grown" in preview.title(state(BROKEN, focus="grown"), 80).plain


def test_an_outdated_preview_says_so() -> None:
    assert drawn(replace(state(), answers={Detail("local"): Answer(LOCAL, stale=True)}))[0].startswith("~1")


def test_the_problem_under_the_cursor_is_worded_with_its_hint() -> None:
    said = status.problem(replace(state(BROKEN, "en"), cursor=Place(5, 12)), 200).plain
    assert said.startswith(" ✗ ")
    assert "`agee`" in said
    assert "`age`" in said


def test_status_counts_findings_and_unsaved_files() -> None:
    shown = state(BROKEN, "en")
    unsaved = replace(shown.buffers[FILE], saved="")
    said = status.status(replace(shown, buffers={**shown.buffers, FILE: unsaved}), 100).plain
    assert [part for part in ("4 customers as of 2021-06-30", "errors 1", "unsaved 1") if part not in said] == []


def test_a_line_is_coloured_by_the_kind_of_its_words() -> None:
    line = 'segment vip "高价值" { require age >= 18 and not city in [南京] } # 注'
    assert {line[run.start : run.end]: run.role for run in runs(line)} == {
        "segment": "heading",
        "vip": "name",
        '"高价值"': "title",
        "require": "clause",
        "18": "number",
        "and": "operator",
        "not": "operator",
        "in": "operator",
        "# 注": "comment",
    }


def test_a_field_called_like_a_keyword_is_not_coloured_as_one() -> None:
    assert runs("  model: digital, channel: app") == ()


def test_cutting_measures_cells() -> None:
    assert (cut("成年客户", 8), cut("成年客户", 7), cut("成年客户", 6)) == ("成年客户", "成年客…", "成年…")
    assert (fit("成年", 6), fit_right("12", 4)) == ("成年  ", "  12")
    assert [cell_len(fit("成年客户", cells)) for cells in range(9)] == list(range(9))


def test_a_spread_has_a_bar_for_each_stretch() -> None:
    points = Item("points", "score", "积分", "int", min=0, max=40, histogram=(Bin(0, 20, 1), Bin(20, 40, 3)))
    shown = replace(state(focus="points"), tab="spread", answers={Detail("points"): Answer(points)})
    assert [line.split()[:5] for line in drawn(shown)[1:]] == [
        ["0", "–", "20", "1", "25.0%"],
        ["20", "–", "40", "3", "75.0%"],
    ]


def test_what_a_view_is_not_made_for_says_what_it_is_made_for() -> None:
    assert drawn(replace(state(), tab="spread")) == ["数值和日期才有分布。"]
