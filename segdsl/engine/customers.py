"""The customers of a session: their contract-checked columns, each read once and then kept in memory."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import polars as pl

from segdsl.data.contract import Conformed
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
        self._memory: pl.DataFrame | None = None
        self._storage: dict[str, Storage] = {}
        self._sorted: bool | None = True if isinstance(source, Snapshot) else None

    def frame(
        self, fields: Collection[str], columns: Mapping[str, pl.Series] | None = None, *, keyed: bool = True
    ) -> pl.LazyFrame:
        """The key and the named fields, in declared order, in the rows' order, and beside them further `columns`.

        Without `keyed` the key, the widest of all columns, is left out, unless it is named or there is nothing else.
        """
        keyed = keyed or not (fields or columns)
        wanted = [name for name in self.table.fields if name in fields or (keyed and name == self.table.key)]
        beside = [column.alias(name) for name, column in (columns or {}).items()]
        have = set(self._memory.columns) if self._memory is not None else set()
        new = [name for name in wanted if name not in have]
        if new:
            read = self._source.read(new)
            self._storage |= _known(self._source, read)
            self._memory = read if self._memory is None else self._memory.hstack(read)
        if self._memory is None or not wanted:
            return pl.LazyFrame(beside)
        return self._memory.select(wanted).with_columns(beside).lazy()

    def keys(self) -> pl.Series:
        """The key of every customer, in the rows' order."""
        return self.frame([]).select(self.table.key).collect(engine="streaming").to_series()

    def storage(self) -> dict[str, Storage]:
        """What is known of the columns in memory; it only makes expressions cheaper."""
        return dict(self._storage)

    def sorted_by_key(self) -> bool:
        """Whether rows stand in the order of their keys, which makes ranks cheap; found out once, when it matters."""
        if self._sorted is None:
            key = pl.col(self.table.key)
            descents = self.frame([]).select((key < key.shift()).any()).collect(engine="streaming").item()
            self._sorted = not descents
        return self._sorted

    def forget(self) -> None:
        """Give back the memory."""
        self._memory = None
        self._storage = {}


def _known(source: Conformed | Snapshot, read: pl.DataFrame) -> dict[str, Storage]:
    """What is known of columns: from when the snapshot was made, else found out now."""
    if not isinstance(source, Snapshot):
        return storage(read)
    columns = {name: source.manifest.columns[name] for name in read.columns}
    return {name: Storage(low, high, complete) for name, (low, high, complete) in columns.items()}
