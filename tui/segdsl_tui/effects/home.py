"""The user's own files: settings, and what the app remembers between runs. Comments in settings are never lost."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from segdsl.diagnostics import Text
from segdsl.diagnostics.reasons import system_reason, toml_reason
from segdsl_tui.effects.files import write
from segdsl_tui.i18n import settings as texts
from segdsl_tui.state.settings import Known, Settings, understood

_HEADER = re.compile(r"^\s*\[", re.MULTILINE)
_VALUE = r"""^([ \t]*{key}[ \t]*=[ \t]*)("[^"\n]*"|'[^'\n]*')"""


class Home(NamedTuple):
    """Where the two files are."""

    settings: Path
    memory: Path


def home(environ: Mapping[str, str] = os.environ, *, windows: bool = os.name == "nt") -> Home:
    """As the platform has it: XDG folders, on Windows those of the user's profile."""
    base = Path.home()
    if windows:
        settings = Path(environ.get("APPDATA") or base / "AppData" / "Roaming")
        memory = Path(environ.get("LOCALAPPDATA") or base / "AppData" / "Local")
    else:
        settings = Path(environ.get("XDG_CONFIG_HOME") or base / ".config")
        memory = Path(environ.get("XDG_STATE_HOME") or base / ".local" / "state")
    return Home(settings / "segdsl" / "tui.toml", memory / "segdsl" / "tui.json")


def read(path: Path, known: Known) -> tuple[Settings, tuple[Text, ...]]:
    """The settings, and what is wrong in their file; none where there is no file."""
    try:
        tree = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return Settings(), ()
    except OSError as problem:
        return Settings(), (_unreadable(system_reason(problem)),)
    except UnicodeDecodeError:
        return Settings(), (_unreadable(Text("it is not UTF-8", "不是 UTF-8")),)
    except tomllib.TOMLDecodeError as problem:
        return Settings(), (_unreadable(toml_reason(problem)),)
    return understood(tree, known)


def _unreadable(reason: Text) -> Text:
    return Text(texts.UNREADABLE.en.format(reason=reason.en), texts.UNREADABLE.zh.format(reason=reason.zh))


def remember_setting(path: Path, key: str, value: str) -> None:
    """Set a text at the top of the settings and leave every other character as it is.

    Raises `OSError`, and `ValueError` for a file in which that cannot be done safely; it is then as it was.
    """
    text = path.read_bytes().decode("utf-8") if path.exists() else ""
    changed = with_text(text, key, value)
    if tomllib.loads(changed.removeprefix("\ufeff")) != {**tomllib.loads(text.removeprefix("\ufeff")), key: value}:
        raise ValueError(key)
    write(path, changed)


def with_text(text: str, key: str, value: str) -> str:
    """A TOML text with one text value above its first table put in place, or added there."""
    header = _HEADER.search(text)
    at = header.start() if header else len(text)
    top, rest = text[:at], text[at:]
    new, found = re.subn(
        _VALUE.format(key=re.escape(key)), lambda m: f'{m[1]}"{value}"', top, count=1, flags=re.MULTILINE
    )
    if found:
        return new + rest
    end = "" if not top or top.endswith("\n") else "\n"
    return f'{top}{end}{key} = "{value}"\n{rest}'


# ---- between runs ----------------------------------------------------------------------------------------------------


def recalled(path: Path) -> Mapping[str, object]:
    """What was remembered; nothing where the file is not there or unusable."""
    import json

    with suppress(OSError, ValueError):
        found = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(found, dict):
            return found
    return {}


def remember(path: Path, key: str, value: object) -> None:
    """Keep something for later runs. What cannot be kept is asked or shown again: no reason to disturb people."""
    import json

    with suppress(OSError):
        write(path, json.dumps({**recalled(path), key: value}, ensure_ascii=False, indent=2) + "\n")
