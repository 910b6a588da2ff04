"""Rule text to syntax tree. The only way in for every later stage."""

from __future__ import annotations

from dataclasses import dataclass

from segdsl.diagnostics import Diagnostic, Source, Span
from segdsl.syntax.context import Context
from segdsl.syntax.items import Item
from segdsl.syntax.nodes import Ago, Expr, Last, Range
from segdsl.syntax.parser import END, Parser
from segdsl.syntax.tokens import Token, lex


@dataclass(frozen=True, slots=True)
class Located:
    """An item and where it stands in its file. Spans inside `node` count from `offset`.

    `complete` is False where a mistake inside was skipped: the name and the kind are right, lines may be missing.
    """

    node: Item
    offset: int
    text: str
    complete: bool = True

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
    """Every item of a file, the good parts of it where it has mistakes."""
    context = Context(source.text)
    parser = Parser(context, "start")
    _run(parser, context)
    found = tuple(Located(node, start, source.text[start:end]) for node, start, end in parser.items)
    return Parsed(source, found, tuple(d.placed(source.name, 0) for d in context.diagnostics))


def parse_expression(text: str) -> tuple[Expr | Range | Last | Ago | None, tuple[Diagnostic, ...]]:
    """The expression that is the whole of `text`; a range or a window too. None if it has a mistake."""
    context = Context(text)
    parser = Parser(context, "expression")
    _run(parser, context)
    value = None if context.diagnostics else parser.values[0]
    return value, tuple(context.diagnostics)


def _run(parser: Parser, context: Context) -> None:
    end = Token(END, "", len(context.text), len(context.text), first=False)
    for token in [*(t for t in lex(context.text) if t.kind != "COMMENT"), end]:
        if not parser.feed(parser.symbol(token), token):
            context.base = 0
            context.report("unexpected", Span(token.start, token.end), text=token.text[:40])
            return
