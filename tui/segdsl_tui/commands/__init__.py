"""What the actions do, under their names; loaded when the first is asked for, as dialogs can wait for the screen."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from segdsl_tui.screens.main import MainScreen

Command = Callable[["MainScreen"], Awaitable[None] | None]

AREAS = (
    "dates", "editing", "exporting", "files", "finding", "frame", "learned", "moving", "names", "opening", "pages",
    "rewriting", "rules", "views",
)  # fmt: skip
"""The modules of this package; each has its own table of commands."""


@cache
def commands() -> Mapping[str, Command]:
    """Every command by the name of its action."""
    areas = [import_module(f"{__name__}.{area}") for area in AREAS]
    return {name: command for area in areas for name, command in area.COMMANDS.items()}
