"""Drives the parse tables over tokens: a stack machine that can also look ahead, cut back and go on.

It knows the grammar and nothing of mistakes: `recover` decides what to do when a token does not fit.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from segdsl.diagnostics import Span
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
        rows, states = self.rows, self.states
        action = rows[states[-1]].get(symbol)
        if symbol == "NAME" and isinstance(action, Reduction) and not self.accepts(symbol):
            return False
        while isinstance(action, Reduction):
            if action.is_unit:
                units, step = self.tables.units, (states[-2], action.symbol, symbol)
                states[-1] = units[step] if step in units else self._pass_on(step)
            else:
                self._reduce(action)
            action = rows[states[-1]].get(symbol)
        if action is None:
            return symbol == END and states[-1] in self.tables.ends
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

    def _pass_on(self, step: tuple[int, str, str]) -> int:
        """The state that a chain of rules with one part each ends in: from a state below, for a symbol, before another.

        Most of an expression's reductions are such chains (a name is an atom is a product is a sum), so they are kept.
        """
        below, symbol, ahead = step
        while True:
            state = self.rows[below][symbol]
            assert isinstance(state, int)
            action = self.rows[state].get(ahead)
            if not isinstance(action, Reduction) or not action.is_unit:
                self.tables.units[step] = state
                return state
            symbol = action.symbol

    def _shift(self, symbol: str, token: Token, state: int) -> None:
        height = len(self.states)
        if self.blocks:
            block = self.blocks[-1]
            if token.first:
                block.inline = False
            if height <= block.depth + 1 and symbol != "RBRACE":
                self._note_clause(block, height, token)
        elif self.between_items:
            self.context.base = token.start
            self.line_starts.append(token.start)
        if height > _MAX_STACK:
            raise TooDeep(Span(token.start, token.end))
        self.states.append(state)
        self.values.append(token)
        self.starts.append(token.start)
        self.ends.append(token.end)
        self.depths.append(0)
        if symbol == "LBRACE":
            words = frozenset(self.rows[state]) & self.tables.words.keys()
            self.blocks.append(Block(token, height + 1, height + 1, words))
        elif symbol == "RBRACE":
            self.blocks.pop()

    def _note_clause(self, block: Block, height: int, token: Token) -> None:
        if height == block.depth or type(self.values[-1]) is list:
            block.clause = height
            self.line_starts.append(token.start)

    def _reduce(self, reduction: Reduction) -> None:
        size = reduction.size
        if not size:
            self._push_empty(reduction)
            return
        states, values, starts, ends, depths = self.states, self.values, self.starts, self.ends, self.depths
        at = len(values) - size
        depth = reduction.depth
        if depth or reduction.splice:
            depth += depths[at] if size == 1 else max(depths[at:])
            if depth > MAX_DEPTH:
                raise TooDeep(Span(starts[at], ends[-1]))
        value = self._build(reduction, values[at:], starts[at], ends[-1])
        if reduction.symbol == "_item":
            self.items.append((value[0], starts[at], ends[-1]))
        if size > 1:
            ends[at] = ends[-1]
            del states[at + 2 :], values[at + 1 :], starts[at + 1 :], ends[at + 1 :], depths[at + 1 :]
        values[at] = value
        depths[at] = depth
        states[at + 1] = self._goto(states[at], reduction)

    def _push_empty(self, reduction: Reduction) -> None:
        self.values.append([])
        for stack in (self.starts, self.ends, self.depths):
            stack.append(0)
        self.states.append(self._goto(self.states[-1], reduction))

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
        if reduction.build is None:
            return kids if reduction.splice else kids[0]
        base = self.context.base
        return reduction.build(self.context, Span(start - base, end - base), kids)
