"""What the actions do, under their names."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING

from segdsl_tui.commands import exporting, files, frame, moving, views

if TYPE_CHECKING:
    from segdsl_tui.screens.main import MainScreen

Command = Callable[["MainScreen"], Awaitable[None] | None]

COMMANDS: Mapping[str, Command] = {
    name: command for area in (frame, files, exporting, moving, views) for name, command in area.COMMANDS.items()
}
