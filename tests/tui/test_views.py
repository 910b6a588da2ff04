"""The views of the preview over a real small project, by key and by mouse; the numbers are counted by hand.

Of the four customers 2 and 4 are grown, of these 2 is local; 1 and 2 are young, 4 is old, 3 has no age.
"""

from pathlib import Path

from textual.widgets import Input, OptionList

from segdsl_tui.i18n import views as texts
from segdsl_tui.screens.dialogs import Prompt
from segdsl_tui.screens.picker import Picker
from segdsl_tui.state import events as e
from segdsl_tui.state.questions import AtHead, Members, Overlap, Reasons, Split, Swept
from segdsl_tui.widgets.preview import PreviewPane
from tests.tui.desk import Desk, desk
from tests.tui.project import FILE, RULES, project
from tests.tui.test_git import commit


def shown(at: Desk) -> list[str]:
    """What the preview shows, line by line."""
    return at.lines_of(at.app.main.query_one(PreviewPane).lines)


def tab(at: Desk) -> str:
    return at.state.tab


def cells(at: Desk) -> list[list[str]]:
    return [line.split() for line in shown(at)]


async def picker(at: Desk) -> Picker:
    await at.until(lambda: isinstance(at.app.screen, Picker) and at.app.screen.query_one(OptionList).option_count)
    assert isinstance(at.app.screen, Picker)
    return at.app.screen


async def test_views_are_switched_by_digits_and_arrows_while_the_preview_has_the_keyboard(tmp_path: Path) -> None:
    async with desk(project(tmp_path)) as at:
        await at.press("f4", "3")
        assert tab(at) == "split"
        await at.press("left")
        assert tab(at) == "spread"
        await at.press("right", "right")
        assert tab(at) == "overlap"
        await at.press("f3", "3")
        assert tab(at) == "overlap", "in the editor a digit is typed"
        assert at.state.unsaved != ()


async def test_a_segment_is_split_by_the_first_tag_until_another_axis_is_chosen(tmp_path: Path) -> None:
    async with desk(project(tmp_path)) as at:
        await at.press("f4", "3")
        await at.until(lambda: at.state.answer(Split("grown", "life", defined=True)))
        assert "按 年龄段 life" in shown(at)[0]
        assert [row[:5] for row in cells(at)[2:4]] == [
            ["青年", "young", "1", "50.0%", "50.0%"],
            ["年长", "old", "1", "50.0%", "25.0%"],
        ]
        await at.press("enter")
        dialog = await picker(at)
        await at.press(*"地")
        await at.until(lambda: dialog.query_one(OptionList).option_count == 2)  # `local` has a title with it, too
        dialog.query_one(Input).value = "city"
        await at.until(lambda: dialog.query_one(OptionList).option_count == 1)
        await at.press("enter")
        await at.until(lambda: at.state.answer(Split("grown", "city", defined=False)))
        assert [row[:3] for row in cells(at)[2:5]] == [
            ["nanjing", "0", "0%"], ["suzhou", "1", "50.0%"], [texts.NO_VALUE.zh, "1", "50.0%"],
        ]  # fmt: skip
        assert "segdsl preview grown --by city" in at.text_of("#preview-title")


async def test_a_breakdown_follows_what_is_typed(tmp_path: Path) -> None:
    async with desk(project(tmp_path)) as at:
        await at.press("f4", "3", "f3")
        at.editor.move_cursor((5, 19))
        await at.press("backspace", "7")  # customer 1, who is young, is grown now
        await at.until(lambda: at.size("grown") == 3)
        await at.until(lambda: not at.state.answers[Split("grown", "life", defined=True)].stale)
        assert [row[:3] for row in cells(at)[2:4]] == [["青年", "young", "2"], ["年长", "old", "1"]]


async def test_numbers_have_no_breakdown_and_say_so(tmp_path: Path) -> None:
    async with desk(project(tmp_path)) as at:
        await at.press("f2", "down", "down", "down", "f4", "3")
        assert at.state.focus == "points"
        assert texts.NO_SPLIT.zh in shown(at)[0]


async def test_a_segment_overlaps_with_those_under_the_same_heading(tmp_path: Path) -> None:
    async with desk(project(tmp_path)) as at:
        await at.press("f4", "4")
        await at.until(lambda: at.state.answer(Overlap("grown", ("local",))))
        assert cells(at)[2:4] == [
            ["1", "成年客户", "2", "2", "-", "50.0%"],
            ["2", "成年本地客户", "1", "1", "100%", "-"],
        ]
        assert "segdsl preview grown local --overlap" in at.text_of("#preview-title")


async def test_what_overlaps_is_chosen_from_a_list_with_ticks(tmp_path: Path) -> None:
    async with desk(project(tmp_path)) as at:
        await at.press("f4", "4", "enter")
        dialog = await picker(at)
        assert dialog.chosen == ["local"]
        await at.press("space")
        assert dialog.chosen == []
        await at.press("escape")
        await at.until(lambda: at.app.screen is at.app.main)
        assert at.state.choices.others == {}, "Escape leaves things as they were"
        await at.press("enter")
        await picker(at)
        await at.press("space", "enter")
        await at.until(lambda: at.app.screen is at.app.main)
        assert at.state.choices.others == {"grown": ()}
        assert texts.NO_OVERLAP.zh in shown(at)[0]


async def test_the_axis_is_chosen_by_mouse(tmp_path: Path) -> None:
    async with desk(project(tmp_path)) as at:
        await at.press("f4", "3")
        await at.until(lambda: at.state.answer(Split("grown", "life", defined=True)))
        lines = at.app.main.query_one(PreviewPane).lines
        await at.pilot.click(lines, offset=(lines.size.width - 6, 0))
        await picker(at)


def rows(at: Desk) -> list[list[str]]:
    """The table of members, its heading first."""
    grid = at.app.main.query_one(PreviewPane).grid
    return [grid.render_line(y).text.split() for y in range(grid.size.height) if grid.render_line(y).text.strip()]


async def test_members_are_listed_and_follow_the_rule_and_the_order(tmp_path: Path) -> None:
    async with desk(project(tmp_path)) as at:
        await at.press("f4", "5")
        await at.until(lambda: at.state.answer(Members("grown", 0)))
        assert rows(at) == [["2", "客户编号▲", "年龄"], ["1", "2", "18"], ["2", "4", "64"]]
        at.app.main.dispatch(e.Sorted("age"))
        at.app.main.dispatch(e.Sorted("age"))
        await at.until(lambda: at.state.answer(Members("grown", 0, ("age", True))))
        assert rows(at) == [["2", "客户编号", "年龄▼"], ["1", "4", "64"], ["2", "2", "18"]]
        at.editor.replace("70", (5, 17), (5, 19))
        await at.until(lambda: at.size("grown") == 0)
        await at.until(lambda: rows(at)[1:] == [[texts.NO_MEMBERS.zh]])


async def test_enter_on_a_member_says_why(tmp_path: Path) -> None:
    async with desk(project(tmp_path)) as at:
        await at.press("f4", "5")
        await at.until(lambda: at.state.answer(Members("grown", 0)))
        await at.press("down", "enter")
        assert tab(at) == "why"
        await at.until(lambda: at.state.answer(Reasons("grown", "4")))
        assert [line.split() for line in shown(at)[:2]] == [
            ["✓", "客户", "4", "属于", "成年客户。", *texts.ANOTHER_KEY.zh.split()],
            ["✓", "require", "age", ">=", "18", "age", "=", "64"],
        ]
        assert "segdsl why grown 4" in at.text_of("#preview-title")
        assert at.app.main.query_one(PreviewPane).has_keyboard


async def test_a_key_can_be_typed_and_an_unknown_one_is_said_to_be_so(tmp_path: Path) -> None:
    async with desk(project(tmp_path)) as at:
        await at.press("f4", "k")
        await at.until(lambda: isinstance(at.app.screen, Prompt))
        await at.press("1", "enter")
        await at.until(lambda: at.state.answer(Reasons("grown", "1")))
        assert cells(at)[0][:4] == ["✗", "客户", "1", "不属于"]
        assert "age >= 18" in " ".join(shown(at)[2:3]), "what it would need"
        await at.press("k")
        await at.until(lambda: isinstance(at.app.screen, Prompt))
        await at.press("9", "enter")
        await at.until(lambda: at.state.answer(Reasons("grown", "9")))
        assert "9" in shown(at)[0]


MOVED = RULES.replace("param limit", "segment late { require age >= limit }\nparam limit")


async def test_a_threshold_is_moved_written_into_the_rule_and_taken_back(tmp_path: Path) -> None:
    async with desk(project(tmp_path)) as at:
        await at.press("f4", "7")
        await at.until(lambda: at.state.answer(Swept("grown", 0, "0..38:2")))
        assert "require age >= 18" in shown(at)[0]
        assert any(line.split()[:4] == [">", "18", "←", "2"] for line in shown(at))
        await at.press("right")
        assert any(line.split()[:4] == [">", "20", "1", "25.0%"] for line in shown(at)), "only 4 is 20 or older"
        await at.press("enter")
        await at.until(lambda: at.size("grown") == 1)
        assert "age >= 20" in at.editor.text
        await at.until(lambda: not at.state.answers[Swept("grown", 0, "0..38:2")].stale)
        assert any(line.split()[:4] == [">", "20", "←", "1"] for line in shown(at)), "the curve stays where it is"
        await at.press("f3", "ctrl+z")
        await at.until(lambda: at.size("grown") == 2)
        assert at.editor.text == RULES


async def test_a_param_is_moved_where_it_is_declared_and_the_curve_has_a_finer_step(tmp_path: Path) -> None:
    async with desk(project(tmp_path, MOVED)) as at:
        await at.press("f2", *["down"] * 4, "f4", "7")
        assert at.state.focus == "late"
        await at.until(lambda: at.state.answer(Swept("late", 0, "10..80:5")))
        assert "segdsl sweep limit 10..80:5 late" in at.text_of("#preview-title")
        await at.press("plus")
        await at.until(lambda: at.state.answer(Swept("late", 0, "10..50:2")))
        await at.press(*["left"] * 7, "enter")  # 30, 28, … 16: everybody with an age
        await at.until(lambda: at.size("late") == 3)
        assert "param limit = 16 in 10..90" in at.editor.text
        assert at.state.focus == "late"


async def test_the_size_at_head_stands_beside_the_one_in_the_editor(tmp_path: Path) -> None:
    path = project(tmp_path)
    commit(path)
    async with desk(path) as at:
        await at.until(lambda: at.state.answer(AtHead("grown")))
        assert "HEAD 时 2  客户相同" in shown(at)[0]
        at.editor.replace("age < 60", (5, 10), (5, 19))  # of 2 and 4 only 2; and 1, who is 17
        await at.until(lambda: "+1 进入  −1 离开" in shown(at)[0])
        at.editor.replace("adult", (4, 8), (4, 13))
        at.editor.move_cursor((4, 9))
        await at.until(lambda: at.state.focus == "adult" and at.state.answer(AtHead("adult")))
        assert texts.NOT_COMPARED["absent"].zh in shown(at)[0]


async def test_without_git_there_is_nothing_to_compare_with(tmp_path: Path) -> None:
    async with desk(project(tmp_path)) as at:
        await at.until(lambda: at.state.answer(AtHead("grown")))
        assert texts.NOT_COMPARED["no-commit"].zh in shown(at)[0]


async def test_rules_at_head_with_errors_or_another_contract_are_said_to_be_so(tmp_path: Path) -> None:
    broken = RULES.replace("age >= 18", "agee >= 18")
    path = project(tmp_path, broken)
    commit(path)
    (path / FILE).write_text(RULES, encoding="utf-8")
    async with desk(path) as at:
        await at.until(lambda: at.state.answer(AtHead("grown")))
        assert texts.NOT_COMPARED["broken"].zh in shown(at)[0]
    contract = path / "rules" / "contract.seg"
    contract.write_text(contract.read_text(encoding="utf-8").replace("0..120", "0..110"), encoding="utf-8")
    commit(path)
    contract.write_text(contract.read_text(encoding="utf-8").replace("0..110", "0..120"), encoding="utf-8")
    async with desk(path) as at:
        await at.until(lambda: at.state.answer(AtHead("grown")))
        assert texts.NOT_COMPARED["contract"].zh in shown(at)[0]


async def test_in_a_short_terminal_the_preview_gets_room_while_it_has_the_keyboard(tmp_path: Path) -> None:
    async with desk(project(tmp_path), (80, 24)) as at:
        pane = at.app.main.query_one(PreviewPane)
        await at.press("f3")
        small = pane.size.height
        await at.press("f4")
        await at.until(lambda: pane.size.height > small)
        await at.press("f3")
        await at.until(lambda: pane.size.height == small)


async def test_a_param_of_a_file_that_nobody_opened_is_written_there(tmp_path: Path) -> None:
    path = project(tmp_path, RULES.replace("param limit = 30 in 10..90\n", "segment late { require age >= limit }\n"))
    (path / "rules" / "门槛.seg").write_text("param limit = 30 in 10..90\n", encoding="utf-8")
    async with desk(path) as at:
        await at.press("f2", *["down"] * 4, "f4", "7")
        await at.until(lambda: at.state.answer(Swept("late", 0, "10..80:5")))
        await at.press("left", "left", "left", "enter")
        await at.until(lambda: at.size("late") == 3)  # 15: those of 17, 18 and 64
        assert at.state.buffers["rules/门槛.seg"].text == "param limit = 15 in 10..90\n"
        assert at.state.unsaved == ("rules/门槛.seg",)
        assert (at.state.focus, at.state.current) == ("late", FILE)
