"""What was found when data was held against its contract, and which bytes it was found in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from segdsl.diagnostics import Diagnostic, SegdslError


class ContractError(SegdslError):
    """The data was read but does not fit its contract."""

    exit_code = 1


@dataclass(frozen=True)
class Fingerprint:
    """One input file. `stamp` changes whenever the file does, for all practical purposes, and costs nothing."""

    path: Path
    size: int
    modified: int

    @property
    def stamp(self) -> tuple[str, int, int]:
        """Path, size in bytes and time of modification in nanoseconds."""
        return str(self.path), self.size, self.modified

    @cached_property
    def sha256(self) -> str:
        """The hash of the file's bytes as hexadecimal; reads the whole file, once. Raises `OSError`."""
        with self.path.open("rb") as content:
            return hashlib.file_digest(content, "sha256").hexdigest()


def fingerprint(files: Iterable[Path]) -> tuple[Fingerprint, ...]:
    """The identity of each file as it is now."""
    return tuple(Fingerprint(file, (stat := file.stat()).st_size, stat.st_mtime_ns) for file in files)


@dataclass(frozen=True, slots=True)
class Counts:
    """Cells of one field: without a value, saying missing, not readable as the declared type, outside `valid`.

    `wide`: the column had to be read with all forms its type can be written in.
    """

    absent: int = 0
    blank: int = 0
    unreadable: int = 0
    outside: int = 0
    wide: bool = False


@dataclass(frozen=True, slots=True)
class PartCounts:
    """Rows of one part, and the cells of each field that has anything to count.

    `blank_rows` have no value at all, `open_rows` others none in the last physical column (both: text and workbooks
    only). `dropped` have no key, or no time where events have one; blank rows are among them, but not among the cells.
    """

    rows: int
    blank_rows: int
    open_rows: int
    dropped: int
    cells: Mapping[str, Counts]


@dataclass(frozen=True, slots=True)
class DataReport:
    """A table held against its contract.

    `rows` are those handed on. `ignored` are columns that are in the data and not in the contract.
    """

    table: str
    rows: int
    findings: tuple[Diagnostic, ...] = ()
    ignored: tuple[str, ...] = ()
    files: tuple[Fingerprint, ...] = ()
    counts: tuple[PartCounts, ...] = field(default=(), repr=False)

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """The findings that stop the table from being used."""
        return tuple(finding for finding in self.findings if finding.severity == "error")
