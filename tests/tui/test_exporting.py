"""The export dialog writes what the command it shows would write, byte for byte."""

import json
import shlex
import time
from pathlib import Path

import pytest
from textual.widgets import Button, Input, Static

from segdsl.diagnostics import Source
from segdsl.rulebook import Checker
from segdsl_tui.effects.exporting import Told
from segdsl_tui.i18n import exporting as texts
from segdsl_tui.presentation.exporting import rehearsed, written
from segdsl_tui.screens.exporting import ExportDialog
from segdsl_tui.state.exporting import Form, chosen, columns, usual
from segdsl_tui.state.options import Options
from segdsl_tui.widgets.choice import Choice
from segdsl_tui.widgets.ticks import Ticks
from tests.cli.projects import CONTRACT, write
from tests.cli.run import run
from tests.tui.desk import Desk, desk
from tests.tui.project import FILE, RULES, project

PRIVATE = CONTRACT.replace("}\n", '  field phone text? "手机号" pii mobile\n  field refuses bool "已退订" opt_out\n}\n')
CUSTOMERS = """customer_id,age,city,phone,refuses
1,17,nanjing,13800000001,false
2,18,suzhou,13800000002,false
3,,nanjing,13800000003,false
4,64,,13800000004,true
"""
BOOK = Checker().check([Source("contract.seg", PRIVATE), Source(FILE, RULES)])


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with telephone numbers and a refusal: of the grown 2 and 4, 4 refuses contact."""
    project(tmp_path)
    write(tmp_path, {"rules/contract.seg": PRIVATE, "customers.csv": CUSTOMERS})
    monkeypatch.chdir(tmp_path)
    return tmp_path


# ---- what is filled in -----------------------------------------------------------------------------------------------


def test_the_command_leaves_out_what_it_does_anyway() -> None:
    assert Form("grown").command(Options()) == "segdsl export grown --to out"
    assert Form("成年", to="名单 一").command(Options()) == "segdsl export 成年 --to '名单 一'"


def test_the_command_says_everything_else() -> None:
    form = Form("grown", "o", "xlsx", ("age", "city"), "names", "gb18030", "raw", overwrite=True, despite=True)
    options = Options(Path("p q"), data=("customer=c.csv",), params={"limit": "40"}, key="id", strict=True)
    assert shlex.split(form.command(options)) == [
        *("segdsl", "export", "grown", "--to", "o", "--columns", "age,city", "--as", "xlsx", "--headers", "names"),
        *("--pii", "raw", "--overwrite", "--despite-asserts"),
        *("--project", "p q", "--data", "customer=c.csv", "--set", "limit=40", "--key", "id", "--strict"),
    ]


def test_columns_begin_with_those_the_rule_mentions_and_never_hold_the_key() -> None:
    names = [column.name for column in columns(BOOK, "local")]
    assert names[:2] == ["grown", "city"]
    assert set(names[2:]) == {"age", "phone", "refuses", "life", "points"}


def test_what_the_rule_mentions_needs_no_naming_unless_personal_data_is_to_be_open() -> None:
    assert usual(BOOK, "local") == ("grown", "city")
    assert chosen(BOOK, "local", {"city", "grown"}, "mask") is None
    assert chosen(BOOK, "local", {"city", "grown"}, "raw") == ("grown", "city")
    assert chosen(BOOK, "local", {"city"}, "mask") == ("city",)


# ---- the dialog ------------------------------------------------------------------------------------------------------


async def opened(at: Desk) -> ExportDialog:
    await at.press("f6")
    await at.until(lambda: isinstance(at.app.screen, ExportDialog))
    assert isinstance(at.app.screen, ExportDialog)
    return at.app.screen


async def done(at: Desk, dialog: ExportDialog, button: str) -> str:
    """What the dialog says after a button."""
    told = dialog.query_one("#told", Static)
    told.update("")
    dialog.query_one(f"#{button}", Button).press()
    await at.until(lambda: str(told.render()) and not dialog.working)
    return str(told.render())


def without_run(manifest: Path) -> dict[str, object]:
    found = json.loads(manifest.read_text(encoding="utf-8"))
    return {key: value for key, value in found.items() if key != "run"}


def command_of(dialog: ExportDialog) -> list[str]:
    line = str(dialog.query_one("#command", Static).render()).splitlines()[-1]
    return shlex.split(line.removeprefix("$ segdsl "))


@pytest.mark.parametrize("form", ["csv", "xlsx", "parquet", "jsonl"])
async def test_the_file_written_is_that_of_the_command_shown(small: Path, form: str) -> None:
    async with desk(Path()) as at:
        dialog = await opened(at)
        dialog.query_one("#to", Input).value = "app"
        for _ in range(["csv", "xlsx", "parquet", "jsonl"].index(form)):
            dialog.query_one("#format", Choice).action_step(1)
        await at.pilot.pause()
        said = await done(at, dialog, "write")
        arguments = command_of(dialog)
    assert f"app/grown.{form}" in said
    headless = ["headless" if word == "app" else word for word in arguments]
    assert run(*headless).exit_code == 0
    assert (small / f"app/grown.{form}").read_bytes() == (small / f"headless/grown.{form}").read_bytes()
    assert without_run(small / "app/grown.manifest.json") == without_run(small / "headless/grown.manifest.json")


async def test_columns_and_personal_data_as_chosen(small: Path) -> None:
    async with desk(Path()) as at:
        dialog = await opened(at)
        ticks = dialog.query_one(Ticks)
        ticks.focus()
        names = [column.name for column in dialog.columns]
        await at.press(*["down"] * names.index("phone"), "space")
        dialog.query_one("#pii", Choice).action_step(2)
        await at.pilot.pause()
        assert command_of(dialog) == ["export", "grown", "--to", "out", "--columns", "age,phone", "--pii", "raw"]
        assert "原样" in str(dialog.query_one("#command", Static).render())
        await done(at, dialog, "write")
    lines = (small / "out/grown.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines == ["customer_id,age,phone", "2,18,13800000002"]


async def test_a_dry_run_counts_who_is_taken_out_and_writes_nothing(small: Path) -> None:
    async with desk(Path()) as at:
        dialog = await opened(at)
        dialog.query_one("#pii", Choice).action_step(2)
        dialog.query_one(Ticks).focus()
        await at.press(*["down"] * [column.name for column in dialog.columns].index("phone"), "space")
        said = await done(at, dialog, "rehearse")
    assert [line.split() for line in said.splitlines()] == [
        ["群内客户", "2"],
        ["减去：已退订", "-1"],
        ["将写入", "1"],
        ["phone", "原样"],
        ["$", "segdsl", "export", "grown", "--to", "out", "--columns", "age,phone", "--pii", "raw", "--dry-run"],
    ]
    assert run(*said.splitlines()[-1].removeprefix("$ segdsl ").split()).stdout.startswith("Would export grown")
    assert not (small / "out").exists()


async def test_an_earlier_export_is_kept_unless_told_otherwise(small: Path) -> None:
    async with desk(Path()) as at:
        dialog = await opened(at)
        await done(at, dialog, "write")
        for button in ("rehearse", "write"):
            assert "target-exists" in await done(at, dialog, button)
        dialog.query_one("#overwrite", Choice).action_step(1)
        await at.pilot.pause()
        assert "out/grown.csv" in await done(at, dialog, "write")


async def test_an_assertion_that_fails_stops_the_export_unless_told_otherwise(small: Path) -> None:
    (small / FILE).write_text(RULES + 'assert size(grown) >= 3 "人够多"\n', encoding="utf-8")
    async with desk(Path()) as at:
        dialog = await opened(at)
        assert "人够多" in await done(at, dialog, "write")
        assert not (small / "out" / "grown.csv").exists()
        dialog.query_one("#despite", Choice).action_step(1)
        await at.pilot.pause()
        said = await done(at, dialog, "write")
        assert "人够多" in said
        assert "out/grown.csv" in said


async def test_unsaved_changes_are_saved_before_anything_is_exported(small: Path) -> None:
    async with desk(Path()) as at:
        at.editor.move_cursor((5, 19))
        await at.press("backspace", "7", "f6")  # 18 becomes 17: customer 1 joins
        await at.until(lambda: at.dialog_is_open)
        assert not isinstance(at.app.screen, ExportDialog)
        await at.pilot.click("#save")
        await at.until(lambda: isinstance(at.app.screen, ExportDialog))
        assert "age >= 17" in (small / FILE).read_text(encoding="utf-8")
        assert isinstance(at.app.screen, ExportDialog)
        await done(at, at.app.screen, "write")
    assert (small / "out/grown.csv").read_text(encoding="utf-8-sig").splitlines()[1:] == ["1,17", "2,18"]


async def test_only_conditions_free_of_errors_are_exported(small: Path) -> None:
    async with desk(Path()) as at:
        at.editor.move_cursor((15, 0))
        await at.until(lambda: at.state.focus == "points")
        await at.press("f6")
        assert at.app.screen is at.app.main


async def test_escape_gives_up_what_is_under_way_then_leaves(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(_options: Options, _form: Form, told: Told) -> None:
        while True:
            told.stop()
            time.sleep(0.005)

    monkeypatch.setattr("segdsl_tui.effects.exporting.write", endless)
    async with desk(Path()) as at:
        dialog = await opened(at)
        dialog.query_one("#write", Button).press()
        await at.until(lambda: dialog.working)
        await at.press("escape")
        await at.until(lambda: not dialog.working)
        assert str(dialog.query_one("#told", Static).render()) == texts.GIVEN_UP.zh
        await at.press("escape")
        await at.until(lambda: at.app.screen is at.app.main)
    assert not (small / "out").exists()


async def test_an_export_tells_how_far_it_is(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with desk(Path()) as at:
        dialog = await opened(at)
        said: list[str] = []
        monkeypatch.setattr(dialog, "_tell", lambda lines: said.extend(line.plain for line in lines))
        dialog.query_one("#write", Button).press()
        await at.until(lambda: said and "grown.manifest.json" in said[-1])
    order = [texts.GATHERING.zh, "已写 0 / 1 行… Esc 放弃", "已写 1 / 1 行… Esc 放弃", "正在读回 1 行核对… Esc 放弃"]
    assert [line for line in said if line in order] == order


async def test_the_command_is_copied(small: Path) -> None:
    async with desk(Path()) as at:
        dialog = await opened(at)
        dialog.query_one("#copy", Button).press()
        await at.until(lambda: at.app.clipboard)
        assert at.app.clipboard == "segdsl export grown --to out"


def test_counts_of_what_was_written_add_up(small: Path) -> None:
    import segdsl

    with segdsl.open(small) as opened_project:
        tried, wrote = opened_project.rehearse("grown", "out"), opened_project.export("grown", "out")
    first, second = rehearsed(tried, 60, "en"), written(wrote, 60, "en")
    assert [line.plain.split()[-1] for line in first] == [line.plain.split()[-1] for line in second][:3]
    assert not list((small / "out").glob(".segdsl-export-*"))
