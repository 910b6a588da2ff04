"""CSV: every column is read as text, because types guessed from the first rows lose leading zeros and long numbers.

UTF-8 is scanned where it lies. Any other encoding (GB18030, UTF-16) and gzip are first written as UTF-8 into a private
temporary folder that lives as long as the process.
"""

from __future__ import annotations

import codecs
import csv
import gzip
import itertools
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO, cast

import polars as pl

from segdsl.data.part import Part
from segdsl.data.project import DataSource
from segdsl.data.readers.failures import reading, shown
from segdsl.data.settings import SEPARATORS
from segdsl.diagnostics import Diagnostic, SegdslError

_CHUNK = 1 << 22
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SUPERSET = {"gbk": "gb18030", "gb2312": "gb18030"}  # same bytes, more characters
_UTF8 = ("utf-8", "utf-8-sig", "ascii")

csv.field_size_limit(1 << 30)


@dataclass(frozen=True, slots=True)
class Delimited:
    """A CSV file as it is on disk: where to scan it as UTF-8, and what its first line says."""

    file: Path
    scan: Path
    separator: str
    header: tuple[str, ...]


def csv_parts(files: Sequence[Path], source: DataSource) -> tuple[list[Part], list[Diagnostic]]:
    """One part per run of files with the same header and separator, and what was found out about encodings.

    Raises `SegdslError` for an empty file, a header that names a column twice and bytes of no known encoding.
    """
    findings: list[Diagnostic] = []
    opened = [_open(file, source, findings) for file in files]
    parts = []
    for (separator, _), same in itertools.groupby(opened, lambda one: (one.separator, one.header)):
        group = tuple(same)
        frame = pl.scan_csv([one.scan for one in group], separator=separator, infer_schema=False, glob=False)
        with reading(group[0].file):
            schema = frame.collect_schema()
        parts.append(Part(frame, schema, tuple(one.file for one in group), loose=True))
    return parts, findings


def _open(file: Path, source: DataSource, findings: list[Diagnostic]) -> Delimited:
    with reading(file):
        encoding = _SUPERSET.get(source.encoding or "", source.encoding) or _detect(file)
        if source.encoding is None and encoding not in _UTF8:
            findings.append(Diagnostic("encoding-detected", {"file": shown(file), "encoding": encoding}))
        scan = file if encoding in _UTF8 and file.suffix != ".gz" else _recode(file, encoding)
        with scan.open(encoding="utf-8-sig", errors="replace", newline="") as lines:
            sample = list(itertools.islice(lines, 50))
    separator = source.separator or _separator(sample)
    header = next((row for row in csv.reader(sample, delimiter=separator) if row), None)
    if header is None:
        raise SegdslError(Diagnostic("file-empty", {"file": shown(file)}))
    if repeated := [name for name, count in Counter(header).items() if count > 1]:
        raise SegdslError(Diagnostic("column-repeated", {"file": shown(file), "column": repeated[0]}))
    return Delimited(file, scan, separator, tuple(header))


def _raw(file: Path) -> IO[bytes]:
    return cast("IO[bytes]", gzip.open(file)) if file.suffix == ".gz" else file.open("rb")


def _detect(file: Path) -> str:
    """UTF-8 if the whole file is, else GB18030; a byte order mark decides at once."""
    with _raw(file) as content:
        chunk = content.read(_CHUNK)
        for mark, encoding in _BOMS:
            if chunk.startswith(mark):
                return encoding
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            while chunk:
                decoder.decode(chunk)
                chunk = content.read(_CHUNK)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "gb18030"
    return "utf-8"


def _recode(file: Path, encoding: str) -> Path:
    scratch = Path(tempfile.mkdtemp(dir=_scratch().name)) / file.name
    decoder = codecs.getincrementaldecoder(encoding)()
    done = pending = 0
    with _raw(file) as content, scratch.open("w", encoding="utf-8", newline="") as copy:
        try:
            while chunk := content.read(_CHUNK):
                pending = len(decoder.getstate()[0])  # bytes of a character that the last chunk cut in two
                copy.write(decoder.decode(chunk))
                done += len(chunk)
            copy.write(decoder.decode(b"", final=True))
        except UnicodeDecodeError as error:
            offset = done - pending + error.start
            fault = Diagnostic("encoding-wrong", {"file": shown(file), "encoding": encoding, "offset": offset})
            raise SegdslError(fault) from None
    return scratch


@cache
def _scratch() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="segdsl-")


def _separator(sample: Sequence[str]) -> str:
    """The separator that splits the first lines into the same number of fields; the most fields if several do."""

    def fit(separator: str) -> tuple[bool, int]:
        widths = {len(row) for row in csv.reader(sample, delimiter=separator) if row}
        return len(widths) == 1 and widths != {1}, max(widths, default=0)

    return max(SEPARATORS, key=fit)


def records(file: Path, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Line number and fields of every record of a UTF-8 file, header included; slow, for explaining a failure."""
    with file.open(encoding="utf-8-sig", errors="replace", newline="") as lines:
        reader = csv.reader(lines, delimiter=separator)
        for row in reader:
            yield reader.line_num, row
