"""The page of what was learned: a definition's report, its drift, who moved, how many groups; and fitting it anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from rich.text import Text as RichText
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Static

from segdsl.diagnostics import Diagnostic, Text
from segdsl_tui import i18n
from segdsl_tui.effects import learning
from segdsl_tui.i18n import learned as texts
from segdsl_tui.presentation import learned as shown
from segdsl_tui.screens.slow import SlowPage
from segdsl_tui.state import events as e
from segdsl_tui.state import learned as x
from segdsl_tui.widgets.lines import Lines

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.app import ComposeResult

    from segdsl.rulebook.model import Rulebook
    from segdsl_tui.effects.learning import Known
    from segdsl_tui.effects.workbench import Wanted
    from segdsl_tui.screens.main import MainScreen
    from segdsl_tui.state.model import State

KEYS = {"enter": "enter", "d": "another", "f": "fit", "c": "copy", "w": "write"}
"""What is done on the page, by key; what that is comes with it."""


@dataclass(frozen=True, slots=True)
class Content:
    """What a side shows. `draft` is rule text that can be taken over; `fitted`: it was learned just now.

    `waits`: the data is still being opened.
    """

    parts: tuple[RenderableType, ...]
    known: Known | None = None
    draft: str = ""
    fitted: bool = False
    waits: bool = False


class LearnedPage(SlowPage[Content]):
    """One definition that is learned, side by side; any of the usual keys closes it."""

    BINDINGS = [
        Binding("escape,q,f11,f23", "leave", show=False),
        Binding("left", "step(-1)", show=False),
        Binding("right", "step(1)", show=False),
        *(Binding(str(number), f"number({number - 1})", show=False) for number in range(1, 5)),
        *(Binding(key, f"do('{name}')", show=False) for key, name in KEYS.items()),
    ]

    def __init__(self, main: MainScreen, name: str, deeds: Mapping[str, Callable[[LearnedPage], None]]) -> None:
        super().__init__()
        self.main = main
        self.deeds = deeds
        self.asked = x.Asked(name, main.state.generation)
        self.contents: dict[x.Asked, Content] = {}
        self._waits = False
        self.drawn: x.Asked | None = None
        """What the lines are about; None while that is found out."""

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(id="sides")
            yield Lines("learned")
            yield Static(id="command")

    def on_resize(self) -> None:
        if self.working is None:
            self.call_after_refresh(self.look)
        else:  # what comes of the work is drawn for the width that was
            self._waits = True

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While long work goes on, Escape is for giving it up, and the lines say how far it is."""
        return action == "leave" or (self.working is None and (action != "do" or self.is_there))

    # ---- what is shown -----------------------------------------------------------------------------------------------

    @property
    def content(self) -> Content | None:
        """What is known of the side that is looked at."""
        return self.contents.get(self.asked)

    def look(self) -> None:
        """Show a side: what is known of it, else what is found out now."""
        if not self.is_there:  # a key was faster: what it asked for is shown first
            return
        state, asked, kept = self.main.state, self.asked, self.content
        rulebook = state.rulebook
        if rulebook is None or x.definition(state, asked.name) is None:
            self.show([RichText(texts.GONE.say(state.language, {"name": asked.name}), "bold yellow")])
        elif kept is not None:
            self.work(lambda _: kept)
        elif asked.side == "groups":
            self.work(lambda _: Content((texts.TRY_GROUPS.say(state.language),)))
        else:
            self.show([RichText(texts.WORKING.say(state.language), "dim")])
            self.work(partial(_looked, self.main, state, rulebook, asked))

    def _frame(self) -> None:
        """What stands around the lines: which definition, its sides, keys, the command."""
        state, asked, content = self.main.state, self.asked, self.content
        learned, box = x.definition(state, asked.name), self.query_one(Vertical)
        if learned is None:
            return
        drafted, busy = content is not None and bool(content.draft), self.working is not None
        box.border_title = shown.title(learned).replace("[", r"\[")
        box.border_subtitle = shown.keys(asked.side, state.language, drafted=drafted, busy=busy)
        sides = shown.sides(learned.kind, asked.side, state.language, self.pane.size.width)
        self.query_one("#sides", Static).update(sides)
        said = shown.command(state, asked, content.known if content else None)
        self.query_one("#command", Static).update(RichText(f"$ {said}", "dim", no_wrap=True, overflow="ellipsis"))

    def work(self, job: Callable[[Wanted], Content], long: Text | None = None) -> None:
        self.drawn = None
        super().work(job, long)
        self._frame()

    def found(self, content: Content | None, lines: list[RichText]) -> None:
        resized, self._waits = self._waits, False
        if content is None:
            self.say(texts.GIVEN_UP)
            self.look()
            return
        if content.fitted and content.known is not None:
            self.contents.clear()  # what was known of other sides and definitions is no longer so
            self.main.dispatch(e.Fitted(self.asked.name))
            self.asked = replace(self.asked, generation=self.main.state.generation)
            self.say(texts.FITTED, path=content.known.path)
        if content.known is not None or content.draft:
            self.contents[self.asked] = content
        self.drawn, self._waits = self.asked, content.waits or resized
        self._frame()
        self.show(lines)

    def refused(self, diagnostics: tuple[Diagnostic, ...]) -> Content:
        state = self.main.state
        return Content(tuple(shown.refused(diagnostics, state.rulebook, state.language)))

    def told(self, seconds: int, done: int, every: int) -> list[RichText]:
        args = {"name": self.asked.name, "done": done, "all": every, "seconds": seconds}
        said = texts.LEAVING if self.leaving else self.working or texts.WORKING
        return shown.working(said, args, done / every if every else None, self.main.state.language)

    def tick(self) -> None:
        """Say how far long work is; where there is none, follow the rules when they change."""
        super().tick()
        state = self.main.state
        if self.working is None and self.asked.generation != state.generation == state.checked:
            self.asked = replace(self.asked, generation=state.generation)
            self.contents.clear()
            self.look()
        elif self._waits and self.drawn is not None:
            self.look()

    def say(self, text: Text, **args: object) -> None:
        """Say something for a moment."""
        self.notify(text.say(self.main.state.language, args), markup=False)

    # ---- keys --------------------------------------------------------------------------------------------------------

    def action_step(self, by: int) -> None:
        learned = x.definition(self.main.state, self.asked.name)
        if learned is not None:
            self.action_show(x.stepped(learned.kind, self.asked.side, by))

    def action_number(self, at: int) -> None:
        learned = x.definition(self.main.state, self.asked.name)
        if learned is not None and at < len(x.SIDES[learned.kind]):
            self.action_show(x.SIDES[learned.kind][at])

    def action_show(self, side: x.Side) -> None:
        self.asked = replace(self.asked, side=side)
        self.look()

    def action_do(self, name: str) -> None:
        self.deeds[name](self)


def _looked(main: MainScreen, state: State, rulebook: Rulebook, asked: x.Asked, wanted: Wanted) -> Content:
    return content(state, rulebook, asked, learning.look(main.jobs.workbench, rulebook, asked, wanted))


def content(state: State, rulebook: Rulebook, asked: x.Asked, known: Known | None, *, fitted: bool = False) -> Content:
    """A side as it is known; of a project without data, why there is none (yet). For worker threads."""
    if known is not None:
        return Content(tuple(shown.page(known, asked, rulebook, state.language)), known, fitted=fitted)
    if state.trouble:
        said = shown.refused(state.trouble, rulebook, state.language)
        return Content((texts.NO_DATA.say(state.language), *said))
    return Content((i18n.LOADING.say(state.language),), waits=True)
