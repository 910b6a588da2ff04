"""The one look of all tables: no frame, numbers to the right, bars last, columns without content left out.

Bars stand last because some terminals draw their characters two cells wide: nothing behind them can get out of line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from segdsl.diagnostics import Language, Text

if TYPE_CHECKING:
    from rich.console import RenderableType


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading and how its cells are set."""

    heading: Text | None = None
    justify: Literal["left", "right"] = "left"
    style: str = ""


def numbers(heading: Text, style: str = "") -> Column:
    """A column of figures."""
    return Column(heading, "right", style)


BARS = Column(style="cyan")


def table(columns: Sequence[Column], rows: Sequence[Sequence[str]], language: Language) -> RenderableType:
    """A table of text. Rows are as long as `columns`."""
    from rich.table import Table
    from rich.text import Text as RichText

    drawn = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    used = [at for at, _ in enumerate(columns) if any(row[at] for row in rows)]
    for at in used:
        column = columns[at]
        fixed = column.justify == "right" or column is BARS
        drawn.add_column(
            column.heading.say(language) if column.heading else "",
            justify=column.justify,
            style=column.style,
            no_wrap=fixed,
            overflow="fold",
        )
    for row in rows:
        drawn.add_row(*(RichText(row[at]) for at in used))
    return drawn


def heading(text: str) -> RenderableType:
    """A line above a table, with an empty line before it."""
    from rich.text import Text as RichText

    return RichText(f"\n{text}", "bold")


def titled(name: str, title: str | None) -> str:
    """A name followed by its title."""
    return f"{name} {title}" if title else name
