"""A rule file in the editor that people have set for their terminal."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from segdsl.diagnostics import Text
from segdsl_tui.i18n import editing as texts

if TYPE_CHECKING:
    from textual.app import App

_TAKES_LINE = ("vi", "vim", "nvim", "nano", "emacs", "micro", "kak", "joe")
"""Editors that understand `+LINE` before the file."""


def command(setting: str, path: Path, line: int) -> list[str]:
    """The command line that opens a file at a line, from what $EDITOR says."""
    words = shlex.split(setting)
    there = [f"+{line}"] if Path(words[0]).name in _TAKES_LINE else []
    return [*words, *there, str(path)]


def edit_outside(app: App[object], path: Path, line: int) -> Text | None:
    """Leave the terminal to the editor until it is done; returns why that cannot be."""
    setting = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    if not setting.strip():
        return texts.NO_EDITOR
    try:
        with app.suspend():
            subprocess.run(command(setting, path, line), check=False)
    except SuspendNotSupported:
        return texts.NO_SUSPEND
    except (OSError, ValueError):
        return texts.EDITOR_FAILED
    return None
