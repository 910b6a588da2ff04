"""What the data holds of a field, beside what the contract says of it."""

from pathlib import Path

from segdsl_tui.screens.boxes import LIST, SAID
from segdsl_tui.state.model import Place
from segdsl_tui.state.questions import FieldFacts
from tests.tui.desk import Desk, desk
from tests.tui.project import project


def said(at: Desk) -> str:
    box = at.app.main.assist.boxes[SAID]
    return str(box.render()) if box.display else ""


async def test_a_number_has_its_range_and_how_often_it_is_known(tmp_path: Path) -> None:
    """Ages 17, 18, 64 and one missing: the median is 18, three of four are known."""
    async with desk(project(tmp_path)) as at:
        at.editor.move_cursor((5, 11))
        await at.until(lambda: at.state.cursor == Place(5, 11) and at.state.workspace)
        await at.press("f10")
        assert "年龄" in said(at)
        await at.until(lambda: "17 至 64，中位数 18" in said(at))
        assert "有值 75.0%" in said(at)


async def test_values_of_a_candidate_come_when_they_are_counted(tmp_path: Path) -> None:
    """Two customers in nanjing, one in suzhou, one unknown."""
    async with desk(project(tmp_path)) as at:
        await at.until(lambda: at.state.workspace)
        at.editor.move_cursor((9, len(at.editor.document.get_line(9))))
        await at.press("enter", *"require ci")
        await at.until(lambda: at.app.main.assist.boxes[LIST].display)
        await at.until(lambda: "nanjing 50.0%, suzhou 25.0%" in said(at))
        assert "有值 75.0%" in said(at)


async def test_what_is_known_is_not_asked_again(tmp_path: Path) -> None:
    async with desk(project(tmp_path)) as at:
        await at.until(lambda: at.state.workspace)
        at.editor.move_cursor((5, 11))
        await at.until(lambda: at.state.cursor == Place(5, 11))
        await at.press("f10")
        await at.until(lambda: at.state.answer(FieldFacts("age")))
        first = at.state.answer(FieldFacts("age"))
        await at.press("escape", "f10")
        assert "17 至 64" in said(at)
        assert at.state.answer(FieldFacts("age")) is first
