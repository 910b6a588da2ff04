"""Rule text to syntax tree. The only way in for every later stage.

A file is read in chunks, one top-level item each, and what a chunk gives depends on its text alone. So results are kept
per text: after an edit only the item that was touched is read again, and unchanged items are the very same nodes.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from segdsl.diagnostics import Diagnostic, Source, Span
from segdsl.syntax.chunks import chunk_starts
from segdsl.syntax.context import Context
from segdsl.syntax.items import Item
from segdsl.syntax.nodes import Ago, Expr, Last, Range
from segdsl.syntax.recover import read

LONGEST_LINE = 100_000
_KEPT = 8192  # chunks


@dataclass(frozen=True, slots=True)
class Located:
    """An item and where it stands in its file. Spans inside `node` count from `offset`.

    `sound` is False where there is any mistake in it. `complete` is False where that mistake cost something: the kind
    and the name are right, but lines may be missing or hold a `Hole`, so looking further into it makes no sense.
    """

    node: Item
    offset: int
    text: str
    complete: bool = True
    sound: bool = True

    @property
    def length(self) -> int:
        """The item's extent in code points."""
        return len(self.text)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A file's items in order, and what is wrong with it. The diagnostics are placed in the file."""

    source: Source
    items: tuple[Located, ...]
    diagnostics: tuple[Diagnostic, ...]


def parse(source: Source) -> Parsed:
    """Every item of a file, and of its spoiled items what can be kept. Never raises."""
    if long := _long_lines(source):
        return Parsed(source, (), long)
    starts = chunk_starts(source.text)
    items: list[Located] = []
    diagnostics: list[Diagnostic] = []
    for start, end in zip(starts, [*starts[1:], len(source.text)], strict=True):
        chunk = _chunk(source.text[start:end])
        items += [Located(i.node, i.offset + start, i.text, i.complete, i.sound) for i in chunk.items]
        diagnostics += [d.placed(source.name, start) for d in chunk.diagnostics]
    return Parsed(source, tuple(items), tuple(diagnostics))


def parse_expression(text: str) -> tuple[Expr | Range | Last | Ago | None, tuple[Diagnostic, ...]]:
    """The expression that is the whole of `text`; a list, a range or a window too. None if it has a mistake."""
    if long := _long_lines(Source("", text)):
        return None, long
    context = Context(text)
    reading = read(context, "expression")
    return (None if context.diagnostics else reading.parser.values[0]), _ordered(context)


@dataclass(frozen=True, slots=True)
class _Chunk:
    items: tuple[Located, ...]
    diagnostics: tuple[Diagnostic, ...]


@lru_cache(maxsize=_KEPT)
def _chunk(text: str) -> _Chunk:
    context = Context(text)
    reading = read(context)
    diagnostics = _ordered(context)
    items = []
    for (node, start, end), complete in zip(reading.parser.items, reading.complete, strict=True):
        sound = complete and not any(d.span and start <= d.span.start <= end for d in diagnostics)
        items.append(Located(node, start, text[start:end], complete, sound))
    return _Chunk(tuple(items), diagnostics)


def _ordered(context: Context) -> tuple[Diagnostic, ...]:
    return tuple(sorted(context.diagnostics, key=lambda d: (d.span or Span(0, 0), d.code)))


def _long_lines(source: Source) -> tuple[Diagnostic, ...]:
    if len(source.text) <= LONGEST_LINE:
        return ()
    found: list[Diagnostic] = []
    start = 0
    for line in source.text.split("\n"):
        if len(line) > LONGEST_LINE:
            span = Span(start, start + LONGEST_LINE)
            found.append(Diagnostic("line-too-long", {"length": len(line), "most": LONGEST_LINE}, span, source.name))
        start += len(line) + 1
    return tuple(found)
