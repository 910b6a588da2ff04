"""How a target file is written and read back: one row of a table per format.

Writers take a frame whose cells are final and give the same bytes for the same frame. Readers give the first column
back as text, in file order, to be compared with what should be there.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import polars as pl
import xlsxwriter

from segdsl.campaign.cells import neutralised
from segdsl.diagnostics import Diagnostic, SegdslError

FormatName = Literal["csv", "xlsx", "parquet", "jsonl"]
Encoding = Literal["utf-8-sig", "utf-8", "gb18030"]

SHEET_ROWS = 1_048_576  # of an XLSX sheet, the header included
EXACT_DIGITS = 10**15  # whole numbers from here on lose digits in a spreadsheet
_SLICE = 200_000  # rows written at a time
_SHEET_SLICE = 5_000  # rows of a sheet, which take longer


Wrote = Callable[[int], None]
"""Told how many rows have been written so far, every now and then."""


@dataclass(frozen=True, slots=True)
class Format:
    """A file format: its ending, whether people open it (titles by default), and how it is written and read back."""

    suffix: str
    headers: Literal["names", "titles"]
    write: Callable[[pl.DataFrame, Path, Encoding, Wrote], None]
    read_keys: Callable[[Path, Encoding], pl.Series]


def _flat(frame: pl.DataFrame) -> pl.DataFrame:
    """Lists as `a|b`, categories as text, times without fractions: what a text cell can hold."""
    columns = []
    for name, dtype in frame.schema.items():
        column = pl.col(name)
        if isinstance(dtype, pl.List):
            columns.append(column.list.join("|"))
        elif isinstance(dtype, pl.Enum | pl.Categorical):
            columns.append(column.cast(pl.String))
        elif isinstance(dtype, pl.Datetime):
            columns.append(column.dt.strftime("%Y-%m-%dT%H:%M:%S"))
    return frame.with_columns(columns)


def _text_columns(frame: pl.DataFrame) -> list[str]:
    return [name for name, dtype in frame.schema.items() if dtype == pl.String]


def _write_csv(frame: pl.DataFrame, path: Path, encoding: Encoding, wrote: Wrote) -> None:
    flat = _flat(frame)
    flat = flat.with_columns(neutralised(pl.col(name)).alias(name) for name in _text_columns(flat))
    flat = flat.rename({n: f"'{n}" for n in flat.columns if n and n[0] in "=+-@＝＋－＠"})
    with path.open("wb") as file:
        for start in range(0, max(flat.height, 1), _SLICE):
            rows, first = flat.slice(start, _SLICE), start == 0
            if encoding == "gb18030":
                file.write(rows.write_csv(include_header=first).encode("gb18030"))
            else:
                rows.write_csv(file, include_header=first, include_bom=first and encoding == "utf-8-sig")
            wrote(start + rows.height)


def _read_csv(path: Path, encoding: Encoding) -> pl.Series:
    if encoding == "gb18030":
        frame = pl.read_csv(path.read_bytes().decode("gb18030").encode(), infer_schema=False, columns=[0])
    else:
        frame = pl.read_csv(path, infer_schema=False, columns=[0])
    return frame.to_series(0)


def require_room(rows: int) -> None:
    """Raises `too-many-rows` for more than a sheet holds below its header."""
    if rows >= SHEET_ROWS:
        raise SegdslError(Diagnostic("too-many-rows", {"rows": rows, "limit": SHEET_ROWS - 1}))


def _write_xlsx(frame: pl.DataFrame, path: Path, _encoding: Encoding, wrote: Wrote) -> None:
    require_room(frame.height)
    flat = _flat(frame)
    whole = [n for n, d in flat.schema.items() if d.is_integer()]
    long = [
        n for n in whole if (flat[n].cast(pl.Float64).abs() >= EXACT_DIGITS).any()
    ]  # narrow types cannot hold the limit
    flat = flat.with_columns(pl.col(long).cast(pl.String))
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"created": dt.datetime(2000, 1, 1, tzinfo=dt.UTC)})  # same inputs, same bytes
        sheet = book.add_worksheet()
        as_text, as_date = book.add_format({"num_format": "@"}), book.add_format({"num_format": "yyyy-mm-dd"})
        bold = book.add_format({"bold": True})
        for at, name in enumerate(flat.columns):
            sheet.write_string(0, at, name, bold)
        sheet.freeze_panes(1, 0)
        for number, row in enumerate(flat.iter_rows(), start=1):
            for at, value in enumerate(row):
                if isinstance(value, str):
                    sheet.write_string(number, at, value, as_text)
                elif isinstance(value, bool):
                    sheet.write_boolean(number, at, value)
                elif isinstance(value, dt.date):
                    sheet.write_datetime(number, at, value, as_date)
                elif value is not None:
                    sheet.write_number(number, at, value)
            if number % _SHEET_SLICE == 0:
                wrote(number)


def _read_xlsx(path: Path, _encoding: Encoding) -> pl.Series:
    return pl.read_excel(path, columns=[0], infer_schema_length=0).to_series(0).cast(pl.String)


def _write_parquet(frame: pl.DataFrame, path: Path, _encoding: Encoding, _wrote: Wrote) -> None:
    frame.write_parquet(path, compression="zstd", statistics=True)


def _read_parquet(path: Path, _encoding: Encoding) -> pl.Series:
    return pl.read_parquet(path, columns=[0]).to_series(0).cast(pl.String)


def _write_jsonl(frame: pl.DataFrame, path: Path, _encoding: Encoding, wrote: Wrote) -> None:
    with path.open("wb") as file:
        for start in range(0, frame.height, _SLICE):
            rows = frame.slice(start, _SLICE)
            rows.write_ndjson(file)
            wrote(start + rows.height)


def _read_jsonl(path: Path, _encoding: Encoding) -> pl.Series:
    with path.open(encoding="utf-8") as lines:
        values = [next(iter(json.loads(line).values())) for line in lines]
    return pl.Series(values, dtype=pl.String, strict=False)


FORMATS: dict[FormatName, Format] = {
    "csv": Format(".csv", "names", _write_csv, _read_csv),
    "xlsx": Format(".xlsx", "titles", _write_xlsx, _read_xlsx),
    "parquet": Format(".parquet", "names", _write_parquet, _read_parquet),
    "jsonl": Format(".jsonl", "names", _write_jsonl, _read_jsonl),
}
