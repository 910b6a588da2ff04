"""The project of an example: its rules, its data and its lists, written into a folder and opened."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import segdsl
from segdsl.diagnostics import Source
from segdsl.functions.types import Kind
from segdsl.rulebook import Checker
from tests.lang.examples import Example, Table
from tests.lang.values import MISSING, bare, raw

RULES = "rules.seg"


def text_of(example: Example) -> str:
    """The rules under their contract, as they stand in the file `RULES`."""
    return example.contract + example.rules


def open_project(example: Example, folder: Path, params: Mapping[str, str] | None = None) -> segdsl.Project:
    """The project of an example, written into a folder. Raises `SegdslError` as opening it does."""
    lines = ["[project]", 'name = "example"', f'rules = ["{RULES}"]']
    lines += [f"as_of = {example.as_of}"] if example.as_of else []
    data = {"customer": (("customer_id",), ("1",)), **example.data}
    for section, tables in (("data", data), ("lists", example.lists)):
        lines.append(f"[{section}]")
        for name, table in tables.items():
            _write(folder / f"{name}.csv", _completed(example, name, table) if section == "data" else table)
            lines.append(f'{name} = "{name}.csv"')
    (folder / "segdsl.toml").write_text("\n".join(lines), encoding="utf-8")
    (folder / RULES).write_text(text_of(example), encoding="utf-8")
    return segdsl.open(folder, params=params)


def _completed(example: Example, name: str, table: Table) -> Table:
    """The table with a column for each field that is not shown: missing, or false where a `bool` may not be missing."""
    shown = table[0]
    rest = {column: cell for column, cell in _contract(text_of(example)).get(name, {}).items() if column not in shown}
    return ((*shown, *rest), *((*row, *rest.values()) for row in table[1:]))


@lru_cache
def _contract(text: str) -> dict[str, dict[str, str]]:
    """What stands in the columns that a table may leave out, by table."""
    book = Checker(lints=False).check([Source(RULES, text)])
    tables = [*([book.profile] if book.profile else []), *book.events.values()]
    return {
        table.name: {
            field.column: MISSING if field.type.optional else "false"
            for field in table.fields.values()
            if field.type.optional or field.type.kind is Kind.BOOL
        }
        for table in tables
    }


def _write(path: Path, table: Table) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([[raw(bare(cell)) for cell in row] for row in table])
