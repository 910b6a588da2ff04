"""The tree over several files: by heading across files, by file, and narrowed by the words of a filter."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from rich.cells import cell_len

from segdsl.diagnostics import Diagnostic, Language, Source
from segdsl.rulebook import Checker
from segdsl_tui.presentation import tree
from segdsl_tui.state import events as e
from segdsl_tui.state.model import Buffer, Facts, Key, Place, State
from segdsl_tui.state.queries import place_of
from segdsl_tui.state.update import update
from segdsl_tui.widgets.filter import FilterLine
from segdsl_tui.widgets.tree import RuleTree
from tests.cli.projects import CONTRACT
from tests.tui.desk import Desk, desk
from tests.tui.project import FILE, RULES, project
from tests.tui.test_presentation import ITEMS

MORE = """segment loose {
  require grown
}
theme "客户"
segment themed "老客户" {
  require age > 60
}
dimension "地区"
segment place {
  require city is known
}
dimension "年龄"
segment elder {
  require age > 50
}
theme "产品"
segment tall {
  require grown
}
"""
OTHER = "rules/追加.seg"


def state(rules: str = RULES, language: Language = "en") -> State:
    texts = {FILE: rules, OTHER: MORE}
    sources = [Source("rules/contract.seg", CONTRACT), *(Source(name, text) for name, text in texts.items())]
    buffers = {name: Buffer(name, text, text) for name, text in texts.items()}
    return State(language, buffers=buffers, current=FILE, rulebook=Checker().check(sources), checked=0, sizes=ITEMS)


def names(of: State) -> list[tuple[int, str]]:
    return [(row.depth, row.name) for row in tree.rows(of)]


def found(of: State, sought: str) -> list[str]:
    rows = tree.rows(update(of, e.Sought(sought)))
    return [row.name for row in rows if row.key[0] in ("definition", "class")]


def test_headings_gather_definitions_of_all_files_and_what_has_none_comes_last() -> None:
    assert names(state()) == [
        (0, "客户"),
        (1, "themed"),
        (1, "年龄"),
        *[(2, name) for name in ("grown", "local", "life", "points", "limit", "elder")],
        (1, "地区"),
        (2, "place"),
        (0, "产品"),
        (1, "tall"),
        (0, "Without a theme"),
        (1, "loose"),
    ]


def test_files_hold_their_definitions() -> None:
    by_file = names(update(state(), e.Arranged("files")))
    assert [name for depth, name in by_file if depth == 0] == [FILE, OTHER]
    assert by_file[-5:] == [(1, name) for name in ("loose", "themed", "place", "elder", "tall")]


def test_without_any_heading_there_is_none() -> None:
    one = State("en", buffers={OTHER: Buffer(OTHER, "param a = 1\n", "")})
    assert names(one) == [(0, "a")]


def test_rows_lead_to_their_first_definition() -> None:
    keys: dict[Key, tuple[str, Place]] = {
        ("theme", "产品"): (OTHER, Place(15)),
        ("dimension", "客户", "地区"): (OTHER, Place(7)),
        ("theme", "客户"): (FILE, Place(1)),
        ("class", "life", "old"): (FILE, Place(13)),
        ("definition", "elder"): (OTHER, Place(12)),
    }
    assert {key: place_of(state(), key) for key in keys} == keys
    assert place_of(state(), ("theme", "无")) is None


@pytest.mark.parametrize(
    "sought, expected",
    [
        ("elder", ["elder"]),
        ("成年客户", ["grown"]),
        ("ＧＲＯＷＮ", ["grown"]),
        ("年长", ["life", "old"]),
        ("young", ["life", "young"]),
        ("追加.seg 老", ["themed"]),
        ("产品", []),
        ("nothing like it", []),
    ],
)
def test_words_are_parts_of_names_titles_classes_and_files(sought: str, expected: list[str]) -> None:
    assert [name for name in found(state(), sought) if name not in {"young", "old"} - {sought, *expected}] == expected


def test_words_begin_the_names_of_states_in_both_languages() -> None:
    broken = state(RULES.replace("age >= 18", "agee >= 18"))
    assert "grown" in found(broken, "err")
    assert "grown" in found(broken, "错误")
    assert "elder" in found(broken, "ok")
    assert "grown" not in found(broken, "正常")
    old = replace(state(), stale=frozenset({"points"}))
    assert found(old, "计算") == ["points"]
    text = MORE + "# mine\n"
    unsaved = update(state(), e.Typed(OTHER, text))
    assert found(unsaved, "unsaved") == ["themed", "elder", "place", "tall", "loose"]
    assert found(update(state(), e.Kept({FILE: "modified"})), "改 积分") == ["points"]


def test_a_filter_opens_what_is_folded_and_leaves_no_empty_heading() -> None:
    folded = replace(state(), toggled=frozenset({("theme", "客户")}))
    assert names(update(folded, e.Sought("elder"))) == [(0, "客户"), (1, "年龄"), (2, "elder")]
    assert names(update(update(folded, e.Sought("elder")), e.Sought("  "))) == names(folded)


def test_sizes_and_marks_stay_in_a_filter() -> None:
    (row,) = [row for row in tree.rows(update(state(), e.Sought("积分"))) if row.key[0] == "definition"]
    assert (row.figure, row.stale) == ("mean 10", False)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_title_fits_into_the_narrow_pane(language: Language) -> None:
    for sought in ("", "elder"):
        of = update(state(language=language), e.Sought(sought))
        line = tree.title(of, tree.rows(of), 34).plain
        assert cell_len(line) <= 34
        assert "…" not in line


def test_a_first_size_is_awaited_while_it_is_counted_and_no_longer() -> None:
    def figure(of: State, name: str = "elder") -> str:
        return next(row.figure for row in tree.rows(of) if row.name == name)

    facts = Facts(dt.date(2021, 6, 30), 4)
    assert figure(state()) == tree.WAITING, "nothing was counted yet"
    assert figure(replace(state(), facts=facts)) == "", "it has none"
    assert figure(replace(state(), facts=facts, stale=frozenset({"elder"}))) == tree.WAITING
    assert figure(replace(state(), trouble=(Diagnostic("hmac-key-missing"),))) == ""
    assert figure(state(RULES.replace("age >= 18", "agee >= 18")), "local") == "1", "the last one stays"
    assert figure(replace(state(), sizes={}), "limit") == "30"


# ---- in the app ------------------------------------------------------------------------------------------------------


def shown(at: Desk) -> list[str]:
    widget = at.app.main.query_one(RuleTree)
    return [line.split()[0].strip("▾▸") or line.split()[1] for line in at.lines_of(widget) if line.strip()]


async def test_the_tree_is_narrowed_while_words_are_typed_and_escape_shows_all(tmp_path: Path) -> None:
    path = project(tmp_path)
    (path / OTHER).write_text(MORE, encoding="utf-8")
    async with desk(path) as at:
        all_rows = shown(at)
        await at.press("f2", "slash", *"老客")
        assert at.state.sought == "老客"
        assert "找到 1" in at.text_of("#tree-title")
        widget = at.app.main.query_one(RuleTree)
        assert widget.row is not None
        assert widget.row.key == ("definition", "themed")
        await at.press("enter", "enter")  # to the tree, then to the definition
        await at.until(lambda: (at.state.current, at.state.cursor.line) == (OTHER, 4))
        assert at.app.main.focused is at.editor
        await at.press("f2", "escape")
        assert at.state.sought == ""
        assert not at.app.main.query(FilterLine)
        assert shown(at) == all_rows


async def test_the_cursor_of_the_tree_moves_under_the_filter(tmp_path: Path) -> None:
    path = project(tmp_path)
    (path / OTHER).write_text(MORE, encoding="utf-8")
    async with desk(path) as at:
        await at.press("f2", "slash", *"require", *["backspace"] * 7, *"追加", "down", "down")
        await at.until(lambda: at.state.focus == "elder")  # themed, the heading, elder
        assert isinstance(at.app.main.focused, FilterLine)
        await at.press("escape")
        assert isinstance(at.app.main.focused, RuleTree)


async def test_after_a_filter_that_found_nothing_the_cursor_is_where_it_was(tmp_path: Path) -> None:
    async with desk(project(tmp_path)) as at:
        widget = at.app.main.query_one(RuleTree)

        def chosen() -> object:
            return widget.row and widget.row.key

        await at.press("f2", "slash", *"成年", "down")
        await at.until(lambda: chosen() == ("definition", "local"))  # the second of two
        await at.press("x")
        await at.until(lambda: chosen() is None)
        await at.press("backspace")
        await at.until(lambda: chosen() == ("definition", "local"))
        await at.press("x", "y")
        await at.until(lambda: chosen() is None)
        await at.press("escape")
        await at.until(lambda: chosen() == ("definition", "local"))


async def test_files_and_themes_take_turns_by_key_and_by_mouse(tmp_path: Path) -> None:
    async with desk(project(tmp_path)) as at:
        await at.press("f2", "f")
        assert at.state.arranged == "files"
        row = at.app.main.query_one(RuleTree).row
        assert row is not None
        assert row.key == ("definition", at.state.focus)
        title = at.text_of("#tree-title")
        await at.pilot.click("#tree-title", offset=(cell_len(title[: title.index("主题")]), 0))
        await at.until(lambda: at.state.arranged == "themes")
        await at.pilot.click("#tree-title", offset=(at.app.main.query_one("#tree-title").size.width - 3, 0))
        await at.until(lambda: at.app.main.query(FilterLine))
