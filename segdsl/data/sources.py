"""From what a project calls its data to open frames: finds the files and hands them to the reader of their format."""

from __future__ import annotations

import glob
from collections.abc import Sequence
from pathlib import Path

from segdsl.data.part import Scanned
from segdsl.data.project import DataSource
from segdsl.data.readers.columnar import arrow_parts, parquet_parts
from segdsl.data.readers.delimited import csv_parts
from segdsl.data.readers.failures import reading, shown
from segdsl.diagnostics import Diagnostic, SegdslError
from segdsl.rulebook.suggest import closest

MAGIC = {b"PK\x03\x04": "workbook", b"\xd0\xcf\x11\xe0": "workbook", b"PAR1": "parquet", b"ARROW1": "arrow"}
FORMATS = {
    ".parquet": "parquet",
    ".pq": "parquet",
    ".csv": "csv",
    ".tsv": "csv",
    ".txt": "csv",
    ".csv.gz": "csv",
    ".tsv.gz": "csv",
    ".txt.gz": "csv",
    ".arrow": "arrow",
    ".arrows": "arrow",
    ".feather": "arrow",
    ".ipc": "arrow",
    ".xlsx": "workbook",
    ".xlsm": "workbook",
    ".xlsb": "workbook",
    ".xls": "workbook",
    ".ods": "workbook",
}


def scan(source: DataSource, files: Sequence[Path] | None = None) -> Scanned:
    """Opens the files of a source, or those of them that are named, reading no more than headers where possible.

    Raises `SegdslError`: nothing found, a folder without data files, formats mixed or unknown, a file that is empty,
    damaged or may not be read, a column named twice.
    """
    if files is None:
        with reading(source.path):
            files = find_files(source)
    formats = {format_of(file) for file in files}
    if len(formats) > 1:
        named = ", ".join(sorted({"".join(file.suffixes[-1:]) for file in files}))
        raise SegdslError(Diagnostic("formats-mixed", {"file": source.path, "formats": named}))
    match formats.pop():
        case "parquet":
            return Scanned(source.path, tuple(parquet_parts(files)))
        case "arrow":
            return Scanned(source.path, tuple(arrow_parts(files)))
        case "csv":
            parts, findings = csv_parts(files, source)
            return Scanned(source.path, tuple(parts), tuple(findings))
        case _:
            from segdsl.data.readers.workbook import workbook_parts

            parts, findings = workbook_parts(files, source)
            return Scanned(source.path, tuple(parts), tuple(findings))


def format_of(file: Path) -> str:
    """The format that a file's name says. Raises `SegdslError` where it says none that can be read."""
    name = file.name.lower()
    for suffix, kind in FORMATS.items():
        if name.endswith(suffix):
            return _content(file, kind)
    args = {"file": shown(file), "suffix": file.suffix, "known": " ".join(FORMATS)}
    raise SegdslError(Diagnostic("format-unknown", args))


def _content(file: Path, kind: str) -> str:
    """The same format, unless the first bytes say another."""
    with reading(file), file.open("rb") as content:
        start = content.read(8)
    for magic, found in MAGIC.items():
        if start.startswith(magic) and found != kind:
            suffix = next(suffix for suffix, one in FORMATS.items() if one == found)
            raise SegdslError(Diagnostic("format-differs", {"file": shown(file), "suffix": suffix}))
    if not start:
        raise SegdslError(Diagnostic("file-empty", {"file": shown(file)}))
    return kind


def find_files(source: DataSource) -> tuple[Path, ...]:
    """The files that a path, a glob or a folder (not its subfolders) stands for, sorted by name; never none."""
    target = source.base / source.path
    if target.is_file():
        return (target,)
    if target.is_dir():
        if (target / "_delta_log").is_dir():
            raise SegdslError(Diagnostic("format-delta", {"file": source.path}))
        files = sorted(file for file in target.iterdir() if _is_data(file))
        if not files:
            raise SegdslError(Diagnostic("folder-empty", {"file": source.path, "known": " ".join(FORMATS)}))
        return tuple(files)
    found = glob.glob(source.path, root_dir=source.base, recursive=True)  # noqa: PTH207 - absolute patterns too
    if files := sorted(file for name in found if (file := source.base / name).is_file()):
        return tuple(files)
    raise SegdslError(_missing(source, target))


def _is_data(file: Path) -> bool:
    name = file.name.lower()
    return file.is_file() and not name.startswith((".", "_", "~$")) and name.endswith(tuple(FORMATS))


def _missing(source: DataSource, target: Path) -> Diagnostic:
    """Says what is missing: the file, with its nearest sibling, or already a folder on the way to it."""
    if glob.has_magic(source.path):
        return Diagnostic("glob-empty", {"file": source.path, "base": str(source.base)})
    folder = target.parent
    if not folder.is_dir():
        while not folder.is_dir():
            target, folder = folder, folder.parent
        args = {"file": source.path, "folder": str(target)}
        code = "file-missing-folder"
    else:
        args = {"file": source.path}
        code = "file-missing"
    near = closest(target.name, (entry.name for entry in folder.iterdir()))
    return Diagnostic(code, {**args, "near": near} if near else args)
