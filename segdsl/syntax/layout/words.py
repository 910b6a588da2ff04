"""Words side by side: which have a space between them, which close up, and which is a title."""

from __future__ import annotations

from collections.abc import Sequence

from segdsl.syntax.tokens import Token

_LITERALS = {"STRING", "INT", "FLOAT", "PERCENT", "DATE", "DATETIME", "DURATION", "TRUE", "FALSE"}
OPERAND_ENDS = {"NAME", "RPAR", "RSQB", "TODAY", *_LITERALS}
_NO_SPACE_BEFORE = {"COMMA", "RPAR", "RSQB", "DOT", "DOTS", "COLON", "OPTIONAL"}
_NO_SPACE_AFTER = {"LPAR", "LSQB", "DOT", "DOTS"}
_TEXTS = {"THEME", "DIMENSION", "FROM", "UNIT", "OWNER", "NOTE", "MESSAGE", "INCENTIVE", "SALT", "TEST", "FOR"}
_TITLE_AFTER = OPERAND_ENDS | {"OPTIONAL", "MISSING", "KNOWN", "AGO", "ANY_OF", "OTHERWISE"}
OPENERS = {"LPAR": "RPAR", "LSQB": "RSQB", "LBRACE": "RBRACE"}
CLOSERS = frozenset(OPENERS.values())


def joined(words: Sequence[Token]) -> str:
    """The words on one row."""
    parts: list[str] = []
    for index, word in enumerate(words):
        if index and _apart(words, index):
            parts.append(" ")
        parts.append(word.text)
    return "".join(parts)


def _apart(words: Sequence[Token], index: int) -> bool:
    before, word = words[index - 1].kind, words[index].kind
    if word in _NO_SPACE_BEFORE or before in _NO_SPACE_AFTER:
        return False
    if word == "LPAR":
        return before != "NAME"
    if word == "LSQB":
        return before not in ("NAME", "RPAR", "RSQB") or index == 1  # a setting's name is followed by its value
    if word == "RBRACE":
        return before != "LBRACE"
    if before == "MINUS":
        return index > 1 and words[index - 2].kind in OPERAND_ENDS
    return True


def depths(words: Sequence[Token]) -> list[int]:
    """How many brackets that are closed again are open before each word; a bracket counts as outside itself."""
    matched: set[int] = set()
    stack: list[int] = []
    for index, word in enumerate(words):
        if word.kind in OPENERS:
            stack.append(index)
        elif word.kind in CLOSERS and stack:
            matched |= {stack.pop(), index}
    depth = 0
    result: list[int] = []
    for index, word in enumerate(words):
        depth -= index in matched and word.kind in CLOSERS
        result.append(depth)
        depth += index in matched and word.kind in OPENERS
    return result


def is_title(words: Sequence[Token], index: int) -> bool:
    """Whether the word is the title of a line: a text that is no operand."""
    if words[index].kind != "STRING" or not index:
        return False
    before = words[index - 1].kind
    return before in _TITLE_AFTER and not (index == 1 and before == "NAME")
