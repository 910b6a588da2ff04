"""Drives the parse tables over tokens: a stack machine that can also look ahead, cut back and go on.

It knows the grammar and nothing of mistakes: `recover` decides what to do when a token does not fit.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from segdsl.diagnostics import Span
from segdsl.syntax.builders import BUILDERS
from segdsl.syntax.context import Context
from segdsl.syntax.items import Item
from segdsl.syntax.tables import Reduction, Row, tables
from segdsl.syntax.tokens import Token

END = "$END"
MAX_DEPTH = 200  # twice the levels of a tree, for later stages walk it with plain recursion; a sum counts half
_MAX_STACK = 800  # a level takes at most a handful of states


class TooDeep(Exception):
    """The expression is nested deeper than any stage has to follow. Carries where, in offsets of the chunk."""

    def __init__(self, span: Span) -> None:
        super().__init__()
        self.span = span


@dataclass(slots=True)
class Block:
    """An open brace.

    `depth` is how deep the stack was after it, `clause` where the line being read begins on the stack, `words` the
    keywords that start a line here, `inline` whether all of the block so far is on the line of its brace.
    """

    opener: Token
    depth: int
    clause: int
    words: frozenset[str]
    inline: bool = True


class Parser:
    """The machine. Beside the values it keeps where each began and ended, and how deep it is."""

    def __init__(self, context: Context, start: str) -> None:
        self.context = context
        self.tables = tables()
        self.rows: tuple[Row, ...] = self.tables.rows
        self.states = [self.tables.starts[start]]
        self.values: list[Any] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.depths: list[int] = []
        self.blocks: list[Block] = []
        self.items: list[tuple[Item, int, int]] = []
        self.line_starts: list[int] = []
        self._by_item = start == "start"

    @property
    def row(self) -> Row:
        """What the grammar knows to do next, by symbol. Not all of it leads on: `accepts` tells."""
        return self.rows[self.states[-1]]

    @property
    def between_items(self) -> bool:
        """Whether items are read, and nothing but finished ones has been."""
        values = self.values
        return self._by_item and (not values or (len(values) == 1 and type(values[0]) is list))

    @property
    def floor(self) -> int:
        """How much of the stack lies below the line, or the item, being read."""
        if self.blocks:
            return self.blocks[-1].clause
        return 2 if self.values and type(self.values[0]) is list else 1

    def accepts(self, *symbols: str, height: int | None = None) -> bool:
        """Whether `symbols` may come next, one after the other; with `height`, after cutting the stack back to it."""
        stack = self.states[:height]
        for symbol in symbols:
            while True:
                action = self.rows[stack[-1]].get(symbol)
                if action is None:
                    return symbol == END and stack[-1] in self.tables.ends
                if isinstance(action, Reduction):
                    if action.size:
                        del stack[-action.size :]
                    stack.append(self._goto(stack[-1], action))
                    continue
                stack.append(action)
                break
        return True

    def feed(self, symbol: str, token: Token) -> bool:
        """Take one token; False if it may not stand here. Raises `TooDeep`.

        A name behind an expression is the mistake people make most: there the stack is kept as it was, so that what
        may follow can be told. Other tokens that do not fit may leave it reduced.
        """
        states = self.states
        if symbol == "NAME" and isinstance(self.row.get(symbol), Reduction) and not self.accepts(symbol):
            return False
        while True:
            action = self.rows[states[-1]].get(symbol)
            if action is None:
                return symbol == END and states[-1] in self.tables.ends
            if isinstance(action, Reduction):
                self._reduce(action)
            else:
                self._shift(symbol, token, action)
                return True

    def cut(self, height: int) -> None:
        """Forget everything above `height` states."""
        del self.states[height:]
        for stack in (self.values, self.starts, self.ends, self.depths):
            del stack[height - 1 :]

    def _goto(self, state: int, reduction: Reduction) -> int:
        target = self.rows[state][reduction.symbol]
        assert isinstance(target, int)
        return target

    def _shift(self, symbol: str, token: Token, state: int) -> None:
        if self.blocks:
            self._note_clause(self.blocks[-1], token, symbol)
        elif self.between_items:
            self.context.base = token.start
            self.line_starts.append(token.start)
        if len(self.states) > _MAX_STACK:
            raise TooDeep(Span(token.start, token.end))
        self.states.append(state)
        self.values.append(token)
        self.starts.append(token.start)
        self.ends.append(token.end)
        self.depths.append(0)
        if symbol == "LBRACE":
            height = len(self.states)
            words = frozenset(self.rows[state]) & self.tables.words.keys()
            self.blocks.append(Block(token, height, height, words))
        elif symbol == "RBRACE":
            self.blocks.pop()

    def _note_clause(self, block: Block, token: Token, symbol: str) -> None:
        height = len(self.states)
        between = height == block.depth or (height == block.depth + 1 and type(self.values[-1]) is list)
        if between and symbol != "RBRACE":
            block.clause = height
            self.line_starts.append(token.start)
        if token.first:
            block.inline = False

    def _reduce(self, reduction: Reduction) -> None:
        states, values = self.states, self.values
        size = reduction.size
        if size == 1 and reduction.unwrap:
            del states[-1]
        else:
            at = len(values) - size
            start, end = (self.starts[at], self.ends[-1]) if size else (0, 0)
            depth = reduction.depth
            if depth or reduction.splice:
                depth += max(self.depths[at:], default=0)
            if depth > MAX_DEPTH:
                raise TooDeep(Span(start, end))
            value = self._build(reduction, values[at:], start, end) if size else []
            if reduction.symbol == "_item":
                self.items.append((value[0], start, end))
            del states[at + 1 :], values[at:], self.starts[at:], self.ends[at:], self.depths[at:]
            values.append(value)
            self.starts.append(start)
            self.ends.append(end)
            self.depths.append(depth)
        states.append(self._goto(states[-1], reduction))

    def _build(self, reduction: Reduction, parts: list[Any], start: int, end: int) -> Any:
        if reduction.splice and type(parts[0]) is list:
            kids: list[Any] = parts[0]  # the list of a repetition grows in place
            rest = reduction.keep[1:]
        else:
            kids, rest = [], reduction.keep
        for index in rest:
            part = None if index is None else parts[index]
            if type(part) is list:
                kids.extend(part)
            else:
                kids.append(part)
        if reduction.splice:
            return kids
        if reduction.unwrap:
            return kids[0]
        base = self.context.base
        return BUILDERS[reduction.rule](self.context, Span(start - base, end - base), kids)
