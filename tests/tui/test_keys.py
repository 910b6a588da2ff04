"""Keys arrive: every action has one that plain terminals send, and another where some terminals keep it."""

import pytest
from textual._xterm_parser import XTermParser
from textual.events import Key

from segdsl_tui.presentation.actions import ACTIONS
from segdsl_tui.presentation.keys import all_shown
from segdsl_tui.state.model import State
from tests.architecture.repository import ROOT

_FUNCTION = ("OP", "OQ", "OR", "OS", "[15~", "[17~", "[18~", "[19~", "[20~", "[21~", "[23~", "[24~")
_SHIFTED = ("[1;2P", "[1;2Q", "[1;2R", "[1;2S", "[15;2~", "[17;2~", "[18;2~", "[19;2~", "[20;2~", "[21;2~", "[23;2~")
SENT = {
    **{f"ctrl+{letter}": chr(ord(letter) - ord("a") + 1) for letter in "abcdefgklnopqrstuvwxyz"},
    "ctrl+backslash": "\x1c",
    "ctrl+right_square_bracket": "\x1d",
    "ctrl+underscore": "\x1f",
    **{f"f{number}": "\x1b" + sequence for number, sequence in enumerate(_FUNCTION, 1)},
    **{f"f{number}": "\x1b" + sequence for number, sequence in enumerate((*_SHIFTED, "[24;2~"), 13)},
    "left": "\x1b[D",
    "right": "\x1b[C",
    "enter": "\r",
    "slash": "/",
    "plus": "+",
    "minus": "-",
    **{character: character for character in "0123456789abcdefghijklmnopqrstuvwxyz"},
}
"""What xterm sends without any setting (its "Control Sequences", 7-bit, normal cursor keys). Ctrl with H, I, J, M is
backspace, tab, line feed and enter; Alt with a letter is a letter with an accent, unless it is set otherwise."""
KEPT = {"f1", "f10", "f11"}
"""What common terminals keep for their help, menu and full screen."""
ALIKE = {"escape"}  # its one byte begins other sequences: known after a pause

BOUND = {key for action in ACTIONS.values() for key in action.key.split(",") if key}


@pytest.mark.parametrize("key", sorted(SENT.keys() & BOUND))
def test_what_a_terminal_sends_arrives_as_that_key(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("textual.constants.DISABLE_KITTY_KEY", True)  # as the app has it
    (event,) = XTermParser().feed(SENT[key])
    assert isinstance(event, Key)
    assert event.key == key


@pytest.mark.parametrize("name", [name for name, action in ACTIONS.items() if action.key])
def test_every_action_has_a_key_that_plain_terminals_send_and_keep_not_for_themselves(name: str) -> None:
    keys = ACTIONS[name].key.split(",")
    assert keys[0] in SENT.keys() | ALIKE, "the first one is shown"
    assert any(key in (SENT.keys() | ALIKE) - KEPT for key in keys)


def test_keys_are_shown_as_they_are_printed_on_keyboards() -> None:
    state = State()
    assert all_shown(state, "explain") == ("F10", "Shift+F12")
    assert all_shown(state, "format") == ("^K", "Alt+L")
    assert all_shown(state, "comment") == ("^_", "^/")
    assert all_shown(state, "tree.all") == ("Esc",)
    assert all_shown(state, "theme") == ("",)


@pytest.mark.parametrize("name", ["app.md", "app.zh-CN.md"])
def test_the_page_about_the_app_names_every_other_key_of_what_terminals_keep(name: str) -> None:
    page = (ROOT / "docs" / name).read_text(encoding="utf-8")
    for action in ACTIONS.values():
        if KEPT.intersection(action.key.split(",")):
            for key in all_shown(State(), action.name):
                assert key in page
