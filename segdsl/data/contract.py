"""Holds data against its contract: what fits is handed on typed and named as declared, what does not is counted.

Everything that can be counted is counted in one pass over the data. The counts then decide how much the frame that is
handed on has to do: a column without a single bad cell is passed through as it lies on disk.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import polars as pl

from segdsl.data.columns import Matched, match
from segdsl.data.counting import count
from segdsl.data.findings import describe
from segdsl.data.keys import duplicates
from segdsl.data.part import Scanned
from segdsl.data.readers.ragged import explaining
from segdsl.data.report import ContractError, DataReport, PartCounts, fingerprint
from segdsl.diagnostics import Diagnostic
from segdsl.rulebook.model import Table


@dataclass(frozen=True, slots=True)
class Conformed:
    """A table that fits its contract: columns named as the fields, in declared order, of the declared types.

    Types are Boolean, any integer up to 64 bits except UInt64, Float64 (always finite), String, Date, Datetime("us")
    in the project's zone without zone information, Enum of the declared values, List(String) without missing elements.
    """

    frame: pl.LazyFrame
    report: DataReport

    def remarked(self, finding: Diagnostic) -> Conformed:
        """The same with one finding more."""
        return replace(self, report=replace(self.report, findings=(*self.report.findings, finding)))

    def read(self, columns: Sequence[str]) -> pl.DataFrame:
        """Columns of all rows."""
        return self.frame.select(columns).collect(engine="streaming")


def conform(scanned: Scanned, table: Table, *, zone: str, strict: bool = False) -> Conformed:
    """Counts what does not fit and hands on the rest; rows keep their order.

    Raises `ContractError` with all that is wrong: a column that is missing or of another type, a missing or duplicate
    key of the profile, and under `strict` any cell that is not as declared. Raises `SegdslError` for files that fail to
    read.
    """
    matched, faults = _match(scanned, table, zone)
    if faults:
        raise ContractError(*faults)
    report = _report(scanned, table, matched, zone)
    require(report, strict=strict)
    return Conformed(_frame(_as_counted(matched, report.counts), report.counts, table), report)


def require(report: DataReport, *, strict: bool) -> None:
    """Raises `ContractError` for data that cannot be used, or under `strict` is not all as declared."""
    if report.errors:
        raise ContractError(*report.findings)
    if strict and (warnings := [finding for finding in report.findings if finding.severity == "warning"]):
        raise ContractError(*warnings, Diagnostic("contract-strict", {"table": report.table, "count": len(warnings)}))


def _match(scanned: Scanned, table: Table, zone: str) -> tuple[list[Matched], list[Diagnostic]]:
    matched, faults = [], []
    for part in scanned.parts:
        label = part.files[0].name if len(scanned.parts) > 1 else scanned.label
        columns, wrong = match(part, table, zone, label)
        matched.append(columns)
        faults.extend(wrong)
    return matched, faults


def _report(scanned: Scanned, table: Table, matched: Sequence[Matched], zone: str) -> DataReport:
    with explaining(scanned):
        counts = count(matched, table)
        matched = _as_counted(matched, counts)
        keys = duplicates(_keys(matched, table)) if table.role == "profile" else None
        found = describe(table, scanned.label, matched, counts, keys)
    return DataReport(
        table=table.name,
        rows=sum(one.rows - one.dropped for one in counts),
        findings=(*scanned.findings, *_converted(scanned, table, matched, zone), *found),
        ignored=tuple(dict.fromkeys(name for one in matched for name in one.ignored)),
        files=fingerprint(scanned.files),
        counts=counts,
    )


def _converted(scanned: Scanned, table: Table, matched: Sequence[Matched], zone: str) -> list[Diagnostic]:
    """A word on every column whose moments belong to another zone than the project's."""
    foreign = {
        column.field.column: found.time_zone
        for one in matched
        for column in one.columns.values()
        if isinstance(found := one.part.schema[column.field.column], pl.Datetime)
        and found.time_zone not in (None, zone)
    }
    place = {"file": scanned.label, "table": table.name, "zone": zone}
    return [
        Diagnostic("times-converted", {**place, "column": name, "found": str(other)}) for name, other in foreign.items()
    ]


def _as_counted(matched: Sequence[Matched], counts: Sequence[PartCounts]) -> list[Matched]:
    wide = ([name for name, cells in one.cells.items() if cells.wide] for one in counts)
    return [one.widened(names) for one, names in zip(matched, wide, strict=True)]


def _keys(matched: Sequence[Matched], table: Table) -> pl.LazyFrame:
    """The key column alone, of all parts."""
    keys = [one.part.frame.select(one.columns[table.key].checked.alias(table.key)) for one in matched]
    return pl.concat(keys, how="vertical_relaxed")


def _frame(matched: Sequence[Matched], counts: Sequence[PartCounts], table: Table) -> pl.LazyFrame:
    """The parts one below the other, without rows that cannot be used; integers of different width are widened."""
    frames = []
    for one, counted in zip(matched, counts, strict=True):
        values = [column.value(counted.cells[name]) for name, column in one.columns.items()]
        frame = one.part.frame.select(values)
        if counted.dropped:
            frame = frame.drop_nulls([name for name in (table.key, table.at) if name])
        frames.append(frame)
    return pl.concat(frames, how="vertical_relaxed") if len(frames) > 1 else frames[0]
