"""Snapshots kept in a folder: found if they still hold, else made, all at once or not at all.

Each table has a folder, and in it one folder per snapshot, named after the hash of what it was made of. A snapshot is
written beside its place and then renamed; one process at a time writes a table. Whether it holds is seen by the size
and time of the input files; where those changed, by their contents.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import mkdtemp
from time import perf_counter
from typing import Literal

import polars as pl
from filelock import FileLock

from segdsl.data.contract import Conformed, conform, require
from segdsl.data.events.index import EventIndex, EventPart
from segdsl.data.events.rows import RowFinder, Stop
from segdsl.data.project import DataSource
from segdsl.data.report import DataReport, Fingerprint, fingerprint
from segdsl.data.sources import find_files, scan
from segdsl.data.store import manifest as m
from segdsl.data.store import parts
from segdsl.data.store.codes import code_column
from segdsl.data.store.customers import write_customers
from segdsl.data.store.events import open_part, write_events
from segdsl.diagnostics import Diagnostic
from segdsl.rulebook.model import Table

BUDGET = 2 * 2**30
"""Bytes of rows under way that are held in memory; more wait on disk."""

Progress = Callable[[str, int], None]
"""Called with a table's name and how many of its rows have been worked on since the last call; 0 says that was all."""

_TEMPORARY = ".new-"
Build = Callable[[Path, m.Manifest | None], m.Manifest]
"""Writes a snapshot's files into a folder, after those of an earlier one that it extends, and says what they are."""


@dataclass(frozen=True)
class Snapshot:
    """The profile made ready: customers in the order of their keys."""

    table: Table
    folder: Path
    manifest: m.Manifest

    @property
    def report(self) -> DataReport:
        """What was found when the data was held against its contract."""
        return self.manifest.report

    @property
    def keys(self) -> pl.Series:
        """The keys, in order."""
        return self.read([self.table.key]).to_series()

    def codes(self, field: str) -> str | None:
        """The column that numbers the field's values, where there is one."""
        column = code_column(field)
        return column if column in self.manifest.columns else None

    def read(self, columns: Sequence[str]) -> pl.DataFrame:
        """Columns of all customers, used where they lie on disk."""
        frames = [parts.read(self.folder / one.file, columns) for one in self.manifest.parts]
        return pl.concat(frames, rechunk=False)


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What was done for a table. `size` is in bytes on disk."""

    table: str
    how: Literal["reused", "extended", "built"]
    rows: int
    strangers: int
    size: int
    seconds: float
    findings: tuple[Diagnostic, ...]


StoredEvents = tuple[EventIndex, m.Manifest]
"""An index, and what its snapshot says about itself."""


class Store:
    """The snapshots of a project, in `folder`. `refreshed` says what was done so far, by table."""

    def __init__(
        self, folder: Path, zone: str, *, progress: Progress = lambda _table, _rows: None, budget: int = BUDGET
    ) -> None:
        self.folder = folder
        self.zone = zone
        self.progress = progress
        self.budget = budget
        self.refreshed: dict[str, Refreshed] = {}
        self.identities: dict[str, str] = {}
        """Of the snapshots used so far, by table: equal ones hold the same rows."""
        self._finder: tuple[str, RowFinder] | None = None

    def profile(self, table: Table, source: DataSource, *, strict: bool = False) -> Snapshot:
        """The customers' snapshot. Raises what `conform` raises, and `OSError` where the folder cannot be written."""
        meaning = m.meaning(table, self.zone, _manner(source))

        def build(folder: Path, _known: m.Manifest | None) -> m.Manifest:
            conformed = conform(scan(source), table, zone=self.zone, strict=strict)
            files, columns = write_customers(conformed, table, folder, self.budget, self._done(table))
            return _described(table, meaning, conformed, files, columns)

        folder, manifest = self._find(table, source, meaning, build)
        require(manifest.report, strict=strict)
        return Snapshot(table, folder, manifest)

    def events(
        self, table: Table, source: DataSource, profile: Snapshot, stop: Stop, *, strict: bool = False
    ) -> StoredEvents:
        """An events table's index for the customers of a snapshot. Raises as `profile` does, and what `stop` raises.

        Where files were only added behind those that are indexed already, nothing but the new ones is read. Given up
        by `stop`, it leaves the snapshots as they were.
        """
        meaning = m.meaning(table, self.zone, _manner(source), profile.manifest.identity)
        customers = profile.manifest.rows

        def build(folder: Path, known: m.Manifest | None) -> m.Manifest:
            skipped = len(known.inputs) if known else 0
            conformed = conform(scan(source, find_files(source)[skipped:]), table, zone=self.zone, strict=strict)
            written, columns, read = write_events(
                conformed, table, self._finder_of(profile), customers, folder, self.budget, self._done(table, stop),
                self._parts(table, known) if known else (),
            )  # fmt: skip
            made = _described(table, meaning, conformed, written, columns)
            made = replace(made, strangers=read.strangers, days=dict(read.days))
            return m.together(known, made) if known else made

        folder, manifest = self._find(table, source, meaning, build)
        require(manifest.report, strict=strict)
        opened = tuple(open_part(folder, part, table.at) for part in manifest.parts)
        events = sum(part.rows for part in manifest.parts)
        return EventIndex(table, opened, customers, events, manifest.strangers), manifest

    def _finder_of(self, profile: Snapshot) -> RowFinder:
        """The finder of a profile's keys, kept for the next table unless it is large."""
        if self._finder is not None and self._finder[0] == profile.manifest.identity:
            return self._finder[1]
        finder = RowFinder(profile.keys)
        self._finder = (profile.manifest.identity, finder) if finder.size <= self.budget // 4 else None
        return finder

    def _done(self, table: Table, stop: Stop | None = None) -> Callable[[int], None]:
        def done(rows: int) -> None:
            if stop is not None:
                stop()
            if rows:
                self.progress(table.name, rows)

        return done

    def _parts(self, table: Table, known: m.Manifest) -> tuple[EventPart, ...]:
        folder = self.folder / table.name / known.identity
        return tuple(open_part(folder, part, table.at) for part in known.parts)

    def _find(self, table: Table, source: DataSource, meaning: str, build: Build) -> tuple[Path, m.Manifest]:
        """The snapshot that holds, made if there is none. An earlier one is extended if the table is one of events."""
        begun = perf_counter()
        folder = self.folder / table.name
        files = fingerprint(find_files(source))
        found = _holding(folder, meaning, files)
        how: Literal["reused", "extended", "built"] = "reused"
        if found is None:
            with self._alone(folder):
                found = _holding(folder, meaning, files)  # another process may have been at it
                if found is None:
                    known = _beginning(folder, meaning, files) if table.role == "events" else None
                    found = _made(folder, known, build)
                    how = "extended" if known else "built"
            self.progress(table.name, 0)
        self.identities[table.name] = found.identity
        place = folder / found.identity
        size = sum((place / part.file).stat().st_size for part in found.parts)
        self.refreshed[table.name] = Refreshed(
            table.name, how, found.rows, found.strangers, size, perf_counter() - begun, found.findings
        )
        return place, found

    @contextmanager
    def _alone(self, folder: Path) -> Iterator[None]:
        """While this process alone writes the table's snapshots; what a dead one left is cleared away."""
        folder.mkdir(parents=True, exist_ok=True)
        (self.folder / ".gitignore").write_text("*\n", encoding="utf-8")
        with FileLock(folder / ".lock"):
            for left in folder.glob(_TEMPORARY + "*"):
                shutil.rmtree(left, ignore_errors=True)
            yield


def _manner(source: DataSource) -> str:
    """How files are read that do not say themselves."""
    return repr((source.encoding, source.separator, source.sheet))


def _described(
    table: Table,
    meaning: str,
    conformed: Conformed,
    files: tuple[m.PartFile, ...],
    columns: dict[str, parts.Extremes],
) -> m.Manifest:
    inputs = tuple(_input(one) for one in conformed.report.files)
    report = conformed.report
    return m.Manifest(table.name, meaning, inputs, report.rows, files, columns, report.findings, report.ignored)


def _input(file: Fingerprint) -> m.Input:
    return m.Input(*file.stamp, file.sha256)


def _manifests(folder: Path, meaning: str) -> Iterator[m.Manifest]:
    """The snapshots of a table that mean the same and are whole."""
    for place in sorted(folder.glob("[!.]*")) if folder.is_dir() else ():
        found = m.load(place)
        if found is not None and found.meaning == meaning and found.identity == place.name and _whole(place, found):
            yield found


def _whole(folder: Path, manifest: m.Manifest) -> bool:
    """Whether all files are there in full length: after a power cut, those written last may not be."""
    try:
        return all((folder / part.file).stat().st_size == part.size for part in manifest.parts)
    except OSError:
        return False


def _holding(folder: Path, meaning: str, files: Sequence[Fingerprint]) -> m.Manifest | None:
    """The snapshot of exactly these files; one of the same contents at other times is taken on, with their times."""
    for found in _manifests(folder, meaning):
        if [one.stamp for one in found.inputs] == [one.stamp for one in files]:
            return found
        if [one.size for one in found.inputs] == [one.size for one in files] and all(
            one.sha256 == file.sha256 for one, file in zip(found.inputs, files, strict=True)
        ):
            renewed = replace(found, inputs=tuple(_input(file) for file in files))
            renewed.dump(folder / found.identity)
            return renewed
    return None


def _beginning(folder: Path, meaning: str, files: Sequence[Fingerprint]) -> m.Manifest | None:
    """The snapshot of the first of these files, the longest there is."""
    stamps = [one.stamp for one in files]

    def begins(found: m.Manifest) -> bool:
        return [one.stamp for one in found.inputs] == stamps[: len(found.inputs)]

    return max(filter(begins, _manifests(folder, meaning)), key=lambda found: len(found.inputs), default=None)


def _made(folder: Path, known: m.Manifest | None, build: Build) -> m.Manifest:
    """Make a snapshot, put it in its place, and clear away those that it replaces."""
    temporary = Path(mkdtemp(prefix=_TEMPORARY, dir=folder))
    try:
        made = build(temporary, known)
        made.dump(temporary)
        place = folder / made.identity
        shutil.rmtree(place, ignore_errors=True)  # one that is not whole
        temporary.rename(place)
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise
    for other in folder.glob("[!.]*"):
        if other != place:
            shutil.rmtree(other, ignore_errors=True)  # whoever still reads from it keeps what it has opened
    return made
