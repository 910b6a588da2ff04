"""What goes wrong around the app: it says so, goes on, and nothing that was written is lost.

A rule with errors, a file changed or deleted by others with nothing unsaved, and drafts on a full disk are tried in
`test_app` and `test_drafts`.
"""

import errno
import os
from pathlib import Path

import pytest
from textual.widgets import Static

from segdsl_tui.app import SegdslApp
from segdsl_tui.presentation.status import status
from segdsl_tui.screens.exporting import ExportDialog
from segdsl_tui.state.options import Options
from segdsl_tui.widgets.lines import Lines
from tests.cli.projects import CUSTOMERS
from tests.tui.desk import AT_ONCE, Desk, desk
from tests.tui.project import FILE, RULES, project

MORE = CUSTOMERS + "5,70,suzhou\n"


def said(at: Desk) -> str:
    """Everything the preview, the status and notifications say."""
    lines = at.lines_of(at.app.main.query_one("#preview", Lines))
    return "\n".join([*lines, status(at.state, 200).plain, *(note.message for note in at.app._notifications)])


def full(*_: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


async def test_data_that_changes_is_said_to_have_and_one_key_counts_it(tmp_path: Path) -> None:
    path = project(tmp_path)
    async with desk(path) as at:
        assert not at.state.outdated
        (path / "customers.csv").write_text(MORE, encoding="utf-8")
        await at.until(lambda: at.state.outdated)
        assert "数据已改变（F5）" in said(at)
        assert at.size("grown") == 2, "what was counted stays what it is"
        await at.press("f5")
        await at.until(lambda: at.size("grown") == 3)
        assert not at.state.outdated


async def test_data_that_is_gone_takes_nothing_along_and_can_come_back(tmp_path: Path) -> None:
    path = project(tmp_path)
    async with desk(path) as at:
        at.editor.insert("# mine\n", (0, 0))
        (path / "customers.csv").rename(path / "elsewhere.csv")
        await at.until(lambda: at.state.outdated)
        await at.press("f5")
        await at.until(lambda: at.state.trouble)
        await at.pilot.pause()
        assert "customers.csv" in said(at)
        assert "✗ 无法计算" in said(at)
        await at.press("ctrl+s")
        await at.until(lambda: not at.state.unsaved)
        assert (path / FILE).read_text(encoding="utf-8") == "# mine\n" + RULES
        (path / "elsewhere.csv").rename(path / "customers.csv")
        await at.press("f5")
        await at.until(lambda: at.size("grown") == 2)
        assert not at.state.trouble


async def test_missing_data_is_counted_as_soon_as_it_is_there_and_asked_for(tmp_path: Path) -> None:
    path = project(tmp_path)
    (path / "customers.csv").unlink()
    app = SegdslApp(Options(path), "zh", AT_ONCE)
    async with app.run_test(size=(100, 30)) as pilot:
        at = Desk(app, pilot)
        await at.until(lambda: at.state.trouble and at.state.rulebook)
        await at.until(lambda: "F5" in said(at))
        (path / "customers.csv").write_text(CUSTOMERS, encoding="utf-8")
        await at.press("f5")
        await at.until(lambda: at.size("grown") == 2)


async def test_unsaved_text_outlives_its_deleted_file_and_is_written_when_told_to(tmp_path: Path) -> None:
    path = project(tmp_path)
    async with desk(path) as at:
        at.editor.insert("# mine\n", (0, 0))
        await at.until(lambda: at.state.unsaved)
        (path / FILE).unlink()
        await at.until(lambda: at.state.buffers[FILE].conflict)
        assert at.editor.text == "# mine\n" + RULES
        assert "磁盘" in at.text_of("#editor-title")
        await at.press("ctrl+s")
        await at.until(lambda: at.dialog_is_open)
        await at.pilot.click("#mine")
        await at.until(lambda: not at.state.unsaved)
        assert (path / FILE).read_text(encoding="utf-8") == "# mine\n" + RULES


async def test_a_full_disk_leaves_the_file_whole_and_the_text_unsaved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = project(tmp_path)
    async with desk(path) as at:
        at.editor.insert("# mine\n", (0, 0))
        await at.until(lambda: at.state.unsaved)
        with monkeypatch.context() as patched:
            patched.setattr(os, "fsync", full)
            await at.press("ctrl+s")
            await at.until(lambda: "No space left" in said(at))
        assert (path / FILE).read_text(encoding="utf-8") == RULES
        assert sorted(each.name for each in (path / "rules").iterdir()) == ["contract.seg", "客户.seg"]
        assert at.state.unsaved == (FILE,)
        await at.press("ctrl+s")  # there is room again
        await at.until(lambda: not at.state.unsaved)
        assert (path / FILE).read_text(encoding="utf-8") == "# mine\n" + RULES


async def test_an_export_onto_a_full_disk_says_so_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = project(tmp_path)
    monkeypatch.chdir(path)
    async with desk(Path()) as at:
        await at.press("f6")
        await at.until(lambda: isinstance(at.app.screen, ExportDialog))
        dialog = at.app.screen
        assert isinstance(dialog, ExportDialog)
        with monkeypatch.context() as patched:
            patched.setattr(os, "fsync", full)
            await at.press("tab", "enter")
            told = dialog.query_one("#told", Static)
            await at.until(lambda: not dialog.working and "磁盘空间不足" in str(told.render()))
        assert list(path.rglob("*.csv")) == [path / "customers.csv"]
        await at.until(lambda: not dialog.query_one("#write").has_class("-active"))  # a button rests for a moment
        await at.press("enter")
        await at.until(lambda: not dialog.working and "grown.csv" in str(told.render()))
    assert (path / "out/grown.csv").is_file()


async def test_where_nothing_can_be_kept_all_is_counted_and_saved_and_only_drafts_are_missed(tmp_path: Path) -> None:
    path = project(tmp_path)
    (path / ".segdsl").write_text("a file in the place of the folder", encoding="utf-8")
    async with desk(path) as at:
        at.app.main.keeper.delay = 0
        at.editor.insert("# mine\n", (0, 0))
        await at.until(lambda: len(at.app._notifications) == 1)
        assert "草稿" in said(at)
        await at.press("ctrl+s")
        await at.until(lambda: not at.state.unsaved)
        assert (path / FILE).read_text(encoding="utf-8") == "# mine\n" + RULES
