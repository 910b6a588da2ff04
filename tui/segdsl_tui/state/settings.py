"""What people set for themselves: language, colours, keys, delays. Wrong entries are named and left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from segdsl.diagnostics import Language, Text
from segdsl_tui.i18n import settings as texts

LANGUAGES: tuple[Language, ...] = ("en", "zh")
DELAYS = ("check", "count", "poll")
LONGEST = 60  # seconds
_ENTRIES = ("language", "theme", "keys", "delays")
_KEY = r"(?:(?:ctrl|alt|shift)\+)*(?:f\d{1,2}|[a-z_]+|[^\s,+]|\d)"
_TYPES = r"(?:shift\+)?(?:.|space|enter|tab|backspace|delete|left|right|up|down)"
"""Keys that the editor needs for itself."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What was set; None and absent: as it is without. `keys` are by action (empty: none), `delays` in seconds."""

    language: Language | None = None
    theme: str | None = None
    keys: Mapping[str, str] = field(default_factory=dict)
    delays: Mapping[str, float] = field(default_factory=dict)


class Known(NamedTuple):
    """What can be set: themes, the key of each action, and the actions whose keys count in a pane alone."""

    themes: tuple[str, ...]
    keys: Mapping[str, str]
    panes: frozenset[str] = frozenset()


def understood(tree: Mapping[str, Any], known: Known) -> tuple[Settings, tuple[Text, ...]]:
    """The settings in a parsed file, and what is wrong in it."""
    wrong: list[Text] = [_unknown(name, _ENTRIES) for name in tree if name not in _ENTRIES]
    language = _one_of("language", tree, LANGUAGES, wrong)
    theme = _one_of("theme", tree, known.themes, wrong)
    keys = _keys(_table("keys", tree, wrong), known, wrong)
    delays = _delays(_table("delays", tree, wrong), wrong)
    return Settings("zh" if language == "zh" else "en" if language else None, theme, keys, delays), tuple(wrong)


def _filled(text: Text, **args: object) -> Text:
    return Text(text.say("en", args), text.say("zh", args))


def _near(name: str, names: Iterable[str]) -> str | None:
    from segdsl.rulebook.suggest import closest  # not before something is wrong: the first screen waits for settings

    return closest(name, names)


def _unknown(name: str, names: Iterable[str]) -> Text:
    near = _near(name, names)
    return _filled(texts.UNKNOWN_NEAR, name=name, near=near) if near else _filled(texts.UNKNOWN, name=name)


def _one_of(name: str, tree: Mapping[str, Any], values: Iterable[str], wrong: list[Text]) -> str | None:
    value = tree.get(name)
    if value is None or value in values:
        return value
    near = _near(value, values) if isinstance(value, str) else None
    wrong.append(_filled(texts.VALUE, name=name, value=value, values=near or ", ".join(values)))
    return None


def _table(name: str, tree: Mapping[str, Any], wrong: list[Text]) -> Mapping[str, Any]:
    table = tree.get(name, {})
    if isinstance(table, dict):
        return table
    wrong.append(_filled(texts.TABLE, name=name))
    return {}


def _keys(table: Mapping[str, Any], known: Known, wrong: list[Text]) -> Mapping[str, str]:
    """Keys by action; `tab.size = "3"` without quotes is a table in a table, and meant the same."""
    found: dict[str, str] = {}
    for name, value in _flat(table):
        if name not in known.keys:
            wrong.append(_unknown(name, known.keys))
            continue
        keys = [key.strip() for key in value.split(",") if key.strip()] if isinstance(value, str) else ["?"]
        bad = next((key for key in keys if not re.fullmatch(_KEY, key)), None)
        typed = next((key for key in keys if re.fullmatch(_TYPES, key)), None) if name not in known.panes else None
        taken = next((other for key in keys for other in _others(name, key, known, found)), None)
        if not isinstance(value, str) or bad:
            wrong.append(_filled(texts.NO_KEY, name=name, key=value))
        elif typed:
            wrong.append(_filled(texts.TYPED, name=name, key=typed))
        elif taken:
            wrong.append(_filled(texts.TAKEN, name=name, key=value, other=taken))
        else:
            found[name] = ",".join(keys)
    return found


def _flat(table: Mapping[str, Any], above: str = "") -> Iterable[tuple[str, Any]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{above}{name}.")
        else:
            yield above + name, value


def _others(name: str, key: str, known: Known, found: Mapping[str, str]) -> Iterable[str]:
    """Actions that have this key, as far as the file has been read; keys of a pane are apart from all others."""
    for other, usual in known.keys.items():
        apart = name in known.panes or other in known.panes
        if other != name and not apart and key in found.get(other, usual).split(","):
            yield other


def _delays(table: Mapping[str, Any], wrong: list[Text]) -> Mapping[str, float]:
    found: dict[str, float] = {}
    for name, value in table.items():
        if name not in DELAYS:
            wrong.append(_unknown(name, DELAYS))
        elif isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= LONGEST:
            wrong.append(_filled(texts.SECONDS, name=name, value=value, most=LONGEST))
        else:
            found[name] = float(value)
    return found
