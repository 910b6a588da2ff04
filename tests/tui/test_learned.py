"""The page of what was learned: what it shows of each kind, fits from it, and what goes wrong on the way."""

import json
import re
import shutil
from pathlib import Path
from threading import Event

import pytest
from textual.widgets import Input, Static

import segdsl
from segdsl.engine.stopping import Stopped
from segdsl_tui.effects.apart import Request, Tried
from segdsl_tui.screens.dialogs import Prompt, Question
from segdsl_tui.screens.learned import LearnedPage
from segdsl_tui.screens.picker import Picker
from segdsl_tui.state.learned import SIDES, ago
from segdsl_tui.state.model import State
from segdsl_tui.state.outline import LEARNED
from tests.tui.learned import FILE, GROUPS, RULES, TODAY, artefact, here, lines, opened, shown
from tests.tui.test_failures import said


def command(page: LearnedPage) -> str:
    return str(page.query_one("#command", Static).render())


# ---- what is shown ---------------------------------------------------------------------------------------------------


async def test_the_page_follows_the_cursor_and_says_what_the_command_prints(folder: Path) -> None:
    async with opened(folder, "groups") as (_at, page):
        text = lines(page)
        for part in ("高用电型", "月用电量高于平均", "可近似代替的规则", "SHA-256", "rules/fitted/groups.json"):
            assert part in text
        figures = json.loads(artefact(folder).read_text(encoding="utf-8"))["figures"]
        assert {f"{figures['sizes'][label]}" for label in ("high", "low")} == {"150"}
        assert "segdsl fit groups --report" in command(page)


@pytest.mark.parametrize(
    "name, parts",
    [
        (
            "kinds",
            ("准确率", "一律判为 `home` 的准确率", "召回率", "概率有多准", "fit-telltale", "实际观测", "模型预测"),
        ),
        ("likes", ("命中率（检验）", "NDCG（检验）", "校准误差 ECE", "本人上次渠道", "在校准日", "从未用过的渠道")),
        ("near", ("留出的", "提升倍数")),
    ],
)
async def test_every_kind_has_its_report(folder: Path, name: str, parts: tuple[str, ...]) -> None:
    async with opened(folder, name) as (_at, page):
        assert [part for part in parts if part not in lines(page)] == []


async def test_where_values_of_a_model_come_from_is_counted(folder: Path) -> None:
    """A hundred kinds are known; of the 200 others those without an age, one in ten, get no value."""
    async with opened(folder, "kinds") as (_at, page):
        found = re.findall(r"^(实际观测|模型预测|无值)\S* .*?(\d+) ", lines(page), re.MULTILINE)
    assert found == [("实际观测", "100"), ("模型预测", "180"), ("无值", "20")]


async def test_the_page_opens_on_what_a_segment_uses_else_on_the_first_there_is(folder: Path) -> None:
    async with opened(folder, "chosen") as (_at, page):
        assert page.asked.name == "groups"
    async with opened(folder, "near") as (_at, page):
        assert page.asked.name == "near"
    async with opened(folder, "heavy") as (_at, page):
        assert page.asked.name == "groups"


async def test_sides_are_gone_through_by_keys_and_each_says_its_command(folder: Path) -> None:
    async with opened(folder, "groups") as (at, page):
        for key, side, words in (
            ("2", "drift", "--report"),
            ("right", "moves", "--against 30d"),
            ("4", "groups", "--explore"),
            ("right", "report", "--report"),
            ("left", "groups", "--explore"),
        ):
            await at.press(key)
            await shown(at, page)
            assert page.asked.side == side
            assert words in command(page)
        await at.press("d")
        await at.until(lambda: isinstance(at.app.screen, Picker))
        await at.press(*"near", "enter")
        await at.until(lambda: at.app.screen is page)
        await shown(at, page)
        assert (page.asked.name, page.asked.side) == ("near", "report"), "it has no groups"
        await at.press("4")
        assert page.asked.side == "report"
        await at.press("escape")
        assert at.app.screen is at.app.main


async def test_who_moved_is_asked_of_another_day(folder: Path) -> None:
    async with opened(folder, "groups") as (at, page):
        await at.press("3")
        await shown(at, page)
        assert "“当时”指 2021-05-31" in lines(page)
        sizes = [int(n) for n in re.findall(r"^(?:high|low)\s+(\d+)\s+(\d+)", lines(page), re.MULTILINE)[0]]
        assert sum(sizes) > 0
        for typed, day in (("2021-06-20", "2021-06-20"), ("2mo", "2021-04-30")):
            await at.press("enter")
            await at.until(lambda: isinstance(at.app.screen, Prompt))
            at.app.screen.query_one(Input).value = typed
            await at.press("enter")
            await at.until(lambda: at.app.screen is page)
            await shown(at, page)
            assert f"“当时”指 {day}" in lines(page)
        await at.press("enter")
        at.app.screen.query_one(Input).value = "2021-07-01"
        await at.press("enter")
        await at.until(lambda: "2021-07-01" in said(at))
        assert page.asked.ago == "2mo"


@pytest.mark.usefixtures("in_this_process")
async def test_labels_that_are_scored_for_one_day_have_no_other_to_be_compared_with(unfitted: Path) -> None:
    scored = RULES.replace("method logistic  confidence", "method knn  confidence")
    (unfitted / FILE).write_text(scored, encoding="utf-8")
    async with opened(unfitted, "kinds") as (at, page):
        await at.press("f")
        await shown(at, page)
        await at.press("3")
        await shown(at, page)
        assert "没有其他日期的标签" in lines(page)


@pytest.mark.parametrize(
    "typed, found",
    [("30d", "30d"), ("1y", "1y"), ("2021-06-29", "1d"), ("2021-06-30", None), ("2022-01-01", None), ("soon", None),
     ("0d", None), ("2021y", None), ("3h", None), ("", None)],
)  # fmt: skip
def test_how_long_ago_a_day_was(typed: str, found: str | None) -> None:
    assert ago(typed, TODAY) == found


def test_every_kind_that_is_learned_has_sides() -> None:
    assert SIDES.keys() == LEARNED


def test_a_page_needs_no_rules_to_say_that_there_are_none() -> None:
    from segdsl_tui.state import learned

    assert learned.first(State()) is None
    assert learned.choices(State()) == ()
    assert not learned.is_broken(State(), None)


# ---- learning --------------------------------------------------------------------------------------------------------


async def test_a_fit_writes_what_the_command_would_and_is_counted(unfitted: Path) -> None:
    async with opened(unfitted, "groups") as (at, page):
        assert "还没有训练" in lines(page)
        assert "--report" not in command(page)
        assert at.size("chosen") is None
        await at.press("f")
        assert page.working is not None
        await at.press("2", "d")
        assert at.app.screen is page, "while a fit goes on, nothing else does"
        await at.until(lambda: "训练" in lines(page))
        await shown(at, page)
        assert "用 300 个客户训练" in lines(page)
        await at.until(lambda: at.size("chosen") == 150)
        assert not at.state.outdated
    here, there = artefact(unfitted).read_bytes(), unfitted / "again"
    shutil.copytree(unfitted, there, ignore=shutil.ignore_patterns("again", "fitted", ".segdsl"))
    with segdsl.open(there) as again:
        again.fit(["groups"])
    assert artefact(there).read_bytes() == here


@pytest.mark.usefixtures("in_this_process")
async def test_a_refit_is_compared_with_what_was_there(folder: Path) -> None:
    async with opened(folder, "groups") as (at, page):
        assert "与上次训练相比" not in lines(page)
        await at.press("f")
        await shown(at, page)
        assert "与上次训练相比" in lines(page)
        await at.until(lambda: at.state.checked == at.state.generation and at.size("chosen") == 150)
        assert "与上次训练相比" in lines(page), "that everything is counted anew changes nothing"


@pytest.mark.usefixtures("in_this_process")
async def test_what_comes_of_a_fit_is_drawn_for_the_terminal_as_it_is_then(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Event()

    def slowly(request: Request, advance: object, wanted: object) -> Tried | None:
        held.wait()
        return here(request, advance, wanted)

    monkeypatch.setattr("segdsl_tui.effects.learning.learn", slowly)
    async with opened(folder, "kinds") as (at, page):
        wide = lines(page)
        await at.press("f")
        await at.pilot.resize_terminal(60, 24)
        held.set()
        await at.until(lambda: page.working is None and page.drawn == page.asked and lines(page) != wide)
        assert max(line.cell_len for line in page.pane._lines) <= page.pane.scrollable_content_region.width


async def test_a_fit_is_given_up_and_writes_nothing(unfitted: Path) -> None:
    async with opened(unfitted, "groups") as (at, page):
        await at.press("f", "escape")
        await at.until(lambda: "已放弃" in said(at))
        await shown(at, page)
        assert at.app.screen is page
        assert "还没有训练" in lines(page)
        assert not artefact(unfitted).exists()
        assert at.size("heavy") == 150


async def test_what_was_written_before_it_was_given_up_counts(unfitted: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def late(request: Request, advance: object, wanted: object) -> Tried | None:
        here(request, advance, wanted)
        raise Stopped

    monkeypatch.setattr("segdsl_tui.effects.learning.learn", late)
    async with opened(unfitted, "groups") as (at, page):
        await at.press("f")
        await shown(at, page)
        assert "用 300 个客户训练" in lines(page)
        await at.until(lambda: at.size("chosen") == 150)


@pytest.mark.usefixtures("in_this_process")
async def test_unsaved_changes_are_saved_before_a_fit_or_nothing_is_fitted(unfitted: Path) -> None:
    file = unfitted / FILE
    async with opened(unfitted, "groups") as (at, page):
        at.editor.insert("# mine\n", (len(RULES.splitlines()), 0))
        await at.until(lambda: at.state.unsaved and page.asked.generation == at.state.generation == at.state.checked)
        await shown(at, page)
        await at.press("f")
        await at.until(lambda: isinstance(at.app.screen, Question))
        await at.press("escape")
        await at.until(lambda: at.app.screen is page)
        assert page.working is None
        assert file.read_text(encoding="utf-8") == RULES
        await at.press("f")
        await at.until(lambda: isinstance(at.app.screen, Question))
        at.app.screen.dismiss("save")
        await at.until(lambda: artefact(unfitted).exists())
        await shown(at, page)
        assert file.read_text(encoding="utf-8").endswith("# mine\n")
        await at.until(lambda: at.size("chosen") == 150)


# ---- numbers of groups -----------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("in_this_process")
async def test_numbers_of_groups_are_tried_and_the_draft_is_written_into_the_rule(folder: Path) -> None:
    async with opened(folder, "groups") as (at, page):
        await at.press("4")
        await shown(at, page)
        await at.press("c", "w")
        assert at.app.screen is page, "there is no draft yet"
        await at.press("enter")
        await at.until(lambda: page.content is not None and page.content.draft)
        await shown(at, page)
        assert "建议分" in lines(page)
        assert page.content is not None
        draft = page.content.draft
        await at.press("c")
        assert at.app.clipboard == draft
        await at.press("w")
        await at.until(lambda: at.app.screen is at.app.main and draft.rstrip() in at.editor.text)
        assert at.editor.text == RULES.replace(GROUPS, draft.rstrip()), "and nothing around it"
        await at.press("ctrl+z")
        await at.until(lambda: at.editor.text == RULES)


async def test_trying_is_given_up(folder: Path) -> None:
    async with opened(folder, "groups") as (at, page):
        await at.press("4")
        await shown(at, page)
        await at.press("enter", "escape")
        await at.until(lambda: "已放弃" in said(at))
        await shown(at, page)
        assert "回车" in lines(page)
