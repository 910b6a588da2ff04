"""Rule text as logical lines: one per item head, per line of a block, per closing brace and per comment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from segdsl.syntax.tokens import Token

COMMENT = "COMMENT"
_HEADINGS = {"THEME", "DIMENSION"}
_CLOSERS = {"RBRACE", "RPAR", "RSQB"}


@dataclass(slots=True)
class Line:
    """A logical line. `words` may hold comments where its author broke it; `comment` stands behind it, or alone.

    `blank` asks for an empty line before it, `opens` says that it ends with the brace of a block.
    """

    depth: int
    words: list[Token] = field(default_factory=list)
    comment: str = ""
    blank: bool = False
    opens: bool = False

    @property
    def keyword(self) -> str:
        """The symbol it starts with; empty for a comment."""
        return self.words[0].kind if self.words else ""

    @property
    def broken_by_comment(self) -> bool:
        """Whether a comment stands inside it."""
        return any(word.kind == COMMENT for word in self.words)


def without_trailing_commas(tokens: Sequence[Token]) -> list[Token]:
    """The tokens but for commas before a closing bracket, which say nothing."""
    kept: list[Token] = []
    for token in tokens:
        if token.kind in _CLOSERS:
            end = len(kept)
            while end and kept[end - 1].kind == COMMENT:
                end -= 1
            if end and kept[end - 1].kind == "COMMA":
                del kept[end - 1]
        kept.append(token)
    return kept


def logical_lines(tokens: Sequence[Token], starts: frozenset[int], text: str) -> list[Line]:
    """The lines of a file. `tokens` have the grammar's symbols as kinds, `starts` is where items and lines begin."""
    builder = _Builder(starts, text)
    for token in without_trailing_commas(tokens):
        builder.add(token)
    builder.flush()
    return list(_spaced(builder.lines))


class _Builder:
    def __init__(self, starts: frozenset[int], text: str) -> None:
        self.starts = starts
        self.text = text
        self.lines: list[Line] = []
        self.current = Line(0)
        self.depth = 0
        self.end = 0
        self.held: list[Line] = []  # comments on lines of their own: inside the line, or before the next one

    def add(self, token: Token) -> None:
        """Take the next token."""
        blank = self.text.count("\n", self.end, token.start) > 1
        self.end = token.end
        if token.kind == COMMENT:
            self._comment(token, blank=blank)
        elif self._in_record():
            self._word(token)
        elif token.kind == "RBRACE":
            self.flush()
            self.depth -= 1
            self.current = Line(self.depth, [token])
        elif token.start in self.starts or self.current.keyword == "RBRACE":
            self.flush()
            self.current = Line(self.depth, [token], blank=blank)
        else:
            self._word(token)
            if token.kind == "LBRACE" and self.current.keyword != "GIVEN":
                self.current.opens = True
                self.depth += 1

    def flush(self) -> None:
        """The current line is whole: the comments held back stand after it."""
        if self.current.words:
            self.lines.append(self.current)
            self.current = Line(self.depth)
        for line in self.held:
            line.depth = self.depth
        self.lines += self.held
        self.held = []

    def _in_record(self) -> bool:
        words = self.current.words
        kinds = [word.kind for word in words]
        return self.current.keyword == "GIVEN" and kinds.count("LBRACE") > kinds.count("RBRACE")

    def _word(self, token: Token) -> None:
        if self.current.comment:  # it turns out to stand inside the line, as do those held back
            self.current.words.append(Token(COMMENT, self.current.comment, 0, 0, first=False))
            self.current.comment = ""
        self.current.words += [Token(COMMENT, line.comment, 0, 0, first=True) for line in self.held]
        self.held = []
        self.current.words.append(token)

    def _comment(self, token: Token, *, blank: bool) -> None:
        text = token.text.rstrip()
        if token.first or not self.current.words or self.current.comment:
            self.held.append(Line(self.depth, comment=text, blank=blank))
        else:
            self.current.comment = text


def _spaced(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines with empty lines where they belong: none beside a brace, one around headings."""
    before: Line | None = None
    for line in lines:
        if before is None or before.opens or line.keyword == "RBRACE":
            line.blank = False
        elif before.keyword in _HEADINGS or (line.keyword in _HEADINGS and before.words):
            line.blank = True
        before = line
        yield line
