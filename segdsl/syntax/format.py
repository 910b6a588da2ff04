"""The one style of the language: a whole file, or a single node.

Formatting keeps every word and every comment in its order and only changes what stands between them. To be sure, the
result is read again and compared before it is handed out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from rich.cells import cell_len

from segdsl.diagnostics import Diagnostic, Source
from segdsl.syntax.chunks import chunk_starts
from segdsl.syntax.context import Context
from segdsl.syntax.layout.columns import aligned, cells, family
from segdsl.syntax.layout.lines import COMMENT, Line, logical_lines, without_trailing_commas
from segdsl.syntax.layout.words import joined
from segdsl.syntax.layout.wrap import INDENT, by_source_rows, wrapped
from segdsl.syntax.parse import parse
from segdsl.syntax.parser import END
from segdsl.syntax.recover import read
from segdsl.syntax.tokens import Token, lex
from segdsl.syntax.unparse import format_clause, format_expr, format_name, format_text

__all__ = ["Formatted", "format_clause", "format_expr", "format_name", "format_source", "format_text"]

WIDTH = 100
"""Terminal cells of a row."""

_ON_ONE_ROW = {"CHANNEL", "VARIANT"}
"""Blocks that are written on one row where they fit."""


@dataclass(frozen=True, slots=True)
class Formatted:
    """The text in the one style; where there are diagnostics, it is the text that was given."""

    text: str
    diagnostics: tuple[Diagnostic, ...] = ()


def format_source(source: Source) -> Formatted:
    """A file in the one style. A file with syntax errors is left as it is."""
    if diagnostics := parse(source).diagnostics:
        return Formatted(source.text, diagnostics)
    tokens, starts = _tokens(source.text)
    text = "".join(row + "\n" for row in _rows(_on_one_row(logical_lines(tokens, starts, source.text)), starts))
    if parse(Source(source.name, text)).diagnostics or _essence(_tokens(text)[0]) != _essence(tokens):
        return Formatted(source.text, (Diagnostic("format-changes-meaning", {"file": source.name}, file=source.name),))
    return Formatted(text)


def _essence(tokens: Sequence[Token]) -> list[tuple[str, str]]:
    """What formatting must not change: words, what each of them is, and comments."""
    return [(token.kind, token.text.rstrip()) for token in without_trailing_commas(tokens)]


def _tokens(text: str) -> tuple[list[Token], frozenset[int]]:
    """All tokens with the grammar's symbols as their kinds, comments among them, and where items and lines start."""
    tokens: list[Token] = []
    line_starts: set[int] = set()
    bounds = [*chunk_starts(text), len(text)]
    for start, end in pairwise(bounds):
        chunk = text[start:end]
        reading = read(Context(chunk))
        pairs = zip(reading.tokens, reading.symbols, strict=True)
        known = {token.start: symbol for token, symbol in pairs if symbol != END}
        line_starts |= {start + at for at in reading.parser.line_starts}
        tokens += [
            token._replace(kind=known.get(token.start, COMMENT), start=token.start + start, end=token.end + start)
            for token in lex(chunk)
        ]
    return tokens, frozenset(line_starts)


def _on_one_row(lines: Sequence[Line]) -> Iterator[Line]:
    """Blocks of one row put together."""
    at = 0
    while at < len(lines):
        line = lines[at]
        whole = _block(lines, at) if line.opens and line.keyword in _ON_ONE_ROW else None
        if whole and cell_len(joined(whole.words)) + INDENT * line.depth <= WIDTH:
            yield whole
            at += sum(1 for _ in _inside(lines, at)) + 1
        else:
            yield line
            at += 1


def _inside(lines: Sequence[Line], at: int) -> Iterator[Line]:
    """The lines after `at` to the end of the block that it opens."""
    for line in lines[at + 1 :]:
        yield line
        if line.keyword == "RBRACE" and line.depth == lines[at].depth:
            return


def _block(lines: Sequence[Line], at: int) -> Line | None:
    """The block as one line; None if it has comments or blocks inside."""
    head = lines[at]
    inside = list(_inside(lines, at))
    if head.comment or head.broken_by_comment or any(line.comment or line.opens for line in inside[:-1]):
        return None
    if any(line.broken_by_comment for line in inside):
        return None
    words = [word for line in (head, *inside) for word in line.words]
    return Line(head.depth, words, inside[-1].comment, head.blank)


def _rows(lines: Iterator[Line], starts: frozenset[int]) -> Iterator[str]:
    for kind, group in _groups(lines):
        if kind:
            yield from _table(group, starts)
        else:
            for line in group:
                yield from _plain(line)


def _groups(lines: Iterator[Line]) -> Iterator[tuple[str, list[Line]]]:
    """Lines that share their columns, together: those of a family with no empty line between them."""
    number = 0

    def key(line: Line) -> tuple[str, int]:
        nonlocal number
        number += line.blank
        return family(line), number

    for (kind, _), group in groupby(lines, key):
        yield kind, list(group)


def _plain(line: Line) -> Iterator[str]:
    margin = " " * (INDENT * line.depth)
    if line.blank:
        yield ""
    if not line.words:
        yield margin + line.comment
        return
    yield from _with_comment(_broken(margin, line.words, line), line.comment)


def _broken(prefix: str, words: Sequence[Token], line: Line) -> list[str]:
    indent = INDENT * line.depth
    if line.broken_by_comment:
        return by_source_rows(prefix, words, indent)
    flat = prefix + joined(words)
    return [flat] if cell_len(flat) <= WIDTH else wrapped(prefix, words, indent, WIDTH)


def _with_comment(rows: list[str], comment: str) -> list[str]:
    return [*rows[:-1], f"{rows[-1]}  {comment}" if comment else rows[-1]]


def _table(lines: Sequence[Line], starts: frozenset[int]) -> Iterator[str]:
    """Lines of one family, their columns below each other; a line that is wrapped before its last part keeps out."""
    indent = INDENT * lines[0].depth
    rows = [cells(line, starts) for line in lines]
    flat = [cell_len(joined(line.words)) + indent for line in lines]
    taking = [at for at, row in enumerate(rows) if flat[at] <= WIDTH or flat[at] - row[-1].width <= WIDTH // 2]
    widths = dict(zip(taking, aligned([rows[at] for at in taking], indent, WIDTH), strict=True)) if taking else {}
    for at, line in enumerate(lines):
        if line.blank:
            yield ""
        prefix = " " * indent
        for cell, width in zip(rows[at], widths.get(at, ()), strict=False):
            text = joined(cell.words)
            prefix += text + " " * (width - cell_len(text)) + " " * bool(width)
        last = rows[at][-1].words if at in widths else line.words
        yield from _with_comment(_broken(prefix, last, line), line.comment)
