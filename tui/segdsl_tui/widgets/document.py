"""The text of an editor as the library wants it, without what the library works out anew for every line it draws."""

from __future__ import annotations

from rich.cells import cell_len
from textual.document._document import Document, EditResult, Location
from textual.document._wrapped_document import WrappedDocument
from textual.geometry import Size

INDENT = 2
"""Cells of a step to the right."""


class RuleText(Document):
    """A text that is put together once, not for every line that is drawn, and measured where it changed."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._joined: str | None = None
        self._widths = [_width(line) for line in self.lines]

    @property
    def text(self) -> str:
        if self._joined is None:
            self._joined = super().text
        return self._joined

    def replace_range(self, start: Location, end: Location, text: str) -> EditResult:
        (top, _), (bottom, _) = sorted((start, end))
        self._joined = None
        result = super().replace_range(start, end, text)
        last, _ = result.end_location
        self._widths[top : bottom + 1] = [_width(line) for line in self.lines[top : last + 1]]
        return result

    def get_size(self, tab_width: int) -> Size:
        """Cells of the longest line, tabs as wide as they are drawn, and the number of lines."""
        return Size(max(self._widths), self.line_count)


class Unwrapped(WrappedDocument):
    """A document none of whose lines is wrapped: where they stand follows from how many there are."""

    @property
    def height(self) -> int:
        return self.document.line_count

    def wrap(self, width: int, tab_width: int | None = None) -> None:
        count = self.document.line_count
        self._tab_width = tab_width or self._tab_width
        self._wrap_offsets = self._tab_width_cache = [[]] * count
        self._offset_to_line_info = [(number, 0) for number in range(count)]
        self._line_index_to_offsets = [[number] for number in range(count)]

    def wrap_range(self, start: Location, old_end: Location, new_end: Location) -> None:
        if len(self._wrap_offsets) != self.document.line_count:
            self.wrap(0)


def _width(line: str) -> int:
    return cell_len(line.expandtabs(INDENT))
