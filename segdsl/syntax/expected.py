"""What may stand where a token does not fit, and how to say so."""

from __future__ import annotations

from segdsl.diagnostics import Span
from segdsl.syntax.context import Context
from segdsl.syntax.parser import END, Parser
from segdsl.syntax.tokens import OPERATORS, PUNCTUATION, Token

_SPELLINGS = {
    **{symbol: text for text, symbol in PUNCTUATION.items()},
    **{symbol: text for text, symbol in OPERATORS.items() if symbol != "COMPARE"},
    "COMPARE": ">",
    "NAME": "name",
    "STRING": '"text"',
    "INT": "12",
    "FLOAT": "0.5",
    "PERCENT": "10%",
    "DATE": "2021-06-30",
    "DATETIME": "2021-06-30T08:00",
    "DURATION": "30d",
}
_SHOWN = 12  # words in a list of what may stand here
_HABITS = {"HOLE", "PERCENT_SIGN", "BETWEEN", "LIKE"}
_CONSTANTS = {
    *("STRING", "INT", "FLOAT", "PERCENT", "DATE", "DATETIME", "DURATION", "TRUE", "FALSE", "MINUS", "LSQB", "NAME"),
}
_ONLY = {
    "STRING": "expected-text",
    "DATE": "expected-date",
    "DURATION": "expected-duration",
    "INT": "expected-number",
    "NAME": "expected-name",
}
_SUPPLIES = (
    ("EQUAL", "=", True),
    ("COLON", ":", True),
    ("IN", "in", True),
    ("TO", "to", True),
    ("WHEN", "when", True),
    ("LBRACE", "{", True),
    ("COMMA", ",", False),
)
_COMMA_BEFORE = {"WORD", "QUOTED", "STRING", "INT", "FLOAT", "PERCENT", "DATE", "DATETIME", "DURATION", "LSQB"}


def possible(parser: Parser, token: Token) -> set[str]:
    """The symbols that a token can be here."""
    if token.kind == "QUOTED":
        return {"NAME"}
    if token.kind != "WORD":
        return {token.kind}
    keyword = parser.tables.keywords.get(token.text)
    if keyword is None:
        return {"NAME"}
    if token.first and parser.blocks and keyword in parser.blocks[-1].words:
        return {keyword}
    return {"NAME", keyword}


def suppliable(parser: Parser, token: Token) -> tuple[str, str, bool] | None:
    """The one token without which `token` does not fit: its symbol and text, and whether it is beyond doubt."""
    after_expression = parser.accepts("COMPARE")
    for symbol, text, safe in _SUPPLIES:
        if symbol in ("EQUAL", "IN") and after_expression:
            continue  # there it would be a comparison that nobody wrote
        if symbol == "COMMA" and token.kind not in _COMMA_BEFORE:
            continue
        if any(parser.accepts(symbol, follower) for follower in possible(parser, token)):
            return symbol, text, safe
    return None


def report_unexpected(context: Context, parser: Parser, before: Token | None, token: Token, *, new_item: bool) -> None:
    """Report a token that does not fit, by what was expected. A line that ends too early is reported at its end."""
    span = Span(token.start, token.end)
    text = token.text[:40]
    if new_item and token.kind != END:
        context.report_at("unknown-item", span, text=text)
        return
    if before is None:
        context.report_at("empty-expression" if token.kind == END else "unexpected-start", span, text=text)
        return
    wanted = {symbol for symbol in parser.row if symbol.isupper() and parser.accepts(symbol)} - _HABITS
    ended = token.first or token.kind == "RBRACE"
    if token.first and token.kind == "WORD" and "RBRACE" in wanted:
        code = "unknown-clause"
        wanted &= parser.blocks[-1].words
    else:
        code = _code(wanted, ended=ended)
        if not (parser.blocks and parser.blocks[-1].inline):
            wanted = _within_line(parser, wanted)
        if ended:
            span = Span(before.start, before.end)
    context.report_at(code, span, text=text, before=before.text[:40], expected=_list(parser, wanted))


def _code(wanted: set[str], *, ended: bool) -> str:
    if {"NAME", "LPAR"} <= wanted:
        return "expected-expression"
    if "DOTS" in wanted and not wanted & {"COMPARE", "RBRACE"}:
        return "expected-range"
    if len(wanted) == 1:
        return _ONLY.get(next(iter(wanted)), "expected-one-of" if ended else "unexpected")
    if {"STRING", "INT"} <= wanted <= _CONSTANTS:
        return "expected-constant"
    return "expected-one-of" if ended else "unexpected"


def _within_line(parser: Parser, wanted: set[str]) -> set[str]:
    """What is left of `wanted` without the words and the brace that begin or end a line or an item."""
    lines = parser.blocks[-1].words if parser.blocks else parser.rows[parser.tables.starts["start"]].keys()
    return wanted - lines - {"RBRACE"} or wanted


def _list(parser: Parser, symbols: set[str]) -> str:
    """The spellings of `symbols`, words first."""
    words = [word for word, symbol in parser.tables.keywords.items() if symbol in symbols]
    signs = [text for symbol, text in _SPELLINGS.items() if symbol in symbols]
    shown = [f"`{text}`" for text in words + signs]
    return ", ".join(shown[:_SHOWN] + ["…"] * (len(shown) > _SHOWN))
