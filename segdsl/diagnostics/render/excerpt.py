"""The lines of source a diagnostic points at, laid out in terminal cells: pure text, no colour.

Columns of a file are code points; columns of a terminal are cells, and a Chinese character takes two. Everything here
is measured in cells, so that an underline stands exactly under what it underlines.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from segdsl.diagnostics.span import Source, Span

TAB = "    "
CUT = "…"
MIN_WIDTH = 20
MAX_LINES = 4  # a longer span shows its first lines, then its last
CONTEXT = 3  # of a long line, one third of the window stands before the span


@dataclass(frozen=True, slots=True)
class ExcerptLine:
    """A line as shown: `text` without tabs and control characters, underlined from cell `start` for `cells` cells."""

    number: int
    text: str
    start: int
    cells: int


def visible(text: str) -> str:
    """The text with everything that would move the cursor, hide or reorder characters replaced by something to see."""
    return text if text.isascii() and text.isprintable() else "".join(map(_shown, text))


def _shown(character: str) -> str:
    if character == "\t":
        return TAB
    match unicodedata.category(character):
        case "Cc" if ord(character) < 32:
            return chr(0x2400 + ord(character))  # the picture of the control character
        case "Cc" | "Cf" | "Cs" | "Zl" | "Zp":
            return "\N{REPLACEMENT CHARACTER}"
        case _:
            return character


def excerpt(source: Source, span: Span, width: int) -> tuple[ExcerptLine | None, ...]:
    """The lines of a span, each at most `width` cells; None stands for lines left out."""
    first, last = source.position(span.start), source.position(span.end)
    if last.line > first.line and last.column == 1:
        last = source.position(span.end - 1)  # a span that ends with a line end does not reach into the next line
    lines: list[ExcerptLine | None] = []
    for number in _numbers(first.line, last.line):
        if number is None:
            lines.append(None)
            continue
        text = source.line(number)
        start = first.column - 1 if number == first.line else len(text) - len(text.lstrip())
        end = last.column - 1 if number == last.line else len(text)
        lines.append(_window(number, text, start, max(start, end), max(width, MIN_WIDTH)))
    return tuple(lines)


def _numbers(first: int, last: int) -> list[int | None]:
    if last - first < MAX_LINES:
        return list(range(first, last + 1))
    return [*range(first, first + MAX_LINES - 2), None, last]


def _window(number: int, text: str, start: int, end: int, width: int) -> ExcerptLine:
    """One line; where it is too long, the part of it around `start`, cut ends marked."""
    from rich.cells import cell_len

    # A character has at most four cells (a tab) and, apart from marks upon letters, at least one: look at the
    # neighbourhood only, however long the line is.
    left, right = max(0, start - width), min(len(text), start + 2 * width)
    before, marked, after = visible(text[left:start]), visible(text[start : min(end, right)]), visible(text[end:right])
    whole = left == 0 and right == len(text)
    if not whole or cell_len(before + marked + after) > width:
        room = width - 2 * cell_len(CUT)
        kept = before if left == 0 and cell_len(before) <= room // CONTEXT else _last(before, room // CONTEXT)
        before = kept if left == 0 and kept == before else CUT + kept
        tail = _first(marked + after, room - cell_len(kept))
        cut = tail != marked + after or right < len(text)
        marked, after = tail[: len(marked)], tail[len(marked) :] + (CUT if cut else "")
    begin = cell_len(before)
    return ExcerptLine(number, before + marked + after, begin, max(1, cell_len(before + marked) - begin))


def _first(text: str, cells: int) -> str:
    """As much of the start of a text as fits into so many cells."""
    from rich.cells import cell_len

    used = 0
    for at, character in enumerate(text):
        used += cell_len(character)
        if used > cells:
            return text[:at]
    return text


def _last(text: str, cells: int) -> str:
    """As much of the end of a text as fits into so many cells."""
    return _first(text[::-1], cells)[::-1]
