"""Changing a text from outside as people would: the smallest part of it, and the cursor where it was."""

from __future__ import annotations

from typing import NamedTuple

COMMENT = "# "


class Part(NamedTuple):
    """Write `text` instead of what stands between two offsets."""

    start: int
    end: int
    text: str


def changed_part(old: str, new: str) -> Part:
    """The smallest part of a text to write anew to make it another one."""
    start, end, stop = 0, len(old), len(new)
    while start < end and start < stop and old[start] == new[start]:
        start += 1
    while end > start and stop > start and old[end - 1] == new[stop - 1]:
        end, stop = end - 1, stop - 1
    return Part(start, end, new[start:stop])


def same_place(old: str, offset: int, new: str) -> int:
    """Where an offset is in a text that was laid out anew: before the same character, or as many lines behind it."""
    before = old[:offset]
    at = _behind(new, sum(not character.isspace() for character in before))
    if offset < len(old) and not old[offset].isspace():
        return at + len(new[at:]) - len(new[at:].lstrip())
    for _ in range(before[len(before.rstrip()) :].count("\n")):
        end = new.find("\n", at)
        if end < 0 or new[at:end].strip():
            break
        at = end + 1
    return at


def _behind(text: str, count: int) -> int:
    """The offset behind so many characters that are not white space."""
    at = 0
    while count and at < len(text):
        count -= not text[at].isspace()
        at += 1
    return at


def toggled(lines: list[str]) -> list[str]:
    """The lines as comments or, where all that say something are comments, without the marks of them."""
    said = [line for line in lines if line.strip()]
    if said and all(line.lstrip().startswith("#") for line in said):
        return [_uncommented(line) for line in lines]
    indent = min((len(line) - len(line.lstrip()) for line in said), default=0)
    return [line[:indent] + COMMENT + line[indent:] if line.strip() else line for line in lines]


def _uncommented(line: str) -> str:
    at = line.find("#")
    return line if at < 0 else line[:at] + line[at + 1 :].removeprefix(" ")
