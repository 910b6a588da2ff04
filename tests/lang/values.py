"""How the tables of the reference write values: `–` is a missing one, quotes keep the spaces of a text."""

from __future__ import annotations

import datetime as dt

MISSING = "–"


def raw(cell: str) -> str:
    """A cell of a data table as a CSV file has it."""
    if cell == MISSING:
        return ""
    return cell[1:-1] if len(cell) > 1 and cell[0] == cell[-1] == '"' else cell


def bare(cell: str) -> str:
    """A cell without the backquotes that set it as code."""
    return cell[1:-1] if len(cell) > 1 and cell[0] == cell[-1] == "`" else cell


def said(value: object) -> str:
    """A value of the product as the tables write it."""
    match value:
        case None:
            return MISSING
        case bool():
            return str(value).lower()
        case float():
            return str(int(value)) if value.is_integer() else repr(value)
        case dt.datetime():
            return value.isoformat(timespec="minutes")
        case list():
            return ", ".join(map(str, value)) or "[]"
        case _:
            return str(value)


def agrees(expected: str, value: object) -> bool:
    """Whether a value is the one that a table expects; `0.33…` expects a number that begins so."""
    if isinstance(value, str):
        return raw(expected) == value and expected != MISSING
    if expected.endswith("…"):
        return said(value).startswith(expected[:-1])
    return expected == said(value)
