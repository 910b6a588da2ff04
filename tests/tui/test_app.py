"""The app as people use it: keys in, screen and files out, over a real small project."""

from pathlib import Path

from rich.cells import cell_len
from textual import events

from segdsl_tui import i18n
from segdsl_tui.app import SegdslApp
from segdsl_tui.presentation.actions import ACTIONS
from segdsl_tui.screens.dialogs import Page
from segdsl_tui.state.model import Place
from segdsl_tui.state.options import Options
from segdsl_tui.state.questions import Detail
from segdsl_tui.widgets.editors import RuleEditor
from segdsl_tui.widgets.lines import Lines
from segdsl_tui.widgets.tree import RuleTree
from tests.tui.desk import AT_ONCE, Desk, desk
from tests.tui.project import FILE, RULES, project


async def test_sizes_are_there_after_opening(tmp_path: Path) -> None:
    async with desk(project(tmp_path)) as at:
        assert (at.size("grown"), at.size("local")) == (2, 1)
        assert at.state.cursor == Place(4, 0), "the first definition"
        assert any(
            "grown" in line and line.rstrip().endswith("2") for line in at.lines_of(at.app.main.query_one(RuleTree))
        )


async def test_typing_changes_the_size_of_a_definition_and_of_those_that_use_it(tmp_path: Path) -> None:
    async with desk(project(tmp_path)) as at:
        at.editor.move_cursor((5, 19))
        await at.press("backspace", "7")  # 18 becomes 17: customers 1, 2 and 4
        await at.until(lambda: at.size("grown") == 3)
        assert at.size("local") == 2
        assert "3 / 全部 4" in at.lines_of(at.app.main.query_one("#preview", Lines))[0]


def at_once(at: Desk, *keys: str) -> None:
    """Keys in one go, as a slow line or a busy screen has them: nothing is done between two of them."""
    for key in keys:
        at.app.post_message(events.Key(key, {"slash": "/", "space": " "}.get(key, key if len(key) == 1 else None)))


async def test_keys_that_come_all_at_once_are_done_in_their_order(tmp_path: Path) -> None:
    async with desk(project(tmp_path)) as at:
        at.editor.move_cursor((5, 0))
        at_once(at, "end", "backspace", *"23", "left", "0", "delete", "enter", *"and", "space", *"age")
        await at.until(lambda: "and age" in at.editor.text)
        assert at.editor.text.splitlines()[5:7] == ["  require age >= 120", "  and age"]
        at_once(at, "f2", "slash", *"grow")  # before the line of the filter has the keyboard
        await at.until(lambda: at.state.sought == "grow")
        at_once(at, *["backspace"] * 4, *"loc", "backspace", "backspace", *"ocal")
        await at.until(lambda: at.state.sought == "local")


async def test_an_error_is_shown_where_it_is_and_the_last_size_stays(tmp_path: Path) -> None:
    async with desk(project(tmp_path)) as at:
        at.editor.move_cursor((5, 13))
        await at.press("x")  # age becomes agex
        await at.until(lambda: at.state.rulebook is not None and at.state.rulebook.errors)
        await at.until(lambda: "agex" in at.text_of("#problem"))
        assert "✗" in at.editor.render_line(5 - at.editor.scroll_offset.y).text
        item = at.state.sizes["grown"]
        assert (item.size, "grown" in at.state.stale) == (2, True)
        await at.press("ctrl+z")
        await at.until(lambda: at.size("grown") == 2)
        assert at.text_of("#problem") == ""


async def test_the_next_problem_is_one_key_away(tmp_path: Path) -> None:
    async with desk(project(tmp_path, RULES.replace("age < 30", "agee < 30"))) as at:
        await at.press("f8")
        await at.until(lambda: at.state.cursor.line == 12)


async def test_saving_writes_the_file_as_it_stands_in_the_editor(tmp_path: Path) -> None:
    async with desk(project(tmp_path)) as at:
        at.editor.insert("# 新的一行\n", (0, 0))
        await at.until(lambda: at.state.unsaved)
        assert "未保存" in at.text_of("#editor-title")
        await at.press("ctrl+s")
        await at.until(lambda: not at.state.unsaved)
        assert (tmp_path / FILE).read_text(encoding="utf-8") == "# 新的一行\n" + RULES
        assert sorted(p.name for p in (tmp_path / "rules").iterdir()) == ["contract.seg", "客户.seg"]


async def test_a_file_changed_on_disk_is_taken_over_and_counted(tmp_path: Path) -> None:
    async with desk(project(tmp_path)) as at:
        (tmp_path / FILE).write_text(RULES.replace("18", "60"), encoding="utf-8")
        await at.until(lambda: at.size("grown") == 1)
        assert "age >= 60" in at.editor.text
        assert at.state.unsaved == ()


async def test_a_file_deleted_on_disk_leaves_the_editor(tmp_path: Path) -> None:
    async with desk(project(tmp_path)) as at:
        (tmp_path / FILE).unlink()
        await at.until(lambda: at.state.current == "rules/contract.seg")
        await at.until(lambda: [e.file for e in at.app.main.query(RuleEditor)] == ["rules/contract.seg"])
        assert "grown" not in " ".join(at.lines_of(at.app.main.query_one(RuleTree)))


async def test_unsaved_text_survives_a_change_on_disk_and_saving_asks(tmp_path: Path) -> None:
    async with desk(project(tmp_path)) as at:
        at.editor.insert("# mine\n", (0, 0))
        await at.until(lambda: at.state.unsaved)
        (tmp_path / FILE).write_text("# theirs\n" + RULES, encoding="utf-8")
        await at.until(lambda: at.state.buffers[FILE].conflict)
        await at.press("ctrl+s")
        assert at.dialog_is_open
        assert (tmp_path / FILE).read_text(encoding="utf-8").startswith("# theirs")
        await at.pilot.click("#mine")
        await at.until(lambda: not at.state.unsaved)
        assert (tmp_path / FILE).read_text(encoding="utf-8") == "# mine\n" + RULES


async def test_leaving_with_unsaved_changes_asks(tmp_path: Path) -> None:
    async with desk(project(tmp_path)) as at:
        at.editor.insert("# mine\n", (0, 0))
        await at.until(lambda: at.state.unsaved)
        await at.press("ctrl+q")
        await at.until(lambda: at.dialog_is_open)
        await at.press("escape")
        await at.until(lambda: not at.dialog_is_open)
        await at.press("ctrl+q")
        await at.pilot.click("#save")
        await at.until(lambda: not at.app.is_running or at.app._exit)
    assert (tmp_path / FILE).read_text(encoding="utf-8") == "# mine\n" + RULES


async def test_leaving_never_writes_over_what_others_changed(tmp_path: Path) -> None:
    async with desk(project(tmp_path)) as at:
        at.editor.insert("# mine\n", (0, 0))
        await at.until(lambda: at.state.unsaved)
        (tmp_path / FILE).write_text("# theirs\n" + RULES, encoding="utf-8")
        await at.until(lambda: at.state.buffers[FILE].conflict)
        await at.press("ctrl+q")
        await at.until(lambda: at.dialog_is_open)
        await at.pilot.click("#save")
        await at.until(lambda: not at.dialog_is_open)
        await at.pilot.pause(0.2)
        assert at.app.is_running
        assert at.state.unsaved == (FILE,)
    assert (tmp_path / FILE).read_text(encoding="utf-8") == "# theirs\n" + RULES


async def test_the_tree_leads_the_editor_and_the_preview(tmp_path: Path) -> None:
    async with desk(project(tmp_path)) as at:
        await at.press("f2", "down")
        assert at.state.focus == "local"
        await at.until(lambda: at.state.answer(Detail("local")))
        assert "segdsl preview local --waterfall" in at.text_of("#preview-title")
        await at.press("down", "right")
        assert any("young" in line for line in at.lines_of(at.app.main.query_one(RuleTree)))
        await at.press("enter")
        assert at.app.main.focused is at.editor
        assert [pane.id for pane in at.app.main.query(".-active")] == ["right"]
        assert at.state.cursor.line == 11


async def test_an_edited_contract_is_held_against_the_data_at_once(tmp_path: Path) -> None:
    async with desk(project(tmp_path)) as at:
        await at.press("f2", "f", "home")
        await at.until(lambda: at.state.current == "rules/contract.seg")
        line = at.editor.text.splitlines().index('  field age         int? "年龄" valid 0..120')
        column = at.editor.document.get_line(line).index("120")
        at.editor.replace("20", (line, column), (line, column + 3))  # 64 is no valid age any more
        await at.until(lambda: at.size("grown") == 1)
        assert at.state.facts is not None
        assert at.state.facts.warnings != ()


async def test_a_click_on_a_key_does_what_the_key_does(tmp_path: Path) -> None:
    async with desk(project(tmp_path)) as at:
        await at.pilot.click("#keys", offset=(2, 0))
        await at.until(lambda: isinstance(at.app.screen, Page))
        await at.press("escape")
        await at.until(lambda: at.app.screen is at.app.main)


async def test_the_palette_has_every_command_in_the_language_of_the_app(tmp_path: Path) -> None:
    async with desk(project(tmp_path)) as at:
        titles = {command.title.split(" (")[0] for command in at.app.get_system_commands(at.app.screen)}
        assert titles >= {c.label.zh for c in ACTIONS.values() if c.name != "palette"}


async def test_every_line_of_every_pane_is_as_wide_as_its_pane_in_cells(tmp_path: Path) -> None:
    for width, height in ((80, 24), (120, 40)):
        async with desk(project(tmp_path), (width, height)) as at:
            for pane in (at.app.main.query_one(RuleTree), at.app.main.query_one("#preview", Lines)):
                strips = [pane.render_line(y) for y in range(pane.size.height)]
                assert {strip.cell_length for strip in strips} == {pane.scrollable_content_region.width}
                assert all(strip.cell_length == cell_len(strip.text) for strip in strips)


async def test_a_project_without_its_data_still_shows_and_checks_the_rules(tmp_path: Path) -> None:
    path = project(tmp_path)
    (path / "customers.csv").unlink()
    app = SegdslApp(Options(path), "zh", AT_ONCE)
    async with app.run_test(size=(100, 30)) as pilot:
        at = Desk(app, pilot)
        await at.until(lambda: at.state.trouble and at.state.rulebook)
        assert at.editor.text == RULES
        assert any("customers.csv" in line for line in at.lines_of(app.main.query_one("#preview", Lines)))


async def test_a_folder_without_rules_says_so(tmp_path: Path) -> None:
    app = SegdslApp(Options(tmp_path), "en", AT_ONCE)
    async with app.run_test(size=(100, 30)) as pilot:
        at = Desk(app, pilot)
        await at.until(lambda: at.state.trouble)
        pane = app.main.query_one("#preview", Lines)
        await at.until(lambda: "no segdsl.toml" in " ".join(at.lines_of(pane)))


async def test_the_preview_has_views_to_switch_by_key_and_by_mouse(tmp_path: Path) -> None:
    async with desk(project(tmp_path)) as at:
        await at.press("f4")
        await at.until(lambda: at.state.tab == "size")
        await at.press("f4")
        await at.until(lambda: at.state.tab == "spread")
        assert i18n.NO_SPREAD.zh in at.lines_of(at.app.main.query_one("#preview", Lines))[0]
        await at.pilot.click("#tabs", offset=(2, 0))
        await at.until(lambda: at.state.tab == "size")
