"""Lines that are kept from one drawing to the next look as if they were drawn anew."""

from pathlib import Path

from tests.tui.desk import Desk, desk
from tests.tui.project import project


def same_as_anew(at: Desk) -> bool:
    editor, rows = at.editor, range(at.editor.size.height)
    kept = [editor.render_line(y) for y in rows]
    editor.notify_style_update()
    return kept == [editor.render_line(y) for y in rows]


async def test_kept_lines_look_as_if_drawn_anew(tmp_path: Path) -> None:
    async with desk(project(tmp_path)) as at:
        assert same_as_anew(at)
        for keys in (
            ["x", "y"],
            ["enter", "enter"],
            ["up", "ctrl+v"],
            ["shift+down", "shift+down"],
            ["escape", "ctrl+z"],
            ["backspace", "{", "left"],
            ["pagedown", "home"],
        ):
            await at.press(*keys)
            assert same_as_anew(at), keys
        at.app.theme = "ansi-light"
        await at.pilot.pause()
        assert same_as_anew(at)


async def test_a_problem_is_underlined_when_it_comes_and_no_longer_when_it_goes(tmp_path: Path) -> None:
    async with desk(project(tmp_path)) as at:
        line, _ = at.editor.cursor_location
        row = line - at.editor.scroll_offset.y
        await at.press("x")
        await at.press("down")
        await at.until(lambda: at.state.checked == at.state.generation)
        assert "✗" in at.editor.render_line(row).text
        await at.press("up", "end", "home", "delete")
        await at.press("down")
        await at.until(lambda: at.state.checked == at.state.generation)
        assert "✗" not in at.editor.render_line(row).text
        assert same_as_anew(at)
