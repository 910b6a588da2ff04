"""Text to tokens. One pass of one pattern, and nothing is lost: comments, foreign spellings and junk are tokens too.

The lexer does not know keywords: `channel` is a `WORD` wherever it stands, and the parser decides by its state whether
the grammar expects the keyword or a name. Kinds that start with `ODD_` are spellings from elsewhere, which `foreign`
understands. No token spans lines, so an editor can colour a line by itself.
"""

from __future__ import annotations

import re
from typing import NamedTuple

SPACE = " \t\r\f\u3000\u00a0\ufeff"
NAME_PATTERN = r"[^\W\d]\w*"

STRING_PATTERN = r'"(?:[^"\\\n]|\\[^\n])*"'
ODD_STRING_PATTERN = (
    r"[“”„][^“”\"\n]*[“”\"]|‘[^‘’'\n]*[‘’']|＂[^＂\"\n]*[＂\"]|「[^」\n]*」|『[^』\n]*』|'(?:[^'\\\n]|\\[^\n])*'"
)
COMMENT_PATTERN = r"\#[^\n]*"
ODD_COMMENT_PATTERN = r"(?:＃|//)[^\n]*"

# Longest first: the pattern takes the first that fits.
CHINESE_UNITS = "百万|千万|个小时|个月|小时|星期|分钟|万|亿|千|百|天|日|周|月|年|时|分"

_DAY = r"[0-9]{4}(?:[-/.][0-9]{1,2}[-/.][0-9]{1,2}|年[0-9]{1,2}月[0-9]{1,2}[日号]?)"
_TIME = r"[0-9]{1,2}[:：][0-9]{2}(?:[:：][0-9]{2}(?:\.[0-9]+)?)?"
_INTEGER = r"[0-9](?:_?[0-9])*"
_KINDS = (
    ("NEWLINE", r"\n"),
    ("COMMENT", COMMENT_PATTERN),
    ("WORD", NAME_PATTERN),
    ("STRING", STRING_PATTERN),
    ("DATETIME", r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(?::[0-9]{2})?(?!\w|[.:][0-9]|[+-][0-9]{2}:?[0-9]{2})"),
    ("ODD_DATE", rf"{_DAY}[Tt \t]+{_TIME}(?:[Zz]|[+-][0-9]{{2}}:?[0-9]{{2}})?(?!\w)"),
    ("DATE", r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?!\w)"),
    ("ODD_DAY", rf"{_DAY}(?!\w)"),
    ("DURATION", r"[0-9]+(?:mo|min|y|w|d|h)(?!\w)"),
    ("ODD_AMOUNT", rf"{_INTEGER}(?:\.[0-9]+)?[ \t]*(?:{CHINESE_UNITS}|％)(?!\w)"),
    ("PERCENT", r"[0-9]+(?:\.[0-9]+)?%"),
    ("FLOAT", rf"{_INTEGER}\.[0-9]+(?:[eE][+-]?[0-9]+)?(?!\w)"),
    ("INT", rf"{_INTEGER}(?!\w|\.[0-9])"),
    ("ODD_NUMBER", r"[0-9０-９]+(?:[.．][0-9０-９]+)?(?:[eE][+-][0-9]+)?\w*[%％]?|(?<![\w\])`.])\.[0-9]+(?!\w)"),
    ("QUOTED", r"`[^`\n]+`"),
    ("ODD_STRING", ODD_STRING_PATTERN),
    ("UNCLOSED", r"[\"“”„‘’＂「『'`][^\n]*"),
    ("ODD_COMMENT", ODD_COMMENT_PATTERN),
    ("OPERATOR", r"[=<>!＝＜＞！≥≤≠]+|[:：][=＝]|&+|＆+|\|+|｜+|\.{2,}|…+|[~～〜]"),
    ("PUNCTUATION", r"[{}()\[\],:.?+*/%-]"),
    ("ODD_PUNCTUATION", "[，、（）【】［］｛｝：；;＋－−–—＊×／÷．。？％]"),
    ("JUNK", rf"[^\n{SPACE}]"),
)
_MASTER = re.compile(f"[{SPACE}]*(?:" + "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _KINDS) + ")")

PUNCTUATION = {
    "{": "LBRACE",
    "}": "RBRACE",
    "(": "LPAR",
    ")": "RPAR",
    "[": "LSQB",
    "]": "RSQB",
    ",": "COMMA",
    ":": "COLON",
    ".": "DOT",
    "?": "OPTIONAL",
    "+": "PLUS",
    "-": "MINUS",
    "*": "STAR",
    "/": "SLASH",
    "%": "PERCENT_SIGN",
}
OPERATORS = {
    "=": "EQUAL",
    "!=": "COMPARE",
    "<=": "COMPARE",
    ">=": "COMPARE",
    "<": "COMPARE",
    ">": "COMPARE",
    "..": "DOTS",
}


class Token(NamedTuple):
    """A piece of text: what kind it is, where it stands, and whether it is the first on its line.

    The parser may read it otherwise than it is written (`＞` as `>`): then `text` is what it stands for.
    """

    kind: str
    text: str
    start: int
    end: int
    first: bool


def lex(text: str) -> list[Token]:
    """Every token of `text` in order, comments included, white space left out."""
    tokens: list[Token] = []
    append = tokens.append
    first = True
    for found in _MASTER.finditer(text):
        kind = found.lastgroup
        if kind is None or kind == "NEWLINE":
            first = True
            continue
        start, end = found.span(kind)
        piece = text[start:end]
        if kind == "PUNCTUATION":
            kind = PUNCTUATION[piece]
        elif kind == "OPERATOR":
            kind = OPERATORS.get(piece, "ODD_OPERATOR")
        append(Token(kind, piece, start, end, first))
        first = False
    return tokens
