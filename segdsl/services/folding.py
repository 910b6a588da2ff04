"""What can be folded away in a file: definitions, blocks inside them, what stands under a heading, long comments."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from segdsl.services.index import parsed
from segdsl.services.navigation import Symbol, outline
from segdsl.services.workspace import Workspace
from segdsl.syntax.tokens import lex

_COMMENT = re.compile(r"[^\S\n]*#[^\n]*")


@dataclass(frozen=True, slots=True, order=True)
class Fold:
    """Lines (from 1) of which the first stays when the others are folded away."""

    first: int
    last: int
    kind: Literal["heading", "block", "comment"]


def folds(workspace: Workspace, file: str) -> tuple[Fold, ...]:
    """The folds of a file, outer ones first."""
    source = workspace.sources[file]
    found = {*_headings(workspace, file, outline(workspace, file)), *_comments(source.text)}
    for located in parsed(file, source.text).items:
        if "\n" in located.text:
            line = source.position(located.offset).line
            found.update(_blocks(located.text, line))
    return tuple(sorted(found, key=lambda fold: (fold.first, -fold.last)))


def _headings(workspace: Workspace, file: str, symbols: Iterable[Symbol]) -> Iterator[Fold]:
    source = workspace.sources[file]
    for symbol in symbols:
        if symbol.kind in ("theme", "dimension"):
            first, last = source.position(symbol.span.start).line, source.position(symbol.span.end).line
            if last > first:
                yield Fold(first, last, "heading")
            yield from _headings(workspace, file, symbol.children)


def _blocks(text: str, line: int) -> Iterator[Fold]:
    """The blocks and brackets of an item that span lines; an item without any, such as a long `let`, is one itself."""
    opened: list[int] = []
    folded = False
    for token in lex(text):
        if token.kind in ("LBRACE", "LPAR", "LSQB"):
            opened.append(token.start)
        elif token.kind in ("RBRACE", "RPAR", "RSQB") and opened:
            first, last = (line + text.count("\n", 0, at) for at in (opened.pop(), token.start))
            if last > first:
                folded = True
                yield Fold(first, last, "block")
    if not folded:
        yield Fold(line, line + text.rstrip().count("\n"), "block")


def _comments(text: str) -> Iterator[Fold]:
    """Two or more lines of comments in a row."""
    first = 0
    for number, line in enumerate([*text.split("\n"), ""], 1):
        if _COMMENT.fullmatch(line):
            first = first or number
        else:
            if first and number - first > 1:
                yield Fold(first, number - 1, "comment")
            first = 0
