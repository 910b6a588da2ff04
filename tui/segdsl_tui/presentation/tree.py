"""The tree as lines: headings or files, definitions and classes with their sizes, narrowed by a filter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text

from segdsl.cli.show.numbers import count
from segdsl.diagnostics import Severity
from segdsl.diagnostics.render.excerpt import visible
from segdsl_tui import i18n
from segdsl_tui.presentation.keys import shown
from segdsl_tui.presentation.layout import STALE, cut, short, spread
from segdsl_tui.state.arranging import Group, Placed, by_file, by_theme
from segdsl_tui.state.model import Buffer, Key, State
from segdsl_tui.state.outline import Entry
from segdsl_tui.state.queries import ORDER, severities

if TYPE_CHECKING:
    from segdsl.engine.results import Item
    from segdsl_tui.state.seeking import Filter

OPEN, CLOSED, LEAF = "▾", "▸", " "
MARKS: dict[Severity, tuple[str, str]] = {"error": ("✗", "bold red"), "warning": ("!", "bold yellow")}
UNSAVED = "*"
WAITING = "…"  # for a first count


class Row(NamedTuple):
    """A line of the tree. `figure` is a size or value; `stale` says that it was counted for an earlier text."""

    key: Key
    depth: int
    marker: str
    name: str
    title: str = ""
    figure: str = ""
    stale: bool = False
    severity: Severity | None = None


class _Drawing(NamedTuple):
    """What all rows are made from: the model, the worst that is said of each definition, and the filter."""

    state: State
    worst: Mapping[str, Severity]
    filter: Filter | None

    def is_open(self, key: Key) -> bool:
        """Definitions are folded at first, everything else is not; nothing that was found is hidden in a fold."""
        if key[0] == "definition":
            return key in self.state.toggled
        return self.filter is not None or key not in self.state.toggled


def rows(state: State) -> tuple[Row, ...]:
    """The lines that can be seen, from top to bottom."""
    worst = severities(state)
    drawing = _Drawing(state, worst, _filter(state, worst))
    groups = by_theme(state.buffers) if state.arranged == "themes" else by_file(state.buffers)
    if [group.key for group in groups] == [("theme", "")]:  # no theme anywhere: no heading either
        return tuple(_inside(drawing, groups[0], 0))
    return tuple(row for group in groups for row in _group(drawing, group, 0))


def _filter(state: State, worst: Mapping[str, Severity]) -> Filter | None:
    if not state.sought:
        return None
    from segdsl_tui.state.seeking import Filter, words  # the first screen seeks nothing

    return Filter(state, worst, words(state.sought))


def _group(drawing: _Drawing, group: Group, depth: int) -> Iterator[Row]:
    """A heading or file, and what is below it; nothing where the filter leaves nothing of it."""
    opened = drawing.is_open(group.key)
    below = tuple(_inside(drawing, group, depth + 1))
    if not below and drawing.filter:
        return
    state, marker = drawing.state, LEAF
    if below and not drawing.filter:
        marker = OPEN if opened else CLOSED
    hidden = [row.severity for row in below if row.severity] if not opened else []
    name = group.key[-1] or i18n.NO_THEME.say(state.language)
    figure = _standing(state, state.buffers[name]) if group.key[0] == "file" else ""
    yield Row(group.key, depth, marker, name, figure=figure, severity=min(hidden, key=ORDER.index, default=None))
    if opened:
        yield from below


def _inside(drawing: _Drawing, group: Group, depth: int) -> Iterator[Row]:
    for placed in group.definitions:
        if drawing.filter is None or drawing.filter.finds(placed):
            yield from _definition(drawing, placed, depth)
    for inner in group.groups:
        yield from _group(drawing, inner, depth)


def _standing(state: State, buffer: Buffer) -> str:
    """How a file differs from the last commit, and that it is not saved."""
    kept = state.kept.get(buffer.name)
    word = {"new": i18n.NEW_FILE, "modified": i18n.MODIFIED_FILE}[kept].say(state.language) if kept else ""
    return f"{word} {UNSAVED}".strip() if buffer.unsaved else word


def _definition(drawing: _Drawing, placed: Placed, depth: int) -> Iterator[Row]:
    """A definition, unfolded where it was found by its classes."""
    entry = placed.entry
    state, severity = drawing.state, drawing.worst.get(entry.name)
    item = state.sizes.get(entry.name)
    stale = entry.name in state.stale
    key: Key = ("definition", entry.name)
    classes = item.classes or () if item else ()
    opened = bool(classes) and drawing.is_open(key) != bool(drawing.filter and drawing.filter.reveals(placed))
    marker = (OPEN if opened else CLOSED) if classes else LEAF
    figure = _figure(state, entry, item)
    yield Row(key, depth, marker, entry.name, entry.title or "", figure, stale and bool(figure), severity)
    for size in classes if opened else ():
        key = ("class", entry.name, size.name or "")
        yield Row(key, depth + 1, LEAF, size.name or "", size.title or "", count(size.size), stale)


def _figure(state: State, entry: Entry, item: Item | None) -> str:
    if entry.kind == "param":
        return _param(state, entry.name)
    if item is None:
        return WAITING if _is_awaited(state, entry.name) else ""
    if item.size is not None:
        return count(item.size)
    if item.classes is not None:
        return i18n.CLASSES.say(state.language, {"n": len(item.classes)})
    return i18n.MEAN.say(state.language, {"value": short(item.mean)}) if item.mean is not None else short(item.min)


def _is_awaited(state: State, name: str) -> bool:
    """Whether a first size is on its way."""
    if state.trouble or state.rulebook is None or name in state.rulebook.broken:
        return False
    return state.facts is None or name in state.stale


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
    label_style = {"file": "bold", "theme": "bold", "dimension": "italic"}.get(row.key[0], "")
    text = Text.assemble((indent, "dim"), (label, label_style))
    rest = room - cell_len(label) - 1
    if row.title and rest > 3:
        text.append(" " + cut(visible(row.name), rest), "dim")
    text.append(" " * max(0, width - text.cell_len - cell_len(right)))
    figure = right.removesuffix(f" {mark}") if mark else right
    text.append(figure, "dim italic" if row.stale else "cyan")
    if mark:
        text.append(f" {mark}", mark_style)
    return text


def title(state: State, found: Sequence[Row], width: int) -> Text:
    """The tree's title: how it is put together, and the filter or how much it found; a click changes either."""
    language = state.language
    left = Text(" " + i18n.RULES.say(language, {"key": shown(state, "go.tree")}))
    for label, by in ((i18n.BY_THEME, "themes"), (i18n.BY_FILE, "files")):
        tab = Text(label.say(language), "bold underline" if by == state.arranged else "dim")
        if by != state.arranged:
            tab.stylize(Style(meta={"@click": "app.do('tree.arrange')"}))
        left.append(" ").append_text(tab)
    if state.sought:
        count = sum(row.key[0] == "definition" for row in found)
        right, click = i18n.FOUND.say(language, {"n": count}), "tree.all"
    else:
        right, click = f"{shown(state, 'tree.filter')} {i18n.FILTER.say(language)}", "tree.filter"
    line = spread(left, Text(right + " "), width)
    if line.plain.endswith(right + " "):
        line.stylize(Style(meta={"@click": f"app.do('{click}')"}), len(line) - len(right) - 1)
    return line


def index_of(found: Sequence[Row], key: Key) -> int | None:
    """Where a row with this key stands; None where it is folded away."""
    return next((at for at, row in enumerate(found) if row.key == key), None)
