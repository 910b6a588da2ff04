"""The keys of actions as they are now: those of the table, or others that people have set."""

from __future__ import annotations

from segdsl_tui.presentation.actions import ACTIONS
from segdsl_tui.state.model import State

_SIGNS = {
    "backslash": "\\", "slash": "/", "underscore": "_", "right_square_bracket": "]", "plus": "+", "minus": "-",
    "left": "←", "right": "→",
}  # fmt: skip
_MODIFIERS = {"CTRL+": "^", "ALT+": "Alt+", "SHIFT+": "Shift+"}
_SHIFTED = {f"f{12 + number}": f"Shift+F{number}" for number in range(1, 13)}
"""Terminals send F13 for Shift and F1, and so on, unless they speak the newer protocol."""
_WORDS = {"escape": "Esc", "enter": "Enter", "space": "Space"}


def key_of(state: State, name: str) -> str:
    """The key of an action, several apart by commas; empty where it has none."""
    return state.keys.get(name, ACTIONS[name].key)


def shown(state: State, name: str) -> str:
    """The key as it is printed on keyboards, the first of several: `F1`, `^S`; empty where there is none."""
    return all_shown(state, name)[0]


def all_shown(state: State, name: str) -> tuple[str, ...]:
    """All keys of an action as they are printed on keyboards; one that is empty where there is none."""
    return tuple(dict.fromkeys(_printed(key) for key in key_of(state, name).split(",")))


def _printed(key: str) -> str:
    if key in _WORDS:
        return _WORDS[key]
    key = _SHIFTED.get(key, key)
    for spelt, sign in _SIGNS.items():
        key = key.removesuffix(spelt) + sign if key.endswith(spelt) else key
    key = key.upper()
    for spelt, sign in _MODIFIERS.items():
        key = key.replace(spelt, sign)
    return key
