"""Words that stand for a keyword: synonyms from other languages, capitals, slips of the keys."""

from __future__ import annotations

from difflib import get_close_matches

from segdsl.syntax.parser import Parser
from segdsl.syntax.tokens import Token

SYNONYMS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("且", "并且", "而且", "和", "与"), ("AND",)),
    **dict.fromkeys(("或", "或者"), ("OR",)),
    **dict.fromkeys(("非", "不"), ("NOT",)),
    "属于": ("IN",),
    **dict.fromkeys(("null", "none", "nil", "na", "nan", "empty", "blank", "空"), ("MISSING",)),
    **dict.fromkeys(("present", "set"), ("KNOWN",)),
    **dict.fromkeys(("if", "where", "当"), ("WHEN", "WHERE")),
    "when": ("WHERE",),
    **dict.fromkeys(("else", "default", "其他"), ("OTHERWISE",)),
    "include": ("REQUIRE",),
    **dict.fromkeys(("mod", "modulo"), ("PERCENT_SIGN",)),
}
_OPERANDS = {"WORD", "QUOTED", "LPAR", "STRING", "INT", "FLOAT", "PERCENT", "DATE", "DATETIME", "DURATION"}


def capital(token: Token, after: Token) -> str | None:
    """The keyword that a word in capitals is, where a name may stand as well. None if it is more likely a name."""
    lower = token.text.lower()
    if lower == token.text:
        return None
    if lower in ("true", "false"):
        return lower.upper()
    follows = after.kind in _OPERANDS and not after.first
    return lower.upper() if follows and lower in ("not", "last") else None


def misspelt(parser: Parser, token: Token) -> str | None:
    """The one keyword acceptable here that `token` looks like, if any."""
    if len(token.text) <= 2:
        return None
    block = parser.blocks[-1] if parser.blocks else None
    lines = block.words if block and not block.inline and not token.first else frozenset()
    words = parser.tables.words
    likely = {words[symbol]: symbol for symbol in parser.row if symbol in words and symbol not in lines}
    for word in get_close_matches(token.text.lower(), likely, n=3, cutoff=0.75):
        if parser.accepts(likely[word]):
            return likely[word]
    return None
