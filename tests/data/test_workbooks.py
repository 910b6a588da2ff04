"""Workbooks as people make them: long digits, numbers stored as text, dates, several sheets, empty rows."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import pytest
import xlsxwriter

from segdsl.data.project import DataSource
from segdsl.data.sources import scan
from segdsl.diagnostics import SegdslError
from segdsl.functions.types import INT, Kind
from tests.data.making import columns, field, found, read, table

Cell = str | float | bool | dt.datetime | None


def workbook(folder: Path, **sheets: Sequence[Sequence[Cell]]) -> DataSource:
    """Write a workbook with these rows; None leaves a cell out."""
    with xlsxwriter.Workbook(folder / "客户 表.xlsx") as book:
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for row, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    if isinstance(cell, dt.datetime):
                        sheet.write_datetime(row, column, cell, moment)
                    elif isinstance(cell, str):
                        sheet.write_string(row, column, cell)
                    elif cell is not None:
                        sheet.write(row, column, cell)
    return DataSource("客户 表.xlsx", folder)


def test_long_digits_stored_as_text_keep_every_digit(tmp_path: Path) -> None:
    source = workbook(tmp_path, 一=[["id", "户号"], ["1", "0031234567890123456"], ["2", "13800138000"]])
    conformed = read(source, table(field("account", Kind.TEXT, column="户号")))
    assert columns(conformed) == {"account": ["0031234567890123456", "13800138000"]}
    assert conformed.report.findings == ()


def test_digits_stored_as_numbers_become_text_again(tmp_path: Path) -> None:
    source = workbook(tmp_path, 一=[["id", "phone"], [1, 13800138000], [2, None]])
    conformed = read(source, table(field("phone", Kind.TEXT)))
    assert conformed.frame.collect().rows() == [("1", "13800138000"), ("2", None)]


def test_digits_that_the_workbook_has_lost_are_warned_of(tmp_path: Path) -> None:
    source = workbook(tmp_path, 一=[["id", "account"], ["1", 6222021234567890123.0]])
    args = found(scan(source).findings)["digits-lost"]
    assert (args["column"], args["count"]) == ("account", 1)


def test_mixed_cells_are_read_as_declared(tmp_path: Path) -> None:
    source = workbook(tmp_path, 一=[["id", "n", "x"], ["1", 7, "0.25"], ["2", "8", 0.5], ["3", "?", None], ["4", 9, 1]])
    conformed = read(source, table(field("n", INT), field("x", Kind.NUMBER)))
    assert columns(conformed) == {"n": [7, 8, None, 9], "x": [0.25, 0.5, None, 1.0]}
    assert found(conformed.report.findings)["value-unreadable"]["examples"] == '"?"'


def test_dates_times_and_bools(tmp_path: Path) -> None:
    noon = dt.datetime(2021, 6, 30, 12)  # noqa: DTZ001 - a workbook knows no zones
    source = workbook(
        tmp_path, 一=[["id", "d", "t", "m", "b"], ["1", noon, noon, noon, True], ["2", None, None, "2021/7/1", None]]
    )
    contract = table(field("d", Kind.DATE), field("t", Kind.TIME), field("m", Kind.DATE), field("b", Kind.BOOL))
    assert columns(read(source, contract)) == {
        "d": [noon.date(), None],
        "t": [noon, None],
        "m": [noon.date(), dt.date(2021, 7, 1)],
        "b": [True, None],
    }


def test_empty_rows_and_columns_without_a_header_are_left_out(tmp_path: Path) -> None:
    source = workbook(tmp_path, 一=[["id", None, "n"], ["1", "x", 7], [], [None, None, None], ["2", None, 8]])
    conformed = read(source, table(field("n", INT)))
    assert columns(conformed) == {"n": [7, 8]}
    assert found(conformed.report.findings)["rows-blank"]["count"] == 2
    assert conformed.report.ignored == ()


def test_the_first_of_several_sheets_is_read_and_the_others_named(tmp_path: Path) -> None:
    source = workbook(tmp_path, 一=[["id", "n"], ["1", 7]], 二=[["id", "n"], ["1", 8]], 三=[])
    first = read(source, table(field("n", INT)))
    assert columns(first) == {"n": [7]}
    assert found(first.report.findings)["sheet-chosen"].items() >= {"sheet": "一", "others": "二, 三"}.items()
    named = DataSource(source.path, source.base, sheet="二")
    assert columns(read(named, table(field("n", INT)))) == {"n": [8]}


@pytest.mark.parametrize(
    "sheet, code", [("Sheet 2", "sheet-missing"), ("empty", "file-empty"), ("twice", "column-repeated")]
)
def test_sheets_that_cannot_be_read(tmp_path: Path, sheet: str, code: str) -> None:
    source = workbook(tmp_path, Sheet2=[["id"]], empty=[], twice=[["id", "n", "n"], ["1", 2, 3]])
    with pytest.raises(SegdslError) as caught:
        scan(DataSource(source.path, source.base, sheet=sheet))
    assert set(found(caught.value)) == {code}
