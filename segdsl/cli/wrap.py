"""Text broken into lines by terminal cells: between words, and between Chinese characters."""

from __future__ import annotations

import re
from itertools import zip_longest

from rich.cells import cell_len

# A piece is what stays together: a word, or one wide character, with the opening punctuation before it (which may not
# end a line) and the closing punctuation after it (which may not begin one).
_OPEN, _CLOSE = "（“「《【", "，。；：、？！）”」》】"
_WIDE = "⺀-鿿豈-﫿＀-｠、-〟“”"
_PIECE = re.compile(rf"\s+|[{_OPEN}]*(?:[^\s{_WIDE}]+|[^\s{_CLOSE}])[{_CLOSE}]*|.")


def wrap(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` cells; a longer word has a line of its own. Line ends in it are kept."""
    return [line for paragraph in text.splitlines() for line in _paragraph(paragraph, width)]


def _paragraph(text: str, width: int) -> list[str]:
    lines, line, used = [], "", 0
    for piece in _PIECE.findall(text):
        cells = cell_len(piece)
        if used + cells > width and line.strip() and not piece.isspace():
            lines.append(line.rstrip())
            line, used = "", 0
        line, used = line + piece, used + cells
    return [*lines, line.rstrip()]


def columns(rows: list[tuple[str, str]], width: int, indent: int = 2, widest: int = 34) -> list[str]:
    """Terms and explanations in two columns; a term wider than `widest` cells stands on a line of its own."""
    first = max((cells for term, _ in rows if (cells := cell_len(term)) <= widest), default=0)
    lines = []
    for term, explanation in rows:
        heads = [term] if cell_len(term) <= widest else [term, ""]
        explained = wrap(explanation, max(width - indent - first - 2, 20)) or [""]
        beside = explained if len(heads) == 1 else ["", *explained]
        for head, line in zip_longest(heads, beside, fillvalue=""):
            gap = " " * (first + 2 - cell_len(head)) if line else ""
            lines.append(" " * indent + head + gap + line)
    return lines
