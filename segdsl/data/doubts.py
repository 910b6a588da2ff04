"""Columns of an inferred contract that are text because of a few cells: which cells, and of which type the others are.

Without this, one `-` among ten thousand numbers would only show as a type error in a rule that compares the column.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from segdsl.data.findings import quoted
from segdsl.data.part import Part, Scanned
from segdsl.data.readers.ragged import explaining
from segdsl.data.sniff import GUESSES, SAMPLE, Guess
from segdsl.diagnostics import Diagnostic
from segdsl.functions.types import NUMERIC, Kind
from segdsl.rulebook.model import Table

CODE = "column-taken-as-text"
_CODE_NUMBER = r"^[0-9]+$"  # digits that are no number make a column of codes: 007, 13800138000
_ROW = "segdsl row number"


@dataclass(frozen=True, slots=True)
class _Seen:
    """Cells that say something, those that do not say what is guessed, and whether the guess is worth a word."""

    known: int
    strays: int
    plausible: bool


def doubts(scanned: Scanned, table: Table) -> tuple[Diagnostic, ...]:
    """A warning for every column taken for text of which most cells are something else, with the first that is not."""
    with explaining(scanned):
        names = [
            field.column
            for field in table.fields.values()
            if field.type.kind is Kind.TEXT and field.pii is None and field.role == "field"
        ]
        return tuple(found for name in names for found in _of_column(scanned, name))


def _of_column(scanned: Scanned, name: str) -> Iterator[Diagnostic]:
    parts = [part for part in scanned.parts if part.loose and part.schema[name] == pl.String]
    first = [part.frame.select(name).head(SAMPLE).collect().lazy() for part in parts]
    likely = [guess for guess in GUESSES if (seen := _seen(first, name, guess)).strays * 2 < seen.known]
    every = [(guess, _seen([part.frame for part in parts], name, guess)) for guess in likely]
    nearly = [(guess, seen) for guess, seen in every if seen.plausible and 0 < seen.strays * 2 < seen.known]
    if not nearly:
        return
    guess, seen = min(nearly, key=lambda one: one[1].strays)
    row, value = _first(scanned.parts, name, guess)
    args = {"file": scanned.label, "column": name, "type": guess.kind.value, "row": row, "value": quoted([value])}
    yield Diagnostic(CODE, {**args, "count": seen.strays, "known": seen.known})


def _seen(frames: list[pl.LazyFrame], name: str, guess: Guess) -> _Seen:
    text = pl.col(name).str.strip_chars()
    known = text != ""
    says = known & guess.says(text)
    numeric = guess.kind in NUMERIC
    codes = (known & ~guess.says(text) & text.str.contains(_CODE_NUMBER)).any() if numeric else pl.lit(False)
    fractions = (says & text.str.contains(r"[.eE]")).any() if guess.kind is Kind.NUMBER else pl.lit(True)
    wanted = [known.sum().alias("known"), says.sum().alias("says"), codes.alias("codes"), fractions.alias("fractions")]
    rows = [frame.select(wanted).collect().row(0) for frame in frames]
    count, said = sum(row[0] for row in rows), sum(row[1] for row in rows)
    return _Seen(count, count - said, not any(row[2] for row in rows) and any(row[3] for row in rows))


def _first(parts: tuple[Part, ...], name: str, guess: Guess) -> tuple[int, str]:
    """The number of the first row with such a cell, from 1 without headers and through all files, and the cell."""
    before = 0
    for part in parts:
        if part.loose and part.schema[name] == pl.String:
            text = pl.col(name).str.strip_chars()
            cells = part.frame.select(name).with_row_index(_ROW, before + 1)
            found = cells.filter((text != "") & ~guess.says(text)).head(1).collect()
            if len(found):
                return found.row(0)
        before += part.frame.select(pl.len()).collect().item()
    raise AssertionError(name)
