"""Uploaded lists: which column counts, what a header is, and that no customer is lost to one."""

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from segdsl.data.lists import KeyList, read_list
from segdsl.data.project import DataSource
from segdsl.diagnostics import SegdslError
from segdsl.functions.types import INT
from segdsl.rulebook.model import Field
from tests.data.making import KEY, ZONE, found, write

TITLED = replace(KEY, title="客户编号")
NUMBERED = replace(KEY, type=INT)


def listed(source: DataSource, key: Field = TITLED) -> KeyList:
    return read_list(source, key, zone=ZONE)


@pytest.mark.parametrize(
    "text",
    [
        "id\n02\n01\n02\n\n",  # named as the key, sorted, each once, blanks left out
        "客户编号\n01\n02\n",  # named as its title
        "01\n02\n",  # no header: the first line is a customer
        "name,id\nx,01\ny,02\n",
    ],
)
@pytest.mark.parametrize("name", ["vip.csv", "名单 一.txt"])
def test_keys_of_a_list(tmp_path: Path, text: str, name: str) -> None:
    result = listed(write(tmp_path, name, text))
    assert result.keys.to_list() == ["01", "02"]
    assert result.keys.dtype == pl.String
    assert result.findings == ()


def test_entries_that_are_no_key_are_counted(tmp_path: Path) -> None:
    result = listed(write(tmp_path, "vip.csv", "编号\n7\n8\nx\n"), NUMBERED)
    assert result.keys.to_list() == [7, 8]
    assert result.keys.dtype == pl.Int64
    args = found(result.findings)["list-unreadable"]
    assert (args["count"], args["known"], args["examples"]) == (1, 3, '"x"')


def test_numbers_are_keys_of_text_in_every_format(tmp_path: Path) -> None:
    assert listed(write(tmp_path, "vip.parquet", pl.DataFrame({"id": [2, 1, None]}))).keys.to_list() == ["1", "2"]
    with xlsxwriter.Workbook(tmp_path / "vip.xlsx") as book:
        book.add_worksheet().write_column(0, 0, [13800138000, 13900139000])
    assert listed(DataSource("vip.xlsx", tmp_path)).keys.to_list() == ["13800138000", "13900139000"]


def test_an_empty_list_has_no_keys(tmp_path: Path) -> None:
    assert listed(write(tmp_path, "vip.csv", "id\n")).keys.to_list() == []


def test_a_list_without_a_key_column_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SegdslError) as caught:
        listed(write(tmp_path, "vip.csv", "a,b\n1,2\n"))
    assert found(caught.value)["list-no-column"].items() >= {"column": "id", "present": "a, b"}.items()
    with pytest.raises(SegdslError) as caught:
        listed(write(tmp_path, "vip.parquet", pl.DataFrame({"id": [True]})))
    assert set(found(caught.value)) == {"column-type"}
