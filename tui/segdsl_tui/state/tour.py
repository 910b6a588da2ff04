"""The tour for people who open the app for the first time: five things to do, each known by what it changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from segdsl_tui.state.model import State

Done = Callable[[State, State, str], bool]
"""Whether a step was done between two models, or by an action (empty where there was none)."""


def _moved(before: State, after: State, _action: str) -> bool:
    return before.focus is not None and after.focus != before.focus


def _recounted(before: State, after: State, _action: str) -> bool:
    """A size that was of an earlier text is there for the present one, and is another than before."""
    fresh = before.stale - after.stale
    return any(name in before.sizes and after.sizes.get(name) != before.sizes[name] for name in fresh)


def _looked(before: State, after: State, action: str) -> bool:
    return action == "go.preview" or after.tab != before.tab


STEPS: Sequence[Done] = (
    _moved,
    _recounted,
    _looked,
    lambda _before, _after, action: action == "export",
    lambda _before, _after, action: action in ("help", "quit"),
)


def toured(before: State, after: State, action: str = "") -> State:
    """The next model, a step further where the present one was done; after the last the tour is over."""
    at = after.tour
    if at is None or before.tour != at or not STEPS[at](before, after, action):
        return after
    return replace(after, tour=at + 1 if at + 1 < len(STEPS) else None)
