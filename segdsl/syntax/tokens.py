"""Text to tokens. One pass of one pattern, and nothing is lost: comments, foreign spellings and junk are tokens too.

The lexer does not know keywords: `channel` is a `WORD` wherever it stands, and the parser decides by its state whether
the grammar expects the keyword or a name. No token spans lines, so an editor can colour a line by itself.
"""

from __future__ import annotations

import re
from typing import NamedTuple

SPACE = " \t\r\f\u3000\u00a0\ufeff"
NAME_PATTERN = r"[^\W\d]\w*"

_PUNCTUATION = {
    "{": "LBRACE",
    "}": "RBRACE",
    "(": "LPAR",
    ")": "RPAR",
    "[": "LSQB",
    "]": "RSQB",
    ",": "COMMA",
    ":": "COLON",
    "..": "DOTS",
    ".": "DOT",
    "?": "OPTIONAL",
    "=": "EQUAL",
    "!=": "COMPARE",
    "<=": "COMPARE",
    ">=": "COMPARE",
    "<": "COMPARE",
    ">": "COMPARE",
    "+": "PLUS",
    "-": "MINUS",
    "*": "STAR",
    "/": "SLASH",
}

_KINDS = (
    ("NEWLINE", r"\n"),
    ("COMMENT", r"\#[^\n]*"),
    ("WORD", NAME_PATTERN),
    ("STRING", r'"(?:[^"\\\n]|\\[^\n])*"'),
    ("DATETIME", r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(?::[0-9]{2})?(?!\w)"),
    ("DATE", r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?!\w)"),
    ("DURATION", r"[0-9]+(?:mo|min|y|w|d|h)(?!\w)"),
    ("PERCENT", r"[0-9]+(?:\.[0-9]+)?%"),
    ("FLOAT", r"[0-9]+\.[0-9]+(?:[eE][+-]?[0-9]+)?(?!\w)"),
    ("INT", r"[0-9](?:_?[0-9])*(?!\w)"),
    ("QUOTED", r"`[^`\n]+`"),
    ("PUNCTUATION", r"\.\.|[!<>]=|[{}()\[\],:.?=<>+*/-]"),
    ("JUNK", rf"[^\n{SPACE}]"),
)
_MASTER = re.compile(f"[{SPACE}]*(?:" + "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _KINDS) + ")")


class Token(NamedTuple):
    """A piece of text: what kind it is, where it stands, and whether it is the first on its line."""

    kind: str
    text: str
    start: int
    end: int
    first: bool


def lex(text: str) -> list[Token]:
    """Every token of `text` in order, comments included, white space left out."""
    tokens: list[Token] = []
    append = tokens.append
    punctuation = _PUNCTUATION
    first = True
    for found in _MASTER.finditer(text):
        kind = found.lastgroup
        if kind is None or kind == "NEWLINE":
            first = True
            continue
        start, end = found.span(kind)
        piece = text[start:end]
        append(Token(punctuation[piece] if kind == "PUNCTUATION" else kind, piece, start, end, first))
        first = False
    return tokens
