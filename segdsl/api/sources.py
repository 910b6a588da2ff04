"""Where the data of a project is, for scripts that read it without us: what our own readers find out from the files."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from segdsl.data.lists import key_column
from segdsl.data.part import CsvFile, Part, Scanned
from segdsl.data.project import DataSource, ProjectFile
from segdsl.data.readers.columnar import IPC_FILE
from segdsl.data.sources import format_of, scan
from segdsl.lowering.polars import Files, KeyFiles, Sources
from segdsl.lowering.polars.script_sources import Cells

if TYPE_CHECKING:
    from segdsl.rulebook.model import Field, Rulebook, Table


def script_sources(book: Rulebook, file: ProjectFile) -> Sources:
    """The tables of a rulebook and the lists, as far as the project names them. Reads no more than headers.

    Raises `SegdslError` for files that are named and cannot be read.
    """
    profile = book.profile
    named = dict(file.data)
    if profile is not None and "" in named:
        named[profile.name] = named.pop("")
    tables: list[Table] = [*([profile] if profile else []), *book.events.values()]
    files = {table.name: files_of(named[table.name], file.timezone) for table in tables if table.name in named}
    lists: Mapping[str, tuple[KeyFiles, ...]] = {}
    if profile is not None:
        key = profile.fields[profile.key]
        lists = {name: tuple(_keys(source, key, file.timezone)) for name, source in file.lists.items()}
    return Sources(book.events, files, lists)


def files_of(source: DataSource, zone: str) -> tuple[Files, ...]:
    """How polars opens the files of a source. Raises `SegdslError` where they cannot be found or read."""
    alike = _alike(scan(source))
    together = _pattern(source, alike[0].files) if len(alike) == 1 else None
    return tuple(_files(part, source, zone, together) for part in alike)


def _keys(source: DataSource, key: Field, zone: str) -> Iterator[KeyFiles]:
    """A list: its files, and the column of keys in them."""
    for part in _alike(scan(source)):
        column, headed = key_column(part, source.path, key)
        files = _files(part, source, zone, None)
        if headed:
            yield KeyFiles(files, column)
        else:
            named = (("has_header", False), ("new_columns", [key.column]))
            bare = replace(files, options=(*files.options, *named), cells={key.column: "text"})
            yield KeyFiles(bare, key.column)


def _alike(scanned: Scanned) -> list[Part]:
    """The parts, cut where files differ in encoding."""
    found = []
    for part in scanned.parts:
        groups = [tuple(same) for _, same in groupby(part.csv, _encoding)]
        found += [replace(part, files=tuple(csv.file for csv in group), csv=group) for group in groups] or [part]
    return found


def _encoding(csv: CsvFile) -> str | None:
    """The encoding that polars has to be told; None for files that it can scan."""
    return None if csv.scan == csv.file else csv.encoding


def _files(part: Part, source: DataSource, zone: str, together: str | None) -> Files:
    """The files of a part, or the pattern that stands for all of them."""
    reader, options = _reader(part, source)
    paths = tuple(map(_shown, part.files))
    return Files(
        reader,
        (together,) if together and reader.startswith("scan") else paths,
        options,
        {name: cells for name, found in part.schema.items() if (cells := _cells(found, part))},
        zone,
    )


def _cells(found: pl.DataType, part: Part) -> Cells | None:
    """What a script has to know of a column to read it as declared."""
    if isinstance(found, pl.Datetime) and found.time_zone:
        return "zoned"
    if found.is_float() or isinstance(found, pl.Decimal):
        return "fraction"
    if found.is_integer():
        return "whole"
    return "text" if part.loose and found == pl.String else None


def _reader(part: Part, source: DataSource) -> tuple[str, tuple[tuple[str, object], ...]]:
    """The function of polars that opens the files of a part, and its arguments."""
    match format_of(part.files[0]):
        case "parquet":
            return "scan_parquet", ()
        case "arrow":
            return ("scan_ipc" if _is_file(part.files[0]) else "read_ipc_stream"), ()
        case "csv":
            options: list[tuple[str, object]] = [("infer_schema", False)]
            if part.csv[0].separator != ",":
                options.append(("separator", part.csv[0].separator))
            encoding = _encoding(part.csv[0])
            if encoding and not encoding.startswith("utf-8"):  # which polars takes for granted, compressed or not
                options.append(("encoding", encoding))
            return ("read_csv" if encoding else "scan_csv"), tuple(options)
        case _:
            return "read_excel", (("sheet_name", source.sheet),) if source.sheet else ()


def _is_file(file: Path) -> bool:
    with file.open("rb") as content:
        return content.read(len(IPC_FILE)) == IPC_FILE


def _pattern(source: DataSource, files: Sequence[Path]) -> str | None:
    """A glob for all files of a folder, or the one that the project names; None where it would find others."""
    suffixes = {file.suffix for file in files}
    target = source.base / source.path
    if target.is_file() or len(suffixes) > 1:
        return None
    pattern = target / f"*{suffixes.pop()}" if target.is_dir() else target
    return _shown(pattern) if sorted(glob.glob(str(pattern), recursive=True)) == sorted(map(str, files)) else None  # noqa: PTH207


def _shown(path: Path) -> str:
    """A path as the script has it: from the current folder, if it lies in it."""
    here = Path.cwd()
    path = Path(os.path.abspath(path))  # noqa: PTH100 - links stay as they are
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()
