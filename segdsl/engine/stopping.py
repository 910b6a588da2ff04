"""Giving up work that nobody waits for any more."""

from __future__ import annotations

from collections.abc import Callable

Stop = Callable[[], None]
"""Called every few milliseconds while work goes on; it gives the work up by raising `Stopped`."""


class Stopped(Exception):
    """The work was given up; what had been finished by then is kept."""


def go_on() -> None:
    """Work to the end."""
