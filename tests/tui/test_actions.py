"""Every action of the table, by its key and from the palette: something happens that only it does."""

from collections.abc import Callable, Mapping
from inspect import isawaitable
from pathlib import Path

import pytest
from textual.app import SystemCommand
from textual.command import CommandPalette

from segdsl_tui.commands import editing, names, opening, rewriting
from segdsl_tui.presentation.actions import ACTIONS
from segdsl_tui.screens.dates import DatePicker
from segdsl_tui.screens.dialogs import Page
from segdsl_tui.screens.discovery import DiscoveryPage
from segdsl_tui.screens.entries import EntriesPage
from segdsl_tui.screens.exporting import ExportDialog
from segdsl_tui.widgets.find import FindLine
from segdsl_tui.widgets.preview import PreviewPane
from segdsl_tui.widgets.tree import RuleTree
from tests.tui.desk import Desk, desk
from tests.tui.project import RULES, project

MISSPELT = RULES.replace("age < 30", "agee < 30")


def over(screen: type) -> Callable[[Desk], object]:
    """Whether a dialog of that kind is open."""
    return lambda at: isinstance(at.app.screen, screen)


HAPPENED: Mapping[str, Callable[[Desk], object]] = {
    "help": over(Page),
    "save": lambda at: not at.state.unsaved,
    "find": lambda at: isinstance(at.app.main.focused, FindLine),
    "go.tree": lambda at: isinstance(at.app.main.focused, RuleTree),
    "go.editor": lambda at: at.app.main.focused is at.editor,
    "go.preview": lambda at: at.app.main.query_one(PreviewPane).has_keyboard,
    "recount": lambda at: at.state.generation > 2 and at.size("grown") == 2,
    "export": over(ExportDialog),
    "test": over(EntriesPage),
    "changes": over(EntriesPage),
    "learned": lambda at: any("preference" in said.message for said in at.app._notifications),  # there is none
    "discover": over(DiscoveryPage),
    "date": over(DatePicker),
    "problem.next": lambda at: at.state.cursor.line == 12,
    "data": over(Page),
    "tour": lambda at: at.state.tour == 0,
    "theme": over(CommandPalette),
    "palette": over(CommandPalette),
    "quit": lambda at: at.app._exit or at.dialog_is_open,
}
"""What each does; actions of the preview, of the tree and of the editor are tested beside those."""


def test_every_action_is_tried() -> None:
    elsewhere = editing.COMMANDS.keys() | names.COMMANDS.keys() | opening.COMMANDS.keys() | rewriting.COMMANDS.keys()
    assert HAPPENED.keys() == {name for name, action in ACTIONS.items() if action.pane is None} - elsewhere


async def ready(at: Desk) -> None:
    """Something to save, counted."""
    at.editor.insert("# mine\n", (len(RULES.splitlines()), 0))
    await at.until(lambda: at.state.unsaved and at.size("grown") == 2)


def command(at: Desk, name: str) -> SystemCommand:
    """The entry of the palette."""
    said = ACTIONS[name].help.zh
    return next(found for found in at.app.get_system_commands(at.app.screen) if found.help == said)


LASTING = ("save", "recount", "problem.next", "learned", "discover", "tour", "quit")
"""What one escape and moving the keyboard do not take back: each way to do it is tried on an app of its own."""


def ways(name: str) -> list[str]:
    """The keys of an action, and none for the palette, which does not open itself."""
    return [*(key for key in ACTIONS[name].key.split(",") if key), *([""] if name != "palette" else [])]


async def tried(at: Desk, name: str, key: str) -> None:
    """Do it by key or from the palette, and see that it happened."""
    if name in ("save", "recount"):
        await ready(at)
    assert not HAPPENED[name](at), name
    if key:
        await at.press(key)
    else:
        done = command(at, name).callback()
        if isawaitable(done):
            await done
    await at.until(lambda: HAPPENED[name](at), (name, key))


@pytest.mark.parametrize("name, key", [(name, key) for name in LASTING for key in ways(name)])
async def test_a_key_and_the_palette_do_what_the_action_says(tmp_path: Path, name: str, key: str) -> None:
    async with desk(project(tmp_path, MISSPELT)) as at:
        await tried(at, name, key)


async def test_keys_and_the_palette_go_to_panes_and_open_dialogs(tmp_path: Path) -> None:
    async with desk(project(tmp_path, MISSPELT)) as at:
        for name in [name for name in HAPPENED if name not in LASTING]:
            for key in ways(name):
                at.app.main.set_focus(None)
                await tried(at, name, key)
                if at.app.screen is not at.app.main:
                    await at.press("escape")
                    await at.until(lambda: at.app.screen is at.app.main, f"an end of {name}")


@pytest.mark.parametrize("name", ["export", "save", "changes"])
async def test_keys_do_nothing_below_an_open_dialog(tmp_path: Path, name: str) -> None:
    async with desk(project(tmp_path)) as at:
        await at.press("f1")
        await at.until(lambda: isinstance(at.app.screen, Page))
        await at.press(ACTIONS[name].key)
        assert isinstance(at.app.screen, Page)
