"""The tables of a script that reads data itself: files opened, columns read as the contract declares them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from segdsl.functions.types import Kind
from segdsl.lowering.polars.columns import normalise
from segdsl.lowering.polars.context import Context
from segdsl.lowering.polars.recorder import Recorder, name
from segdsl.lowering.polars.script_cells import parsed
from segdsl.rulebook.model import Field, Table

Cells = Literal["text", "zoned", "fraction", "whole"]


@dataclass(frozen=True, slots=True)
class Files:
    """Files with the same columns, and how polars opens them.

    `reader` is a function of polars, `options` its named arguments. `cells` says what has to be known of columns to
    read them as declared: text; moments with a zone, which become local times of `zone`; numbers with or without a
    fraction.
    """

    reader: str
    paths: tuple[str, ...]
    options: tuple[tuple[str, object], ...] = ()
    cells: Mapping[str, Cells] = field(default_factory=dict)
    zone: str = ""


@dataclass(frozen=True, slots=True)
class Sources:
    """The events of the contract by name, and by name where the data of every table and the keys of every list are."""

    tables: Mapping[str, Table] = field(default_factory=dict)
    files: Mapping[str, tuple[Files, ...]] = field(default_factory=dict)
    lists: Mapping[str, tuple[KeyFiles, ...]] = field(default_factory=dict)

    def files_of(self, table: Table) -> tuple[Files, ...]:
        """Where a table is; of one whose data nobody has named, a file beside the script."""
        return self.files.get(table.name) or (Files("scan_parquet", (f"{table.name}.parquet",)),)


@dataclass(frozen=True, slots=True)
class KeyFiles:
    """Files of a list, and the column in them that holds the keys."""

    files: Files
    column: str


def keys(sources: Iterable[KeyFiles], key: Field, context: Context) -> Recorder:
    """The keys of a list as `is_in` takes them."""
    read: list[Any] = []
    for source in sources:
        own = replace(key, column=source.column, valid=None)
        read.append(rows(Table("list", "profile", {key.name: own}, key.name), [source.files], [key.name], context))
    whole: Any = read[0] if len(read) == 1 else name("pl").concat(read)
    found: Recorder = whole.drop_nulls().collect().to_series().implode()
    return found


def events(table: Table, files: Iterable[Files], fields: Iterable[str], context: Context) -> Recorder:
    """The events that count on the as-of day: with a key, and if the table has times, with a time, in order of it.

    Events at the same time stay in the order in which they are read.
    """
    read: Any = rows(table, files, {*fields, table.key, *filter(None, [table.at])}, context)
    if table.at is None:
        untimed: Recorder = read.drop_nulls([table.key])
        return untimed
    in_time = day_of(table, context) <= context.as_of
    kept: Recorder = read.drop_nulls([table.key, table.at]).filter(in_time).sort(table.at, maintain_order=True)
    return kept


def day_of(table: Table, context: Context) -> Any:
    """The calendar date of each event."""
    assert table.at is not None
    at = context.namespace.col(table.at)
    return at.dt.date() if table.fields[table.at].type.kind is Kind.TIME else at


def rows(table: Table, files: Iterable[Files], fields: Iterable[str], context: Context) -> Recorder:
    """Fields of all rows, of the declared types and under their names."""
    own, wanted = replace(context, contract=table), set(fields)
    read: list[Any] = []
    for part in files:
        columns: list[Any] = [
            normalise(each.name, own, _cells(each, part, context.namespace)).alias(each.name)
            for each in table.fields.values()
            if each.name in wanted
        ]
        read += [frame.select(*columns) for frame in _opened(part)]
    whole: Recorder = read[0] if len(read) == 1 else name("pl").concat(read)
    return whole


def _opened(files: Files) -> list[Any]:
    """The files as frames: one where polars scans them together."""
    reader, options = getattr(name("pl"), files.reader), dict(files.options)
    if files.reader.startswith("scan"):
        return [reader(files.paths[0] if len(files.paths) == 1 else list(files.paths), **options)]
    return [reader(path, **options).lazy() for path in files.paths]


def _cells(declared: Field, files: Files, polars: Any) -> Any:
    """A physical column in a type that polars can cast to the declared one."""
    cells = polars.col(declared.column)
    match files.cells.get(declared.column), declared.type.kind:
        case "text", kind:
            return parsed(cells, kind, files.zone, polars, digits=declared.pii == "mobile")
        case "zoned", _:
            return cells.dt.convert_time_zone(files.zone).dt.replace_time_zone(None)
        case "fraction", Kind.INT:
            return polars.when(cells == cells.round()).then(cells)
        case "fraction", Kind.TEXT:  # numbers are texts only where they are digits alone, as of a mobile telephone
            return cells.cast(polars.Int64, strict=False)
        case "whole", Kind.BOOL:
            return polars.when(cells.is_in([0, 1])).then(cells == 1)
        case _:
            return cells
