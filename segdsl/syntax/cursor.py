"""What the parser knows at a place in a text that is being written: what came before, and what may come next."""

from __future__ import annotations

from dataclasses import dataclass

from segdsl.syntax.chunks import ITEM_KEYWORDS, item_start
from segdsl.syntax.context import Context
from segdsl.syntax.recover import read
from segdsl.syntax.tokens import Token, lex

ITEM_SYMBOLS = frozenset(word.upper() for word in ITEM_KEYWORDS)
_UNSEEN = frozenset({"UNCLOSED", "COMMENT", "ODD_COMMENT"})
_WRITTEN = frozenset({"WORD", "QUOTED", "INT", "ODD_NUMBER", "ODD_AMOUNT", "DURATION"}) | _UNSEEN


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in a text. Offsets of tokens count from `start`, where the item begins.

    `tokens` and `symbols` are what was read before the place, without the `word`, or the text or comment, that ends at
    it, if one does.
    `allowed` are the symbols that may come next. `values` is what the parser holds of what is not finished yet, with
    tokens and trees in the order in which they are written. `lines` are the keywords that begin a line here, or an item
    outside of blocks. `first` says that nothing else stands before on the line.
    """

    start: int
    tokens: tuple[Token, ...]
    symbols: tuple[str, ...]
    allowed: frozenset[str]
    lines: frozenset[str]
    values: tuple[object, ...]
    word: Token | None
    first: bool

    @property
    def unseen(self) -> bool:
        """Whether the end lies in a text or a comment, where the grammar has no say."""
        return self.word is not None and self.word.kind in _UNSEEN and self.word.text[0] != "`"


def cursor(text: str, offset: int) -> Cursor:
    """What the parser knows at an offset. Nothing behind it is looked at."""
    start = item_start(text, offset)
    before = text[start:offset]
    tokens = lex(before)
    last = tokens[-1] if tokens else None
    word = last if last is not None and last.end == len(before) and last.kind in _WRITTEN else None
    if word is not None and word.kind in ("COMMENT", "ODD_COMMENT"):
        return Cursor(start, tuple(tokens[:-1]), (), frozenset(), frozenset(), (), word, first=False)
    end = word.start if word is not None else len(before)
    reading = read(Context(before[:end]), whole=False)
    parser = reading.parser
    allowed = frozenset(symbol for symbol in parser.row if symbol.isupper() and parser.accepts(symbol))
    lines = parser.blocks[-1].words if parser.blocks else ITEM_SYMBOLS
    first = not before[:end].rpartition("\n")[2].strip()
    taken, symbols = tuple(reading.taken), tuple(reading.symbols)
    return Cursor(start, taken, symbols, allowed, lines, tuple(parser.values), word, first)
