"""Going to names, renaming, correcting, formatting, comments: by key, over the small project."""

import sys
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.widgets import Input, OptionList, Static

from segdsl.diagnostics import Source
from segdsl.syntax.format import Formatted, format_source
from segdsl_tui.app import SegdslApp
from segdsl_tui.commands import rewriting
from segdsl_tui.effects.external import command
from segdsl_tui.screens.picker import Picker
from segdsl_tui.screens.renaming import RenameDialog
from segdsl_tui.state.model import Place
from segdsl_tui.state.options import Options
from segdsl_tui.state.rewriting import Part, changed_part, same_place, toggled
from segdsl_tui.widgets.editors import RuleEditor
from tests.tui.desk import AT_ONCE, Desk, desk
from tests.tui.project import FILE, RULES, project

MORE = "rules/追加.seg"
GROWN = RULES.splitlines().index('  require grown          "成年"')


def test_only_what_differs_is_written_anew() -> None:
    assert changed_part("abcd", "abXd") == Part(2, 3, "X")
    assert changed_part("aaa", "aa") == Part(2, 3, "")
    assert changed_part("", "x") == Part(0, 0, "x")
    assert changed_part("same", "same") == Part(4, 4, "")


@pytest.mark.parametrize(
    "old, new",
    [
        ("a{require  |age>1}", "a {\n  require |age > 1\n}"),
        ("a =1|", "a = 1|"),
        ("|a", "|a"),
        ("a\n\n|\n\nb", "a\n\n|\nb"),
        ("成年  |客户", "成年 |客户"),
        ("a|  b", "a| b"),
    ],
)
def test_the_cursor_stays_before_the_same_character(old: str, new: str) -> None:
    assert same_place(old.replace("|", ""), old.index("|"), new.replace("|", "")) == new.index("|")


def test_comments_stand_at_the_least_indentation_and_come_off_again() -> None:
    lines = ["  a {", "", "    甲 = 1", "  }"]
    commented = ["  # a {", "", "  #   甲 = 1", "  # }"]
    assert toggled(lines) == commented
    assert toggled(commented) == lines
    assert toggled(["#a", "b"]) == ["# #a", "# b"], "not all are comments"
    assert toggled([""]) == [""]


def test_an_editor_that_understands_lines_gets_one() -> None:
    assert command("code --wait", Path("规则.seg"), 7) == ["code", "--wait", "规则.seg"]
    assert command("/bin/vim", Path("a b.seg"), 7) == ["/bin/vim", "+7", "a b.seg"]


# ---- in the app ------------------------------------------------------------------------------------------------------


async def ready(at: Desk, line: int, column: int) -> None:
    await at.until(lambda: at.state.workspace and at.state.checked == at.state.generation)
    at.editor.move_cursor((line, column))
    await at.until(lambda: at.state.cursor == Place(line, column))


@asynccontextmanager
async def desk_of(folder: Path, rules: str) -> AsyncIterator[Desk]:
    """The app over rules that need not be sound."""
    app = SegdslApp(Options(project(folder, rules)), "zh", AT_ONCE)
    async with app.run_test(size=(100, 30)) as pilot:
        yield Desk(app, pilot)


def with_more(folder: Path) -> Path:
    path = project(folder)
    (path / MORE).write_text("segment both {\n  require grown and local\n}\n", encoding="utf-8")
    return path


async def test_to_the_definition_and_back(tmp_path: Path) -> None:
    async with desk(with_more(tmp_path)) as at:
        await ready(at, GROWN, 12)
        await at.press("f12")
        await at.until(lambda: at.state.cursor.line == 4)
        await at.press("ctrl+backslash")
        await at.until(lambda: at.state.cursor == Place(GROWN, 12))
        assert at.state.trail == ()
        await at.press("ctrl+backslash")  # nowhere further: said, and nothing happens
        assert at.state.cursor == Place(GROWN, 12)


async def test_uses_in_all_files_are_a_list_one_can_choose_from(tmp_path: Path) -> None:
    async with desk(with_more(tmp_path)) as at:
        await ready(at, 4, 9)
        await at.press("f12")  # on the declaration itself: its uses
        await at.until(lambda: isinstance(at.app.screen, Picker))
        options = at.app.screen.query_one(OptionList)
        assert options.option_count == 3
        await at.press("down", "down", "enter")
        await at.until(lambda: at.state.current == MORE or at.state.cursor.line == GROWN)
        await at.press("ctrl+backslash")
        await at.until(lambda: (at.state.current, at.state.cursor.line) == (FILE, 4))


async def test_a_rename_says_what_it_changes_and_is_one_step_of_undo_in_all_files(tmp_path: Path) -> None:
    async with desk(with_more(tmp_path)) as at:
        await ready(at, 4, 9)
        await at.press("ctrl+r")
        await at.until(lambda: isinstance(at.app.screen, RenameDialog))
        told = at.app.screen.query_one("#effect", Static)
        at.app.screen.query_one(Input).value = "local"
        await at.until(lambda: "local" in str(told.render()))
        await at.press("enter")
        assert isinstance(at.app.screen, RenameDialog), "that name is taken"
        at.app.screen.query_one(Input).value = "adult"
        await at.until(lambda: MORE in str(told.render()))
        assert "2" in str(told.render())
        await at.press("enter")
        await at.until(lambda: at.size("adult") == 2)
        assert at.state.buffers[MORE].text == "segment both {\n  require adult and local\n}\n"
        assert set(at.state.unsaved) == {FILE, MORE}
        await at.press("ctrl+z")
        await at.until(lambda: not at.state.unsaved)
        assert at.state.buffers[FILE].text == RULES
        assert any(FILE in note.message and MORE in note.message for note in at.app._notifications)
        await at.press("ctrl+y")
        await at.until(lambda: "require adult and" in at.state.buffers[MORE].text and at.size("adult") == 2)
        assert set(at.state.unsaved) == {FILE, MORE}


async def renamed(at: Desk, line: int, column: int, name: str) -> None:
    await ready(at, line, column)
    await at.press("ctrl+r")
    await at.until(lambda: isinstance(at.app.screen, RenameDialog))
    at.app.screen.query_one(Input).value = name
    await at.press("enter")
    await at.until(lambda: at.size(name) is not None)


async def test_a_file_that_was_changed_since_keeps_its_part_and_that_is_said(tmp_path: Path) -> None:
    async with desk(with_more(tmp_path)) as at:
        await renamed(at, 4, 9, "adult")
        more = next(each for each in at.app.main.query(RuleEditor) if each.file == MORE)
        more.insert("# mine\n", (0, 0))
        await at.until(lambda: "mine" in at.state.buffers[MORE].text)
        await at.press("ctrl+z")
        await at.until(lambda: at.state.buffers[FILE].text == RULES)
        assert "require adult and" in at.state.buffers[MORE].text
        said = [note.message for note in at.app._notifications][-1]
        assert MORE in said.splitlines()[1]
        at.app.main.go(MORE, Place())
        await at.press("ctrl+z", "ctrl+z")
        await at.until(lambda: not at.state.unsaved)


async def test_of_two_renames_each_is_taken_back_alone(tmp_path: Path) -> None:
    async with desk(with_more(tmp_path)) as at:
        await renamed(at, 4, 9, "adult")
        await renamed(at, 4, 9, "of_age")
        await at.press("ctrl+z")
        await at.until(lambda: "require adult and" in at.state.buffers[MORE].text)
        assert "segment adult" in at.state.buffers[FILE].text
        await at.press("x", "ctrl+z", "ctrl+z")
        await at.until(lambda: not at.state.unsaved)


async def test_what_has_no_other_name_says_so(tmp_path: Path) -> None:
    async with desk(project(tmp_path)) as at:
        await ready(at, 0, 1)
        for key in ("ctrl+r", "f12", "ctrl+g", "ctrl+l"):
            await at.press(key)
            assert at.app.screen is at.app.main
        assert len(at.app._notifications) == 4


async def test_a_problem_is_corrected_from_a_list_and_undone(tmp_path: Path) -> None:
    wrong = RULES.replace("require grown ", "require gorwn ")
    async with desk_of(tmp_path, wrong) as at:
        await ready(at, GROWN, 12)
        await at.press("ctrl+l")
        await at.until(lambda: isinstance(at.app.screen, Picker))
        await at.press("enter")
        await at.until(lambda: at.editor.text == RULES)
        await at.press("ctrl+z")
        assert at.editor.text == wrong


async def test_full_width_punctuation_is_corrected(tmp_path: Path) -> None:
    """What input methods write is understood for what it is, and one key away from what the language has."""
    typed = RULES.replace("require grown  ", "require （grown）")
    async with desk_of(tmp_path, typed) as at:
        await ready(at, GROWN, 10)
        await at.press("ctrl+l")
        await at.until(lambda: isinstance(at.app.screen, Picker))
        await at.press("enter")
        await at.until(lambda: "(grown" in at.editor.document.get_line(GROWN))


async def test_formatting_keeps_the_cursor_and_the_undo(tmp_path: Path) -> None:
    loose = RULES.replace("require age >= 18", "require   age>=18")
    async with desk_of(tmp_path, loose) as at:
        line, column = 5, "  require   age>=18".index("18")
        await ready(at, line, column)
        await at.press("x", "backspace", "ctrl+k")
        await at.until(lambda: "age >= 18" in at.editor.text)
        row, column = at.editor.cursor_location
        assert at.editor.document.get_line(row) == "  require age >= 18"
        assert column == "  require age >= 18".index("18")
        await at.press("ctrl+z")
        assert at.editor.text == loose


async def test_what_was_written_while_a_file_is_laid_out_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    go_on = threading.Event()

    def slow(source: Source) -> Formatted:
        go_on.wait(20)
        return format_source(source)

    monkeypatch.setattr(rewriting, "format_source", slow)
    loose = RULES.replace("require age >= 18", "require   age>=18")
    async with desk_of(tmp_path, loose) as at:
        await ready(at, 0, 0)
        await at.press("alt+l", "x")  # the screen does not wait
        assert at.editor.text == "x" + loose
        go_on.set()
        await at.until(lambda: len(at.app._notifications) == 1)
        assert at.editor.text == "x" + loose
        await at.press("backspace", "alt+l")
        await at.until(lambda: "age >= 18" in at.editor.text)


async def test_lines_become_comments_and_rules_again(tmp_path: Path) -> None:
    async with desk(project(tmp_path)) as at:
        await ready(at, 4, 0)
        at.editor.move_cursor((7, 0), select=True)
        await at.press("ctrl+underscore")
        assert [at.editor.document.get_line(n)[:2] for n in range(4, 8)] == [
            "# ",
            "# ",
            "# ",
            RULES.splitlines()[7][:2],
        ]
        await at.press("ctrl+underscore")
        assert at.editor.text == RULES


async def test_another_editor_gets_the_text_as_it_is_and_what_it_changes_is_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    got = []

    def edit(_app: object, path: Path, line: int) -> None:
        got.append((path.read_text(encoding="utf-8"), line))
        path.write_text(got[0][0].replace("age >= 18", "age >= 17"), encoding="utf-8")

    monkeypatch.setattr(rewriting, "edit_outside", edit)
    async with desk(project(tmp_path)) as at:
        await ready(at, 4, 0)
        at.editor.insert("# mine\n", (0, 0))
        await at.until(lambda: at.state.cursor == Place(5, 0))
        await at.press("ctrl+e")
        await at.until(lambda: at.size("grown") == 3)  # those of 17, 18 and 64
        assert got == [("# mine\n" + RULES, 6)]
        assert at.editor.text == ("# mine\n" + RULES).replace("18", "17")
        assert not at.state.unsaved


async def test_a_text_that_cannot_be_saved_goes_to_no_other_editor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rewriting, "edit_outside", lambda *_: pytest.fail("opened"))
    path = project(tmp_path)
    async with desk(path) as at:
        at.editor.insert("# mine\n", (0, 0))
        (path / FILE).write_text(RULES + "# theirs\n", encoding="utf-8")
        await at.until(lambda: at.state.unsaved)
        await at.press("ctrl+e")
        await at.until(lambda: at.state.buffers[FILE].conflict)
        await at.press("ctrl+e")
        await at.until(lambda: any("编辑期间" in note.message for note in at.app._notifications))
    assert (path / FILE).read_text(encoding="utf-8") == RULES + "# theirs\n"


async def test_another_editor_needs_a_setting_and_a_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    async with desk(project(tmp_path)) as at:
        await at.press("ctrl+e")
        await at.until(lambda: any("$EDITOR" in note.message for note in at.app._notifications))
        monkeypatch.setenv("EDITOR", f"{sys.executable} -c pass")
        await at.press("ctrl+e")  # a terminal of tests cannot be left: said
        await at.until(lambda: len(at.app._notifications) == 2)
