"""The text of an editor as the library wants it, without what the library works out anew for every line it draws."""

from __future__ import annotations

from textual.document._document import Document, EditResult, Location
from textual.document._wrapped_document import WrappedDocument


class RuleText(Document):
    """A text that is put together from its lines once, not for every line that is drawn."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._joined: str | None = None

    @property
    def text(self) -> str:
        if self._joined is None:
            self._joined = super().text
        return self._joined

    def replace_range(self, start: Location, end: Location, text: str) -> EditResult:
        self._joined = None
        return super().replace_range(start, end, text)


class Unwrapped(WrappedDocument):
    """A document none of whose lines is wrapped: its height is known without adding up all of them."""

    @property
    def height(self) -> int:
        return self.document.line_count
