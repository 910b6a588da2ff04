"""Writes the demo data chunk by chunk, in memory that does not grow with the number of customers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import BinaryIO

import polars as pl
from polars.io.plugins import register_io_source

from segdsl.demo.blocks import BLOCK, draw_block
from segdsl.demo.calendar import Calendar
from segdsl.demo.model import MODEL_VERSION
from segdsl.demo.numbers import MAX_CUSTOMERS
from segdsl.demo.publish import unfinished
from segdsl.demo.records import LISTS
from segdsl.demo.summary import NOTES_NAME, Summary
from segdsl.demo.tables import EVENT_TABLES, PROFILE
from segdsl.diagnostics import Diagnostic, SegdslError

CHUNK = 500_000
"""Customers whose events go into one part file."""

ROW_GROUP = 250_000
BYTES_PER_CUSTOMER = {False: 40, True: 90}
"""Room taken on disk without and with events, measured at a million customers and rounded up."""

DEFAULT_CUSTOMERS = 100_000
DEFAULT_SEED = 2021
DEFAULT_AS_OF = date(2021, 6, 30)

PROFILE_FILE = "data/customers.parquet"
EVENT_FOLDERS = {table: f"data/{table}" for table in EVENT_TABLES}
LIST_FILES = {name: f"lists/{name}.csv" for name in LISTS}
OWNED = (NOTES_NAME, PROFILE_FILE, *EVENT_FOLDERS.values(), *LIST_FILES.values())
"""What a run writes, and replaces if an earlier one has."""

Progress = Callable[[int, int], None]
"""Called with the number of customers done and the number asked for."""


def generate(
    directory: Path,
    customers: int = DEFAULT_CUSTOMERS,
    seed: int = DEFAULT_SEED,
    as_of: date = DEFAULT_AS_OF,
    *,
    events: bool = True,
    chunk: int = CHUNK,
    progress: Progress | None = None,
) -> Summary:
    """Write synthetic grid customers to `directory`: `data/`, `lists/` and `DATA.md`.

    The same arguments give the same bytes with the same versions of numpy and polars, and the same values whatever the
    `chunk`, a multiple of `BLOCK`. Without `events` only the profile and the lists are written, with the same values.
    All is written aside and renamed at the end; files of an earlier demo are replaced, others left alone.

    Raises:
        SegdslError, OSError: the number of customers is out of range, or files cannot be written (see `unfinished`).
        ValueError: `chunk` is no multiple of `BLOCK`, or `seed` is negative.
    """
    if not 1 <= customers <= MAX_CUSTOMERS:
        raise SegdslError(Diagnostic("demo-size", {"customers": customers, "most": MAX_CUSTOMERS}))
    if chunk < BLOCK or chunk % BLOCK:
        raise ValueError(f"chunk is {chunk}, not a multiple of {BLOCK}")
    if seed < 0:
        raise ValueError(f"seed is {seed}, below 0")
    with unfinished(directory, customers * BYTES_PER_CUSTOMER[events], OWNED) as folder:
        run = _Run(folder, customers, seed, Calendar(as_of), EVENT_TABLES if events else (), chunk, progress)
        run.write()
        summary = Summary(directory, customers, **run.rows, seed=seed, as_of=as_of)
        (folder / NOTES_NAME).write_text(summary.notes(), encoding="utf-8", newline="\n")
    return summary


@dataclass
class _Run:
    """One run: the profile is one stream of blocks, and the events of each chunk are written as it passes."""

    folder: Path
    customers: int
    seed: int
    calendar: Calendar
    tables: tuple[str, ...]
    chunk: int
    progress: Progress | None
    rows: dict[str, int] = field(default_factory=lambda: dict.fromkeys(EVENT_TABLES, 0))

    def write(self) -> None:
        """Write every file but the note."""
        for path in (PROFILE_FILE, *LIST_FILES.values()):
            (self.folder / path).parent.mkdir(exist_ok=True)
        for table in self.tables:
            (self.folder / EVENT_FOLDERS[table]).mkdir()
        with ExitStack() as stack:
            lists = {name: stack.enter_context((self.folder / path).open("wb")) for name, path in LIST_FILES.items()}
            for file in lists.values():
                file.write(b"customer_id\n")
            profile = register_io_source(lambda *_: self._profile(lists), schema=PROFILE)
            profile.sink_parquet(self.folder / PROFILE_FILE, row_group_size=ROW_GROUP, metadata=self._label())

    def _profile(self, lists: Mapping[str, BinaryIO]) -> Iterator[pl.DataFrame]:
        """The profile block by block; what else a block holds is written on the way."""
        pending: dict[str, list[pl.DataFrame]] = {table: [] for table in self.tables}
        for first in range(0, self.customers, BLOCK):
            size = min(BLOCK, self.customers - first)
            block = draw_block(self.seed, first // BLOCK, self.calendar, size, events=bool(self.tables))
            for name, file in lists.items():
                block.records.filter(pl.col(name)).select("customer_id").write_csv(file, include_header=False)
            for table in self.tables:
                pending[table].append(block.events[table])
            done = first + size
            if done % self.chunk == 0 or done == self.customers:
                self._flush(pending, first // self.chunk)
            yield block.records.select(PROFILE.names())
            if self.progress:
                self.progress(done, self.customers)

    def _flush(self, pending: dict[str, list[pl.DataFrame]], part: int) -> None:
        """Write the events of one chunk of customers, a file per table."""
        for table, frames in pending.items():
            events = pl.concat(frames)
            path = self.folder / EVENT_FOLDERS[table] / f"part-{part:05d}.parquet"
            events.write_parquet(path, row_group_size=ROW_GROUP, metadata=self._label())
            self.rows[table] += len(events)
            frames.clear()

    def _label(self) -> dict[str, str]:
        """What every Parquet file says of itself in its metadata."""
        return {
            "segdsl.synthetic": "true",
            "segdsl.description": "合成数据，不含真实客户 · synthetic data, no real customers",
            "segdsl.model": MODEL_VERSION,
            "segdsl.seed": str(self.seed),
            "segdsl.as_of": self.calendar.as_of.isoformat(),
            "segdsl.customers": str(self.customers),
        }
