"""The customers of a session: their contract-checked columns, each read once and then kept in memory."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
import polars as pl

from segdsl.data.contract import Conformed
from segdsl.data.keys import key_order
from segdsl.data.report import DataReport
from segdsl.data.store import Snapshot
from segdsl.diagnostics import Diagnostic
from segdsl.lowering.polars import Storage, storage
from segdsl.rulebook.model import Table


class Customers:
    """Profile rows that fit their contract.

    Columns asked for are read once and stay in memory, which is what makes the second preview of a session immediate.
    Those of a snapshot stay where they lie on disk, and in memory as long as there is room.
    """

    def __init__(self, source: Conformed | Snapshot, table: Table, *, findings: tuple[Diagnostic, ...] = ()) -> None:
        self.table = table
        self.report: DataReport = source.report
        self.findings = (*source.report.findings, *findings)
        self._source = source
        self._memory: dict[str, pl.Series] = {}
        self._storage: dict[str, Storage] = {}
        self._in_key_order: pl.Series | None = None

    def remark(self, finding: Diagnostic) -> None:
        """Have one more thing to tell about the data."""
        self.findings = (*self.findings, finding)

    def columns(self, fields: Collection[str]) -> list[pl.Series]:
        """The named fields, in declared order, in the rows' order."""
        return self._columns([name for name in self.table.fields if name in fields])

    def codes(self, fields: Collection[str]) -> list[pl.Series]:
        """The columns that number the values of fields, of those that have one: `Storage.codes` says which."""
        if not isinstance(self._source, Snapshot):
            return []
        return self._columns([codes for name in sorted(fields) if (codes := self._source.codes(name)) is not None])

    def _columns(self, wanted: Sequence[str]) -> list[pl.Series]:
        new = [name for name in wanted if name not in self._memory]
        if new:
            read = self._source.read(new)
            self._storage |= _known(self._source, read)
            self._memory |= {column.name: column for column in read.iter_columns()}
        return [self._memory[name] for name in wanted]

    @property
    def count(self) -> int:
        """How many customers there are."""
        if isinstance(self._source, Snapshot):
            return self._source.manifest.rows
        column = next(iter(self._memory.values()), None)
        return len(self.keys() if column is None else column)

    def keys(self) -> pl.Series:
        """The key of every customer, in the rows' order."""
        return self.columns([self.table.key])[0]

    def listed(self, keys: pl.Series) -> pl.Series:
        """Who is among some keys, which come as a list in one row.

        A snapshot's keys stand in order, and a list is short beside them: each of its keys is looked for there.
        """
        own = self.keys()
        if not isinstance(self._source, Snapshot) or own.is_empty():
            return own.is_in(keys)
        wanted = keys.explode().cast(own.dtype, strict=False).drop_nulls()
        places = own.search_sorted(wanted).clip(0, len(own) - 1)
        found = np.zeros(len(own), np.bool_)
        found[places.filter(own.gather(places) == wanted).to_numpy()] = True
        return pl.Series(found)

    def storage(self) -> dict[str, Storage]:
        """What is known of the columns in memory; it only makes expressions cheaper."""
        return dict(self._storage)

    def in_key_order(self) -> pl.Series | None:
        """The rows' numbers in the order of their keys, worked out once; None for a snapshot, whose rows stand so."""
        if self._in_key_order is None and not isinstance(self._source, Snapshot):
            self._in_key_order = key_order(self.keys())
        return self._in_key_order

    def forget(self) -> None:
        """Give back the memory."""
        self._memory = {}
        self._in_key_order = None
        self._storage = {}


def _known(source: Conformed | Snapshot, read: pl.DataFrame) -> dict[str, Storage]:
    """What is known of columns: from when the snapshot was made, else found out now."""
    if not isinstance(source, Snapshot):
        return storage(read)
    columns = {name: source.manifest.columns[name] for name in read.columns}
    return {
        name: Storage(low, high, complete, codes=source.codes(name)) for name, (low, high, complete) in columns.items()
    }
