"""A piece of rule text and how tightly it binds."""

from __future__ import annotations

from dataclasses import dataclass

OR, NOT, COMPARISON, SUM, PRODUCT, UNARY, ATOM = range(7)


@dataclass(frozen=True)
class Written:
    """An expression as text; `level` says what it can be an operand of without parentheses."""

    text: str
    level: int = ATOM
