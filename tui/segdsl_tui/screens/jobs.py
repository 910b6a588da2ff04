"""Slow work on behalf of the main screen: started in threads, given up when it is wanted no more, told as events."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from textual.message import Message
from textual.worker import get_current_worker

from segdsl.diagnostics import Source
from segdsl_tui.effects.workbench import Wanted, Workbench
from segdsl_tui.presentation import preview
from segdsl_tui.state import events as e

if TYPE_CHECKING:
    from textual.screen import Screen
    from textual.timer import Timer

    from segdsl_tui.state.model import State
    from segdsl_tui.state.questions import Question


@dataclass(frozen=True, slots=True)
class Delays:
    """Seconds to wait: after a keystroke for the check, after the check for the count, between looks at the disk.

    `assist` is how long after a key of a word candidates are offered, `rest` how long the mouse rests on a name until
    something is said of it, `draft` how long after a key drafts are written.
    """

    check: float = 0.06
    count: float = 0.02
    poll: float = 1.0
    assist: float = 0.06
    rest: float = 0.4
    draft: float = 1.0


class Happened(Message):
    """A worker thread has a result."""

    def __init__(self, event: e.Event) -> None:
        super().__init__()
        self.event = event


Job = Callable[[Wanted], Iterable[e.Event | None]]


class Jobs:
    """Starts work on the model as it is at that moment; results go to the screen as messages."""

    def __init__(self, screen: Screen[None], state: Callable[[], State], workbench: Workbench, delays: Delays) -> None:
        self.screen = screen
        self._state = state
        self.workbench = workbench
        self.delays = delays
        self._timer: Timer | None = None

    def run(self, group: str, job: Job) -> None:
        """Do slow work in a thread; a later one of the same group makes the earlier one unwanted."""

        def in_thread() -> None:
            worker = get_current_worker()
            for event in job(lambda: not worker.is_cancelled):
                if event is not None:
                    self.screen.post_message(Happened(event))

        self.screen.run_worker(in_thread, group=group, thread=True, exclusive=True)

    def later(self, seconds: float, action: Callable[[], None]) -> None:
        """Do something after a pause, unless something else is asked for meanwhile."""
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.screen.set_timer(max(seconds, 0.001), action)  # a timer of 0 never fires

    # ---- files -------------------------------------------------------------------------------------------------------

    def poll(self) -> None:
        """See whether others changed rule files or data, or made commits."""
        looks = [
            self.workbench.poll,
            self.workbench.head,
            *([] if self._state().outdated else [self.workbench.outdated]),
        ]
        self.run("poll", lambda _wanted: (look() for look in looks))

    def save(self, name: str, *, force: bool = False) -> None:
        """Write a file; where others changed it meanwhile, only with `force`."""
        buffer = self._state().buffers[name]
        expected = None if force else buffer.saved
        self.run(f"save {name}", lambda _wanted: [self.workbench.save(name, buffer.text, expected)])

    def keep(self) -> None:
        """Ask git how the rule files differ from the last commit."""
        self.run("kept", lambda _wanted: [self.workbench.kept()])

    # ---- rules and data ----------------------------------------------------------------------------------------------

    def open(self) -> None:
        """Read settings and data anew."""
        options = self._state().scope
        self.run("open", lambda _wanted: [self.workbench.open(options)])

    def check(self) -> None:
        """Check the rules as they are in the editors."""
        state = self._state()
        sources = tuple(Source(buffer.name, buffer.text) for buffer in state.buffers.values())
        self.run("check", lambda wanted: [self.workbench.check(state.generation, sources, wanted)])

    def count(self) -> None:
        """What people look at first, then the sizes of all; what takes long comes last."""
        state = self._state()
        rulebook = state.rulebook
        if rulebook is None:
            return
        slow = [each for each in preview.wanted(state) if each.slow]
        self._answer([each for each in preview.wanted(state) if not each.slow])

        def count(wanted: Wanted) -> Iterator[e.Event | None]:
            yield self.workbench.count(state.generation, rulebook, wanted)
            for each in slow:
                yield self.workbench.answer(state.generation, rulebook, each, wanted)

        self.run("count", count)

    def find(self, question: Question[Any]) -> None:
        """Answer something asked beside what the preview shows."""
        state = self._state()
        rulebook = state.rulebook
        if rulebook is not None:
            generation = state.generation
            self.run("find", lambda wanted: [self.workbench.answer(generation, rulebook, question, wanted)])

    def ask(self) -> None:
        """Answer what the preview shows, as far as it is not answered."""
        self._answer(preview.wanted(self._state()))

    def _answer(self, questions: Sequence[Question[Any]]) -> None:
        state = self._state()
        rulebook = state.rulebook
        if questions and rulebook is not None:
            self.run(
                "answer",
                lambda wanted: (self.workbench.answer(state.generation, rulebook, each, wanted) for each in questions),
            )
