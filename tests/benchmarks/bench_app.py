"""How the terminal app feels: until the first screen, until a key is drawn, until the new count, and how long it hangs.

The first screen is compared with that of a textual app that does nothing but show a text, in the same run. `make bench`
prints the figures; `SEGDSL_BENCH_CUSTOMERS` sets the size of the project.
"""

from __future__ import annotations

import asyncio
import gc
import os
import pty
import re
import select
import shutil
import statistics
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from segdsl.demo import write_project
from segdsl_tui.app import SegdslApp
from segdsl_tui.screens.jobs import Delays
from segdsl_tui.state.model import Place
from segdsl_tui.state.options import Options
from segdsl_tui.state.questions import Detail
from segdsl_tui.widgets.editors import RuleEditor
from tests.benchmarks.bench_check import long_file

if TYPE_CHECKING:
    from textual.pilot import Pilot

CUSTOMERS = int(os.environ.get("SEGDSL_BENCH_CUSTOMERS", "1_000_000"))
TURNS = 9
KEY = "Z"
EMPTY = """
from textual.app import App
from textual.widgets import TextArea

class Empty(App):
    def compose(self):
        yield TextArea("the first line of a text")

Empty().run()
"""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example project at the size of a city."""
    folder = tmp_path_factory.mktemp("bench") / "demo"
    write_project(folder, customers=CUSTOMERS)
    return folder


def until_a_key_is_drawn(command: list[str], shown: bytes) -> tuple[float, float]:
    """Seconds from the start of a program until `shown` is on the screen, and until a key typed then is."""
    begun = time.perf_counter()
    process, screen = pty.fork()
    if process == 0:
        os.environ.update(TERM="xterm-256color", COLUMNS="120", LINES="40", TEXTUAL_ANIMATIONS="none")
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # what is installed has its bytecode
        os.execv(command[0], command)
    try:
        painted = _read_until(screen, shown) - begun
        os.write(screen, KEY.encode())
        return painted, _read_until(screen, KEY.encode()) - begun
    finally:
        os.write(screen, b"\x11")  # ctrl+q
        time.sleep(0.2)
        os.kill(process, 9)
        os.waitpid(process, 0)
        os.close(screen)


def _read_until(screen: int, wanted: bytes) -> float:
    seen, begun = b"", time.perf_counter()
    while True:
        ready, _, _ = select.select([screen], [], [], 30)
        assert ready
        assert time.perf_counter() - begun < 30, f"{wanted!r} was never drawn"
        seen += os.read(screen, 1 << 16)
        if wanted in re.sub(rb"\x1b\[[0-9;?]*[a-zA-Z]", b"", seen):
            return time.perf_counter()


def test_the_first_screen(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    write_project(folder, customers=1_000)
    segdsl = shutil.which("segdsl", path=str(Path(sys.executable).parent))
    assert segdsl is not None
    programs = {
        "empty app": ([sys.executable, "-c", EMPTY], b"the first line"),
        "segdsl tui": ([segdsl, "tui", str(folder)], b"require"),
    }
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in programs}
    for turn in range(TURNS + 1):
        for name, (command, shown) in programs.items():
            one = until_a_key_is_drawn(command, shown)
            if turn:  # the first writes bytecode
                taken[name].append(one)
    medians = {
        name: [statistics.median(values) for values in zip(*found, strict=True)] for name, found in taken.items()
    }
    print()
    for name, (painted, typed) in medians.items():
        print(f"{name:12} first screen {painted * 1000:4.0f} ms, first key drawn {typed * 1000:4.0f} ms")
    ratios = [mine / empty for mine, empty in zip(medians["segdsl tui"], medians["empty app"], strict=True)]
    print(f"ratio        {ratios[0]:.2f} and {ratios[1]:.2f} (at most 1.4)")


@asynccontextmanager
async def opened(
    folder: Path, ready: Callable[[SegdslApp], object], delays: Delays | None = None
) -> AsyncIterator[tuple[SegdslApp, Pilot[object]]]:
    """The app over a project, once everything is counted, as the command starts it."""
    gc.disable()
    app = SegdslApp(Options(folder), "zh", delays)
    async with app.run_test(size=(120, 40)) as pilot:
        await until(lambda: ready(app))
        await pilot.pause()
        yield app, pilot


async def until(holds: Callable[[], object]) -> None:
    """Wait, looking often."""
    while not holds():
        await asyncio.sleep(0.002)


def editor_of(app: SegdslApp) -> RuleEditor:
    """The editor in front."""
    return next(editor for editor in app.main.query(RuleEditor) if editor.file == app.main.state.current)


async def test_a_key_in_a_long_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The key until it is drawn, and then what follows it: candidates, the check, and drawing what that found."""
    monkeypatch.chdir(tmp_path)  # where drafts are kept: those of others would be asked about
    (tmp_path / "long.seg").write_text(long_file(2000), encoding="utf-8")
    apart = Delays(check=0.2, assist=0.1)
    async with opened(tmp_path, lambda app: app.main.state.rulebook, apart) as (app, pilot):
        editor = editor_of(app)
        drawn, followed = [], []
        for turn in range(100):
            if turn % 20 == 0:
                editor.move_cursor((1000 + turn, 0))
                await asyncio.sleep(0.3)
            begun = time.thread_time()
            await _typed(app, pilot, "a")
            await asyncio.sleep(
                0.05
            )  # long enough to be drawn, and time of the thread that does nothing does not count
            between = time.thread_time()
            await until(lambda: app.main.state.checked == app.main.state.generation)
            await asyncio.sleep(0.05)
            drawn.append(between - begun)
            followed.append(time.thread_time() - between)
        lines = editor.document.line_count
    print(f"\na key in {lines:,} lines, of the screen's thread (medians at most 16):")
    for name, busy in (("until it is drawn", drawn), ("what follows", followed)):
        print(f"  {name:18} {statistics.median(busy) * 1000:5.1f} ms, slowest {max(busy) * 1000:.0f}")


def _counted(app: SegdslApp) -> bool:
    state = app.main.state
    return state.facts is not None and not state.stale - (state.rulebook.broken if state.rulebook else frozenset())


async def test_the_new_count_after_the_last_key(demo: Path) -> None:
    async with opened(demo, _counted) as (app, pilot):
        name, file, place = _threshold(app)
        app.main.show_place(file, place)
        await pilot.pause()
        await until(lambda: app.main.state.answer(Detail(name)) and _counted(app))
        waited, late = [], []
        for turn in range(TURNS):
            editor_of(app).focus()
            editor_of(app).move_cursor((place.line, place.column))
            begun = time.perf_counter()
            ticking = asyncio.create_task(_hangs())
            await _typed(app, pilot, str(turn + 1))  # another number every time: none has been counted before
            await until(lambda: _fresh(app, name))
            await pilot.pause()
            waited.append(time.perf_counter() - begun)
            await until(lambda: _counted(app))
            await _typed(app, pilot, "backspace")
            await until(lambda: _counted(app))
            ticking.cancel()
            late.append(await _result(ticking))
    universe = app.main.state.facts.universe if app.main.state.facts else 0
    print(
        f"\n{universe:,} customers: the new count of `{name}`, clause by clause, "
        f"{statistics.median(waited) * 1000:.0f} ms after the last key (at most 250); "
        f"the screen's thread late by {max(late) * 1000:.0f} ms (at most 50)"
    )


async def _typed(app: SegdslApp, pilot: Pilot[object], key: str) -> None:
    """Press a key and wait until it has changed the text."""
    before = app.main.state.generation
    await pilot.press(key)
    await until(lambda: app.main.state.generation > before)


def _fresh(app: SegdslApp, name: str) -> bool:
    answer = app.main.state.answer(Detail(name))
    return answer is not None and not answer.stale and app.main.state.checked == app.main.state.generation


def _threshold(app: SegdslApp) -> tuple[str, str, Place]:
    """A segment with a number at the end of a line, and where the number ends."""
    for file, buffer in app.main.state.buffers.items():
        lines = buffer.text.splitlines()
        for number, line in enumerate(lines):
            found = re.search(r"require \w+ >= (\d+)", line)
            head = next((h for h in reversed(lines[:number]) if re.match(r"\w", h)), "")
            if found and head.startswith("segment"):
                return head.split()[1], file, Place(number, found.end())
    raise AssertionError("no segment has a threshold")


_LATE: list[float] = []


async def _hangs() -> None:
    """Look at the clock all the time, and note how late one comes to it."""
    _LATE.clear()
    while True:
        begun = time.perf_counter()
        await asyncio.sleep(0.005)
        _LATE.append(time.perf_counter() - begun - 0.005)


async def _result(ticking: asyncio.Task[None]) -> float:
    with suppress(asyncio.CancelledError):
        await ticking
    return max(_LATE, default=0.0)
