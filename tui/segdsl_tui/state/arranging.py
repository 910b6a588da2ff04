"""The definitions of all files in groups: by the headings of the language, across files, or by file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from segdsl_tui.state.model import Buffer, Key
from segdsl_tui.state.outline import SHOWN, Entry, outline


class Placed(NamedTuple):
    """A definition and the file it is in."""

    file: str
    entry: Entry


class Group(NamedTuple):
    """Definitions under one heading or in one file, then groups in it; `key` is that of its row in the tree."""

    key: Key
    definitions: tuple[Placed, ...]
    groups: tuple[Group, ...] = ()


def by_file(buffers: Mapping[str, Buffer]) -> tuple[Group, ...]:
    """A group for every file, those without definitions too."""
    return tuple(Group(("file", name), tuple(_placed(buffer))) for name, buffer in buffers.items())


def by_theme(buffers: Mapping[str, Buffer]) -> tuple[Group, ...]:
    """Themes with their dimensions, as they come first in the files; what is under no theme comes last."""
    themes: dict[str, dict[str, list[Placed]]] = {}
    for buffer in buffers.values():
        for placed in _placed(buffer):
            dimensions = themes.setdefault(placed.entry.theme or "", {})
            dimensions.setdefault(placed.entry.dimension or "", []).append(placed)
    return tuple(_theme(name, themes[name]) for name in sorted(themes, key=lambda name: not name))


def _theme(name: str, dimensions: Mapping[str, Iterable[Placed]]) -> Group:
    groups = (Group(("dimension", name, title), tuple(found)) for title, found in dimensions.items() if title)
    return Group(("theme", name), tuple(dimensions.get("", ())), tuple(groups))


def _placed(buffer: Buffer) -> Iterable[Placed]:
    return (Placed(buffer.name, entry) for entry in outline(buffer.text) if entry.kind in SHOWN)
