"""Colours of a line of rule text. No token spans lines, so a line is coloured by itself and remembered by its text."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal, NamedTuple

from segdsl.syntax.tokens import Token, lex

Role = Literal["heading", "clause", "operator", "name", "title", "number", "comment", "quoted", "junk"]

_HEADS = (
    "theme dimension profile events channel param let tag score segment cluster model preference lookalike campaign "
    "test assert"
)  # fmt: skip
_CLAUSES = (
    "key at field class add subtract range require exclude option features among method seed label learn confidence "
    "of over horizon start audience suppress holdout limit arm variant message incentive goal columns as_of set "
    "given expect owner status review note"
)  # fmt: skip
_OPERATORS = (
    "and or not in is missing known when otherwise where last ago up to any_of today true false by within else from "
    "valid pii unit opt_out most least salt for"
)
HEADS, CLAUSES, OPERATORS = (frozenset(words.split()) for words in (_HEADS, _CLAUSES, _OPERATORS))
_NUMBERS = frozenset({"INT", "FLOAT", "PERCENT", "DATE", "DATETIME", "DURATION"})

STYLES: dict[bool, dict[Role, str]] = {
    True: {
        "heading": "bold #d2a8ff", "clause": "#79c0ff", "operator": "#ff9bb3", "name": "bold #f0d58c",
        "title": "#a5d6a7", "number": "#ffb86c", "comment": "italic #8b949e", "quoted": "#f0d58c", "junk": "reverse",
    },
    False: {
        "heading": "bold #6f42c1", "clause": "#0550ae", "operator": "#b31d5a", "name": "bold #6a4b00",
        "title": "#116329", "number": "#953800", "comment": "italic #57606a", "quoted": "#6a4b00", "junk": "reverse",
    },
}  # fmt: skip
"""Rich styles by role, for dark and for light backgrounds."""


class Run(NamedTuple):
    """A coloured stretch of a line, in code points."""

    start: int
    end: int
    role: Role


@lru_cache(maxsize=8192)
def runs(line: str) -> tuple[Run, ...]:
    """The coloured stretches of a line."""
    tokens = lex(line)
    found = []
    for at, token in enumerate(tokens):
        role = _role(token, tokens[at - 1] if at else None, tokens[at + 1] if at + 1 < len(tokens) else None)
        if role is not None:
            found.append(Run(token.start, token.end, role))
    return tuple(found)


def _role(token: Token, before: Token | None, after: Token | None) -> Role | None:
    match token.kind:
        case "COMMENT":
            return "comment"
        case "STRING":
            return "title"
        case "QUOTED":
            return "quoted"
        case "JUNK":
            return "junk"
        case "WORD":
            return _word(token, before, after)
        case kind if kind in _NUMBERS:
            return "number"
        case _:
            return None


def _word(token: Token, before: Token | None, after: Token | None) -> Role | None:
    opens_clause = token.first or (before is not None and before.kind in ("LBRACE", "RBRACE"))
    named = after is not None and after.kind in ("WORD", "STRING", "LBRACE", "QUOTED")
    if token.first and named and token.text in HEADS:
        return "heading"
    if opens_clause and (token.text in CLAUSES or token.text in HEADS) and after is not None and after.kind != "COLON":
        return "clause"
    if before is not None and before.first and before.text in HEADS and before.kind == "WORD":
        return "name"
    return "operator" if token.text in OPERATORS else None
