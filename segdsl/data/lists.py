"""Uploaded lists of customers (`[lists]` in segdsl.toml), read as the profile's keys: `listed("vip")`.

A list is one column of keys: the one named as the key (by its name, its column or its title), or the only one. A file
of one column needs no header: its first line is one only if it is such a name, or no key at all.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from segdsl.data.columns import Column
from segdsl.data.findings import quoted
from segdsl.data.part import Part
from segdsl.data.physical import reading, storage
from segdsl.data.project import DataSource
from segdsl.data.readers.ragged import explaining
from segdsl.data.report import ContractError
from segdsl.data.sources import scan
from segdsl.diagnostics import Diagnostic
from segdsl.rulebook.model import Field


@dataclass(frozen=True, slots=True)
class KeyList:
    """The different keys of a list, sorted, as a series of the key's type; blanks are left out."""

    keys: pl.Series
    findings: tuple[Diagnostic, ...] = ()


def read_list(source: DataSource, key: Field, *, zone: str) -> KeyList:
    """The keys in the files of a list. Raises `SegdslError` for files that cannot be read or have no key column."""
    scanned = scan(source)
    with explaining(scanned):
        parts = [_entries(part, scanned.label, key, zone) for part in scanned.parts]
    entries = pl.concat(parts)
    keys = entries.get_column("key").drop_nulls().unique().sort().rename(key.name)
    unread = entries.filter("unread").get_column("cell")
    findings = list(scanned.findings)
    if len(unread):
        examples = quoted(unread.unique(maintain_order=True).head(3))
        counts = {"count": len(unread), "known": len(entries)}
        words = {"file": scanned.label, "declared": str(key.type), "examples": examples}
        findings.append(Diagnostic("list-unreadable", {**words, **counts}))
    return KeyList(keys, tuple(findings))


def _entries(part: Part, label: str, key: Field, zone: str) -> pl.DataFrame:
    """Every entry as the `key` it is, null where it is none, the `cell` it stands in, and whether it is `unread`."""
    name, headed = key_column(part, label, key)
    read = _read(part.frame.select(name), name, key, label, zone)
    if not headed:
        first_line = _read(pl.LazyFrame({name: [name]}), name, key, label, zone)
        read = pl.concat([first_line.filter(~pl.col("unread")), read])
    return read


def _read(frame: pl.LazyFrame, name: str, key: Field, label: str, zone: str) -> pl.DataFrame:
    found = frame.collect_schema()[name]
    how = reading(pl.col(name), found, key.type, zone=zone, loose=True)
    if how is None:
        args = {"table": label, "column": name, "file": label, "found": str(found), "declared": str(key.type)}
        raise ContractError(Diagnostic("column-type", args))
    column = Column(key, pl.col(name), how.wide or how)
    value = column.reading.value.cast(storage(key.type))
    cell = pl.col(name).cast(pl.String)
    return frame.select(value.alias("key"), cell.alias("cell"), column.unreadable.alias("unread")).collect()


def key_column(part: Part, label: str, key: Field) -> tuple[str, bool]:
    """The column of keys, and whether its first line says so and is no key itself.

    Raises `ContractError` where no column is named as the key, and there are several.
    """
    named = [name for name in part.schema if name.strip() in _names(key)]
    if named or len(part.schema) == 1:
        name = next(iter([*named, *part.schema.names()]))
        return name, not part.loose or len(part.schema) > 1 or name in _names(key)
    raise ContractError(
        Diagnostic("list-no-column", {"file": label, "column": key.column, "present": ", ".join(part.schema)})
    )


def _names(key: Field) -> tuple[str, ...]:
    return tuple(name for name in (key.column, key.name, key.title) if name)
