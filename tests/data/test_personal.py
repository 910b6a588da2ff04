"""Telephone numbers that a tool stored as numbers: recognised, made text again, hidden in what is shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

import segdsl
from segdsl.data.contract import conform
from segdsl.data.infer import infer_contract
from segdsl.data.project import DataSource
from segdsl.data.sources import scan
from tests.cli.run import run
from tests.data.making import ZONE, write

PHONES = [13800138000, 15912345678, None, 19900001111]
DIGITS = ["13800138000", "15912345678", None, "19900001111"]


def workbook(folder: Path) -> DataSource:
    with xlsxwriter.Workbook(folder / "c.xlsx") as book:
        sheet = book.add_worksheet("一")
        sheet.write_row(0, 0, ["id", "x", "kwh"])
        for row, phone in enumerate(PHONES, 1):
            sheet.write_row(row, 0, [f"c{row}", "" if phone is None else phone, 19.5])
    return DataSource("c.xlsx", folder)


def mixed_workbook(folder: Path) -> DataSource:
    """One cell typed as text turns the column into one of text."""
    with xlsxwriter.Workbook(folder / "c.xlsx") as book:
        sheet = book.add_worksheet("一")
        sheet.write_row(0, 0, ["id", "x", "kwh"])
        for row, phone in enumerate(PHONES, 1):
            sheet.write(row, 0, f"c{row}")
            if phone is not None:
                (sheet.write_string(row, 1, str(phone)) if row == 1 else sheet.write_number(row, 1, phone))
            sheet.write(row, 2, 19.5)
    return DataSource("c.xlsx", folder)


def parquet(dtype: type[pl.DataType]) -> Callable[[Path], DataSource]:
    columns = {"id": ["c1", "c2", "c3", "c4"], "x": pl.Series(PHONES, dtype=dtype), "kwh": [19.5] * 4}
    return lambda folder: write(folder, "c.parquet", pl.DataFrame(columns))


def csv(suffix: str) -> Callable[[Path], DataSource]:
    lines = [f"c{row},{'' if phone is None else f'{phone}{suffix}'},19.5" for row, phone in enumerate(PHONES, 1)]
    return lambda folder: write(folder, "c.csv", "\n".join(["id,x,kwh", *lines, ""]))


FORMS = {
    "workbook": workbook,
    "mixed workbook": mixed_workbook,
    "parquet of integers": parquet(pl.Int64),
    "parquet of floats": parquet(pl.Float64),
    "csv": csv(""),
    "csv of floats": csv(".0"),
}


@pytest.mark.parametrize("form", FORMS)
def test_numbers_that_are_telephone_numbers_become_their_digits(tmp_path: Path, form: str) -> None:
    source = FORMS[form](tmp_path)
    table = infer_contract(scan(source), "customer")
    assert {name: (str(f.type), f.pii) for name, f in table.fields.items()} == {
        "id": ("text", None), "x": ("text?", "mobile"), "kwh": ("number", None),
    }  # fmt: skip
    conformed = conform(scan(source), table, zone=ZONE)
    assert conformed.frame.collect().get_column("x").to_list() == DIGITS
    assert conformed.report.findings == ()


@pytest.mark.parametrize("form", FORMS)
def test_a_drafted_contract_hides_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    monkeypatch.chdir(tmp_path)
    source = FORMS[form](tmp_path)
    assert run("init", "--data", f"customer={source.path}").exit_code == 0
    assert "  field x text? pii mobile\n" in (tmp_path / "rules/contract.seg").read_text(encoding="utf-8")
    with segdsl.open(tmp_path) as project:
        (item,) = project.preview(expr='ends_with(x, "8000")', sample=9).to_dict()["items"]
    assert item["sample"]["rows"] == [["c1", "138****8000"]]


@pytest.mark.parametrize(
    "name, values, expected",
    [
        ("x", [13800138000, 12], ("int", None)),  # half of them could be chance
        ("手机", [13800138000, 12], ("text", "mobile")),  # unless the column says so
        ("手机", [3, 1], ("int", None)),  # how many telephones
        ("x", [12800138000, 12900138000], ("int", None)),  # no mobile number begins with 12
        ("x", [1700000000000, 1700000000001], ("int", None)),  # milliseconds
        ("x", [13800138000.5, 13800138000.5], ("number", None)),
        ("x", [13800138000.0, float("nan")], ("text?", "mobile")),
    ],
)
def test_other_numbers_stay_numbers(
    tmp_path: Path, name: str, values: list[float], expected: tuple[str, str | None]
) -> None:
    source = write(tmp_path, "c.parquet", pl.DataFrame({"id": range(2), name: values}))
    found = infer_contract(scan(source), "customer").fields[name]
    assert (str(found.type), found.pii) == expected


def test_customers_named_by_their_telephone_number_are_hidden_too(tmp_path: Path) -> None:
    write(tmp_path, "c.parquet", pl.DataFrame({"no": [13800138000, 13900139000], "age": [20, 30]}))
    with segdsl.open(tmp_path, data=["customer=" + str(tmp_path / "c.parquet")]) as project:
        (item,) = project.preview(expr="age > 25", sample=5).to_dict()["items"]
        assert item["sample"]["rows"] == [["139****9000", 30]]


def test_numbers_do_not_become_other_text(tmp_path: Path) -> None:
    """Only of a mobile number it is certain that no leading zero was lost."""
    write(tmp_path, "c.parquet", pl.DataFrame({"id": ["a"], "account": [10012345678]}))
    contract = "profile customer { key id text field account text? pii account }"
    (tmp_path / "c.seg").write_text(contract, encoding="utf-8")
    with pytest.raises(segdsl.SegdslError) as caught:
        segdsl.open(tmp_path / "c.seg", data=["customer=" + str(tmp_path / "c.parquet")])
    assert [d.code for d in caught.value.diagnostics] == ["column-type"]
