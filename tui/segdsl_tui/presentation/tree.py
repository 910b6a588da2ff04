"""The tree of files, headings, definitions and classes as lines, with their sizes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from segdsl.cli.show.numbers import count
from segdsl.diagnostics import Severity
from segdsl.diagnostics.render.excerpt import visible
from segdsl_tui import i18n
from segdsl_tui.presentation.layout import STALE, cut, short
from segdsl_tui.state.model import Buffer, Key, State
from segdsl_tui.state.outline import SHOWN, Entry, outline
from segdsl_tui.state.queries import heading_of, severities

if TYPE_CHECKING:
    from segdsl.engine.results import Item

OPEN, CLOSED, LEAF = "▾", "▸", " "
MARKS: dict[Severity, tuple[str, str]] = {"error": ("✗", "bold red"), "warning": ("!", "bold yellow")}
UNSAVED = "*"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the tree. `figure` is a size or value; `stale` says that it was counted for an earlier text."""

    key: Key
    depth: int
    marker: str
    name: str
    title: str = ""
    figure: str = ""
    stale: bool = False
    severity: Severity | None = None


def rows(state: State) -> tuple[Row, ...]:
    """The lines that can be seen, from top to bottom."""
    worst = severities(state)
    return tuple(row for buffer in state.buffers.values() for row in _file(state, buffer, worst))


def _open(state: State, key: Key) -> bool:
    """Definitions are folded at first, everything else is not."""
    return (key in state.toggled) == (key[0] == "definition")


def _file(state: State, buffer: Buffer, worst: Mapping[str, Severity]) -> Iterator[Row]:
    key: Key = ("file", buffer.name)
    entries = [entry for entry in outline(buffer.text) if entry.kind in SHOWN]
    opened = _open(state, key)
    marker = (OPEN if opened else CLOSED) if entries else LEAF
    yield Row(key, 0, marker, buffer.name, figure=_standing(state, buffer))
    if not opened:
        return
    heading, folded = "", False
    for entry in entries:
        above = heading_of(entry.theme, entry.dimension)
        if above != heading:
            heading = above
            heading_key: Key = ("heading", buffer.name, above)
            folded = not _open(state, heading_key)
            if above:
                yield Row(heading_key, 1, CLOSED if folded else OPEN, entry.dimension or above)
        if not folded:
            yield from _definition(state, entry, 2 if heading else 1, worst)


def _standing(state: State, buffer: Buffer) -> str:
    """How a file differs from the last commit, and that it is not saved."""
    kept = state.kept.get(buffer.name)
    word = {"new": i18n.NEW_FILE, "modified": i18n.MODIFIED_FILE}[kept].say(state.language) if kept else ""
    return f"{word} {UNSAVED}".strip() if buffer.unsaved else word


def _definition(state: State, entry: Entry, depth: int, worst: Mapping[str, Severity]) -> Iterator[Row]:
    item = state.sizes.get(entry.name)
    stale = entry.name in state.stale
    key: Key = ("definition", entry.name)
    classes = item.classes or () if item else ()
    opened = bool(classes) and _open(state, key)
    marker = (OPEN if opened else CLOSED) if classes else LEAF
    figure = _figure(state, entry, item)
    yield Row(key, depth, marker, entry.name, entry.title or "", figure, stale and bool(figure), worst.get(entry.name))
    for size in classes if opened else ():
        key = ("class", entry.name, size.name or "")
        yield Row(key, depth + 1, LEAF, size.name or "", size.title or "", count(size.size), stale)


def _figure(state: State, entry: Entry, item: Item | None) -> str:
    if entry.kind == "param":
        return _param(state, entry.name)
    if item is None:
        return ""
    if item.size is not None:
        return count(item.size)
    if item.classes is not None:
        return i18n.CLASSES.say(state.language, {"n": len(item.classes)})
    return i18n.MEAN.say(state.language, {"value": short(item.mean)}) if item.mean is not None else short(item.min)


def _param(state: State, name: str) -> str:
    definition = state.rulebook.definitions.get(name) if state.rulebook else None
    if definition is None:
        return ""
    from segdsl.rulebook.model import Param  # the first screen needs no rulebook
    from segdsl.rulebook.terms import Const

    return str(definition.value.value) if isinstance(definition, Param) and isinstance(definition.value, Const) else ""


def line(row: Row, width: int) -> Text:
    """A row in exactly `width` cells: title and name on the left, the figure on the right."""
    mark, mark_style = MARKS.get(row.severity, ("", "")) if row.severity else ("", "")
    right = (STALE if row.stale else "") + row.figure + (f" {mark}" if mark else "")
    indent = " " * row.depth + row.marker + " "
    room = max(0, width - cell_len(indent) - (cell_len(right) + 1 if right else 0))
    label = cut(visible(row.title or row.name), room)
    text = Text(indent, "dim").append(label, {"file": "bold", "heading": "italic"}.get(row.key[0], ""))
    rest = room - cell_len(label) - 1
    if row.title and rest > 3:
        text.append(" " + cut(visible(row.name), rest), "dim")
    text.append(" " * max(0, width - text.cell_len - cell_len(right)))
    figure = right.removesuffix(f" {mark}") if mark else right
    text.append(figure, "dim italic" if row.stale else "cyan")
    if mark:
        text.append(f" {mark}", mark_style)
    return text


def index_of(found: Sequence[Row], key: Key) -> int | None:
    """Where a row with this key stands; None where it is folded away."""
    return next((at for at, row in enumerate(found) if row.key == key), None)
