"""Numbers, shares and bars as people read them. Exact figures belong to JSON; a share here has one decimal."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from segdsl.engine.results import Cell


BAR = 20  # cells
_EIGHTHS = " ▏▎▍▌▋▊▉"


def count(number: int | None) -> str:
    """Whole numbers with thousands separated; nothing for None."""
    return "" if number is None else f"{number:,}"


def share(part: float | None) -> str:
    """A share in percent. What rounds to 0% or 100% without being it says so; nothing for None."""
    if part is None:
        return ""
    if part in (0, 1):
        return f"{part:.0%}"
    if part < 0.0005:
        return "<0.1%"
    return ">99.9%" if part >= 0.9995 else f"{part:.1%}"


def value(cell: Cell) -> str:
    """A value as in a rule, numbers to six digits; nothing for a missing one."""
    match cell:
        case None:
            return ""
        case bool():
            return str(cell).lower()
        case float():
            cell += 0.0  # what is subtracted from a score may be a negative zero
            return f"{cell:,.0f}" if cell.is_integer() and abs(cell) < 1e15 else f"{cell:,.6g}"
        case int():
            return f"{cell:,}"
        case dt.date():
            return cell.isoformat()
        case list():
            return ", ".join(cell)
        case _:
            return str(cell)


def bar(part: float | None, cells: int = BAR) -> str:
    """A share as a bar; anything above zero shows at least a sliver."""
    if not part:
        return ""
    eighths = max(1, round(min(part, 1) * cells * 8))
    return "█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()
