"""The command palette in the order of the table of actions; that of the alphabet says nothing, least so in Chinese."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.command import DiscoveryHit
from textual.system_commands import SystemCommandsProvider

if TYPE_CHECKING:
    from textual.command import Hits


class Palette(SystemCommandsProvider):
    """What is listed before anything is typed; a search is the usual one."""

    async def discover(self) -> Hits:
        for title, said, callback, _ in self.app.get_system_commands(self.screen):
            yield DiscoveryHit(title, callback, help=said)
