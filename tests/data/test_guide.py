"""The page about data says what is so, in both languages."""

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

PAGES = {
    language: (ROOT / "docs" / name).read_text(encoding="utf-8")
    for language, name in (("en", "data.md"), ("zh", "data.zh-CN.md"))
}
ERROR = {"en": "error", "zh": "错误"}
QUOTED = re.compile(r"`([^`]+)`")
CELL_ROW = re.compile(r"^\| `(bool|int|number|date|time|list)(?:\(text\))?` \| (.*) \| (.*) \|$", re.MULTILINE)


def cells(page: str) -> list[tuple[str, str, bool]]:
    """The kind, the cell, and whether it is read."""
    return [
        (kind, cell.replace(r"\|", "|"), readable)
        for kind, read, unread in CELL_ROW.findall(page)
        for written, readable in ((read, True), (unread, False))
        for cell in QUOTED.findall(written)
    ]


CELLS = cells(PAGES["en"])


@pytest.mark.parametrize("kind, cell, readable", CELLS)
def test_cells_are_read_as_the_table_says(kind: str, cell: str, readable: bool) -> None:
    frame = pl.LazyFrame({"id": ["1"], "x": [f" {cell} "]})
    contract = table(field("x", Type(Kind(kind), optional=True)))
    if readable:
        assert columns(conform(from_frame(frame, loose=True), contract, zone=ZONE))["x"] != [None]
    else:
        with pytest.raises(ContractError):
            conform(from_frame(frame, loose=True), contract, zone=ZONE)


def test_the_table_is_the_same_in_both_languages() -> None:
    assert cells(PAGES["zh"]) == CELLS


def test_every_kind_has_a_row() -> None:
    assert {kind for kind, _, _ in CELLS} == {"bool", "int", "number", "date", "time", "list"}


@pytest.mark.parametrize("language", PAGES)
def test_the_project_file_is_one(tmp_path: Path, language: str) -> None:
    (toml,) = re.findall(r"^```toml\n(.*?)^```", PAGES[language], re.MULTILINE | re.DOTALL)
    (tmp_path / "segdsl.toml").write_text(toml, encoding="utf-8")
    (tmp_path / "rules").mkdir()
    project = load_project(tmp_path)
    assert (set(project.data), set(project.lists)) == ({"customer", "visit", "push", "promotion"}, {"vip"})


@pytest.mark.parametrize("language", PAGES)
def test_findings_are_called_as_they_are_and_have_the_severity_said(language: str) -> None:
    rows = re.findall(r"^\| ((?:`[a-z-]+` ?)+) \| [^|]+ \| ([^|`]+) \|$", PAGES[language], re.MULTILINE)
    said = {code: then == ERROR[language] for codes, then in rows for code in QUOTED.findall(codes)}
    assert len(said) >= 11
    assert {code: DATA[code].severity == "error" for code in said} == said
