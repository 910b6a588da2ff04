"""What the words of a filter are about: names, titles, classes, files and states of definitions.

Headings are not: a word of a theme would find all that is below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple
from unicodedata import normalize

from segdsl.diagnostics import Severity, Text
from segdsl.syntax.tokens import NAME_PATTERN, SPACE
from segdsl_tui import i18n
from segdsl_tui.state.arranging import Placed
from segdsl_tui.state.model import State

_CLASS = re.compile(rf'^[{SPACE}]*(?:class|label)[{SPACE}]+({NAME_PATTERN})(?:[{SPACE}]*"([^"\n]*)")?', re.MULTILINE)


def words(sought: str) -> tuple[str, ...]:
    """The words of a filter as they are compared: case and width of letters do not matter."""
    return tuple(_plain(sought).split())


class Filter(NamedTuple):
    """The words of a filter, and what their meaning depends on: the model, and the worst said of each definition."""

    state: State
    worst: Mapping[str, Severity]
    words: tuple[str, ...]

    def finds(self, placed: Placed) -> bool:
        """Whether every word is part of something that is said of a definition, or begins the name of its state."""
        said = (*_said(placed), *_classes(placed))
        stands = [name for text in states(self.state, placed, self.worst) for name in (text.en, text.zh)]
        return all(
            any(word in text for text in said) or any(name.startswith(word) for name in stands) for word in self.words
        )

    def reveals(self, placed: Placed) -> bool:
        """Whether a word is part of what is said of a class, and of nothing else about the definition."""
        return any(
            any(word in text for text in _classes(placed)) and not any(word in text for text in _said(placed))
            for word in self.words
        )


def states(state: State, placed: Placed, worst: Mapping[str, Severity]) -> Iterator[Text]:
    """How a definition, and the file it is in, stand."""
    name, buffer = placed.entry.name, state.buffers[placed.file]
    broken = state.rulebook.broken if state.rulebook else frozenset()
    if worst.get(name) == "error" or name in broken:
        yield i18n.ERROR_STATE
    elif worst.get(name) == "warning":
        yield i18n.WARNING_STATE
    else:
        yield i18n.OK_STATE
    if name in state.stale:
        yield i18n.STALE_STATE if name in broken or state.trouble else i18n.COMPUTING_STATE
    if buffer.unsaved:
        yield i18n.UNSAVED
    kept = state.kept.get(buffer.name)
    if kept:
        yield i18n.NEW_FILE if kept == "new" else i18n.MODIFIED_FILE


@lru_cache(maxsize=4096)
def _said(placed: Placed) -> tuple[str, ...]:
    entry = placed.entry
    return tuple(_plain(x) for x in (entry.name, entry.title, placed.file) if x)


@lru_cache(maxsize=4096)
def _classes(placed: Placed) -> tuple[str, ...]:
    return tuple(_plain(part) for found in _CLASS.findall(placed.entry.text) for part in found if part)


def _plain(text: str) -> str:
    return normalize("NFKC", text).casefold()
