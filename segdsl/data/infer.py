"""A contract made from the data itself, where the rules declare none: one rule file and one CSV are enough to start."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import polars as pl

from segdsl.data.findings import quoted
from segdsl.data.keys import Duplicates, duplicates
from segdsl.data.part import Scanned
from segdsl.data.personal import SAMPLE, as_key, marked
from segdsl.data.readers.ragged import explaining
from segdsl.data.sniff import combined, sniff
from segdsl.diagnostics import Diagnostic, SegdslError
from segdsl.functions.types import Kind, Type
from segdsl.rulebook.model import Field, Table
from segdsl.rulebook.suggest import closest

KEY_NAME = re.compile(r"(.*_)?(id|no)|.*(编号|户号)", re.IGNORECASE)
_KEY_NAMES = "id, …_id, …_no, …编号, …户号"  # the same for people; case does not matter


def infer_contract(scanned: Scanned, name: str, key: str | None = None) -> Table:
    """The profile `name` of a data source: a field per column, of the type that all its cells have.

    The key is the column named by `key`, else the only one that is named like a key and has a different value in every
    row. Raises `SegdslError` where that is not exactly one, naming the candidates. Columns of types that the language
    does not have are left out.
    """
    with explaining(scanned):
        fields = infer_fields(scanned)
        column = _named(scanned, fields, key) if key else _only_key(scanned, fields)
    fields[column] = as_key(fields[column])
    return Table(name, "profile", fields, column, inferred=True)


def infer_events(scanned: Scanned, name: str, key: Field) -> Table | None:
    """The events table `name` of a source that has the profile's key column; None where it has not.

    Its time is the first column of times, else of dates; without one it is a table of things that customers have.
    """
    with explaining(scanned):
        fields = infer_fields(scanned)
    if key.column not in fields:
        return None
    moments = [one for kind in (Kind.TIME, Kind.DATE) for one in fields.values() if one.type.kind is kind]
    fields[key.column] = replace(fields[key.column], type=key.type, pii=key.pii, role="key")
    if moments:
        fields[moments[0].name] = replace(moments[0], type=moments[0].type.maybe(False), role="at")
    return Table(name, "events", fields, key.column, moments[0].name if moments else None, inferred=True)


def infer_fields(scanned: Scanned) -> dict[str, Field]:
    """A field per column that all parts have, by the name of the column; what seems to be personal data is marked."""
    seen = [sniff(part) for part in scanned.parts]
    shared = [column for column in seen[0] if all(column in one for one in seen)]
    types = {column: combined([one[column] for one in seen]) for column in shared if column.strip()}
    sample = scanned.parts[0].frame.select(list(types)).head(SAMPLE).collect()
    known = {column: Field(column, found, column) for column, found in types.items() if found}
    return {column: marked(field, sample.get_column(column)) for column, field in known.items()}


def _named(scanned: Scanned, fields: dict[str, Field], key: str) -> str:
    if key in fields:
        if _can_be_key(fields[key].type):
            return key
        args = {"file": scanned.label, "column": key, "found": str(fields[key].type)}
        raise SegdslError(Diagnostic("key-of-type", args))
    args = {"file": scanned.label, "column": key, "present": ", ".join(fields)}
    near = closest(key, fields)
    raise SegdslError(Diagnostic("key-no-such-column", {**args, "near": near} if near else args))


def _only_key(scanned: Scanned, fields: dict[str, Field]) -> str:
    able = [name for name, one in fields.items() if _can_be_key(one.type)]
    named = [name for name in able if KEY_NAME.fullmatch(name.strip())]
    found = {name: _keys(scanned, name) for name in named}
    unique = [name for name, keys in found.items() if keys.unique]
    if len(unique) == 1:
        return unique[0]
    if unique:
        raise SegdslError(Diagnostic("key-several", {"file": scanned.label, "candidates": ", ".join(unique)}))
    others = ", ".join(name for name in able if name not in named and _keys(scanned, name).unique)
    candidates = {"candidates": others} if others else {}
    if named:
        raise SegdslError(*(_not_a_key(scanned, name, keys, candidates) for name, keys in found.items()))
    raise SegdslError(Diagnostic("key-none", {"file": scanned.label, "names": _KEY_NAMES, **candidates}))


def _not_a_key(scanned: Scanned, column: str, keys: _Keys, candidates: Mapping[str, str]) -> Diagnostic:
    """Why a column that is named like a key is none."""
    args = {"file": scanned.label, "column": column, **candidates}
    if keys.repeated.keys:
        counts = {"count": keys.repeated.keys, "rows": keys.repeated.rows}
        return Diagnostic("key-repeats", {**args, **counts, "examples": quoted(keys.repeated.examples)})
    return Diagnostic("key-gaps", {**args, "count": keys.missing, "rows": keys.rows})


def _can_be_key(found: Type) -> bool:
    return found.kind in (Kind.TEXT, Kind.INT)


@dataclass(frozen=True, slots=True)
class _Keys:
    """What a column would be worth as the key of these rows."""

    rows: int
    missing: int
    repeated: Duplicates

    @property
    def unique(self) -> bool:
        """Whether every row has a value of its own."""
        return self.rows > 0 and self.missing == 0 and self.repeated.keys == 0


def _keys(scanned: Scanned, column: str) -> _Keys:
    """The values of a column held to be different in every row, blank rows of text aside."""
    parts: Sequence[pl.LazyFrame] = [
        part.frame.filter(~pl.all_horizontal(pl.all().is_null())) if part.loose else part.frame
        for part in scanned.parts
    ]
    keys = pl.concat([frame.select(pl.col(column).cast(pl.String)) for frame in parts])
    missing, rows = (
        keys.select(((pl.col(column) == "") | pl.col(column).is_null()).sum(), rows=pl.len()).collect().row(0)
    )
    return _Keys(rows, missing, duplicates(keys.filter(pl.col(column) != "")))
