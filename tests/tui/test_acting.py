"""Tests run from the app, what changed since the last commit, and counting as of another day."""

import datetime as dt
import shlex
import subprocess
import threading
from pathlib import Path

import pytest
from textual.widgets import Input, OptionList, Static

import segdsl
from segdsl_tui.effects import git
from segdsl_tui.effects.days import looking
from segdsl_tui.presentation.entries import Entries
from segdsl_tui.screens.dates import DatePicker
from segdsl_tui.screens.entries import EntriesPage
from segdsl_tui.state.changes import changes
from segdsl_tui.state.days import month_before, year_before
from segdsl_tui.widgets.lines import Lines
from tests.cli.run import run
from tests.tui.desk import Desk, desk
from tests.tui.project import FILE, RULES, project
from tests.tui.test_exporting import BOOK

TESTS = """
test "成年从十八岁起" {
  given { customer_id: "a", age: 18 }
  expect grown
}
test "十七岁算成年" {
  given { customer_id: "a", age: 17 }
  expect grown
}
assert size(grown) <= 1 "人不多"
assert size(local) >= 1 "有人"
"""


def commit(folder: Path) -> None:
    """Keep everything in git, as it is."""
    who = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    for arguments in (("init", "-q"), ("add", "."), (*who, "commit", "-q", "-m", "first")):
        subprocess.run(["git", "-C", str(folder), *arguments], check=True, capture_output=True)


async def page(at: Desk, key: str) -> Entries:
    """The page that a key opens, once it is there."""
    await at.press(key)
    await at.until(lambda: isinstance(at.app.screen, EntriesPage) and at.app.screen.page)
    assert isinstance(at.app.screen, EntriesPage)
    assert at.app.screen.page is not None
    return at.app.screen.page


def heading(at: Desk) -> str:
    assert isinstance(at.app.screen, EntriesPage)
    assert at.app.screen.page is not None
    return at.app.screen.page.heading.plain


def texts(found: Entries) -> list[str]:
    return [entry.text.plain for entry in found.entries]


# ---- tests -----------------------------------------------------------------------------------------------------------


async def test_failing_tests_come_first_with_what_was_expected_and_found(tmp_path: Path) -> None:
    async with desk(project(tmp_path, RULES + TESTS)) as at:
        found = texts(await page(at, "ctrl+t"))
        assert [line.split()[:2] for line in found] == [
            ["✗", "十七岁算成年"],
            ["✗", "人不多"],
            ["✓", "成年从十八岁起"],
            ["✓", "有人"],
        ]
        failing = found[0]
        assert "✗ expect grown" in failing
        assert "age = 17" in failing
        command = shlex.split(heading(at).splitlines()[-1].removeprefix("$ segdsl "))
    result = run(*command)
    assert result.exit_code == 1
    assert "十七岁算成年" in result.stdout


async def test_enter_goes_to_the_test_in_the_editor(tmp_path: Path) -> None:
    async with desk(project(tmp_path, RULES + TESTS)) as at:
        await page(at, "ctrl+t")
        await at.press("enter")
        await at.until(lambda: at.app.screen is at.app.main)
        line = (RULES + TESTS).splitlines().index('test "十七岁算成年" {')
        await at.until(lambda: at.state.cursor.line == line)
        assert at.app.main.focused is at.editor


async def test_tests_run_without_data_and_assertions_wait_for_it(tmp_path: Path) -> None:
    path = project(tmp_path, RULES + TESTS)
    async with desk(path) as at:
        at.app.workbench.close()  # as where the data cannot be read
        found = await page(at, "ctrl+t")
        assert len(found.entries) == 2
        assert "2 条断言需要数据" in found.heading.plain


# ---- git -------------------------------------------------------------------------------------------------------------


async def test_files_that_differ_from_the_last_commit_are_marked(tmp_path: Path) -> None:
    path = project(tmp_path)
    commit(path)
    (path / "rules" / "新规则.seg").write_text("# 新\n", encoding="utf-8")
    async with desk(path) as at:
        await at.until(lambda: at.state.kept == {"rules/新规则.seg": "new"})
        at.editor.insert("# mine\n", (0, 0))
        await at.until(lambda: at.state.unsaved)
        await at.press("ctrl+s")
        await at.until(lambda: at.state.kept == {"rules/新规则.seg": "new", FILE: "modified"})


async def test_a_commit_made_outside_is_noticed_without_an_edit(tmp_path: Path) -> None:
    path = project(tmp_path)
    commit(path)
    (path / FILE).write_text(RULES.replace("age >= 18", "age >= 17"), encoding="utf-8")  # customer 1 is in, too
    async with desk(path) as at:
        await at.until(lambda: at.state.kept == {FILE: "modified"})
        await at.until(lambda: any("HEAD" in line and "+1" in line for line in at.lines_of(preview_of(at))))
        before = at.state.generation
        commit(path)
        await at.until(lambda: at.state.kept == {})
        await at.until(lambda: not any("+1" in line for line in at.lines_of(preview_of(at))))
        assert at.state.generation == before


def preview_of(at: Desk) -> Lines:
    return at.app.main.query_one("#preview", Lines)


async def test_changes_are_told_in_customers_and_in_text(tmp_path: Path) -> None:
    path = project(tmp_path)
    commit(path)
    async with desk(path) as at:
        at.editor.move_cursor((5, 19))
        await at.press("backspace", "7")  # 18 becomes 17: customer 1 enters `grown`, who is local too
        await at.until(lambda: at.size("grown") == 3)
        found = await page(at, "f7")
        assert "2 → 3   +1 进入  0 离开" in found.entries[0].text.plain
        assert "1 → 2   +1 进入  0 离开" in found.entries[1].text.plain
        (hunk,) = [line for line in texts(found) if "@@" in line]
        assert "-  require age >= 18" in hunk
        assert "+  require age >= 17" in hunk
        await at.press("end", "enter")
        await at.until(lambda: at.app.screen is at.app.main)


async def test_changes_of_tags_are_told_by_class_and_of_numbers_by_values(tmp_path: Path) -> None:
    path = project(tmp_path)
    commit(path)
    edited = RULES.replace("age < 30", "age < 18").replace("age > 20", "age > 17")  # 18 is no class, and has points
    async with desk(path) as at:
        at.editor.take(edited.replace("require city is known", "require true") + "segment new {\n  require grown\n}\n")
        await at.until(lambda: at.size("new") == 2)
        found = texts(await page(at, "f7"))
    assert [line for line in found if "@@" not in line] == [
        "~ 成年本地客户  local  已修改  1 → 2   +1 进入  0 离开",
        "~ 年龄段  life  已修改  青年 2 → 1   0 进入  −1 离开  无类别 1 → 2   +1 进入  0 离开",
        "~ 积分  points  已修改  1 个客户的取值有变",
        "+ new  新增  – → 2",
    ]


async def test_a_project_outside_git_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    async with desk(project(tmp_path)) as at:
        assert "不在 git 仓库中" in (await page(at, "f7")).heading.plain
        await at.press("escape")
        await at.until(lambda: at.app.screen is at.app.main)
        monkeypatch.setattr("shutil.which", lambda _: None)
        assert "未安装 git" in (await page(at, "f7")).heading.plain


def test_changes_know_what_was_added_removed_and_affected() -> None:
    before = {FILE: RULES}
    after = {FILE: RULES.replace("age >= 18", "age >= 17").replace("score points", "score marks")}
    found = changes("abc", before, after, BOOK)
    assert [(change.name, change.kind) for change in found.definitions] == [
        ("grown", "modified"),
        ("marks", "added"),
        ("points", "removed"),
        ("local", "affected"),
    ]
    assert changes("abc", before, before, BOOK).texts == {}


def test_status_knows_new_modified_and_deleted_files(tmp_path: Path) -> None:
    path = project(tmp_path).resolve()
    commit(path)
    assert git.status([path / "rules"]) == {}
    (path / FILE).unlink()
    (path / "rules" / "a b.seg").write_text("", encoding="utf-8")
    assert git.status([path / "rules"]) == {path / FILE: "modified", path / "rules" / "a b.seg": "new"}


# ---- as of another day -----------------------------------------------------------------------------------------------


def test_days_before() -> None:
    assert month_before(dt.date(2021, 3, 31)) == dt.date(2021, 2, 28)
    assert month_before(dt.date(2021, 1, 1)) == dt.date(2020, 12, 31)
    assert year_before(dt.date(2024, 2, 29)) == dt.date(2023, 2, 28)
    assert year_before(dt.date(2021, 6, 30)) == dt.date(2020, 6, 30)


async def picker(at: Desk) -> DatePicker:
    await at.press("ctrl+d")
    await at.until(lambda: isinstance(at.app.screen, DatePicker))
    assert isinstance(at.app.screen, DatePicker)
    return at.app.screen


async def test_another_day_counts_until_it_is_reset(tmp_path: Path) -> None:
    rules = RULES + 'segment lately "日期" {\n  require today >= 2021-06-30\n}\n'
    async with desk(project(tmp_path, rules)) as at:
        assert at.size("lately") == 4
        await picker(at)
        await at.press("tab", "enter")
        await at.until(lambda: at.size("lately") == 0)
        assert at.state.facts is not None
        assert at.state.facts.as_of == dt.date(2021, 5, 31)
        assert "2021-05-31（手选）" in at.text_of("#status")
        assert at.state.scope.command("preview") == f"segdsl preview --project {tmp_path} --as-of 2021-05-31"
        dialog = await picker(at)
        dialog.query_one(OptionList).focus()
        await at.press("end", "enter")
        await at.until(lambda: at.size("lately") == 4)
        assert "手选" not in at.text_of("#status")


def test_the_newest_day_is_that_of_the_newest_event_that_is_not_in_the_future(tmp_path: Path) -> None:
    path = project(tmp_path)
    (path / "rules" / "visit.seg").write_text("events visit {\n  at visited_at time\n}\n", encoding="utf-8")
    visits = "customer_id,visited_at\n1,2021-03-01T08:00:00\n2,2021-05-31T23:59:59\n1,9999-01-01T00:00:00\n"
    (path / "visits.csv").write_text(visits, encoding="utf-8")
    with (path / "segdsl.toml").open("a", encoding="utf-8") as settings:
        settings.write('visit = "visits.csv"\n')
    with segdsl.open(path) as opened:
        assert opened.as_of == dt.date(2021, 6, 30), "the settings say so"
        assert looking(opened)() == dt.date(2021, 5, 31)
    with segdsl.open(project(tmp_path / "without")) as opened:
        assert looking(opened)() is None


async def test_looking_for_the_newest_day_holds_up_neither_counts_nor_leaving(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, looked = threading.Event(), threading.Event()

    def look() -> dt.date:
        looked.set()
        go_on.wait(30)
        return dt.date(2021, 6, 1)

    monkeypatch.setattr("segdsl_tui.effects.days.looking", lambda _project: look)
    async with desk(project(tmp_path)) as at:
        dialog = await picker(at)
        await at.until(looked.is_set)
        at.editor.move_cursor((5, 19))
        at.editor.replace("17", (5, 17), (5, 19))
        await at.until(lambda: at.size("grown") == 3)
        assert dialog.query_one(OptionList).get_option_at_index(0).disabled
        await at.press("escape")
        await at.until(lambda: at.app.screen is at.app.main)
    go_on.set()  # the app is gone


async def test_a_typed_day_has_to_be_one(tmp_path: Path) -> None:
    async with desk(project(tmp_path)) as at:
        dialog = await picker(at)
        dialog.query_one(Input).value = "2021-02-30"
        await at.press("enter")
        assert "不是日期" in str(dialog.query_one(Static).render())
        dialog.query_one(Input).value = "2021-02-28"
        await at.press("enter")
        await at.until(lambda: at.state.facts and at.state.facts.as_of == dt.date(2021, 2, 28))
