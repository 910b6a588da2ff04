"""Parsing that survives mistakes: every mistake is reported once, and everything around it is kept.

When a token does not fit, the smallest sufficient thing is done, in this order: read a habit as what it stands for;
close the blocks or brackets that were left open; supply or drop one token; and else panic: skip to the next line of
the block, and cut the stack back to the most of the spoiled line that makes sense there.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable

from segdsl.diagnostics import Edit, Fix, Span
from segdsl.syntax.context import Context
from segdsl.syntax.expected import report_unexpected, suppliable
from segdsl.syntax.foreign import REMOVE, UNITS, WRITE, mend, report_word
from segdsl.syntax.literals import unescape
from segdsl.syntax.parser import END, Parser, TooDeep
from segdsl.syntax.tokens import Token, lex
from segdsl.syntax.unparse import format_name
from segdsl.syntax.words import SYNONYMS, capital, misspelt

_OPENERS = {"LPAR": "RPAR", "LSQB": "RSQB"}
_STARTS = {"WORD", "QUOTED", "STRING", "INT", "FLOAT", "PERCENT", "DATE", "DATETIME", "DURATION"}
_ENDS = _STARTS | {"RPAR", "RSQB", "RBRACE"}
_CLOSERS = {closer: opener for opener, closer in _OPENERS.items()}


class Reader:
    """Reads the tokens of one chunk. `broken` tells whether the item being read lost something."""

    def __init__(self, context: Context, start: str = "start") -> None:
        self.context = context
        self.parser = Parser(context, start)
        self.tokens = _tokens(context)
        self.enclosed = _enclosed(self.tokens)
        self.at = 0
        self.broken = False
        self.complete: list[bool] = []
        self._supplied = self._stuck = -1
        self._repairs: tuple[Callable[[Token], bool], ...] = (
            self._read_habit,
            self._close_block,
            self._supply,
            self._replace,
            self._drop,
        )

    @property
    def token(self) -> Token:
        """The token to read next."""
        return self.tokens[self.at]

    def run(self) -> None:
        """Read to the end."""
        while self.at < len(self.tokens):
            try:
                self._step()
            except TooDeep as fault:
                self.context.report_at("too-deep", fault.span)
                self._panic(from_floor=True)

    def _step(self) -> None:
        symbol = self._symbol(self.token)
        token = self.token
        fits = self.parser.feed(symbol, token)
        self._settle()
        if fits:
            self.at += 1
        elif not any(repair(token) for repair in self._repairs):
            self._give_up(token)

    def _settle(self) -> None:
        """Items that were just finished take over whether they are whole."""
        while len(self.complete) < len(self.parser.items):
            self.complete.append(not self.broken)
            self.broken = False

    # ---- what a word is here -----------------------------------------------------------------------------------------

    def _symbol(self, token: Token) -> str:
        if token.kind == "WORD":
            return self._word(token)
        if token.kind == "QUOTED":
            return "NAME"
        if token.kind == "INT":
            self._join_unit(token)
        return self.token.kind

    def _word(self, token: Token) -> str:
        parser = self.parser
        keyword = parser.tables.keywords.get(token.text)
        row = parser.row
        if keyword is not None:
            block = parser.blocks[-1] if parser.blocks else None
            if token.first and block and keyword in block.words and self.at not in self.enclosed:
                return keyword
            if keyword in row and ("NAME" not in row or parser.accepts(keyword)):
                return keyword
        elif "NAME" in row and (found := capital(token, self.tokens[self.at + 1])) and parser.accepts(found):
            report_word(token, self.context, "foreign-keyword", parser.tables.words[found])
            return found
        return "NAME"

    def _join_unit(self, token: Token) -> None:
        """`30 d` is `30d`, unless a name may follow a number here."""
        word = self.tokens[self.at + 1]
        unit = UNITS.get(word.text.lower()) if word.kind == "WORD" and not word.first else None
        if unit and not self.parser.accepts("INT", "NAME"):
            joined = token._replace(kind="DURATION", text=token.text.replace("_", "") + unit, end=word.end)
            report_word(
                joined._replace(text=f"{token.text} {word.text}"), self.context, "foreign-duration", joined.text
            )
            self.at += 1
            self.tokens[self.at] = joined

    # ---- repairs: each says whether it changed something, so that reading goes on ------------------------------------

    def _read_habit(self, token: Token) -> bool:
        """A keyword in capitals, a synonym of one, or one with a slip of the keys."""
        if token.kind != "WORD":
            return False
        words = self.parser.tables.words
        lower = token.text.lower()
        for symbol in (self.parser.tables.keywords.get(lower), *SYNONYMS.get(lower, ())):
            if symbol and self.parser.accepts(symbol):
                report_word(token, self.context, "foreign-keyword", words.get(symbol, "%"))
                self.tokens[self.at] = token._replace(kind=symbol)
                return True
        symbol = misspelt(self.parser, token)
        if symbol is None:
            return False
        report_word(token, self.context, "misspelt-keyword", words[symbol], safe=False)
        self.tokens[self.at] = token._replace(kind=symbol)
        return True

    def _close_block(self, token: Token) -> bool:
        """The `}` of the innermost block is missing: a line of an outer block begins, or the text ends."""
        blocks = self.parser.blocks
        if not blocks or not self.parser.accepts("RBRACE"):
            return False
        keyword = self.parser.tables.keywords.get(token.text)
        outer = token.first and any(keyword in block.words for block in blocks[:-1])
        if token.kind != END and not outer:
            return False
        opener = blocks[-1].opener
        self.context.report_at("unclosed-block", Span(opener.start, opener.end), text="{", new="}")
        self.broken = True
        self._feed_made("RBRACE", "}")
        return True

    def _supply(self, token: Token) -> bool:
        """One token is missing, and it is clear which."""
        found = suppliable(self.parser, token) if self.at != self._supplied else None
        if found is None:
            return False
        self._supplied = self.at
        symbol, text, safe = found
        before = self.tokens[self.at - 1] if self.at else token
        place = Span(token.start, token.start) if token.first else Span(before.end, before.end)
        safe = safe and before.text != text
        padded = {"COMMA": ",", "COLON": ":"}.get(symbol) or (f"{text} " if token.first else f" {text}")
        if symbol == "LBRACE" and token.first:
            place, padded = Span(before.end, before.end), " {"
        fix = Fix(WRITE, (Edit(place, padded),), {"new": text}, safe)
        self.context.report_at("missing-token", Span(token.start, token.end), fix, text=token.text[:40], new=text)
        return self._feed_made(symbol, text)

    def _replace(self, token: Token) -> bool:
        """`=` for `:` and the other way, and a quoted name where only a name can stand."""
        wanted = {"EQUAL": ("COLON", ":"), "COLON": ("EQUAL", "="), "STRING": ("NAME", "")}.get(token.kind)
        if wanted is None or not self.parser.accepts(wanted[0]) or self.parser.accepts("COMPARE"):
            return False
        symbol, text = wanted
        kind = symbol
        if symbol == "NAME":
            if self.tokens[self.at + 1].kind != "COLON":
                return False
            kind, text = "QUOTED", format_name(unescape(token.text))
        report_word(token, self.context, "wrong-mark", text)
        self.tokens[self.at] = token._replace(kind=kind, text=f"`{text.strip('`')}`" if kind == "QUOTED" else text)
        return True

    def _drop(self, token: Token) -> bool:
        """A bracket that nothing opened, or a mark where none is needed."""
        span = Span(token.start, token.end)
        alone = token.kind in _CLOSERS and not self._open_bracket()
        if alone or (token.kind == "RBRACE" and not self.parser.blocks and self.parser.accepts(END)):
            fix = Fix(REMOVE, (Edit(span, ""),), safe=False)
            self.context.report_at("unopened-bracket", span, fix, text=token.text)
        elif token.kind in ("COMMA", "COLON") and self._next_fits():
            self.context.report_at("needless-mark", span, Fix(REMOVE, (Edit(span, ""),)), text=token.text)
        else:
            return False
        self.at += 1
        return True

    def _next_fits(self) -> bool:
        after = self.tokens[self.at + 1]
        symbols = (
            {after.kind} if after.kind != "WORD" else {"NAME", self.parser.tables.keywords.get(after.text, "NAME")}
        )
        return any(self.parser.accepts(symbol) for symbol in symbols)

    def _feed_made(self, symbol: str, text: str) -> bool:
        """Feed a token that is not in the text, behind the last one that is."""
        end = self.tokens[self.at - 1].end if self.at else 0
        self.parser.feed(symbol, Token(symbol, text, end, end, first=False))
        self._settle()
        return True

    # ---- panic -------------------------------------------------------------------------------------------------------

    def _give_up(self, token: Token) -> None:
        before = self.tokens[self.at - 1] if self.at else None
        finished = before is not None and before.kind == "RBRACE" and not self.parser.blocks
        opener = self._open_bracket()
        if opener and (token.kind == "LBRACE" or self._is_boundary(self.at)):
            self.context.report_at("unclosed-bracket", Span(opener.start, opener.end), text=opener.text)
        elif token.kind != "JUNK":
            report_unexpected(self.context, self.parser, before, token, new_item=finished or self.parser.between_items)
        if finished:
            self.at = len(self.tokens) - 1
        else:
            self._panic()

    def _panic(self, *, from_floor: bool = False) -> None:
        """Skip to where reading can go on, and make the stack fit that place."""
        self.broken = True
        if self.at == self._stuck:  # skipping to here did not help: nothing of the line can be kept
            self.parser.cut(self.parser.floor)
            self.at += 1
            return
        self._stuck = self.at
        self.at = self._next_boundary(self.at)
        parser = self.parser
        token = self.token
        if token.kind == "WORD" and self._looks_like_line(self.at):
            self._salvage("RBRACE", from_floor=from_floor)
            return
        while parser.blocks and self._keyword_here() is None and token.kind == "WORD":
            self._salvage("RBRACE", from_floor=from_floor)
            self._feed_made("RBRACE", "}")
        self._salvage(self._keyword_here() or token.kind, from_floor=from_floor)
        if self.token.kind == END and not parser.blocks and not parser.accepts(END):
            self.at += 1  # an expression without anything

    def _keyword_here(self) -> str | None:
        """The keyword with which the token starts a line of the innermost block."""
        keyword = self.parser.tables.keywords.get(self.token.text)
        blocks = self.parser.blocks
        return keyword if blocks and keyword in blocks[-1].words else None

    def _is_boundary(self, index: int) -> bool:
        """Whether a line, or a block, ends before this token."""
        token = self.tokens[index]
        if token.kind in ("RBRACE", END):
            return True
        if token.kind != "WORD" or index in self.enclosed:
            return False
        blocks = self.parser.blocks
        keyword = self.parser.tables.keywords.get(token.text)
        if not token.first:
            return bool(blocks) and blocks[-1].inline and keyword in blocks[-1].words
        return any(keyword in block.words for block in blocks) or self._looks_like_line(index)

    def _looks_like_line(self, index: int) -> bool:
        """Whether an unknown word starts a line as a keyword would, behind a line that is whole."""
        token, before, after = self.tokens[index], self.tokens[index - 1], self.tokens[index + 1]
        known = self.parser.tables.keywords
        return (
            index > self._stuck
            and token.first
            and token.text.lower() not in known
            and before.kind in _ENDS
            and before.text not in known
            and after.kind in _STARTS
            and after.text not in known
            and not after.first
        )

    def _next_boundary(self, index: int) -> int:
        nested = 0
        while self.tokens[index].kind != END:
            kind = self.tokens[index].kind
            if nested == 0 and self._is_boundary(index) and (kind != "RBRACE" or self.parser.blocks):
                return index
            if kind == "LBRACE":
                if nested == 0 and self._height_for("LBRACE") is not None:
                    return index
                nested += 1
            elif kind == "RBRACE":
                nested -= nested > 0
            index += 1
        return index

    def _salvage(self, symbol: str, *, from_floor: bool) -> None:
        found = self._height_for(symbol, from_floor=from_floor)
        height, hole = found or (self.parser.floor, False)
        self.parser.cut(height)
        if hole:
            self._feed_made("HOLE", "")

    def _height_for(self, symbol: str, *, from_floor: bool = False) -> tuple[int, bool] | None:
        """How much of the stack to keep so that `symbol` may follow, and whether an unread expression comes first.

        As much as possible of the line, or with `from_floor` as little; None if none of the line can be kept.
        """
        parser = self.parser
        heights = range(parser.floor, len(parser.states) + 1)
        for height in heights if from_floor else reversed(heights):
            if parser.accepts(symbol, height=height):
                return height, False
            if parser.accepts("HOLE", symbol, height=height):
                return height, True
        return None

    def _open_bracket(self) -> Token | None:
        """The innermost bracket of the line that is still open."""
        parser = self.parser
        for value in reversed(parser.values[parser.floor - 1 :]):
            if isinstance(value, Token) and value.kind in _OPENERS:
                return value
        return None


def _tokens(context: Context) -> list[Token]:
    tokens = [m for t in lex(context.text) if t.kind != "COMMENT" for m in mend(t, context)]
    end = len(context.text.rstrip())
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
        elif token.kind in _CLOSERS and stack and tokens[stack[-1]].kind == _CLOSERS[token.kind]:
            start = stack.pop()
            enclosed.update(firsts[bisect_right(firsts, start) :])
    return enclosed
