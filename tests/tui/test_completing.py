"""Candidates at the cursor: when they come, what they look like, which keys they take and what they write."""

from dataclasses import replace
from pathlib import Path

import pytest
from rich.cells import cell_len

from segdsl.diagnostics import Source
from segdsl.services.workspace import Workspace
from segdsl_tui.presentation.completing import MOST_ROWS, Box, at_cursor, beside, first_row, rows
from segdsl_tui.screens.assist import Assist
from segdsl_tui.screens.boxes import CALL, LIST, SAID
from segdsl_tui.state.completing import Offers, offers
from segdsl_tui.state.model import Place
from tests.tui.desk import Desk, desk
from tests.tui.project import RULES, project

CLAUSE = 9  # the line `  require city is known` of the project's rules, from 0


def found(text: str, *, asked: bool = False) -> Offers | None:
    """What is offered at the bar in a text that holds nothing else."""
    before, after = text.split("|")
    place = Place(before.count("\n"), len(before) - before.rfind("\n") - 1)
    source = Source("a.seg", before + after)
    return offers(Workspace.of([source]), source.name, place, asked=asked)


def names(offered: Offers | None) -> list[str]:
    return [each.name for each in offered.candidates] if offered else []


PARAMS = 'param floor = 3\nparam flood "洪水" = 4\n'


def test_offers_come_for_a_word_that_has_begun_or_when_asked_for() -> None:
    text = PARAMS + "segment a { require floor = "
    assert names(found(text + "flo| }"))[:2] == ["floor", "flood"]
    assert found(text + "| }") is None
    assert {"floor", "flood"} <= set(names(found(text + "| }", asked=True)))
    assert found(text + "3| }") is None, "numbers complete themselves"


def test_nothing_is_offered_in_comments_and_titles_or_for_what_is_written_already() -> None:
    assert found("# 洪flo|") is None
    assert found('param a "flo|" = 3') is None
    assert found("param other = 1\nsegment a { require other| = 1 }") is None


def test_a_title_finds_its_name_after_chinese_text() -> None:
    offered = found(PARAMS + 'segment a "甲" { require 洪| > 3 }')
    assert offered is not None
    assert (offered.chosen.name, offered.typed) == ("flood", "洪")


def test_moving_goes_round_and_pages_stop_at_the_ends() -> None:
    offered = found(PARAMS + "segment a { require flo| }")
    assert offered is not None
    last = len(offered.candidates) - 1
    assert offered.stepped(-1).at == last
    assert offered.stepped(-1).stepped(1).at == 0
    assert offered.stepped(8 + last).at == last
    assert offered.stepped(1).moved


def test_what_was_chosen_stays_chosen_while_the_word_grows() -> None:
    text = PARAMS + "segment a { require "
    earlier, later = found(text + "f| }"), found(text + "flo| }")
    assert earlier is not None
    assert later is not None
    at = names(earlier).index("flood")
    assert later.following(earlier.stepped(at)).chosen.name == ("flood" if at else "floor")
    assert later.following(earlier).at == 0, "nobody moved"


def test_rows_are_equally_wide_in_cells_and_hold_the_chosen_one() -> None:
    offered = found(PARAMS + "segment a { require | }", asked=True)
    assert offered is not None
    for at in range(len(offered.candidates)):
        moved = offered.stepped(at)
        lines = rows(moved, 40, dark=True)
        assert len(lines) == min(MOST_ROWS, len(offered.candidates))
        assert {cell_len(line.plain) for line in lines} == {lines[0].cell_len}
        assert lines[0].cell_len <= 40
        assert moved.chosen.name in lines[moved.at - first_row(moved)].plain


def test_the_list_stands_under_the_cursor_or_over_it_and_always_on_the_screen() -> None:
    assert at_cursor((10, 5), (20, 8), (80, 24)) == Box(10, 6, 20, 8)
    assert at_cursor((10, 20), (20, 8), (80, 24)) == Box(10, 12, 20, 8), "no room below"
    assert at_cursor((75, 5), (20, 8), (80, 24)).x == 60
    assert at_cursor((10, 5), (20, 1), (80, 24), above=True).y == 4
    assert at_cursor((10, 0), (20, 1), (80, 24), above=True).y == 1, "no room above"


def test_what_is_said_stands_where_there_is_room() -> None:
    assert beside(Box(0, 5, 30, 8), (100, 30)) == Box(31, 5, 48, 14)
    left = beside(Box(60, 5, 30, 8), (100, 30))
    assert left is not None
    assert left.x + left.width == 59
    assert beside(Box(20, 5, 50, 8), (80, 24)) is None


# ---- in the app ------------------------------------------------------------------------------------------------------


def assist(at: Desk) -> Assist:
    return at.app.main.assist


def shown(at: Desk, name: str) -> str:
    box = assist(at).boxes[name]
    return str(box.render()) if box.display else ""


async def at_new_clause(at: Desk) -> None:
    """The cursor on a new line in `local`, the rules known."""
    await at.until(lambda: at.state.workspace)
    at.editor.move_cursor((CLAUSE, len(at.editor.document.get_line(CLAUSE))))
    await at.press("enter", *"require ")


async def test_a_word_brings_the_list_and_tab_takes_from_it_as_one_edit(tmp_path: Path) -> None:
    async with desk(project(tmp_path)) as at:
        await at_new_clause(at)
        await at.press("g", "r")
        await at.until(lambda: "grown" in shown(at, LIST))
        assert "成年客户" in shown(at, SAID), "what it is stands beside"
        await at.press("tab")
        assert at.editor.document.get_line(CLAUSE + 1) == "  require grown"
        assert shown(at, LIST) == shown(at, SAID) == ""
        await at.press("ctrl+z")
        assert at.editor.document.get_line(CLAUSE + 1) == "  require gr"


async def test_enter_is_the_texts_until_somebody_moves_in_the_list(tmp_path: Path) -> None:
    async with desk(project(tmp_path)) as at:
        await at_new_clause(at)
        await at.press("g", "r")
        await at.until(lambda: shown(at, LIST))
        await at.press("enter")
        assert at.editor.document.get_line(CLAUSE + 1) == "  require gr"
        assert shown(at, LIST) == ""
        await at.press(*"and g")
        await at.until(lambda: "grown" in shown(at, LIST))
        offered = assist(at).offers
        assert offered is not None
        await at.press("down", "up", "enter")
        assert at.editor.document.get_line(CLAUSE + 2).strip() == f"and {offered.chosen.insert}"


async def test_escape_closes_the_list_for_this_word_alone(tmp_path: Path) -> None:
    async with desk(project(tmp_path)) as at:
        await at_new_clause(at)
        await at.press("g")
        await at.until(lambda: shown(at, LIST))
        await at.press("escape", "r", "o")
        await at.pilot.pause(0.05)
        assert shown(at, LIST) == ""
        assert at.app.main.focused is at.editor, "the keyboard stays"
        await at.press(*" and g")
        await at.until(lambda: shown(at, LIST))
        await at.press("backspace", "backspace")
        await at.until(lambda: not shown(at, LIST))
        await at.press("space", "g")
        await at.until(lambda: shown(at, LIST))
        await at.press("escape", "backspace", "g")
        await at.until(lambda: shown(at, LIST))  # another word, though at the same place


async def test_chinese_titles_find_names_and_the_list_stands_under_the_word(tmp_path: Path) -> None:
    async with desk(project(tmp_path)) as at:
        await at_new_clause(at)
        await at.press("成", "年")
        await at.until(lambda: "grown" in shown(at, LIST))
        box = assist(at).boxes[LIST]
        cursor = at.editor.cursor_screen_offset
        assert (box.region.x + 3, box.region.y) == (cursor.x - 4, cursor.y + 1), "two characters are four cells"
        await at.press("tab")
        assert at.editor.document.get_line(CLAUSE + 1) == "  require grown"


async def test_the_list_can_be_asked_for_and_clicked(tmp_path: Path) -> None:
    async with desk(project(tmp_path)) as at:
        await at_new_clause(at)
        await at.press("ctrl+n")
        offered = assist(at).offers
        assert offered is not None
        await at.pilot.click(f"#{LIST}", offset=(5, 2))
        await at.until(lambda: assist(at).offers is None)
        assert at.editor.document.get_line(CLAUSE + 1).startswith("  require " + offered.candidates[2].insert[:3])


async def test_the_call_being_written_is_explained_over_its_line(tmp_path: Path) -> None:
    async with desk(project(tmp_path)) as at:
        await at_new_clause(at)
        await at.press(*"coalesce(")
        await at.until(lambda: "coalesce(" in shown(at, CALL))
        assert assist(at).boxes[CALL].region.y == at.editor.cursor_screen_offset.y - 1
        await at.press("escape")
        assert shown(at, CALL) == ""
        assert at.app.main.focused is at.editor


async def test_what_a_name_is_can_be_asked_and_any_key_goes_on(tmp_path: Path) -> None:
    async with desk(project(tmp_path)) as at:
        await at.until(lambda: at.state.workspace)
        at.editor.move_cursor((8, 12))
        await at.until(lambda: at.state.cursor == Place(8, 12))
        await at.press("f10")
        assert "成年客户" in shown(at, SAID)
        await at.press("x")
        assert shown(at, SAID) == ""
        assert "x" in at.editor.document.get_line(8)


async def test_what_f10_says_is_said_of_a_name_that_the_mouse_rests_on(tmp_path: Path) -> None:
    async with desk(project(tmp_path), size=(140, 44)) as at:
        await at.until(lambda: at.state.workspace)
        editor = at.editor
        line = 8 - int(editor.scroll_offset.y)
        name = editor.gutter_width + len("  require ")
        await at.pilot.hover(editor, (name + 2, line))
        await at.until(lambda: "成年客户" in shown(at, SAID))
        by_mouse, box = shown(at, SAID), assist(at).boxes[SAID].region
        assert (box.x, box.y) == (editor.region.x + name, editor.region.y + line + 1), "under the name"
        await at.pilot.hover(editor, (editor.gutter_width, line))  # white space
        await at.until(lambda: not shown(at, SAID))
        editor.move_cursor((8, 12))
        await at.until(lambda: at.state.cursor == Place(8, 12))
        await at.press("f10")
        assert shown(at, SAID) == by_mouse
        await at.press("escape")
        await at.pilot.hover(editor, (name + 1, line))
        await at.until(lambda: shown(at, SAID))
        await at.press("x")
        assert shown(at, SAID) == ""
        assert "x" in editor.document.get_line(8)


@pytest.mark.parametrize("offset", [(2, 8), (60, 8), (12, 22)])
async def test_nothing_is_said_beside_the_text(tmp_path: Path, offset: tuple[int, int]) -> None:
    async with desk(project(tmp_path), size=(140, 44)) as at:
        await at.until(lambda: at.state.workspace)
        await at.pilot.hover(at.editor, offset)
        await at.pilot.pause(0.1)
        assert shown(at, SAID) == ""


async def test_what_floats_closes_when_the_cursor_or_the_keyboard_leaves(tmp_path: Path) -> None:
    async with desk(project(tmp_path)) as at:
        await at_new_clause(at)
        for leave in ("home", "f2"):
            await at.press("f3", "end")
            await at.press("ctrl+n")
            assert assist(at).offers is not None
            await at.press(leave)
            await at.until(lambda: assist(at).offers is None)


async def test_nothing_is_taken_from_a_project_that_is_still_being_read(tmp_path: Path) -> None:
    async with desk(project(tmp_path, RULES)) as at:
        at.app.main.state = replace(at.state, workspace=None)
        await at.press("ctrl+n")
        assert assist(at).offers is None
