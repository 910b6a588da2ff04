"""The keys of actions as they are now: those of the table, or others that people have set."""

from __future__ import annotations

from segdsl_tui.presentation.actions import ACTIONS
from segdsl_tui.state.model import State

_SIGNS = {
    "backslash": "\\", "slash": "/", "underscore": "_", "right_square_bracket": "]", "plus": "+", "minus": "-",
    "left": "←", "right": "→",
}  # fmt: skip
_WORDS = {"escape": "Esc", "enter": "Enter", "space": "Space"}


def key_of(state: State, name: str) -> str:
    """The key of an action, several apart by commas; empty where it has none."""
    return state.keys.get(name, ACTIONS[name].key)


def shown(state: State, name: str) -> str:
    """The key as it is printed on keyboards, the first of several: `F1`, `^S`; empty where there is none."""
    key = key_of(state, name).split(",")[0].replace("ctrl+", "^")
    if key in _WORDS:
        return _WORDS[key]
    for spelt, sign in _SIGNS.items():
        key = key.removesuffix(spelt) + sign if key.endswith(spelt) else key
    return key.upper()
