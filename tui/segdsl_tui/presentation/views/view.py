"""What every view of the preview is: a question about the definition in focus, and how its answer is drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic

from segdsl.diagnostics import Text as Wording
from segdsl_tui.presentation.grid import Grid
from segdsl_tui.presentation.layout import Room
from segdsl_tui.state.model import State
from segdsl_tui.state.questions import Question, T

if TYPE_CHECKING:
    from rich.text import Text


Words = tuple[str, ...]
"""A command of `segdsl` and its arguments; none where there is none."""


def _nothing(_state: State, _name: str) -> tuple[Question[Any], ...]:
    return ()


@dataclass(frozen=True, slots=True)
class View(Generic[T]):
    """One view. Where there is no `question` about the definition in focus, `without` says for what there is one.

    `draw` takes the model, the answer and the room there is; `command` is the command that shows the same. `also`
    is what is asked beside it; `draw` finds those answers in the model. A view with a `grid` shows that instead, as
    soon as there is an answer.
    """

    question: Callable[[State, str], Question[T] | None]
    draw: Callable[[State, T, Room], Iterable[Text]]
    command: Callable[[State, str], Words]
    without: Wording
    also: Callable[[State, str], tuple[Question[Any], ...]] = _nothing
    grid: Callable[[State, T], Grid] | None = None
