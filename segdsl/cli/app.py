"""The terminal app: how it is found, and the shortest way to it.

It is found by name, so that no other command ever loads a terminal library. Until it has drawn itself people look at
nothing, so `segdsl tui` with rule files or none goes past the parser of command lines, which takes a sixth of that
time. Options, and whatever is wrong, take the way of all commands.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

APP = "segdsl_tui.app"


def files(arguments: Sequence[str]) -> tuple[Path, ...] | None:
    """The rule files of a command line that opens the app and asks for nothing else; None for any other."""
    if arguments[:1] != ["tui"] or not in_terminal():
        return None
    plain = all(not name.startswith("-") and Path(name).exists() for name in arguments[1:])
    return tuple(map(Path, arguments[1:])) if plain else None


def in_terminal() -> bool:
    """Whether there is one to draw on and to read keys from."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def opened(rules: Sequence[Path]) -> int:
    """Open the app with rule files; returns its exit code, or that of what went wrong once it has been said."""
    try:
        return run(rules=rules)
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - goes to the one place where errors become messages
        from segdsl.cli.root import exit_code, output_for

        def fail(error: BaseException = error) -> None:
            raise error

        return exit_code(fail, output_for([]))


def run(path: Path = Path(), **options: Any) -> int:
    """Open the app, which takes what `segdsl_tui.app.run` says; returns its exit code."""
    gc.disable()  # nothing loaded from here on is garbage; the app takes it up again once its screen is drawn
    code: int = import_module(APP).run(path, **options)
    return code
