"""When the interpreter looks for garbage: looking through all that was loaded stops the screen for a tenth of a second.

`segdsl tui` turns the search off before it loads the app. It is taken up once the first screen is drawn, and what is
there then, and again once everything has been counted, is set aside for good: it stays as long as the app does.
"""

from __future__ import annotations

import gc


class Garbage:
    """Whether the search was left to the app. Where it was not, as in a notebook or a test, nothing is done."""

    def __init__(self) -> None:
        self._ours = not gc.isenabled()

    def take_up(self) -> None:
        """Search again, among what comes from now on."""
        if self._ours:
            gc.freeze()
            gc.enable()

    def set_aside(self) -> None:
        """Search no more among what is there now."""
        if self._ours:
            gc.freeze()
