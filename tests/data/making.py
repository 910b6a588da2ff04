"""Small contracts and files for the tests of reading data."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from segdsl.data.contract import Conformed, conform
from segdsl.data.project import DataSource
from segdsl.data.sources import scan
from segdsl.diagnostics import Diagnostic, SegdslError
from segdsl.diagnostics.diagnostic import Argument
from segdsl.functions.types import TEXT, Kind, Type
from segdsl.rulebook.model import Field, Table, Valid

ZONE = "Asia/Shanghai"
KEY = Field("id", TEXT, "id", role="key")


def table(*fields: Field, key: Field = KEY) -> Table:
    """A profile named `customer` with the key `id` and these fields."""
    return Table("customer", "profile", {one.name: one for one in (key, *fields)}, key.name)


def events(*fields: Field) -> Table:
    """An events table named `visit` with the key `id` and the time `at`."""
    at = Field("at", Type(Kind.TIME), "at", role="at")
    return Table("visit", "events", {one.name: one for one in (KEY, at, *fields)}, "id", "at")


def field(name: str, kind: Type | Kind, *, column: str | None = None, valid: Valid | None = None) -> Field:
    """An optional field of that type, unless the type says otherwise by being given whole."""
    return Field(name, kind if isinstance(kind, Type) else Type(kind, optional=True), column or name, valid=valid)


def category(*values: str) -> Type:
    """An optional category."""
    return Type(Kind.CATEGORY, optional=True, values=values)


def write(folder: Path, name: str, content: bytes | str | pl.DataFrame) -> DataSource:
    """Write a file, by its name a CSV or a Parquet file, and return the source that names it."""
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, pl.DataFrame):
        content.write_parquet(file)
    else:
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    return DataSource(name, folder)


def read(source: DataSource, contract: Table, **options: Any) -> Conformed:
    """Scan and hold against the contract."""
    return conform(scan(source), contract, zone=ZONE, **options)


def columns(conformed: Conformed) -> dict[str, list[Any]]:
    """The values that were handed on, without the key."""
    values = conformed.frame.collect().to_dict(as_series=False)
    return {name: column for name, column in values.items() if name != "id"}


def found(findings: Sequence[Diagnostic] | SegdslError) -> dict[str, Mapping[str, Argument]]:
    """Codes and arguments of the findings; each code once."""
    diagnostics = findings.diagnostics if isinstance(findings, SegdslError) else findings
    by_code = {finding.code: finding.args for finding in diagnostics}
    assert len(by_code) == len(diagnostics), [finding.code for finding in diagnostics]
    for finding in diagnostics:  # every message and hint can be said in both languages
        assert finding.message("en")
        assert finding.message("zh")
        assert (finding.hint("en") is None) == (finding.hint("zh") is None)
    return by_code
