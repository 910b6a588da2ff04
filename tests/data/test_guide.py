"""The page about data says what is so."""

import re
from pathlib import Path

import polars as pl
import pytest

from segdsl.data.contract import conform
from segdsl.data.part import from_frame
from segdsl.data.project import load_project
from segdsl.data.report import ContractError
from segdsl.diagnostics.codes.data import DATA
from segdsl.functions.types import Kind, Type
from tests.architecture.repository import ROOT
from tests.data.making import ZONE, columns, field, table

PAGE = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")
QUOTED = re.compile(r"`([^`]+)`")
CELL_ROW = re.compile(r"^\| `(bool|int|number|date|time|list)(?:\(text\))?` \| (.*) \| (.*) \|$", re.MULTILINE)
CELLS = [
    (kind, cell.replace(r"\|", "|"), readable)
    for kind, read, unread in CELL_ROW.findall(PAGE)
    for cells, readable in ((read, True), (unread, False))
    for cell in QUOTED.findall(cells)
]


@pytest.mark.parametrize("kind, cell, readable", CELLS)
def test_cells_are_read_as_the_table_says(kind: str, cell: str, readable: bool) -> None:
    frame = pl.LazyFrame({"id": ["1"], "x": [f" {cell} "]})
    contract = table(field("x", Type(Kind(kind), optional=True)))
    if readable:
        assert columns(conform(from_frame(frame, loose=True), contract, zone=ZONE))["x"] != [None]
    else:
        with pytest.raises(ContractError):
            conform(from_frame(frame, loose=True), contract, zone=ZONE)


def test_every_kind_has_a_row() -> None:
    assert {kind for kind, _, _ in CELLS} == {"bool", "int", "number", "date", "time", "list"}


def test_the_project_file_is_one(tmp_path: Path) -> None:
    (toml,) = re.findall(r"^```toml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    (tmp_path / "segdsl.toml").write_text(toml, encoding="utf-8")
    (tmp_path / "rules").mkdir()
    project = load_project(tmp_path)
    assert (set(project.data), set(project.lists)) == ({"customer", "visit", "push", "promotion"}, {"vip"})


def test_findings_are_called_as_they_are_and_have_the_severity_said() -> None:
    rows = re.findall(r"^\| ((?:`[a-z-]+` ?)+) \| [^|]+ \| ([a-z ]+) \|$", PAGE, re.MULTILINE)
    said = {code: then == "error" for codes, then in rows for code in QUOTED.findall(codes)}
    assert len(said) >= 11
    assert {code: DATA[code].severity == "error" for code in said} == said
