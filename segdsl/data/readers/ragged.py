"""CSV rows that are not as the header promises.

The fast reader stops at a row that is too long or badly quoted without saying where it is, and fills one that is too
short without a word. This module looks again, at files that gave reason to.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import contextmanager

import polars as pl

from segdsl.data.part import CsvFile, Part, Scanned
from segdsl.data.readers.delimited import undecodable
from segdsl.data.readers.failures import FAILURES, shown, unreadable
from segdsl.diagnostics import Diagnostic, SegdslError

_QUOTED = r'"[^"]*"'


@contextmanager
def explaining(scanned: Scanned) -> Iterator[None]:
    """Turns a failure to read the rows of a source into a `SegdslError` that names the line if it can be found."""
    try:
        yield
    except FAILURES as error:
        for file in (file for part in scanned.parts for file in part.csv):
            if fault := _fault(file):
                raise SegdslError(fault) from error
        raise unreadable(scanned.label, error) from error


def short_rows(part: Part) -> Iterator[Diagnostic]:
    """A finding for each CSV file of the part that has rows with fewer fields than its header; blank lines are none."""
    for file in part.csv:
        lines = _short_lines(file)
        if lines:
            yield Diagnostic("csv-short-rows", {"file": shown(file.file), "count": len(lines), "line": lines[0]})


def _short_lines(file: CsvFile) -> list[int]:
    """The numbers of lines with too few fields; line by line only where no field spans several lines."""
    line = pl.col("line")
    quotes = line.str.count_matches('"', literal=True)
    lines = _lines(file)
    if lines.select((quotes % 2 == 1).any()).collect().item():
        return [number for number, row in _records(file, strict=False) if row and len(row) < len(file.header)]
    plain = pl.when(quotes > 0).then(line.str.replace_all(_QUOTED, "")).otherwise(line)
    fields = plain.str.count_matches(file.separator, literal=True) + 1
    short = lines.filter((fields < len(file.header)) & (line != "")).select("number").collect()
    return short.to_series().to_list()


def _fault(file: CsvFile) -> Diagnostic | None:
    """The first place where a file is not UTF-8, has too many fields in a row or an odd double quote."""
    name = shown(file.file)
    if (offset := undecodable(file.scan)) is not None:
        return Diagnostic("encoding-wrong", {"file": name, "encoding": "utf-8", "offset": offset})
    number = 0
    try:
        for number, row in _records(file, strict=True):
            if len(row) > len(file.header):
                width = {"found": len(row), "expected": len(file.header)}
                return Diagnostic("csv-long-row", {"file": name, "line": number, "separator": file.separator, **width})
    except csv.Error:
        return Diagnostic("csv-quotes", {"file": name, "line": number + 1})
    odd = _lines(file).filter(pl.col("line").str.count_matches('"', literal=True) % 2 == 1)
    first = odd.select(pl.col("number").first()).collect().item()
    return None if first is None else Diagnostic("csv-quotes", {"file": name, "line": first})


def _lines(file: CsvFile) -> pl.LazyFrame:
    return pl.scan_lines(file.scan, name="line", row_index_name="number", row_index_offset=1, glob=False)


def _records(file: CsvFile, *, strict: bool) -> Iterator[tuple[int, list[str]]]:
    """Number of the last line and fields of every record; `strict` raises `csv.Error` at a stray double quote."""
    with file.scan.open(encoding="utf-8-sig", errors="replace", newline="") as lines:
        reader = csv.reader(lines, delimiter=file.separator, strict=strict)
        for row in reader:
            yield reader.line_num, row
