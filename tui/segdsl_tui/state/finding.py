"""Finding words in the text of a file: all places, and the next one from where somebody is."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple


class Hit(NamedTuple):
    """A place where the words stand: its line, and its part of the line in code points."""

    line: int
    start: int
    end: int


def pattern(words: str) -> re.Pattern[str] | None:
    """What finds the words as they are written, capitals alike unless some are given; None where there are no words."""
    return re.compile(re.escape(words), re.IGNORECASE if words == words.lower() else 0) if words else None


def hits(text: str, sought: re.Pattern[str]) -> list[Hit]:
    """All places, from the top; they do not overlap."""
    return [
        Hit(number, found.start(), found.end())
        for number, line in enumerate(text.split("\n"))
        for found in sought.finditer(line)
    ]


def chosen(found: Sequence[Hit], line: int, column: int, by: int) -> int:
    """Which of the places, of which there is one at least, is meant at a character of the text.

    `by` 0: the first that begins there or after it; 1: the first after it; -1: the last before it. After the last comes
    the first.
    """
    at = bisect_left(found, (line, column, 0))
    here = at < len(found) and (found[at].line, found[at].start) == (line, column)
    return (at + (by if here or by < 0 else 0)) % len(found)
