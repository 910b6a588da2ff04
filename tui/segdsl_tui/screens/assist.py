"""What stands at the cursor while somebody writes: when it comes, which keys it takes, when it goes.

Keys reach the list through the editor and never by focus, so that input methods are not disturbed; Enter is the list's
only after somebody moved in it, as input methods commit with Enter. What F10 says of the name at the cursor is said of
one that the mouse rests on, until it moves on or a key is pressed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from rich.cells import cell_len

from segdsl.diagnostics import Source
from segdsl_tui.screens.boxes import CALL, SAID, Boxes
from segdsl_tui.screens.resting import Resting
from segdsl_tui.state.model import Place

if TYPE_CHECKING:
    from textual.geometry import Offset
    from textual.screen import Screen
    from textual.timer import Timer

    from segdsl.services.hover import Hover
    from segdsl.services.workspace import Workspace
    from segdsl_tui.screens.jobs import Delays
    from segdsl_tui.state.completing import Offers
    from segdsl_tui.state.model import State
    from segdsl_tui.state.questions import FieldFacts
    from segdsl_tui.widgets.editors import RuleEditor

_STEPS = {"up": -1, "down": 1, "pageup": -8, "pagedown": 8}


class Assist:
    """Opens, moves and closes what floats over the editor in front."""

    def __init__(
        self,
        screen: Screen[None],
        state: Callable[[], State],
        ask: Callable[[FieldFacts], None],
        delays: Delays,
    ) -> None:
        self.screen = screen
        self.delays = delays
        self.offers: Offers | None = None
        self.boxes = Boxes(screen, self._clicked)
        self._state = state
        self._ask = ask
        self._about: Hover | None = None
        self._editor: RuleEditor | None = None
        self._dismissed: tuple[str, int] | None = None
        self._timer: Timer | None = None
        self._mouse = Resting(screen, delays.rest, self._rested)
        self._at: Offset | None = None  # where the mouse is that is told about; None: the cursor is
        self._known: tuple[tuple[object, ...], Workspace | None] | None = None

    # ---- from the editor ---------------------------------------------------------------------------------------------

    def takes(self, editor: RuleEditor, key: str) -> bool:
        """Whether a key is for what floats, not for the text; if so, it has been done."""
        self._mouse.stop()
        if self.offers is None:
            floating = self.boxes.shown(SAID) or (self.boxes.shown(CALL) and key == "escape")
            if floating:
                self.close()
            return floating and key == "escape"
        if key in _STEPS:
            self.offers = self.offers.stepped(_STEPS[key])
            self._draw(editor)
        elif key == "tab" or (key == "enter" and self.offers.moved):
            self.accept(editor)
        elif key == "escape":
            self._dismissed = (editor.file, self.offers.start)
            self.close()
        else:
            if key == "enter":
                self.close()
            return False
        return True

    def typed(self, editor: RuleEditor, character: str | None) -> None:
        """A key changed the text: offer something for a word, explain a call."""
        if not character or not character.isprintable() or self._state().workspace is None:
            return
        from segdsl_tui.state.completing import belongs_to_word, starts_word

        if not belongs_to_word(character):
            self._dismissed = None
        if starts_word(character) or character in "(,（，":
            self._later(editor)

    def moved(self, editor: RuleEditor) -> None:
        """The cursor moved, by typing or otherwise: what floats follows it, or closes where it left."""
        if self._dismissed is not None and _offset(editor) <= self._dismissed[1]:
            self._dismissed = None
        if self._at is not None:
            self.close()
        if self.offers is not None and not _in_word(editor, self.offers):
            self.close()
        elif self.offers is not None or self.boxes.shown(CALL):
            self._later(editor)

    def pointed(self, editor: RuleEditor, place: Place | None, at: Offset) -> None:
        """The mouse moved to another character, or to none: say what stands there when it rests."""
        if self._mouse.moved(editor, place, at) and self._at is not None:
            self.close()

    def close(self) -> None:
        """Nothing floats any more."""
        self.offers = None
        self._at = None
        self.boxes.hide()

    # ---- from commands -----------------------------------------------------------------------------------------------

    def ask(self, editor: RuleEditor) -> bool:
        """Offer what may stand at the cursor, whether or not a word has begun; False where nothing may."""
        self._dismissed = None
        self._offer(editor, asked=True)
        return self.offers is not None

    def accept(self, editor: RuleEditor) -> None:
        """Write the chosen candidate over the word at the cursor.

        Where the text went on since the list was made, the list is made again first.
        """
        from segdsl_tui.state.editing import place_at

        self._offer(editor, asked=True)
        if self.offers is None:
            return
        chosen, source = self.offers.chosen, Source(editor.file, editor.text)
        start, end = place_at(source, chosen.span.start), place_at(source, chosen.span.end)
        line = source.line(start.line + 1)
        indent = line[: len(line) - len(line.lstrip())]
        before = chosen.insert[: chosen.cursor].replace("\n", "\n" + indent)
        after = chosen.insert[chosen.cursor :].replace("\n", "\n" + indent)
        self._dismissed = (editor.file, chosen.span.start)
        self.close()
        editor.write(before + after, (start.line, start.column), (end.line, end.column), len(before))

    def explain(self, editor: RuleEditor, about: Hover) -> None:
        """Say something of the name at the cursor; the next key closes it."""
        self.close()
        self._say(editor, about)

    def refresh(self) -> None:
        """More is known of a field: say it, if it is what is spoken of."""
        if self._editor is None:
            return
        if self.offers is not None:
            self._draw(self._editor)
        elif self._about is not None and self.boxes.shown(SAID):
            self._say(self._editor, self._about)

    # ---- inside ------------------------------------------------------------------------------------------------------

    def _clicked(self, line: int) -> None:
        from segdsl_tui.presentation.completing import first_row

        if self.offers is not None and self._editor is not None:
            self.offers = self.offers.at_row(first_row(self.offers) + line)
            self.accept(self._editor)

    def _say(self, editor: RuleEditor, about: Hover) -> None:
        self._editor, self._about = editor, about
        self.boxes.explain(self._at or editor.cursor_screen_offset, about, self._facts(about))

    def _rested(self, editor: RuleEditor, place: Place, at: Offset) -> None:
        """The mouse rests: say what F10 would say there, under the name."""
        known = self._workspace(editor)
        if known is None or self.offers is not None or not self.screen.is_current:
            return
        from segdsl.services.hover import hover
        from segdsl_tui.state.editing import position

        about = hover(known, editor.file, position(place), self._state().language)
        if about is not None and about.span is not None:
            source = known.sources[editor.file]
            before = source.text[about.span.start : source.offset(position(place))]
            self.close()
            self._at = at - (cell_len(before), 0)
            self._say(editor, about)

    def _later(self, editor: RuleEditor) -> None:
        """Look again when nothing was typed for a moment."""
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.screen.set_timer(max(self.delays.assist, 0.001), lambda: self._follow(editor))

    def _follow(self, editor: RuleEditor) -> None:
        if not editor.has_focus or not self.screen.is_current:
            return
        self._offer(editor, asked=False)
        self._explain_call(editor)

    def _offer(self, editor: RuleEditor, *, asked: bool) -> None:
        from segdsl_tui.state.completing import offers

        known, earlier = self._workspace(editor), self.offers
        found = offers(known, editor.file, Place(*editor.cursor_location), asked=asked) if known else None
        if found is not None and not asked and self._dismissed == (found.file, found.start):
            found = None
        self.offers = found.following(earlier) if found is not None else None
        if self.offers is not None:
            self._draw(editor)
        elif earlier is not None:
            self.close()

    def _draw(self, editor: RuleEditor) -> None:
        from segdsl.services.hover import documentation

        assert self.offers is not None
        self._editor = editor
        known = self._workspace(editor)
        about = documentation(known, self.offers.chosen, self._state().language) if known else None
        self.boxes.show_offers(editor, self.offers, about, self._facts(about))

    def _facts(self, about: Hover | None) -> tuple[str, ...]:
        """What the data holds of a field; asked for where it is not known yet."""
        from segdsl_tui.presentation import facts

        state = self._state()
        asked = facts.question(state, about.data if about is not None else None)
        answer = state.answer(asked) if asked is not None else None
        if asked is not None and (answer is None or answer.stale):
            self._ask(asked)
        return facts.lines(state, asked)

    def _explain_call(self, editor: RuleEditor) -> None:
        from segdsl.services.signatures import signature
        from segdsl_tui.state.editing import position

        known = self._workspace(editor)
        found = signature(known, editor.file, position(Place(*editor.cursor_location))) if known else None
        if found is None:
            self.boxes.hide(CALL)
        else:
            self.boxes.show_call(editor, found, self._state().language)

    def _workspace(self, editor: RuleEditor) -> Workspace | None:
        """What is known of the rules with the text as it is; the same for all that is asked of one text."""
        state = self._state()
        if state.workspace is None:
            return None
        from segdsl_tui.state.editing import workspace

        basis = (state.workspace, state.buffers, editor.file, editor.text)
        if self._known is None or any(one is not other for one, other in zip(basis, self._known[0], strict=True)):
            self._known = (basis, workspace(state, Source(editor.file, editor.text)))
        return self._known[1]


def _offset(editor: RuleEditor) -> int:
    line, column = editor.cursor_location
    return sum(len(each) + 1 for each in editor.document.lines[:line]) + column


def _in_word(editor: RuleEditor, offers: Offers) -> bool:
    """Whether the cursor is still in, or right behind, the word that something is offered for."""
    from segdsl_tui.state.completing import belongs_to_word

    line, column = editor.cursor_location
    length = _offset(editor) - offers.start
    written = editor.document.get_line(line)[max(0, column - length) : column]
    return offers.file == editor.file and 0 <= length <= column and belongs_to_word(written)
