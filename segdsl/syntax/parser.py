"""Drives the parse tables over the tokens of one chunk of text."""

from __future__ import annotations

from typing import Any, NamedTuple

from segdsl.diagnostics import Span
from segdsl.syntax.build import BUILDERS
from segdsl.syntax.context import Context
from segdsl.syntax.items import Item
from segdsl.syntax.tables import Reduction, Row, tables
from segdsl.syntax.tokens import Token

END = "$END"


class Block(NamedTuple):
    """An open brace: how deep the stack was after it, and the keywords that start a line of this block."""

    depth: int
    words: frozenset[str]


class Parser:
    """A stack machine. Beside the values it keeps where each began and ended, so that every node gets its span."""

    def __init__(self, context: Context, start: str) -> None:
        self.context = context
        self.tables = tables()
        self.states = [self.tables.starts[start]]
        self.values: list[Any] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.blocks: list[Block] = []
        self.by_item = start == "start"
        self.items: list[tuple[Item, int, int]] = []

    def symbol(self, token: Token) -> str:
        """What the grammar calls this token here: a word is its keyword where that is expected, else a name."""
        if token.kind == "QUOTED":
            return "NAME"
        if token.kind != "WORD":
            return token.kind
        keyword = self.tables.keywords.get(token.text)
        if keyword is None:
            return "NAME"
        if token.first and self.blocks and keyword in self.blocks[-1].words:
            return keyword
        row = self.tables.rows[self.states[-1]]
        if keyword in row and ("NAME" not in row or self.accepts(keyword)):
            return keyword
        return "NAME"

    def accepts(self, symbol: str) -> bool:
        """Whether `symbol` may come next."""
        rows = self.tables.rows
        stack = self.states.copy()
        while True:
            action = rows[stack[-1]].get(symbol)
            if not isinstance(action, Reduction):
                return action is not None
            if action.size:
                del stack[-action.size :]
            target = rows[stack[-1]][action.symbol]
            assert isinstance(target, int)
            stack.append(target)

    def feed(self, symbol: str, token: Token) -> bool:
        """Take one token; False if it may not stand here."""
        rows: tuple[Row, ...] = self.tables.rows
        states = self.states
        while True:
            action = rows[states[-1]].get(symbol)
            if action is None:
                return symbol == END and states[-1] in self.tables.ends
            if isinstance(action, Reduction):
                self._reduce(action)
                continue
            if self.by_item and (not self.values or (len(self.values) == 1 and isinstance(self.values[0], list))):
                self.context.base = token.start  # nothing below but finished items: a new one begins
            states.append(action)
            self.values.append(token)
            self.starts.append(token.start)
            self.ends.append(token.end)
            if symbol == "LBRACE":
                words = frozenset(rows[action]) & frozenset(self.tables.keywords.values())
                self.blocks.append(Block(len(states), words))
            elif symbol == "RBRACE":
                self.blocks.pop()
            return True

    def _reduce(self, reduction: Reduction) -> None:
        states, values, starts, ends = self.states, self.values, self.starts, self.ends
        size = reduction.size
        if size == 1 and reduction.unwrap:
            del states[-1]
        else:
            at = len(values) - size
            start, end = (starts[at], ends[-1]) if size else (0, 0)
            value = self._build(reduction, values[at:], start, end) if size else []
            if reduction.symbol == "_item":
                self.items.append((value[0], start, end))
            del states[at + 1 :], values[at:], starts[at:], ends[at:]
            values.append(value)
            starts.append(start)
            ends.append(end)
        target = self.tables.rows[states[-1]][reduction.symbol]
        assert isinstance(target, int)
        states.append(target)

    def _build(self, reduction: Reduction, parts: list[Any], start: int, end: int) -> Any:
        if reduction.splice and parts and isinstance(parts[0], list):
            kids: list[Any] = parts[0]  # the list of a repetition grows in place
            rest = reduction.keep[1:]
        else:
            kids, rest = [], reduction.keep
        for index in rest:
            part = None if index is None else parts[index]
            if isinstance(part, list):
                kids.extend(part)
            else:
                kids.append(part)
        if reduction.splice:
            return kids
        if reduction.unwrap:
            return kids[0]
        base = self.context.base
        return BUILDERS[reduction.rule](self.context, Span(start - base, end - base), kids)
