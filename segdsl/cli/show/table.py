"""The one look of all tables: no frame, numbers to the right, bars last, columns without content left out.

Bars stand last because some terminals draw their characters two cells wide: nothing behind them can get out of line.
Where a terminal is too narrow, columns that only illustrate others give way before any text is broken; where figures
themselves would not fit, the table goes on below, its first column repeated. A figure is never cut.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from rich.cells import cell_len

from segdsl.diagnostics import Language, Text

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderableType
    from rich.table import Table

GAP = 2  # cells between columns
LEAST = 16  # cells of a column of text, however narrow the terminal


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading and how its cells are set. The higher `yields`, the sooner it gives way; 0 never does."""

    heading: Text | None = None
    justify: Literal["left", "right"] = "left"
    style: str = ""
    yields: int = 0


def numbers(heading: Text, style: str = "") -> Column:
    """A column of figures."""
    return Column(heading, "right", style)


BARS = Column(style="cyan", yields=2)


def _fixed(column: Column) -> bool:
    """Whether a column is not to be broken: figures and bars."""
    return column.justify == "right" or column is BARS


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of text, drawn to the width there is, `indent` cells from the left. Rows are as long as `columns`."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    language: Language
    indent: int = 0

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        """Draw the columns that have content and fit, in one table or in several."""
        from rich.padding import Padding

        for number, shown in enumerate(self._blocks(options.max_width - self.indent)):
            if number:
                yield ""
            drawn = self._table(shown)
            yield Padding(drawn, (0, 0, 0, self.indent), expand=False) if self.indent else drawn

    def _table(self, shown: Sequence[int]) -> Table:
        from rich.table import Table
        from rich.text import Text as RichText

        headed = any(self._heading(at) for at in shown)
        drawn = Table(box=None, pad_edge=False, padding=(0, GAP, 0, 0), header_style="dim", show_header=headed)
        for at in shown:
            column = self.columns[at]
            drawn.add_column(
                self._heading(at), justify=column.justify, style=column.style, no_wrap=_fixed(column), overflow="fold"
            )
        for row in self.rows:
            drawn.add_row(*(RichText(row[at]) for at in shown))
        return drawn

    def _blocks(self, width: int) -> list[list[int]]:
        """The columns of each table, as they fit side by side."""
        used = [at for at, _ in enumerate(self.columns) if any(row[at] for row in self.rows)]
        cells = {
            at: max(cell_len(text) for text in (self._heading(at), *(row[at] for row in self.rows))) for at in used
        }
        for at in sorted(used, key=lambda at: -self.columns[at].yields):
            if sum(cells[kept] + GAP for kept in used) - GAP > width and self.columns[at].yields:
                used.remove(at)
        blocks = [used[:1]]
        for at in used[1:]:
            least = sum(
                GAP + (cells[a] if _fixed(self.columns[a]) else min(cells[a], LEAST)) for a in (*blocks[-1], at)
            )
            if least - GAP > width and len(blocks[-1]) > 1:
                blocks.append(used[:1])
            blocks[-1].append(at)
        return blocks

    def _heading(self, at: int) -> str:
        heading = self.columns[at].heading
        return heading.say(self.language) if heading else ""


def heading(text: str) -> RenderableType:
    """A line above a table, with an empty line before it."""
    from rich.text import Text as RichText

    return RichText(f"\n{text}", "bold")


def titled(name: str, title: str | None) -> str:
    """A name followed by its title."""
    return f"{name} {title}" if title else name
