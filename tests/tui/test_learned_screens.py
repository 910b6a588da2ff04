"""The page of what was learned as people see it, in both languages: see `test_screens`."""

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from segdsl.diagnostics import Language
from segdsl_tui.presentation import preview
from segdsl_tui.widgets.colours import DARK, LIGHT
from tests.tui.learned import opened, shown
from tests.tui.picture import characters, unreadable
from tests.tui.test_screens import differing

SCREENS = Path(__file__).parent / "screens" / "learned"


@pytest.mark.usefixtures("in_this_process")
@pytest.mark.parametrize("language, theme", [("en", DARK.name), ("zh", LIGHT.name)])
async def test_every_screen_is_as_it_was_seen_last_and_can_be_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch, language: Language, theme: str
) -> None:
    monkeypatch.chdir(folder)
    monkeypatch.setattr("segdsl_tui.effects.workbench.perf_counter", lambda: 0.0)
    pictures: dict[str, str] = {}
    async with opened(Path(), "groups", language=language) as (at, page):
        at.app.theme = theme

        async def take(name: str) -> None:
            await shown(at, page)
            await at.pilot.pause()
            pictures[name] = the_same_everywhere(characters(at.app))
            assert unreadable(at.app, 4.5) == [], name

        await take("portraits")
        for key, name in (("2", "drift"), ("3", "moves"), ("4", "groups")):
            await at.press(key)
            await take(name)
        await at.press("enter")
        await at.until(lambda: page.content is not None and page.content.draft)
        await take("tried")
        for name in ("kinds", "likes", "near"):
            page.asked = replace(page.asked, name=name, side="report")
            page.look()
            await take(name)
        await at.pilot.resize_terminal(80, 24)
        page.asked = replace(page.asked, name="likes")
        page.look()
        await take("likes-80x24")
        await at.press("end")
        await at.until(lambda: page.pane.scroll_offset.y == page.pane.max_scroll_y)
        await take("likes-80x24-end")
    shutil.rmtree("rules/fitted")
    async with opened(Path(), "groups", (80, 24), language) as (at, page):
        at.app.theme = theme
        await take("missing-80x24")
        await at.press("escape")
        await at.until(lambda: not preview.wanted(at.state))
        pictures["refused-80x24"] = characters(at.app)
    assert differing(pictures, SCREENS / language) == []


def the_same_everywhere(picture: str) -> str:
    """A picture without what differs from one machine to the next: versions, and the last digits of a network."""
    known = re.sub(r"(SHA-256 )\w+|((?:numpy|polars|scikit-learn|segdsl) )\d+\.[\w.]+", r"\1\2…", picture)
    return re.sub(r".* mlp .*", lambda line: re.sub(r"\d", "0", line[0]).replace("-", "+"), known)
