"""Cuts a file where its items start, so that an edit costs the parsing of one item and not of the file.

An item starts on a line of its own, outside all brackets, with the keyword of an item, unless the line before cannot
end there (`let a = b and⏎ channel = app`). A line that looks like `segment NAME "title" {` or `let NAME =` starts an
item anywhere, and so do `theme "…"` and `assert …` behind a line that is whole: no block can hold them, so a missing
`}` above spoils one item and not the rest of the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from segdsl.syntax.tokens import (
    COMMENT_PATTERN,
    NAME_PATTERN,
    ODD_COMMENT_PATTERN,
    ODD_STRING_PATTERN,
    SPACE,
    STRING_PATTERN,
)

_SPACE = f"[{SPACE}]"
_NAME = f"(?:{NAME_PATTERN}|`[^`\\n]+`)"
_TITLE = f"(?:{_SPACE}*(?:{STRING_PATTERN}|{ODD_STRING_PATTERN}))?"
ITEM_KEYWORDS = (
    *("assert", "campaign", "channel", "cluster", "dimension", "events", "let", "lookalike", "model", "param"),
    *("preference", "profile", "score", "segment", "tag", "test", "theme"),
)
_KEYWORD = f"(?i:{'|'.join(ITEM_KEYWORDS)})"
_HEAD = re.compile(rf"{_KEYWORD}{_SPACE}+{_NAME}{_TITLE}{_SPACE}*[={{]|(?:test){_SPACE}*{STRING_PATTERN}{_SPACE}*\{{")
_NO_BLOCK = re.compile(rf"(?:theme|dimension){_SPACE}*{STRING_PATTERN}|assert{_SPACE}+{_NAME}")
_ANY_HEAD = re.compile(rf"{NAME_PATTERN}{_SPACE}+{_NAME}{_TITLE}{_SPACE}*[={{]")
_SCAN = re.compile(
    rf"(?P<line>^{_SPACE}*(?P<word>{NAME_PATTERN}))|(?P<bracket>[()\[\]{{}}（）［］【】｛｝])"
    rf"|(?P<comment>{COMMENT_PATTERN}|{ODD_COMMENT_PATTERN})|{STRING_PATTERN}|`[^`\n]+`|{ODD_STRING_PATTERN}",
    re.MULTILINE,
)
_OPENS = {"(": ")", "[": "]", "{": "}", "（": ")", "［": "]", "【": "]", "｛": "}"}
_CLOSES = {")": ")", "]": "]", "}": "}", "）": ")", "］": "]", "】": "]", "｝": "}"}
_DANGLING = re.compile(
    r"(?:[-+*/=<>,(\[.＝＜＞，、]|\b(?:and|or|not|in|is|where|when|by|within|up|to|most|least|else|for|last))$",
    re.IGNORECASE,
)
_KEYWORDS = frozenset(ITEM_KEYWORDS)
_FIRST = re.compile(f"{_SPACE}*")
_LOOK_BACK = 1000  # lines


def chunk_starts(text: str) -> list[int]:
    """Where the chunks of `text` begin, ascending, 0 first. A chunk is one item, or several on one line."""
    starts = [0]
    starts += [start for start in _item_lines(text) if start > 0]
    return starts


def item_start(text: str, offset: int) -> int:
    """Where the item at `offset` begins, as far as a look back can tell: at a line that starts an item for certain.

    It may be an item further up, where the one at `offset` has no whole head yet.
    """
    at = text.rfind("\n", 0, offset) + 1
    for _ in range(_LOOK_BACK):
        word = _FIRST.match(text, at)
        start = word.end() if word is not None else at
        if at == 0 or _HEAD.match(text, start) or _NO_BLOCK.match(text, start):
            return at
        at = text.rfind("\n", 0, at - 1) + 1
    return at


def item_end(text: str, offset: int) -> int:
    """Where the next item begins for certain behind `offset`; the end of the text if none does."""
    at = text.find("\n", offset) + 1
    while at:
        word = _FIRST.match(text, at)
        start = word.end() if word is not None else at
        if _HEAD.match(text, start) or _NO_BLOCK.match(text, start):
            return at
        at = text.find("\n", at) + 1
    return len(text)


def _item_lines(text: str) -> Iterator[int]:
    stack: list[str] = []
    comments: list[tuple[int, int]] = []
    for found in _SCAN.finditer(text):
        kind = found.lastgroup
        if kind == "bracket":
            _bracket(stack, found[0])
        elif kind == "comment":
            comments.append(found.span())
        elif kind in ("line", "word"):
            start = found.start("word")
            if _starts_item(text, found["word"], start, bool(stack), comments):
                stack.clear()
                comments.clear()
                yield start


def _bracket(stack: list[str], bracket: str) -> None:
    if bracket in _OPENS:
        stack.append(_OPENS[bracket])
    elif _CLOSES[bracket] in stack:
        while stack.pop() != _CLOSES[bracket]:
            pass


def _starts_item(text: str, word: str, start: int, inside: bool, comments: list[tuple[int, int]]) -> bool:
    known = word.lower() in _KEYWORDS
    if inside:
        if not known or _HEAD.match(text, start):
            return known
        return _NO_BLOCK.match(text, start) is not None and not _dangles(text, start, comments)
    if not known:
        return _ANY_HEAD.match(text, start) is not None
    return _HEAD.match(text, start) is not None or not _dangles(text, start, comments)


def _dangles(text: str, start: int, comments: list[tuple[int, int]]) -> bool:
    """Whether what stands before `start`, comments aside, asks for more."""
    end = start
    spaces = SPACE + "\n"
    while True:
        while end > 0 and text[end - 1] in spaces:
            end -= 1
        if comments and comments[-1][1] == end:
            end = comments.pop()[0]
            continue
        return _DANGLING.search(text, max(0, end - 8), end) is not None
