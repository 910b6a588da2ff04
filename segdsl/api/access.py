"""From rules and sources to an open project: through the project's snapshots, or straight from its files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from weakref import finalize
from zoneinfo import ZoneInfo

from segdsl.api.fitted import load_fitted, newer
from segdsl.api.project import Project
from segdsl.data.asof import Newest, newest_event, newest_of
from segdsl.data.contract import Conformed, conform
from segdsl.data.events.index import EventIndex
from segdsl.data.lists import read_list
from segdsl.data.project import FILE_NAME, DataSource, ProjectFile
from segdsl.data.report import Fingerprint, fingerprint
from segdsl.data.sources import find_files, scan
from segdsl.data.store import Progress, Snapshot, Store, StoredEvents
from segdsl.diagnostics import Diagnostic, SegdslError
from segdsl.engine.allocation import reuse_memory
from segdsl.engine.cache import MEMORY
from segdsl.engine.customers import Customers
from segdsl.engine.events.tables import EventTables, Opener
from segdsl.engine.stopping import Stop, go_on
from segdsl.lowering.polars import Context
from segdsl.rulebook.model import Rulebook, Table

FOLDER = ".segdsl"
"""Where a project keeps what it can make anew."""

_UNPACKED = 8
"""How many bytes in memory a byte of a data file may take while it is worked on: Parquet is packed well."""


@dataclass(frozen=True, slots=True)
class StoreOptions:
    """How what lies beside rules and data is used: whom to tell how far it is, and how much memory to use.

    `memory` is in bytes: half of it for rows under way while a snapshot is made, a quarter each for answers about
    events and for what a session remembers. The columns that a single definition needs have to fit beside it, and with
    `overlap` those of all that are asked about. Without `snapshots` the data is read as it is.
    """

    progress: Progress | None = None
    memory: int = MEMORY
    snapshots: bool = True


def project_store(file: ProjectFile, options: StoreOptions) -> Store | None:
    """The snapshots of a project; None where none are wanted, or there is no `segdsl.toml` to keep them beside.

    Then data too large for memory gets snapshots all the same, in a temporary folder that goes with the store.
    """
    progress = options.progress or (lambda _table, _rows: None)
    if options.snapshots and (file.root / FILE_NAME).is_file():
        return Store(file.root / FOLDER / "data", file.timezone, progress=progress, budget=options.memory // 2)
    if _size(file) * _UNPACKED <= options.memory:
        return None
    folder = TemporaryDirectory(prefix="segdsl-", ignore_cleanup_errors=True)
    store = Store(Path(folder.name), file.timezone, progress=progress, budget=options.memory // 2)
    finalize(store, folder.cleanup)
    return store


def _size(file: ProjectFile) -> int:
    """How many bytes of data there are, of what can be found: what cannot is said when it is read."""
    size = 0
    for source in file.data.values():
        with suppress(SegdslError, OSError):
            size += sum(path.stat().st_size for path in find_files(source))
    return size


@dataclass(slots=True)
class Access:
    """How the data of a project is reached."""

    file: ProjectFile
    strict: bool
    store: Store | None
    memory: int = MEMORY
    noticed: tuple[Diagnostic, ...] = ()
    """What was found when the data was first looked at."""
    _indexed: dict[str, StoredEvents] = field(default_factory=dict)
    """Indexes that the as-of date was read from, until a rule asks for them."""

    def project(self, rulebook: Rulebook, profile: Table, source: DataSource) -> Project:
        """The project of these rules over the data they declare. Raises `SegdslError`."""
        reuse_memory()
        rows, unstored = self._profile(profile, source)
        snapshot = rows if isinstance(rows, Snapshot) else None
        day, late = self._as_of(rulebook, snapshot)
        key = profile.fields[profile.key]
        lists = {name: read_list(listed, key, zone=self.file.timezone) for name, listed in self.file.lists.items()}
        keys = {name: listed.keys.implode() for name, listed in lists.items()}
        of_lists = (finding for listed in lists.values() for finding in listed.findings)
        context = Context(as_of=day, definitions=rulebook.definitions, lists=keys, key=profile.key)
        fitted, unfit = load_fitted(self.file.root, rulebook, context)
        of_fits = (*unfit, *newer(fitted, unfit, day))
        customers = Customers(rows, profile, findings=(*self.noticed, *unstored, *late, *of_fits, *of_lists))
        events = EventTables(self._openers(rulebook, snapshot), customers.keys, self.memory // 4, self._files)
        return Project(self.file, rulebook, customers, events, context, self.store, self.memory, fitted=fitted)

    def _files(self, table: str) -> tuple[Fingerprint, ...]:
        return fingerprint(find_files(self.file.data[table])) if table in self.file.data else ()

    def _profile(self, profile: Table, source: DataSource) -> tuple[Conformed | Snapshot, tuple[Diagnostic, ...]]:
        """The customers; with a word on why there is no snapshot of them, if there ought to be one."""
        findings: tuple[Diagnostic, ...] = ()
        if self.store is not None:
            try:
                return self.store.profile(profile, source, strict=self.strict), ()
            except OSError as problem:
                findings = (_unusable(self.store, problem),)
                self.store = None
        return conform(scan(source), profile, zone=self.file.timezone, strict=self.strict), findings

    def _openers(self, rulebook: Rulebook, profile: Snapshot | None) -> Mapping[str, tuple[Table, Opener]]:
        """How each events table is opened that there is data for; none is before a rule reads it."""

        def opener(table: Table) -> Opener:
            source, store = self.file.data[table.name], self.store
            if store is None or profile is None:
                return lambda _stop: conform(scan(source), table, zone=self.file.timezone, strict=self.strict)

            def stored(stop: Stop) -> tuple[EventIndex, tuple[Diagnostic, ...]] | Conformed:
                try:
                    known = table.name in self._indexed
                    index, manifest = (
                        self._indexed.pop(table.name) if known else self._events(store, table, profile, stop)
                    )
                except OSError as problem:
                    conformed = conform(scan(source), table, zone=self.file.timezone, strict=self.strict)
                    return conformed.remarked(_unusable(store, problem))
                return index, manifest.findings

            return stored

        return {name: (table, opener(table)) for name, table in rulebook.events.items() if name in self.file.data}

    def _events(self, store: Store, table: Table, profile: Snapshot, stop: Stop) -> StoredEvents:
        return store.events(table, self.file.data[table.name], profile, stop, strict=self.strict)

    def _as_of(self, rulebook: Rulebook, profile: Snapshot | None) -> tuple[dt.date, tuple[Diagnostic, ...]]:
        """The date that counts, and a warning for each events table that has later ones."""
        if self.file.as_of is not None:
            return self.file.as_of, ()
        today = dt.datetime.now(ZoneInfo(self.file.timezone)).date()
        newest: list[dt.date] = []
        warnings = []
        for table in rulebook.events.values():
            if table.at is None or table.name not in self.file.data:
                continue
            found = self._newest(table, today, profile)
            if found.day:
                newest.append(found.day)
            if found.later:
                args: dict[str, str | int] = {"count": found.later, "table": table.name, "today": today.isoformat()}
                warnings.append(Diagnostic("events-after-today", args))
        return max(newest, default=today), tuple(warnings)

    def _newest(self, table: Table, today: dt.date, profile: Snapshot | None) -> Newest:
        source = self.file.data[table.name]
        if self.store is not None and profile is not None:
            with suppress(OSError):  # said when the events are read
                self._indexed[table.name] = self._events(self.store, table, profile, go_on)
                return newest_of(self._indexed[table.name][1].days, today)
        return newest_event(scan(source), table, today, zone=self.file.timezone)


def _unusable(store: Store, problem: OSError) -> Diagnostic:
    reason = problem.strerror or str(problem)
    return Diagnostic("store-unusable", {"path": str(problem.filename or store.folder), "reason": reason})
