"""A line to type; apart from what the first screen needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Input

from segdsl_tui.widgets.order import do_bound

if TYPE_CHECKING:
    from textual import events


class TextLine(Input):
    """Takes its keys in the order in which they were typed."""

    async def _on_key(self, event: events.Key) -> None:
        await super()._on_key(event)
        await do_bound(self, event)
