"""Words are found in the file of the editor: every place marked, counted, and gone to in both directions."""

from pathlib import Path

import pytest

from segdsl_tui.state.finding import Hit, chosen, hits, pattern
from segdsl_tui.widgets.filter import FilterLine
from segdsl_tui.widgets.find import FindLine
from tests.tui.desk import Desk, desk
from tests.tui.project import RULES, project

TEXT = "age AGE\n\nüber age? 年龄 age"


def found(words: str, text: str = TEXT) -> list[Hit]:
    sought = pattern(words)
    return hits(text, sought) if sought else []


@pytest.mark.parametrize(
    "words, places",
    [
        ("age", [(0, 0, 3), (0, 4, 7), (2, 5, 8), (2, 13, 16)]),
        ("AGE", [(0, 4, 7)]),  # with capitals as they are written
        ("年龄", [(2, 10, 12)]),
        ("age?", [(2, 5, 9)]),  # no pattern of a search
        ("agee", []),
        ("", []),
    ],
)
def test_words_are_found_as_they_are_written(words: str, places: list[tuple[int, int, int]]) -> None:
    assert found(words) == places


def test_places_do_not_overlap() -> None:
    assert found("aa", "aaaaa") == [(0, 0, 2), (0, 2, 4)]


@pytest.mark.parametrize(
    "place, by, at",
    [
        *(((0, 0), by, at) for by, at in ((0, 0), (1, 1), (-1, 3))),  # on the first
        *(((0, 1), by, at) for by, at in ((0, 1), (1, 1), (-1, 0))),  # in it
        *(((2, 13), by, at) for by, at in ((0, 3), (1, 0), (-1, 2))),  # on the last
        *(((2, 16), by, at) for by, at in ((0, 0), (1, 0), (-1, 3))),  # at the end
    ],
)
def test_after_the_last_place_comes_the_first(place: tuple[int, int], by: int, at: int) -> None:
    assert chosen(found("age"), *place, by) == at


# ---- in the app ------------------------------------------------------------------------------------------------------


def told(at: Desk) -> tuple[str, str]:
    """The words that are selected, and what is said of how many there are."""
    return at.editor.selected_text, at.text_of("#hits")


def marked(at: Desk) -> list[str]:
    """What is drawn reversed in the lines of the editor; the cursor is elsewhere."""
    strips = [at.editor.render_line(y) for y in range(at.editor.size.height)]
    return [s.text for strip in strips for s in strip if s.style is not None and s.style.reverse and s.text.strip()]


AGES = [number for number, line in enumerate(RULES.splitlines()) if "age" in line]


async def test_words_are_found_while_they_are_typed_and_every_place_is_gone_to(tmp_path: Path) -> None:
    async with desk(project(tmp_path), (100, 60)) as at:
        at.editor.move_cursor((0, 0))
        await at.press("ctrl+f", *"ag")
        assert isinstance(at.app.main.focused, FindLine)
        assert told(at) == ("ag", f"1/{len(AGES) + 1}"), "tag, too"
        await at.press("e")
        assert told(at) == ("age", f"1/{len(AGES)}")
        assert marked(at) == ["age"] * (len(AGES) - 1), "the first is selected"
        lines = []
        for key in ("enter", "down", "down", "up"):
            await at.press(key)
            lines.append(at.editor.cursor_location[0])
        assert lines == [AGES[1], AGES[2], AGES[3], AGES[2]]
        assert told(at) == ("age", f"3/{len(AGES)}")
        await at.press("escape")
        assert at.editor.has_focus
        assert at.editor.selected_text == "age"
        assert marked(at) == []
        assert not at.app.main.query_one("#finding").display


async def test_what_is_not_there_is_said_and_nothing_moves(tmp_path: Path) -> None:
    async with desk(project(tmp_path)) as at:
        before = at.editor.cursor_location
        await at.press("ctrl+f", *"没有这个")
        assert told(at) == ("", "没有找到")
        await at.press("enter", *["backspace"] * 4)
        assert told(at) == ("", "")
        assert at.editor.cursor_location == before


async def test_what_is_selected_is_sought_and_the_last_words_are_kept(tmp_path: Path) -> None:
    async with desk(project(tmp_path)) as at:
        at.editor.move_cursor((AGES[0], 10))
        at.editor.move_cursor((AGES[0], 13), select=True)
        await at.press("ctrl+f", "enter")
        assert at.editor.cursor_location[0] == AGES[1]
        await at.press("escape", "down", "home", "ctrl+f")
        assert (told(at), at.editor.cursor_location[0]) == (("age", f"3/{len(AGES)}"), AGES[2])
        await at.press("ctrl+f", *"tag")  # other words take their place
        assert told(at) == ("tag", "1/1")


async def test_in_the_rules_the_same_key_filters_them(tmp_path: Path) -> None:
    async with desk(project(tmp_path)) as at:
        await at.press("f2", "ctrl+f")
        assert isinstance(at.app.main.focused, FilterLine)
        assert not at.app.main.query(FindLine)
