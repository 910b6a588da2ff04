"""Whether the mouse rests on a character of a text: known a moment after it came there, unless it moved on."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.geometry import Offset
    from textual.screen import Screen
    from textual.timer import Timer

    from segdsl_tui.state.model import Place
    from segdsl_tui.widgets.editors import RuleEditor

Rested = Callable[["RuleEditor", "Place", "Offset"], None]
"""Told the text, the place in it, and where that is on the screen."""


class Resting:
    """Waits so many seconds for the mouse to stay where it is."""

    def __init__(self, screen: Screen[None], delay: float, rested: Rested) -> None:
        self.screen = screen
        self.delay = delay
        self._rested = rested
        self._last: tuple[RuleEditor, Place | None] | None = None
        self._timer: Timer | None = None

    def moved(self, editor: RuleEditor, place: Place | None, at: Offset) -> bool:
        """Whether the mouse came to another character, or to none; if so, the wait begins anew."""
        if self._last == (editor, place):
            return False
        self._last = (editor, place)
        self.stop()
        if place is not None:
            self._timer = self.screen.set_timer(max(self.delay, 0.001), partial(self._rested, editor, place, at))
        return True

    def stop(self) -> None:
        """Wait no more."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
