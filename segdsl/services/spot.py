"""What the place under the cursor asks for: which block and which call it stands in, and beside what.

It is read off the tokens and trees that the parser holds there, so a rule that is half written is no obstacle.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from segdsl.diagnostics import Span
from segdsl.rulebook.model import Table
from segdsl.services.categories import Owners, owners
from segdsl.services.index import FUNCTIONS, Index
from segdsl.services.targets import Target
from segdsl.syntax import nodes
from segdsl.syntax.cursor import ITEM_SYMBOLS, Cursor, cursor
from segdsl.syntax.tokens import Token

_BLOCKS = frozenset({
    "PROFILE", "EVENTS", "CHANNEL", "TAG", "SCORE", "SEGMENT", "CLUSTER", "MODEL", "PREFERENCE", "CAMPAIGN", "ARM",
    "VARIANT", "TEST", "GIVEN", "ANY_OF", "COLON",
})  # fmt: skip
MESSAGE = "MESSAGE"
"""The block of a spot between the braces of a message."""
_PLACEHOLDER = re.compile(r"\{`?(\w*)$")
_OPENERS = frozenset({"LPAR", "LSQB", "LBRACE"})
_CLOSERS = frozenset({"RPAR", "RSQB", "RBRACE"})
_ENDS_WHERE = frozenset({"FEATURES", "AMONG", "METHOD", "SEED", "HORIZON", "OWNER", "STATUS", "REVIEW", "NOTE"})


@dataclass(frozen=True, slots=True)
class Called:
    """A call that is being written: its function, and which argument the cursor is in (from 0)."""

    function: str
    argument: int
    span: Span


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a text, with what surrounds it.

    `prefix` is what is written of the name there, without quotes; `span` is the text that a completion replaces.
    `block` is the symbol that opened the innermost block. `calls` are the calls it stands in, innermost first. Inside a
    `where`, `where` is set, and `table` is the one it speaks of, if that is known.
    """

    cursor: Cursor
    prefix: str
    span: Span
    block: str
    calls: tuple[Called, ...]
    where: bool
    table: Table | None

    @property
    def before(self) -> str:
        """The symbol of the token before."""
        return self.cursor.symbols[-1] if self.cursor.symbols else ""

    @property
    def item(self) -> tuple[str, str]:
        """The symbol that begins the item, and the name after it; empty where nothing was begun."""
        symbols = self.cursor.symbols
        begin = next((i for i in range(len(symbols) - 1, -1, -1) if symbols[i] in ITEM_SYMBOLS), len(symbols))
        named = symbols[begin + 1 : begin + 2] == ("NAME",)
        name = self.cursor.tokens[begin + 1].text.strip("`") if named else ""
        return (symbols[begin] if begin < len(symbols) else "", name)

    def opener(self, count: int) -> str:
        """The name so many tokens before the innermost open bracket; empty where there is none."""
        position = next(_levels(self.cursor)).position - count
        return self.cursor.tokens[position].text.strip("`") if position >= 0 else ""

    def back(self, count: int) -> str:
        """The symbol so many tokens before; empty where there is none."""
        symbols = self.cursor.symbols
        return symbols[-count] if count <= len(symbols) else ""


def spot(index: Index, text: str, offset: int) -> Spot:
    """What surrounds an offset in a text."""
    at = cursor(text, offset)
    word = at.word
    if word is not None and (name := _PLACEHOLDER.search(word.text)) and _is_message(at):
        begin = at.start + word.start + name.start(1)
        return Spot(at, name[1], Span(begin, offset), MESSAGE, (), where=False, table=None)
    prefix = word.text.strip('`"') if word is not None else ""
    begin = at.start + word.start if word is not None else offset
    end = offset
    while end < len(text) and word is not None and (text[end].isalnum() or text[end] == "_"):
        end += 1
    if word is not None and word.text[0] in '`"' and text[end : end + 1] == word.text[0]:
        end += 1
    where, table = _where(index, at)
    return Spot(at, prefix, Span(begin, end), _block(at), tuple(_calls(at)), where, table)


def _is_message(at: Cursor) -> bool:
    """Whether the string that is being written is a message."""
    return at.word is not None and at.word.kind == "UNCLOSED" and bool(at.tokens) and at.tokens[-1].text == "message"


@dataclass(frozen=True, slots=True)
class _Level:
    """An open bracket around the end: where it is, the commas inside it, and where what follows the last one begins.

    The outermost level has no bracket; its position is -1.
    """

    position: int
    commas: int
    start: int


def _levels(at: Cursor) -> Iterator[_Level]:
    """The open brackets around the end, innermost first, then the text outside of all."""
    closed = commas = 0
    start = -1
    for position in range(len(at.symbols) - 1, -1, -1):
        symbol = at.symbols[position]
        if symbol in _CLOSERS:
            closed += 1
        elif symbol in _OPENERS and closed:
            closed -= 1
        elif symbol in _OPENERS:
            yield _Level(position, commas, position + 1 if start < 0 else start)
            commas, start = 0, -1
        elif symbol == "COMMA" and not closed:
            commas += 1
            start = position + 1 if start < 0 else start
    yield _Level(-1, commas, 0)


def _block(at: Cursor) -> str:
    for level in _levels(at):
        if level.position >= 0 and at.symbols[level.position] == "LBRACE":
            before = at.symbols[: level.position]
            return next((symbol for symbol in reversed(before) if symbol in _BLOCKS), "")
    return ""


def _calls(at: Cursor) -> Iterator[Called]:
    for level in _levels(at):
        position = level.position
        if position > 0 and at.symbols[position] == "LPAR" and at.symbols[position - 1] == "NAME":
            token = at.tokens[position - 1]
            if token.text in FUNCTIONS:
                yield Called(token.text, level.commas, Span(at.start + token.start, at.start + token.end))


def _where(index: Index, at: Cursor) -> tuple[bool, Table | None]:
    """Whether the end lies in a `where`, and of which table."""
    end = len(at.symbols)
    for level in _levels(at):
        closed = 0
        for position in range(end - 1, level.start - 1, -1):
            symbol = at.symbols[position]
            closed += (symbol in _CLOSERS) - (symbol in _OPENERS)
            if symbol == "WHERE" and not closed:
                return True, _subject(index, at, position)
            if symbol in _ENDS_WHERE and not closed:
                break
        end = max(level.position, 0)
    return False, None


def _subject(index: Index, at: Cursor, where: int) -> Table | None:
    """The table before a `where`: `visit where`, `visit.channel where`."""
    named = where - (3 if where >= 3 and at.symbols[where - 2] == "DOT" else 1)
    return index.environment.tables.get(at.tokens[named].text.strip("`")) if named >= 0 else None


def list_opener(at: Cursor) -> str | None:
    """The symbol before the `[` of the innermost list that the end lies in; None if it lies in none."""
    position = next(_levels(at)).position
    return at.symbols[position - 1] if position > 0 and at.symbols[position] == "LSQB" else None


# ---- what stands beside ----------------------------------------------------------------------------------------------


def operand(at: Cursor) -> nodes.Node | None:
    """The expression that the end is compared with: before `=`, or before `in` with an open list or without one."""
    values = list(at.values)
    inside = _list_start(values)
    if inside is not None:
        values = values[:inside]
    elif not values or not _is(values[-1], "EQUAL", "COMPARE", "IN"):
        return None
    while values and isinstance(values[-1], Token):
        if values[-1].text not in ("in", "not", "=", "!=", "<", "<=", ">", ">="):
            return None
        values.pop()
    last = values[-1] if values else None
    return last if isinstance(last, nodes.Node) else None


def _list_start(values: list[object]) -> int | None:
    """Where the list begins that the end lies in; None if it lies in none."""
    for position in range(len(values) - 1, -1, -1):
        value = values[position]
        if isinstance(value, Token):
            if value.kind == "LSQB":
                return position
            if value.kind != "COMMA":
                return None
    return None


def _is(value: object, *kinds: str) -> bool:
    return isinstance(value, Token) and (value.kind in kinds or (value.kind == "WORD" and value.text.upper() in kinds))


def beside(index: Index, at: Spot) -> Owners:
    """The categories whose values may stand at a spot."""
    record = _field_of_record(index, at)
    if record:
        return record
    node = operand(at.cursor)
    table = at.table or (Table("", "events", {}, "") if at.where else None)
    if node is not None:
        return owners(index, node, table)
    if at.calls and at.calls[0].function in ("if", "coalesce"):
        branches = [value for value in _since_bracket(at.cursor.values) if isinstance(value, nodes.Node)]
        return tuple(dict.fromkeys(owner for branch in branches for owner in owners(index, branch, table)))
    return ()


def _since_bracket(values: tuple[object, ...]) -> Iterator[object]:
    for value in reversed(values):
        if isinstance(value, Token) and value.kind == "LPAR":
            return
        yield from value if isinstance(value, list) else (value,)


def record_table(index: Index, at: Spot) -> Table | None:
    """The table of the record that a spot lies in; None outside of records."""
    if at.block != "GIVEN":
        return None
    for position in range(len(at.cursor.symbols) - 1, -1, -1):
        if at.cursor.symbols[position] == "GIVEN":
            following = at.cursor.symbols[position + 1 : position + 2]
            named = at.cursor.tokens[position + 1].text if following == ("NAME",) else ""
            return index.environment.tables.get(named) if named else index.profile
    return None


def _field_of_record(index: Index, at: Spot) -> Owners:
    table = record_table(index, at)
    if table is None or at.before != "COLON":
        return ()
    name = at.cursor.tokens[-2].text.strip("`")
    field = table.fields.get(name)
    if field is not None:
        return (Target("field", name, table.name),) if field.type.values else ()
    return owners(index, nodes.Name(Span(0, 0), name), None)
