"""Where the reading of a chunk stands: its tokens, the machine that takes them, and what surrounds the next one."""

from __future__ import annotations

from bisect import bisect_right

from segdsl.syntax.context import Context
from segdsl.syntax.foreign import FOREIGN, mend
from segdsl.syntax.parser import END, Parser
from segdsl.syntax.tokens import Token, lex

OPERANDS = frozenset({"WORD", "QUOTED", "STRING", "INT", "FLOAT", "PERCENT", "DATE", "DATETIME", "DURATION"})
_OPENERS = {"LPAR": "RPAR", "LSQB": "RSQB"}
CLOSERS = {closer: opener for opener, closer in _OPENERS.items()}
_ENDS = OPERANDS | {"RPAR", "RSQB", "RBRACE"}


class Reading:
    """The tokens of one chunk, and how far they were read.

    `broken` tells whether the item being read lost something, `complete` has the answer for each item that is done.
    `taken` are the tokens that fitted, `symbols` what each is to the grammar.
    """

    def __init__(self, context: Context, start: str) -> None:
        self.context = context
        self.parser = Parser(context, start)
        self.tokens = _tokens(context)
        self.enclosed = _enclosed(self.tokens)
        self.at = 0
        self.broken = False
        self.complete: list[bool] = []
        self.taken: list[Token] = []
        self.symbols: list[str] = []
        self.supplied = -1  # where a token was supplied last
        self.stuck = -1  # where reading was given up last

    @property
    def token(self) -> Token:
        """The token to read next."""
        return self.tokens[self.at]

    @property
    def before(self) -> Token | None:
        """The token before that."""
        return self.tokens[self.at - 1] if self.at else None

    @property
    def after(self) -> Token:
        """The token after it, or the end."""
        return self.tokens[min(self.at + 1, len(self.tokens) - 1)]

    def settle(self) -> None:
        """Let the items that were just finished take over whether they are whole."""
        while len(self.complete) < len(self.parser.items):
            self.complete.append(not self.broken)
            self.broken = False

    def make(self, symbol: str, text: str = "") -> None:
        """Feed a token that is not in the text, behind the last one that is."""
        end = self.before.end if self.before else 0
        self.parser.feed(symbol, Token(symbol, text, end, end, first=False))
        self.settle()

    def keyword(self, token: Token) -> str | None:
        """The keyword that a token is spelt like."""
        return self.parser.tables.keywords.get(token.text) if token.kind == "WORD" else None

    def line_keyword(self, index: int) -> str | None:
        """The keyword with which a token starts a line of the innermost block, wherever it stands."""
        blocks = self.parser.blocks
        keyword = self.keyword(self.tokens[index])
        return keyword if blocks and keyword in blocks[-1].words else None

    def open_bracket(self) -> Token | None:
        """The innermost bracket of the line that is still open."""
        for value in reversed(self.parser.values[self.parser.floor - 1 :]):
            if isinstance(value, Token) and value.kind in _OPENERS:
                return value
        return None

    def is_boundary(self, index: int) -> bool:
        """Whether a line, or a block, ends before this token."""
        token = self.tokens[index]
        blocks = self.parser.blocks
        if token.kind in ("RBRACE", END):
            return True
        if token.kind != "WORD" or index in self.enclosed or not blocks:
            return False
        if not token.first:
            return blocks[-1].inline and self.line_keyword(index) is not None
        return any(self.keyword(token) in block.words for block in blocks) or self.looks_like_line(index)

    def looks_like_line(self, index: int) -> bool:
        """Whether an unknown word starts a line as a keyword would, behind a line that is whole."""
        token, before = self.tokens[index], self.tokens[index - 1]
        if not token.first or token.kind != "WORD" or index <= self.stuck or before.kind not in _ENDS:
            return False
        after = self.tokens[index + 1]
        unknown = token.text.lower() not in self.parser.tables.keywords
        return unknown and self._is_operand(before) and self._is_operand(after) and not after.first

    def _is_operand(self, token: Token) -> bool:
        return token.kind in _ENDS and self.keyword(token) is None


def _tokens(context: Context) -> list[Token]:
    tokens: list[Token] = []
    for token in lex(context.text):
        if token.kind in FOREIGN:
            tokens += mend(token, context)
        elif token.kind != "COMMENT":
            tokens.append(token)
    end = tokens[-1].end if tokens else 0
    return [*tokens, Token(END, "", end, end, first=True)]


def _enclosed(tokens: list[Token]) -> set[int]:
    """The first words of lines that stand inside a pair of brackets, where no line of a block can start."""
    enclosed: set[int] = set()
    stack: list[int] = []
    firsts: list[int] = []
    for index, token in enumerate(tokens):
        if token.first:
            firsts.append(index)
        if token.kind in _OPENERS:
            stack.append(index)
        elif token.kind in ("LBRACE", "RBRACE"):
            stack.clear()
        elif token.kind in CLOSERS and stack and tokens[stack[-1]].kind == CLOSERS[token.kind]:
            enclosed.update(firsts[bisect_right(firsts, stack.pop()) :])
    return enclosed
