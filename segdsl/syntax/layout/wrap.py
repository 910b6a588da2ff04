"""Lines too long for one row: broken before `and` and `or`, then inside brackets."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from segdsl.syntax.layout.words import CLOSERS, OPENERS, depths, is_title, joined
from segdsl.syntax.tokens import Token

INDENT = 2
_OPERATORS = ("AND", "OR")


def wrapped(prefix: str, words: Sequence[Token], indent: int, width: int) -> list[str]:
    """`words` behind `prefix`, which is indented already, over as many rows as they need."""
    rows: list[str] = []
    parts = _split(words, _before_operators)
    head = joined(parts[0])
    continued = indent + 2 * INDENT
    if prefix.strip() and cell_len(prefix + head) > width >= cell_len(head) + continued:
        rows.append(prefix.rstrip())  # better a row of its own than opened brackets
    for part in parts:
        title = bool(rows) and is_title(words, len(words) - 1) and part[0] is words[-1]
        if title and cell_len(f"{rows[-1]} {part[0].text}") <= width:
            rows[-1] += f" {part[0].text}"
            continue
        if rows:
            rows += _in_brackets(" " * continued, part, continued, width)
        else:
            rows += _in_brackets(prefix, part, indent, width)
    return rows


def by_source_rows(prefix: str, words: Sequence[Token], indent: int) -> list[str]:
    """A line that holds comments: broken where its author broke it, for only there a comment can end."""
    level = depths(words)
    rows: list[str] = []
    start = 0
    for index in range(1, len(words) + 1):
        if index == len(words) or words[index].first or words[index - 1].kind == "COMMENT":
            margin = " " * (indent + _continuation(words[start], level[start])) if rows else prefix
            rows.append(margin + _row(words[start:index]))
            start = index
    return rows


def _continuation(first: Token, level: int) -> int:
    """How much further to the right a continued row stands."""
    if level:
        return INDENT * level
    return 0 if first.kind in CLOSERS else 2 * INDENT


def _row(words: Sequence[Token]) -> str:
    if len(words) > 1 and words[-1].kind == "COMMENT":
        return f"{joined(words[:-1])}  {words[-1].text}"
    return joined(words)


def _before_operators(words: Sequence[Token], index: int) -> bool:
    return words[index].kind in _OPERATORS or (index == len(words) - 1 and is_title(words, index))


def _after_commas(words: Sequence[Token], index: int) -> bool:
    return words[index - 1].kind == "COMMA"


def _split(words: Sequence[Token], here: object) -> list[list[Token]]:
    assert callable(here)
    level = depths(words)
    parts: list[list[Token]] = [[]]
    for index, word in enumerate(words):
        if index and level[index] == 0 and level[index - 1] <= 0 and here(words, index):
            parts.append([])
        parts[-1].append(word)
    return parts


def _in_brackets(prefix: str, words: Sequence[Token], indent: int, width: int) -> list[str]:
    """One row if it fits, else the widest pair of brackets opened up."""
    flat = prefix + joined(words)
    pair = _widest_pair(words) if cell_len(flat) > width else None
    if pair is None:
        return [flat]
    start, end = pair
    rows = [prefix + joined(words[: start + 1])]
    rows += _filled(words[start + 1 : end], indent + INDENT, width)
    return rows + _in_brackets(" " * indent, words[end:], indent, width)


def _widest_pair(words: Sequence[Token]) -> tuple[int, int] | None:
    """The outermost brackets with most between them."""
    level = depths(words)
    best: tuple[int, int] | None = None
    most = 1
    start = -1
    for index, word in enumerate(words):
        if level[index] == 0 and word.kind in OPENERS:
            start = index
        elif level[index] == 0 and word.kind in CLOSERS and start >= 0:
            if index - start > most:
                best, most = (start, index), index - start
            start = -1
    return best


def _filled(words: Sequence[Token], indent: int, width: int) -> list[str]:
    """What stands in brackets: as many parts on a row as fit, or a condition's operands one on each."""
    margin = " " * indent
    parts = _split(words, _after_commas)
    if len(parts) == 1:
        return [row for part in _split(words, _before_operators) for row in _in_brackets(margin, part, indent, width)]
    rows: list[str] = []
    for part in parts:
        text = joined(part)
        if rows and cell_len(f"{rows[-1]} {text}") <= width:
            rows[-1] += f" {text}"
        else:
            rows += _in_brackets(margin, part, indent, width)
    return rows
