"""Texts of few different values, numbered beside the texts: whoever compares customers within groups compares numbers.

Numbering the cities of ten million customers anew for every question took longer than counting within them.
"""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

MOST = 65_535
"""Different values of a column that is numbered: more do not fit into 16 bits, beside the number of none."""


def code_column(field: str) -> str:
    """The column that numbers a field's values; 0 stands for missing."""
    return f"`code {field}`"


class Codes:
    """Numbers of the values of columns, given out as they come; columns of too many are given up."""

    def __init__(self, columns: Iterable[str]) -> None:
        self._values = {name: pl.Series(dtype=pl.String) for name in columns}

    def add(self, rows: pl.DataFrame) -> pl.DataFrame:
        """The rows with the numbers of the columns that are not given up."""
        for name, known in list(self._values.items()):
            values = _more(known, rows[name])
            if values is None:
                del self._values[name]
            else:
                self._values[name] = values
        return rows.with_columns(_numbers(name, values) for name, values in self._values.items())

    @property
    def columns(self) -> set[str]:
        """The columns of numbers that all rows have."""
        return set(map(code_column, self._values))


def _more(known: pl.Series, texts: pl.Series) -> pl.Series | None:
    """The known values and those that come with these texts; None if they are too many."""
    if texts.head(2 * MOST).n_unique() > MOST + 1:  # missing is one; most columns of too many are given up at sight
        return None
    found = texts.unique().drop_nulls()
    if len(found) > MOST:
        return None
    values = pl.concat([known, found.filter(~found.is_in(known.implode())).sort()])
    return values if len(values) <= MOST else None


def _numbers(name: str, values: pl.Series) -> pl.Expr:
    places = pl.col(name).cast(pl.Enum(values)).to_physical().cast(pl.UInt16)
    return (places + 1).fill_null(0).alias(code_column(name))
