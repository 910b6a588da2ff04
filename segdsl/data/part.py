"""What reading a source gives: frames of one schema each, in file order, not yet held against a contract."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from segdsl.diagnostics import Diagnostic

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True, slots=True)
class CsvFile:
    """A CSV file as it is on disk, where it can be scanned as UTF-8, and what its first line says.

    `encoding` is that of the file on disk.
    """

    file: Path
    scan: Path
    separator: str
    header: tuple[str, ...]
    encoding: str = "utf-8"


@dataclass(frozen=True, slots=True)
class Part:
    """Files in a row that have the same columns of the same physical types, as one frame.

    `loose`: text is what somebody typed or exported (CSV, workbooks), so declared types are parsed from it and an empty
    cell is missing. Elsewhere the physical types count and nothing is parsed. `csv` says more about CSV files.
    """

    frame: pl.LazyFrame
    schema: pl.Schema
    files: tuple[Path, ...]
    loose: bool = False
    csv: tuple[CsvFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Scanned:
    """A source that has been found and opened. Row order is file name, then row. `label` is what messages call it."""

    label: str
    parts: tuple[Part, ...]
    findings: tuple[Diagnostic, ...] = ()

    @property
    def files(self) -> tuple[Path, ...]:
        """The files behind it, in the order in which they are read; none for a frame from memory."""
        return tuple(file for part in self.parts for file in part.files)


def from_frame(frame: pl.LazyFrame, label: str = "frame", *, loose: bool = False) -> Scanned:
    """A frame that is already in memory, or was built by other means, as if it had been scanned."""
    return Scanned(label, (Part(frame, frame.collect_schema(), (), loose),))
