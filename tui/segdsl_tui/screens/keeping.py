"""Drafts of what is not saved: written a moment after the last key, offered again after a crash."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Lock
from typing import TYPE_CHECKING

from rich.text import Text

from segdsl_tui.i18n import editing as texts
from segdsl_tui.state import events as e
from segdsl_tui.widgets.editors import Editors

if TYPE_CHECKING:
    from pathlib import Path

    from textual.screen import Screen
    from textual.timer import Timer

    from segdsl_tui.effects.drafts import Draft, Drafts
    from segdsl_tui.state.model import State


class Keeper:
    """Writes drafts of the model's texts, and asks what to do with those that were left under the project's root."""

    def __init__(
        self,
        screen: Screen[None],
        state: Callable[[], State],
        dispatch: Callable[[e.Event], None],
        root: Callable[[], Path],
        delay: float,
    ) -> None:
        self.screen = screen
        self.delay = delay
        self._state = state
        self._dispatch = dispatch
        self._root = root
        self._drafts: Drafts | None = None
        self._lock = Lock()
        self._timer: Timer | None = None
        self._failed = False

    @property
    def drafts(self) -> Drafts:
        """Those of this process."""
        from segdsl_tui.effects.drafts import Drafts

        if self._drafts is None:
            self._drafts = Drafts(self._root())
        return self._drafts

    def later(self) -> None:
        """Texts changed: write them when nobody has typed for a moment."""
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.screen.set_timer(max(self.delay, 0.001), self._start)

    def look(self) -> None:
        """Offer what an earlier run left."""
        self.screen.run_worker(self._look, group="drafts left", thread=True)

    def forget(self) -> None:
        """Drop what was not saved, because somebody said so."""
        with self._lock:
            self.drafts.drop_all()

    # ---- in threads --------------------------------------------------------------------------------------------------

    def _start(self) -> None:
        buffers = [(each.name, each.text, each.saved) for each in self._state().buffers.values()]
        self.screen.run_worker(lambda: self._write(buffers), group="drafts", thread=True)

    def _write(self, buffers: Sequence[tuple[str, str, str]]) -> None:
        try:
            with self._lock:
                self.drafts.keep(buffers)
            self._failed = False
        except OSError as error:
            if not self._failed:
                self.screen.app.call_from_thread(self._say, error)
            self._failed = True

    def _look(self) -> None:
        from segdsl_tui.effects.drafts import discard

        left = self.drafts.left()
        buffers = self._state().buffers
        useless = [each for each in left if each.file in buffers and buffers[each.file].saved == each.text]
        discard(useless)
        newest = {each.file: each for each in left if each not in useless}
        if newest:
            self.screen.app.call_from_thread(self._ask, tuple(newest.values()))

    # ---- on the screen -----------------------------------------------------------------------------------------------

    def _say(self, error: OSError) -> None:
        said = texts.NO_DRAFT.say(self._state().language, {"error": error.strerror or str(error)})
        self.screen.notify(said, severity="warning", markup=False)

    def _ask(self, left: tuple[Draft, ...]) -> None:
        from segdsl_tui.effects.drafts import discard
        from segdsl_tui.screens.dialogs import Page, Question

        language = self._state().language

        def decided(answer: str | None) -> None:
            if answer == "restore":
                self._restore(left)
            elif answer == "compare":
                self.screen.app.push_screen(Page(self._compared(left), language), lambda _: self._ask(left))
            elif answer == "discard":
                discard(left)

        said = texts.LEFT.say(language, {"files": ", ".join(each.file for each in left)})
        if any(self._changed_since(each) for each in left):
            said += "\n" + texts.CHANGED_SINCE.say(language)
        answers = (
            ("restore", texts.RESTORE),
            ("compare", texts.COMPARE),
            ("discard", texts.DISCARD),
            ("later", texts.LATER),
        )
        self.screen.app.push_screen(Question(said, answers, language), decided)

    def _restore(self, left: Sequence[Draft]) -> None:
        """Put the drafts into the editors, unsaved; they are forgotten when this process has its own."""
        from segdsl_tui.effects.drafts import discard

        for each in left:
            self._dispatch(e.Restored(each.file, each.text))
            self.screen.query_one(Editors).take(each.file, each.text)
        buffers = [(each.name, each.text, each.saved) for each in self._state().buffers.values()]

        def replace() -> None:
            self._write(buffers)
            if not self._failed:
                discard(left)

        self.screen.run_worker(replace, group="drafts", thread=True)

    def _changed_since(self, draft: Draft) -> bool:
        from segdsl_tui.effects.drafts import fingerprint

        buffer = self._state().buffers.get(draft.file)
        return fingerprint(buffer.saved if buffer else "") != draft.base

    def _compared(self, left: Sequence[Draft]) -> Text:
        """What each draft has otherwise than the file on disk."""
        from difflib import unified_diff

        page = Text()
        for each in left:
            buffer = self._state().buffers.get(each.file)
            page.append(each.file + "\n", "bold")
            before, after = (buffer.saved if buffer else "").splitlines(), each.text.splitlines()
            for line in list(unified_diff(before, after, lineterm="", n=2))[2:]:
                page.append(line + "\n", {"+": "green", "-": "red", "@": "dim"}.get(line[:1], ""))
        return page
