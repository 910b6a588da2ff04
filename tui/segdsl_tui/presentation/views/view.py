"""What every view of the preview is: a question about the definition in focus, and how its answer is drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic

from segdsl.diagnostics import Text as Wording
from segdsl_tui.state.model import State, Tab
from segdsl_tui.state.questions import Question, T

if TYPE_CHECKING:
    from rich.text import Text


@dataclass(frozen=True, slots=True)
class View(Generic[T]):
    """One view. Where there is no `question` about the definition in focus, `without` says for what there is one.

    `draw` takes the model, the answer and the cells of a line; `command` is the command line that shows the same.
    """

    tab: Tab
    label: Wording
    question: Callable[[State, str], Question[T] | None]
    draw: Callable[[State, T, int], Iterable[Text]]
    command: Callable[[State, str], str]
    without: Wording
