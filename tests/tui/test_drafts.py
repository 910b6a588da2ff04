"""Unsaved text outlives the app; nothing is lost without somebody saying so."""

import os
import signal
import subprocess
import sys
import textwrap
from functools import partial
from pathlib import Path

import pytest

from segdsl_tui.effects import files
from segdsl_tui.effects.drafts import Draft, Drafts, discard, fingerprint
from segdsl_tui.screens.dialogs import Page, Question
from segdsl_tui.state import events as e
from segdsl_tui.state.model import Buffer, State
from segdsl_tui.state.queries import recent
from segdsl_tui.state.update import update
from tests.architecture.repository import ROOT
from tests.tui.desk import Desk, desk
from tests.tui.project import FILE, RULES, project

MINE = "# 未保存\n" + RULES
GONE = 2**22 + 1  # no process has this number: the kernel's highest is 2**22


def left_by_another(folder: Path, text: str = MINE, base: str = RULES, file: str = FILE) -> Draft:
    """A draft of a process that is gone."""
    Drafts(folder, GONE).keep([(file, text, base)])
    return Drafts(folder).left()[-1]


def test_drafts_are_written_once_and_dropped_with_the_difference(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    drafts.keep([("a.seg", "new", "old"), ("b.seg", "same", "same")])
    (path,) = drafts.folder.iterdir()
    written = path.stat().st_mtime_ns
    drafts.keep([("a.seg", "new", "old")])
    assert path.stat().st_mtime_ns == written
    drafts.keep([("a.seg", "new", "new")])
    assert list(drafts.folder.iterdir()) == []


def test_drafts_are_left_only_by_processes_that_are_gone(tmp_path: Path) -> None:
    Drafts(tmp_path).keep([("own.seg", "x", "")])
    Drafts(tmp_path, os.getppid()).keep([("running.seg", "x", "")])
    draft = left_by_another(tmp_path, file="规则.seg")
    (tmp_path / ".segdsl" / "drafts" / "spoiled.json").write_text("{", encoding="utf-8")
    assert Drafts(tmp_path).left() == (Draft("规则.seg", MINE, fingerprint(RULES), draft.path),)
    discard([draft])
    assert Drafts(tmp_path).left() == ()


def test_a_draft_of_a_deleted_file_comes_back_as_unsaved_text() -> None:
    state = update(State(), e.Restored("gone.seg", "param a = 1\n"))
    assert state.buffers["gone.seg"] == Buffer("gone.seg", "param a = 1\n", "", conflict=True)
    assert state.generation == 1


def test_files_looked_at_last_come_first_and_the_one_in_front_last() -> None:
    state = State(buffers={name: Buffer(name, "", "") for name in "abcd"}, current="a")
    for name in "bcb":
        state = update(state, e.Moved(name, state.cursor))
    assert recent(state) == ("c", "a", "d", "b")


def said(at: Desk, words: str) -> bool:
    return any(words in note.message for note in at.app._notifications)


# ---- in the app ------------------------------------------------------------------------------------------------------

KILLED = textwrap.dedent(
    """
    import asyncio, os, signal, sys
    from pathlib import Path
    from segdsl_tui.app import SegdslApp
    from segdsl_tui.screens.jobs import Delays
    from segdsl_tui.state.options import Options
    from segdsl_tui.widgets.editors import RuleEditor

    async def main(folder):
        app = SegdslApp(Options(folder), "zh", Delays(draft=0))
        async with app.run_test(size=(80, 24)) as pilot:
            editor = next(each for each in app.main.query(RuleEditor) if each.file == sys.argv[2])
            editor.insert("# 未保存\\n", (0, 0))
            while not list(folder.glob(".segdsl/drafts/*.json")):
                await pilot.pause(0.02)
            os.kill(os.getpid(), signal.SIGKILL)

    asyncio.run(main(Path(sys.argv[1])))
    """
)


async def test_text_survives_the_killed_process_and_can_be_restored(tmp_path: Path) -> None:
    path = project(tmp_path)
    done = subprocess.run([sys.executable, "-c", KILLED, str(path), FILE], cwd=ROOT, timeout=60, check=False)
    assert done.returncode == -signal.SIGKILL
    assert (path / FILE).read_text(encoding="utf-8") == RULES
    async with desk(path) as at:
        await at.until(lambda: at.dialog_is_open)
        assert FILE in at.app.screen.question if isinstance(at.app.screen, Question) else False
        await at.pilot.click("#restore")
        await at.until(lambda: at.state.unsaved == (FILE,))
        assert at.state.buffers[FILE].text == MINE
        await at.until(lambda: at.editor.text == MINE)
        await at.until(lambda: Drafts(path).left() == ())
        await at.press("ctrl+s")
        await at.until(lambda: not at.state.unsaved)
    assert (path / FILE).read_text(encoding="utf-8") == MINE


async def test_a_draft_can_be_compared_and_discarded(tmp_path: Path) -> None:
    path = project(tmp_path)
    left_by_another(path, base="something else")
    async with desk(path) as at:
        await at.until(lambda: at.dialog_is_open)
        assert "此后有改动" in at.app.screen.question if isinstance(at.app.screen, Question) else False
        await at.pilot.click("#compare")
        await at.until(lambda: isinstance(at.app.screen, Page))
        assert "+# 未保存" in at.app.screen.page.plain if isinstance(at.app.screen, Page) else False
        await at.press("escape")
        await at.until(lambda: at.dialog_is_open)
        await at.pilot.click("#discard")
        await at.until(lambda: Drafts(path).left() == ())
        assert at.state.unsaved == ()


async def test_what_equals_the_file_is_not_asked_about(tmp_path: Path) -> None:
    path = project(tmp_path)
    left_by_another(path, text=RULES, base="older")
    async with desk(path) as at:
        await at.until(lambda: Drafts(path).left() == ())
        assert not at.dialog_is_open


async def test_a_disk_that_takes_no_drafts_is_said_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = project(tmp_path)

    def full(path: Path, text: str) -> None:
        raise OSError(28, "No space left on device")

    async with desk(path) as at:
        at.app.main.keeper.delay = 0
        monkeypatch.setattr(files, "write", full)
        for text in ("# a\n", "# b\n"):
            at.editor.insert(text, (0, 0))
            await at.until(lambda: any("No space left" in note.message for note in at.app._notifications))
            await at.pilot.pause(0.1)
        assert len(at.app._notifications) == 1
        await at.press("ctrl+s")  # nor a file: said, and the text stays
        await at.until(lambda: len(at.app._notifications) == 2)
        assert at.state.unsaved == (FILE,)


async def test_leaving_without_saving_leaves_no_draft(tmp_path: Path) -> None:
    path = project(tmp_path)
    async with desk(path) as at:
        at.app.main.keeper.delay = 0
        at.editor.insert("# a\n", (0, 0))
        folder = at.app.main.keeper.drafts.folder
        await at.until(lambda: folder.is_dir() and list(folder.iterdir()))
        await at.press("ctrl+q")
        await at.until(lambda: at.dialog_is_open)
        await at.pilot.click("#leave")
        await at.until(lambda: not list(folder.iterdir()))


async def test_files_are_opened_by_name_and_made_anew(tmp_path: Path) -> None:
    path = project(tmp_path)
    async with desk(path) as at:
        await at.press("ctrl+o", *"contract", "enter")
        await at.until(lambda: at.state.current == "rules/contract.seg")
        await at.press("ctrl+o")
        await at.until(lambda: at.app.screen is not at.app.main)
        await at.press("enter")
        await at.until(lambda: at.state.current == FILE)
        for name, refused in (("客户", "已存在"), ("../elsewhere", "不在本项目")):
            await at.app.action_do("file.new")
            await at.press(*name, "enter")
            await at.until(partial(said, at, refused))
        await at.app.action_do("file.new")
        await at.press(*"新规则", "enter")
        await at.until(lambda: at.state.current == "rules/新规则.seg")
        assert at.app.main.focused is at.editor
        assert (path / "rules/新规则.seg").read_text(encoding="utf-8") == ""
