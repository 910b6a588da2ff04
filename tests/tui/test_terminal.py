"""The app end to end in a real terminal: from opening the demo project to a file that equals the headless one."""

import json
import re
import shutil
from pathlib import Path

import pytest
from rich.cells import cell_len

from segdsl.demo.project import write_project
from tests.cli.run import run
from tests.tui.terminal import terminal

pytestmark = pytest.mark.skipif(
    shutil.which("tmux") is None, reason="tmux is not installed, so the app is not tried in a real terminal"
)
NAME, FILE = "business_unbound", "rules/audiences.seg"
BEFORE, AFTER = "require reachable_channels > 0", "require reachable_channels > 1"


@pytest.fixture
def demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "demo"
    write_project(path, customers=3_000)
    monkeypatch.chdir(path)
    return path


def edited(text: str) -> str:
    """The rules with the threshold of the one definition moved."""
    head, definition, tail = text.partition(f"segment {NAME} ")
    return head + definition + tail.replace(BEFORE, AFTER, 1)


def headless(path: Path) -> int:
    """How many the command line counts."""
    (item,) = json.loads(run("preview", NAME, "--project", str(path), "--format", "json").stdout)["items"]
    return int(item["size"])


def test_from_an_edited_threshold_to_a_file_that_equals_the_headless_one(demo: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(demo, copy)
    rules = (demo / FILE).read_text(encoding="utf-8")
    (copy / FILE).write_text(edited(rules), encoding="utf-8")
    before, after = headless(demo), headless(copy)
    assert before != after
    with terminal(demo, tmp_path / "own", "tui", "--lang", "en") as at:
        at.until(r"3,000 customers as of 2021-06-30")
        at.press("F2", "/")
        at.type(NAME)
        at.until(rf"{NAME} +{before:,}\b")
        at.press("Enter", "Enter")
        at.until(rf"^ {before:,} of 3,000 customers")
        at.press("Down", times=3)
        at.press("Right", times=len(f"  {BEFORE}"))
        at.press("BSpace")
        at.type("1")
        at.until(rf"^ {after:,} of 3,000 customers")
        at.until(r"\* unsaved 1")
        at.press("C-s")
        at.until(lambda: "unsaved" not in at.screen())
        assert (demo / FILE).read_text(encoding="utf-8") == edited(rules)
        at.press("F6")
        at.until(rf"Export {NAME}")
        at.press("Tab", "Enter")
        at.until(rf"written +{after:,}\b")
        at.press("Escape")
        at.until(rf"^ {after:,} of 3,000 customers")
        at.press("C-q")
        assert at.left() == 0
    assert run("export", NAME, "--to", "headless").exit_code == 0
    assert (demo / f"out/{NAME}.csv").read_bytes() == (demo / f"headless/{NAME}.csv").read_bytes()
    assert len((demo / f"out/{NAME}.csv").read_text(encoding="utf-8-sig").splitlines()) == after + 1


def test_chinese_in_a_small_terminal_without_colours(demo: Path, tmp_path: Path) -> None:
    with terminal(demo, tmp_path / "own", "tui", "--lang", "zh", size=(80, 24), NO_COLOR="1") as at:
        at.until("3,000 个客户，基准日期 2021-06-30")
        at.press("F2", "/")
        at.type("商户")
        at.until(r"商户农户未绑定 .*\d")
        at.press("Enter", "Enter")
        at.until(r"segment business_unbound")
        at.until(rf"^ {headless(demo):,} / 全部 3,000 个客户")
        lines, codes = at.screen().splitlines(), at.screen(styled=True)
        at.press("C-q")
        assert at.left() == 0
    assert len(lines) == 24
    assert {cell_len(line.split("▏")[0]) for line in lines if "▏" in line} == {34}, "the panes stand straight"
    assert max(cell_len(line) for line in lines) <= 80
    sent = {int(code) for codes in re.findall(r"\x1b\[([\d;]+)m", codes) for code in codes.split(";")}
    assert sent >= {1, 2, 7}, "bold, dim and reversed"
    none = {39, 49}  # what tmux writes where there is no colour
    assert sent.isdisjoint({*range(30, 50), *range(90, 108)} - none)
