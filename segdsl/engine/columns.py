"""The engine's own column names, which cannot clash with a contract's fields: those hold no backquote."""

from __future__ import annotations

from segdsl.lowering.polars import column_name


def clause_column(name: str, part: str) -> str:
    """The mask of a segment's clause (`part` is its position) or of an option (`part` is `clause.option`)."""
    return f"{column_name(name)}#{part}"
