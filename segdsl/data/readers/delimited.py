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
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import IO, cast

import polars as pl

from segdsl.data.part import CsvFile, Part
from segdsl.data.project import DataSource
from segdsl.data.readers.failures import reading, shown
from segdsl.data.settings import SEPARATORS
from segdsl.diagnostics import Diagnostic, SegdslError

_CHUNK = 1 << 22
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SUPERSET = {"gbk": "gb18030", "gb2312": "gb18030"}  # same bytes, more characters
_UTF8 = ("utf-8", "utf-8-sig", "ascii")

csv.field_size_limit(1 << 30)


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
            names = frame.collect_schema().names()
        if len(names) != len(group[0].header):  # the fast reader and the exact one disagree about where it ends
            raise SegdslError(Diagnostic("csv-quotes", {"file": shown(group[0].file), "line": 1}))
        # The fast reader leaves doubled quotes in a header as they are.
        pairs = zip(names, group[0].header, strict=True)
        frame = frame.rename({name: title for name, title in pairs if title and title != name})
        parts.append(Part(frame, frame.collect_schema(), tuple(one.file for one in group), loose=True, csv=group))
    return parts, findings


def _open(file: Path, source: DataSource, findings: list[Diagnostic]) -> CsvFile:
    with reading(file):
        stat = file.stat()
        scan, encoding = _as_utf8(file, stat.st_size, stat.st_mtime_ns, source.encoding)
        if source.encoding is None and encoding not in _UTF8:
            findings.append(Diagnostic("encoding-detected", {"file": shown(file), "encoding": encoding}))
        with scan.open(encoding="utf-8-sig", errors="replace", newline="") as lines:
            sample = list(itertools.islice(lines, 50))
    separator = source.separator or _separator(sample)
    try:
        header = next((row for row in csv.reader(sample, delimiter=separator, strict=True) if row), None)
    except csv.Error:
        raise SegdslError(Diagnostic("csv-quotes", {"file": shown(file), "line": 1})) from None
    if header is None:
        raise SegdslError(Diagnostic("file-empty", {"file": shown(file)}))
    one_name_each(header, file)
    return CsvFile(file, scan, separator, tuple(header), encoding)


def one_name_each(header: Sequence[str | None], file: Path) -> None:
    """Raises `SegdslError` if two columns have the same name; columns without one cannot be read anyway."""
    repeated = [name for name, count in Counter(header).items() if name and count > 1]
    if repeated:
        raise SegdslError(Diagnostic("column-repeated", {"file": shown(file), "column": repeated[0]}))


@cache
def _as_utf8(file: Path, size: int, modified: int, encoding: str | None) -> tuple[Path, str]:
    """Where the text of a file lies as UTF-8, and its encoding on disk; found out once while nobody writes to it."""
    known = _SUPERSET.get(encoding or "", encoding) or _detect(file)
    with _raw(file) as content:
        start = content.read(_CHUNK)
    returns = b"\r" in start and b"\n" not in start  # lines end as they did on a Macintosh
    plain = known in _UTF8 and not returns and file.suffix.lower() != ".gz"
    return (file if plain else _recode(file, known, returns=returns)), known


def _raw(file: Path) -> IO[bytes]:
    return cast("IO[bytes]", gzip.open(file)) if file.suffix.lower() == ".gz" else file.open("rb")


def _detect(file: Path) -> str:
    """UTF-8 if the whole file is, else GB18030; a byte order mark decides at once."""
    with _raw(file) as content:
        start = content.read(4)
    for mark, encoding in _BOMS:
        if start.startswith(mark):
            return encoding
    return "utf-8" if undecodable(file) is None else "gb18030"


def undecodable(file: Path, encoding: str = "utf-8", use: Callable[[str], object] = len) -> int | None:
    """The offset of the first byte that is none of this encoding; None if all are. `use` is given what was decoded."""
    decoder = codecs.getincrementaldecoder(encoding)()
    done = pending = 0
    with _raw(file) as content:
        try:
            while True:
                chunk = content.read(_CHUNK)
                pending = len(decoder.getstate()[0])  # bytes of a character that the last chunk cut in two
                use(decoder.decode(chunk, final=not chunk))
                if not chunk:
                    return None
                done += len(chunk)
        except UnicodeDecodeError as error:
            return done - pending + error.start


def _recode(file: Path, encoding: str, *, returns: bool) -> Path:
    scratch = Path(tempfile.mkdtemp(dir=_scratch().name)) / file.stem
    with scratch.open("w", encoding="utf-8", newline="") as copy:
        write = copy.write
        offset = undecodable(file, encoding, (lambda text: write(text.replace("\r", "\n"))) if returns else write)
    if offset is not None:
        scratch.unlink()
        fault = Diagnostic("encoding-wrong", {"file": shown(file), "encoding": encoding, "offset": offset})
        raise SegdslError(fault)
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
