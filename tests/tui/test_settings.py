"""The file of settings: what it sets, how wrong entries are named, and that a remembered theme loses no comment."""

import re
import tomllib
from pathlib import Path

import pytest
from textual.theme import BUILTIN_THEMES

from segdsl_tui.app import SegdslApp, few_colours
from segdsl_tui.effects.home import Home, home, read, recalled, remember, remember_setting, with_text
from segdsl_tui.presentation.actions import ACTIONS
from segdsl_tui.presentation.help import help_page, keys
from segdsl_tui.screens.dialogs import Page
from segdsl_tui.state.model import State
from segdsl_tui.state.options import Options
from segdsl_tui.state.settings import Known, Settings, understood
from segdsl_tui.widgets.colours import OWN
from tests.tui.desk import AT_ONCE, Desk
from tests.tui.project import project

KNOWN = Known(
    ("nord", "ansi-dark"), {"export": "f6", "changes": "f7", "date": "", "pane": "enter"}, frozenset({"pane"})
)


def mistakes(text: str) -> list[str]:
    return [wrong.say("en") for wrong in understood(tomllib.loads(text), KNOWN)[1]]


# ---- what the file says ----------------------------------------------------------------------------------------------


def test_everything_can_be_set() -> None:
    text = 'language = "zh"\ntheme = "nord"\n[keys]\nexport = "ctrl+e, f10"\n[delays]\ncheck = 1\n'
    expected = Settings("zh", "nord", {"export": "ctrl+e,f10"}, {"check": 1.0})
    assert understood(tomllib.loads(text), KNOWN) == (expected, ())


def test_keys_can_be_swapped_and_taken_away() -> None:
    found, wrong = understood(tomllib.loads('[keys]\nchanges = ""\nexport = "f7"\n'), KNOWN)
    assert (found.keys, wrong) == ({"changes": "", "export": "f7"}, ())


@pytest.mark.parametrize(
    "text, said",
    [
        ('them = "nord"', "there is no setting or action `them`: did you mean `theme`?"),
        ('theme = "nordd"', "theme: `nordd` is none of nord"),
        ('language = "fr"', "language: `fr` is none of en, zh"),
        ('[keys]\nexprot = "f9"', "there is no setting or action `exprot`: did you mean `export`?"),
        ('[keys]\nexport = "f7"', "export: `f7` belongs to changes"),
        ('[keys]\nexport = "x"', "export: `x` is needed to type"),
        ('[keys]\nexport = "ctrl+"', "export: `ctrl+` is no key such as f6, ctrl+e, alt+g"),
        ("[keys]\nexport = 6", "export: `6` is no key such as f6, ctrl+e, alt+g"),
        ("[delays]\ncheck = -1", "check: `-1` is no number of seconds up to 60"),
        ("[delays]\npol = 1", "there is no setting or action `pol`: did you mean `poll`?"),
        ("keys = 1", "`keys` is a table: write [keys]"),
    ],
)
def test_what_is_wrong_is_named_and_left_out(text: str, said: str) -> None:
    assert mistakes(text) == [said]
    assert understood(tomllib.loads(text), KNOWN)[0] == Settings()


def test_a_key_of_a_pane_may_be_a_letter_and_is_apart_from_others() -> None:
    assert mistakes('[keys]\npane = "j"\n') == []
    assert mistakes('[keys]\npane = "f6"\n') == []


def test_a_file_that_is_no_toml_says_so(tmp_path: Path) -> None:
    file = tmp_path / "tui.toml"
    assert read(file, KNOWN) == (Settings(), ())
    file.write_text("theme = \n", encoding="utf-8")
    found, (wrong,) = read(file, KNOWN)
    assert found == Settings()
    assert wrong.say("en").startswith("cannot be read")


@pytest.mark.parametrize("name", ["app.md", "app.zh-CN.md"])
def test_the_settings_in_the_documentation_are_understood(name: str) -> None:
    page = (Path(__file__).parents[2] / "docs" / name).read_text(encoding="utf-8")
    (example,) = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    keys = {name: action.key for name, action in ACTIONS.items()}
    panes = frozenset(name for name, action in ACTIONS.items() if action.pane is not None)
    found, wrong = understood(tomllib.loads(example), Known((*BUILTIN_THEMES, *(own.name for own in OWN)), keys, panes))
    assert wrong == ()
    assert found.keys == {"export": "ctrl+y", "problem.next": "f8,ctrl+b"}


# ---- where files are, and what is written ----------------------------------------------------------------------------


def test_files_are_where_the_platform_has_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "home", lambda: Path("/h"))
    assert home({}, windows=False) == Home(Path("/h/.config/segdsl/tui.toml"), Path("/h/.local/state/segdsl/tui.json"))
    moved = {"XDG_CONFIG_HOME": "/c", "XDG_STATE_HOME": "/s"}
    assert home(moved, windows=False) == Home(Path("/c/segdsl/tui.toml"), Path("/s/segdsl/tui.json"))
    assert home({"APPDATA": "/r", "LOCALAPPDATA": "/l"}, windows=True).settings == Path("/r/segdsl/tui.toml")


@pytest.mark.parametrize(
    "before, after",
    [
        ("", 'theme = "nord"\n'),
        ('# mine\ntheme = "old"  # for the beamer\n', '# mine\ntheme = "nord"  # for the beamer\n'),
        (
            "language = 'zh'\n# keys\n[keys]\ntheme = \"f2\"\n",
            'language = \'zh\'\n# keys\ntheme = "nord"\n[keys]\ntheme = "f2"\n',
        ),
        ("language = 'zh'", "language = 'zh'\ntheme = \"nord\"\n"),
        ("  theme = 'a'\r\nlanguage = \"en\"\r\n", '  theme = "nord"\r\nlanguage = "en"\r\n'),
        ('# theme = "a"\n', '# theme = "a"\ntheme = "nord"\n'),
    ],
)
def test_one_value_changes_and_every_other_character_stays(before: str, after: str) -> None:
    assert with_text(before, "theme", "nord") == after


def test_a_file_that_cannot_be_changed_safely_stays_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "tui.toml"
    text = 'theme = """\nold"""\n'
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"."):
        remember_setting(file, "theme", "nord")
    assert file.read_text(encoding="utf-8") == text


def test_what_is_remembered_between_runs_survives_a_broken_file(tmp_path: Path) -> None:
    file = tmp_path / "a" / "tui.json"
    assert recalled(file) == {}
    remember(file, "tour", value=True)
    remember(file, "other", 1)
    assert recalled(file) == {"tour": True, "other": 1}
    file.write_text("{", encoding="utf-8")
    assert recalled(file) == {}


@pytest.mark.parametrize(
    "environ, few",
    [
        ({"TERM": "linux"}, True),
        ({"TERM": "xterm-256color"}, False),
        ({"TERM": "linux", "COLORTERM": "truecolor"}, False),
    ],
)
def test_terminals_with_few_colours_keep_their_own(environ: dict[str, str], few: bool) -> None:
    assert few_colours(environ) is few


# ---- the app ---------------------------------------------------------------------------------------------------------


async def test_settings_are_obeyed_and_shown_everywhere(tmp_path: Path) -> None:
    own = Home(tmp_path / "own" / "tui.toml", tmp_path / "own" / "tui.json")
    own.settings.parent.mkdir()
    text = '# mine\nlanguage = "en"\n[keys]\nhelp = "ctrl+b"\ntheme = "ctrl+y"\n"split.axis" = "b"\nhelpp = "f24"\n'
    own.settings.write_text(text, encoding="utf-8")
    app = SegdslApp(Options(project(tmp_path / "p")), None, AT_ONCE, own)
    async with app.run_test(size=(100, 30)) as pilot:
        at = Desk(app, pilot)
        await at.until(lambda: at.size("grown") is not None)
        assert app.language == "en"
        assert "helpp" in " ".join(note.message for note in app._notifications)
        assert "^B Help" in at.text_of("#keys")
        assert any(command.title == "Help (^B)" for command in app.get_system_commands(app.screen))
        await at.press("f1")
        assert app.screen is app.main
        await at.press("ctrl+b")
        await at.until(lambda: isinstance(app.screen, Page))
        assert "^B" in app.screen.page.plain if isinstance(app.screen, Page) else False
        await at.press("escape")
        await at.press("f4", "4")
        assert at.state.tab == list(ACTIONS)[list(ACTIONS).index("tab.size") + 3].removeprefix("tab.")
        app.theme = "nord"
        await at.until(lambda: 'theme = "nord"' in own.settings.read_text(encoding="utf-8").splitlines()[2])
    assert own.settings.read_text(encoding="utf-8") == text.replace("[keys]", 'theme = "nord"\n[keys]')


def test_the_help_page_has_every_key_as_it_is_now() -> None:
    state = State(keys={"export": "f12", "help": ""})
    page = help_page(state).plain
    assert all(f"{action.help.en}  {name}" in page for name, action in ACTIONS.items())
    assert "F12" in page
    assert "F1 " not in page
    assert "F12 Export" in keys(state).plain
