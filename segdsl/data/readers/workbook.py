"""Excel and OpenDocument workbooks: one sheet, whose first row is the header.

A column of one kind of cell comes with that type, a mixed one as text, which is then read as declared: numbers stored
as text do no harm. A workbook keeps 15 digits of a number; where more were written as a number, the rest is gone, and
only a warning can be given. Cells with an error such as #DIV/0! are missing.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path

import fastexcel
import polars as pl

from segdsl.data.part import Part
from segdsl.data.project import DataSource
from segdsl.data.readers.delimited import one_name_each
from segdsl.data.readers.failures import reading, shown, unreadable
from segdsl.diagnostics import Diagnostic, SegdslError
from segdsl.rulebook.suggest import closest

_MOST = 1e15
logging.getLogger("fastexcel").setLevel(logging.ERROR)  # it tells everyone about every empty column


def workbook_parts(files: Sequence[Path], source: DataSource) -> tuple[list[Part], list[Diagnostic]]:
    """One part per workbook, loaded whole: a sheet has at most a million rows.

    Raises `SegdslError` for a file that is no workbook, a sheet that is not there, an empty one, a column named twice.
    """
    findings: list[Diagnostic] = []
    parts = []
    for file in files:
        try:
            with reading(file):
                frame = _load(file, source.sheet, findings)
        except fastexcel.FastExcelError as error:
            raise unreadable(file, error) from error
        findings.extend(_lost_digits(frame, file))
        parts.append(Part(frame.lazy(), frame.schema, (file,), loose=True))
    return parts, findings


def _load(file: Path, wanted: str | None, findings: list[Diagnostic]) -> pl.DataFrame:
    book = fastexcel.read_excel(file)
    sheet = _choose(book.sheet_names, wanted, file, findings)
    (header,) = book.load_sheet(sheet, header_row=None, n_rows=1, dtypes="string").to_polars().rows() or [()]
    if not any(header):
        raise SegdslError(Diagnostic("file-empty", {"file": shown(file)}))
    one_name_each(header, file)
    frame = book.load_sheet(sheet, schema_sample_rows=None).to_polars()
    return frame.select(name for name, title in zip(frame.columns, header, strict=True) if title)


def _choose(names: Sequence[str], wanted: str | None, file: Path, findings: list[Diagnostic]) -> str:
    if wanted is None:
        if len(names) > 1:
            others = ", ".join(names[1:])
            findings.append(Diagnostic("sheet-chosen", {"file": shown(file), "sheet": names[0], "others": others}))
        return names[0]
    if wanted not in names:
        args = {"file": shown(file), "sheet": wanted, "present": ", ".join(names)}
        near = closest(wanted, names)
        raise SegdslError(Diagnostic("sheet-missing", {**args, "near": near} if near else args))
    return wanted


def _lost_digits(frame: pl.DataFrame, file: Path) -> list[Diagnostic]:
    numbers = frame.select(pl.col(pl.Float64))
    counts = {one.name: int((one.abs() >= _MOST).sum()) for one in numbers.iter_columns()}
    return [
        Diagnostic("digits-lost", {"file": shown(file), "column": name, "count": count})
        for name, count in counts.items()
        if count
    ]
