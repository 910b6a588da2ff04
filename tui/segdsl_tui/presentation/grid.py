"""A table of any number of rows, of which those that are looked at are known: how it is laid out and drawn by the line.

Columns are as wide as what was seen in them so far, so a table of a million rows is drawn without reading it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rich.cells import cell_len
from rich.text import Text

from segdsl.diagnostics.render.excerpt import visible
from segdsl_tui.presentation.layout import GAP, fit, fit_right

WIDEST = 32  # cells of a column
UP, DOWN = "▲", "▼"
UNKNOWN = "·"  # stands for a cell that has not come yet


@dataclass(frozen=True, slots=True)
class Column:
    """A column; `right` where its cells stand on the right. `sorted` says which way, where the rows follow it."""

    name: str
    title: str
    right: bool = False
    sorted: str = ""

    @property
    def heading(self) -> str:
        """What stands above it."""
        return visible(self.title) + self.sorted


@dataclass(frozen=True, slots=True)
class Line:
    """A row that has come. `stale`: it is of an earlier text."""

    cells: tuple[str, ...]
    stale: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. `identity` tells whose rows these are: the cursor stays where it is while that is the same.

    `line` gives a row by its number from 0, None while it has not come. `total` is how many there are, `note` what
    stands in the corner. `empty` is said where there are none.
    """

    identity: object
    columns: tuple[Column, ...]
    total: int
    line: Callable[[int], Line | None]
    note: str = ""
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """How wide everything is: the numbers of the rows, then the columns, in cells.

    The numbers and the first column stay where they are when the others are scrolled sideways.
    """

    number: int
    widths: tuple[int, ...]

    @property
    def total(self) -> int:
        """The width of the whole table."""
        return self.number + sum(GAP + width for width in self.widths)

    @property
    def fixed(self) -> int:
        """The width of what stays."""
        return self.number + sum(GAP + width for width in self.widths[:1])

    @property
    def starts(self) -> tuple[int, ...]:
        """How far one has scrolled when the second column, or another one behind it, stands first behind what stays."""
        found = [0]
        for width in self.widths[1:-1]:
            found.append(found[-1] + GAP + width)
        return tuple(found)


def layout(grid: Grid, rows: range, before: Layout | None = None) -> Layout:
    """The layout that shows these rows; columns never get narrower than they were `before`."""
    widths = [cell_len(column.heading) for column in grid.columns]
    if before is not None and len(before.widths) == len(widths):
        widths = [max(pair) for pair in zip(widths, before.widths, strict=True)]
    for number in rows:
        line = grid.line(number)
        for at, text in enumerate(line.cells if line else ()):
            widths[at] = max(widths[at], cell_len(visible(text)))
    number = max(cell_len(grid.note), len(f"{grid.total:,}"))
    return Layout(number, tuple(min(width, WIDEST) for width in widths))


def heading(grid: Grid, shape: Layout) -> tuple[Text, Text]:
    """The line above the rows: what stays, and what is scrolled."""
    return _line(grid, shape, grid.note, [column.heading for column in grid.columns], "")


def row(grid: Grid, shape: Layout, number: int) -> tuple[Text, Text]:
    """A row, which bears its number counted from 1: what stays, and what is scrolled."""
    line = grid.line(number)
    cells = [visible(cell) for cell in line.cells] if line else [UNKNOWN] * len(grid.columns)
    return _line(grid, shape, f"{number + 1:,}", cells, "dim" if line is None or line.stale else "")


def _line(grid: Grid, shape: Layout, number: str, cells: Sequence[str], style: str) -> tuple[Text, Text]:
    parts = [
        " " * GAP + (fit_right if column.right else fit)(cell, width)
        for column, width, cell in zip(grid.columns, shape.widths, cells, strict=True)
    ]
    fixed = Text(fit_right(number, shape.number), "dim").append("".join(parts[:1]), style or "not dim")
    return fixed, Text("".join(parts[1:]), style)


def scrolled(shape: Layout, at: int, by: int) -> int:
    """Where to scroll sideways from `at`: to the column before or after."""
    starts = shape.starts
    if by > 0:
        return next((start for start in starts if start > at), starts[-1])
    return next((low for low, high in pairwise(starts) if low < at <= high), 0)


def column_at(grid: Grid, shape: Layout, x: int, sideways: int) -> Column | None:
    """The column that is drawn so many cells from the left, with so many scrolled out; None over the numbers."""
    if x < shape.number or not grid.columns:
        return None
    if x < shape.fixed:
        return grid.columns[0]
    behind = zip(grid.columns[1:], shape.starts, strict=False)
    return next((column for column, start in reversed(list(behind)) if start <= x - shape.fixed + sideways), None)
