"""The items of a rule file as an outline, found by the first words of lines alone.

It is there before anything has been parsed and stays there while a rule is half written, so the tree does not jump and
it is known at every moment in which definition the cursor stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from segdsl.syntax.tokens import NAME_PATTERN, SPACE

LEARNED = frozenset({"cluster", "model", "preference", "lookalike"})
"""Kinds of items that are learned from the data."""
MEASURED = frozenset({"let", "tag", "score", "segment"}) | LEARNED
"""Kinds of items that have a value per customer."""
SHOWN = MEASURED | {"param"}
"""Kinds of items the tree shows."""
SILENT = frozenset({"campaign", "test", "assert", "theme", "dimension"})
"""Kinds of items that no size depends on."""

_ITEM = re.compile(
    rf"""^[{SPACE}]*
    (?: (?P<kind>param|let|tag|score|segment|cluster|model|preference|lookalike|campaign|profile|events)
        [{SPACE}]+ (?P<name>{NAME_PATTERN}) (?: [{SPACE}]* "(?P<title>(?:[^"\\\n]|\\[^\n])*)" )?
      | (?P<heading>theme|dimension) [{SPACE}]* "(?P<text>(?:[^"\\\n]|\\[^\n])*)"
      | (?P<other>test [{SPACE}]* (?=") | assert\b | channel [^\n{{]* (?={{)) )""",
    re.VERBOSE,
)


class Entry(NamedTuple):
    """An item: where it starts, and its text up to the next one. `line` counts from 0."""

    kind: str
    name: str
    title: str | None
    line: int
    start: int
    text: str
    theme: str | None
    dimension: str | None


@lru_cache(maxsize=256)
def outline(text: str) -> tuple[Entry, ...]:
    """The items of a file, in order."""
    found = list(_items(text))
    ends = [at for _, at, _ in found[1:]] + [len(text)]
    theme = dimension = None
    entries = []
    for (line, at, match), end in zip(found, ends, strict=False):  # a file without items has an end all the same
        kind = match["kind"] or match["heading"] or match["other"].split()[0]
        if kind == "theme":
            theme, dimension = match["text"], None
        elif kind == "dimension":
            dimension = match["text"]
        name = match["name"] or match["text"] or ""
        entries.append(Entry(kind, name, match["title"], line, at, text[at:end], theme, dimension))
    return tuple(entries)


def _items(text: str) -> Iterator[tuple[int, int, re.Match[str]]]:
    """Line, place and words of each item; what stands between two empty lines is looked at once."""
    line = at = 0
    for block in text.split("\n\n"):
        lines, found = _block(block)
        for number, start, match in found:
            yield line + number, at + start, match
        line, at = line + lines + 1, at + len(block) + 2


@lru_cache(maxsize=8192)
def _block(text: str) -> tuple[int, tuple[tuple[int, int, re.Match[str]], ...]]:
    """How many lines there are, and the items. Line by line: a search through all takes several times as long."""
    at, lines, found = 0, text.split("\n"), []
    for number, line in enumerate(lines):
        match = _ITEM.match(line)
        if match is not None:
            found.append((number, at, match))
        at += len(line) + 1
    return len(lines), tuple(found)


@lru_cache(maxsize=256)
def headings(text: str) -> tuple[tuple[str, str, str | None, str | None, str | None], ...]:
    """What the tree shows of a file: most edits leave it as it is."""
    return tuple((x.kind, x.name, x.title, x.theme, x.dimension) for x in outline(text))


def entry_at(entries: Sequence[Entry], line: int) -> Entry | None:
    """The item that a line belongs to; None above the first."""
    above = [entry for entry in entries if entry.line <= line]
    return above[-1] if above else None


def edited(before: str, after: str) -> frozenset[str] | None:
    """The names of the definitions whose text an edit touched; None where it may concern any.

    That is so when something else than definitions changed, such as the data contract.
    """
    olds, news = _pieces(before), _pieces(after)
    changed = {key for key in olds.keys() | news.keys() if olds.get(key) != news.get(key)}
    if any(kind not in SHOWN | SILENT for kind, _ in changed):
        return None
    return frozenset(name for kind, name in changed if kind in SHOWN)


@lru_cache(maxsize=64)
def _pieces(text: str) -> dict[tuple[str, str], tuple[str, ...]]:
    """The texts of the items by kind and name (of which there may be several), and what stands above the first."""
    entries = outline(text)
    head = text[: entries[0].start if entries else len(text)].strip()
    pieces: dict[tuple[str, str], tuple[str, ...]] = {("head", ""): (head,)} if head and not _comments(head) else {}
    for entry in entries:
        key = (entry.kind, entry.name)
        pieces[key] = (*pieces.get(key, ()), entry.text.rstrip())
    return pieces


def _comments(text: str) -> bool:
    return all(not line.strip() or line.lstrip().startswith("#") for line in text.splitlines())
