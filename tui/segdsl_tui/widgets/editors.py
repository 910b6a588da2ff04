"""The editor: colours by line, underlined problems with a mark in the margin, lines indented as the one above."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from rich.segment import Segment
from rich.style import Style
from textual.cache import LRUCache
from textual.containers import Container
from textual.document._document_navigator import DocumentNavigator
from textual.geometry import NULL_OFFSET, Offset, Size
from textual.strip import Strip
from textual.widgets import TextArea

from segdsl.diagnostics import Severity, Source
from segdsl_tui.presentation.highlight import STYLES, runs
from segdsl_tui.presentation.tree import MARKS
from segdsl_tui.state.editing import place_at
from segdsl_tui.state.model import Buffer, Place
from segdsl_tui.state.rewriting import changed_part
from segdsl_tui.widgets.document import INDENT, RuleText, Unwrapped
from segdsl_tui.widgets.order import do_bound
from segdsl_tui.widgets.together import Step, Told, step, turn

if TYPE_CHECKING:
    from rich.text import Text
    from textual import events

ABOVE = 6
"""Lines that are shown over the one that somebody goes to, where there is room."""
KEPT = 400
"""Drawn lines that are kept: a few times as many as are in sight."""


FOUND = "reverse"
"""What was searched for."""


class Underline(NamedTuple):
    """A problem's part of a line, in code points; `end` None is the end of the line."""

    start: int
    end: int | None
    severity: Severity


class Assistant(Protocol):
    """What floats over an editor and takes some of its keys."""

    def takes(self, editor: RuleEditor, key: str) -> bool:
        """Whether a key is not for the text; if so, it has been done."""

    def typed(self, editor: RuleEditor, character: str | None) -> None:
        """A key went into the text."""

    def pointed(self, editor: RuleEditor, place: Place | None, at: Offset) -> None:
        """The mouse came to a character of the text, or to none; `at` is where on the screen."""


class RuleEditor(TextArea):
    """One rule file."""

    def __init__(self, text: str, file: str, assistant: Assistant | None = None, place: Place | None = None) -> None:
        super().__init__(
            soft_wrap=False, show_line_numbers=True, tab_behavior="indent", max_checkpoints=500, theme="css"
        )
        self.file = file
        self.assistant = assistant
        self.steps: Sequence[Step] = ()  # those of several files that this one may have a part in
        self.indent_width = INDENT
        self.document = RuleText(text)
        self.wrapped_document = Unwrapped(self.document, tab_width=INDENT)
        self.navigator = DocumentNavigator(self.wrapped_document)
        self._underlines: Mapping[int, Sequence[Underline]] = {}
        self._sought: re.Pattern[str] | None = None
        self._drawn: LRUCache[object, Strip] = LRUCache(KEPT)
        if place is not None:
            self.move_cursor((place.line, place.column))

    def on_mount(self) -> None:
        """Be as large as the text, and at the place, before anything is laid out and drawn."""
        width, height = self.document.get_size(INDENT)
        self.virtual_size = Size(width + self.gutter_width + 1, height)
        self.scroll_to(y=max(0, self.cursor_location[0] - ABOVE), animate=False, force=True)

    def get_component_rich_style(self, *names: str, partial: bool = False, default: Style | None = None) -> Style:
        """The line of the cursor has a background alone: its words keep their colours."""
        partial = partial or "text-area--cursor-line" in names
        return super().get_component_rich_style(*names, partial=partial, default=default)

    def underline(self, found: Mapping[int, Sequence[Underline]]) -> None:
        """Draw other problems, by line: the lines in sight whose problems are others."""
        before, self._underlines = self._underlines, found
        top = self.scroll_offset.y
        for number in range(top, top + self.size.height):
            if found.get(number) != before.get(number):
                self._line_cache.clear()
                self.refresh_line(number)

    def seek(self, sought: re.Pattern[str] | None) -> None:
        """Mark every place that is found, or none."""
        if sought != self._sought:
            self._sought = sought
            self.notify_style_update()
            self.refresh()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._drawn.clear()

    def go(self, place: Place) -> None:
        """Move the cursor, and show some of the lines around it."""
        if self.cursor_location != (place.line, place.column):
            self.move_cursor((place.line, place.column))
            above = min(ABOVE, self.size.height // 3)
            self.scroll_to(y=max(0, place.line - above), animate=False, force=True)

    def take(self, text: str) -> None:
        """Replace the text by another one, as one edit of what differs, which can be undone; the cursor stays by it."""
        before = Source(self.file, self.text)
        if text != before.text:
            part = changed_part(before.text, text)
            start, end = (place_at(before, offset) for offset in (part.start, part.end))
            self.history.checkpoint()
            self.replace(part.text, (start.line, start.column), (end.line, end.column))
            self.history.checkpoint()

    def action_undo(self) -> None:
        turn(self, self.steps, again=False)

    def action_redo(self) -> None:
        turn(self, self.steps, again=True)

    def write(self, text: str, start: tuple[int, int], end: tuple[int, int], cursor: int | None = None) -> None:
        """Replace a part of the text, as an edit that can be undone; the cursor goes `cursor` code points into it."""
        self.replace(text, start, end, maintain_selection_offset=False)
        before = text[:cursor]
        line = before.count("\n")
        self.move_cursor((start[0] + line, len(before) - before.rfind("\n") - 1 + (0 if line else start[1])))

    def get_line(self, line_index: int) -> Text:
        line = super().get_line(line_index)
        styles = STYLES[self.app.current_theme.dark]
        for run in runs(line.plain):
            line.stylize(styles[run.role], run.start, run.end)
        for part in self._underlines.get(line_index, ()):
            end = len(line) if part.end is None else part.end
            colour = "red" if part.severity == "error" else "yellow"
            line.stylize(f"underline {colour}" if part.severity == "error" else "underline", part.start, end)
        for found in self._sought.finditer(line.plain) if self._sought else ():
            if sorted(self.selection) != [(line_index, found.start()), (line_index, found.end())]:
                line.stylize(FOUND, *found.span())  # the one that is selected looks as what is selected does
        return line

    def render_line(self, y: int) -> Strip:
        """A line as it was drawn last, if nothing about it changed: the library draws all of them at every key."""
        number = y + self.scroll_offset.y
        first, last = sorted(self.selection)
        bracket = self.matching_bracket_location
        marked = first[0] <= number <= last[0] or (bracket is not None and bracket[0] == number)
        if marked or number >= self.document.line_count:
            return self._render_marked(y, number)
        said = (number, self.document.get_line(number), tuple(self._underlines.get(number, ())))
        key = (said, self.scroll_offset.x, self.size, self.virtual_size.width, self.gutter_width, self.app.theme)
        strip = self._drawn.get(key)
        if strip is None:
            strip = self._drawn[key] = self._render_marked(y, number)
        return strip

    def _render_marked(self, y: int, number: int) -> Strip:
        """A line with its colours, and the mark of its worst problem in the margin."""
        strip = super().render_line(y)
        found = self._underlines.get(number)
        marks = [MARKS[part.severity] for part in found or () if part.severity in MARKS]
        if not marks:
            return strip
        mark, style = min(marks, key=lambda m: m[0] != MARKS["error"][0])
        at = self.gutter_width - 2  # the margin between the line's number and its text
        parts = list(strip.crop(at, at + 1))
        behind = parts[0].style if parts else None
        segment = Segment(mark, (behind or Style()) + Style.parse(style))
        return Strip.join([strip.crop(0, at), Strip([segment], 1), strip.crop(at + 1)])

    async def _on_key(self, event: events.Key) -> None:
        if self.assistant is not None and self.assistant.takes(self, event.key):
            event.stop()
            event.prevent_default()
            return
        if event.key == "enter" and not self.read_only:
            event.stop()
            event.prevent_default()
            row, column = self.cursor_location
            before = self.document.get_line(row)[:column]
            indent = len(before) - len(before.lstrip(" "))
            deeper = INDENT if before.rstrip().endswith("{") else 0
            self._replace_via_keyboard("\n" + " " * (indent + deeper), *self.selection)
            return
        await super()._on_key(event)
        await do_bound(self, event)
        if self.assistant is not None:
            self.assistant.typed(self, event.character)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        row, column = self.get_target_document_location(event)
        below = event.y + self.scroll_offset.y >= self.document.line_count
        aside = event.x < self.gutter_width or column >= len(self.document.get_line(row))
        self._pointed(None if below or aside or event.button else Place(row, column), event.screen_offset)

    def on_leave(self) -> None:
        self._pointed(None)

    def on_mouse_scroll_up(self) -> None:
        self._pointed(None)

    def on_mouse_scroll_down(self) -> None:
        self._pointed(None)

    def _pointed(self, place: Place | None, at: Offset = NULL_OFFSET) -> None:
        if self.assistant is not None:
            self.assistant.pointed(self, place, at)


class Editors(Container):
    """An editor for every file that was looked at, each with its own cursor and its own undo."""

    def __init__(self, first: Buffer | None, place: Place, assistant: Assistant | None = None) -> None:
        self.assistant = assistant
        self._current = RuleEditor(first.text, first.name, assistant, place) if first is not None else None
        super().__init__(*[self._current] if self._current is not None else [], id="editors")
        self._steps: list[Step] = []

    @property
    def current(self) -> RuleEditor | None:
        """The one in front."""
        return self._current

    @property
    def editors(self) -> list[RuleEditor]:
        """Those that were opened so far."""
        return list(self.query(RuleEditor))

    def show(self, file: str, text: str, place: Place) -> None:
        """Bring a place in a file to the front."""
        editor = self._of(file)
        if editor is None:
            editor = RuleEditor(text, file, self.assistant, place)
            self.mount(editor)
        for other in self.editors:
            other.display = other is editor
        self._current = editor
        editor.call_after_refresh(editor.go, place)

    async def of(self, file: str, text: str) -> RuleEditor:
        """The editor of a file, which is made behind the one in front where there is none yet."""
        editor = self._of(file)
        if editor is None:
            editor = RuleEditor(text, file, self.assistant)
            editor.display = False
            await self.mount(editor)
        return editor

    def take(self, file: str, text: str) -> None:
        """Replace the text of a file, if it was looked at."""
        editor = self._of(file)
        if editor is not None:
            editor.take(text)

    def write(self, file: str, text: str, start: int, end: int, new: str) -> None:
        """Replace a part of a file, given by offsets in its present `text`, as an edit that can be undone."""
        editor = self._of(file)
        if editor is None:
            editor = RuleEditor(text, file, self.assistant)
            editor.display = False
            self.mount(editor)
        places = [(text.count("\n", 0, at), at - text.rfind("\n", 0, at) - 1) for at in (start, end)]
        editor.call_after_refresh(editor.replace, new, *places)

    def together(self, files: Collection[str], told: Told) -> None:
        """Make the last edits of some files one step, which is taken back in all of them at once."""
        self._steps.append(step({editor.file: editor for editor in self.editors if editor.file in files}, told))
        for editor in self.editors:
            editor.steps = self._steps

    def keep(self, files: Collection[str]) -> None:
        """Close the editors of files that are gone."""
        for editor in self.editors:
            if editor.file not in files:
                editor.remove()

    def focus_editor(self) -> None:
        """Bring the keyboard to the file in front."""
        if self._current is not None:
            self.screen.set_focus(self._current)

    def _of(self, file: str) -> RuleEditor | None:
        return next((editor for editor in self.editors if editor.file == file), None)
