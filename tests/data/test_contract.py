"""Data held against its contract: what is handed on, what is counted, what is refused."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from segdsl.data.project import DataSource
from segdsl.data.report import ContractError
from segdsl.functions.types import BOOL, INT, Kind, Type
from segdsl.rulebook.model import Valid
from tests.data.making import category, columns, events, field, found, read, table, write


def test_exact_types_pass_through_without_a_single_cast(tmp_path: Path) -> None:
    frame = pl.DataFrame(
        {"id": ["a", "b"], "n": [1, None], "x": [0.5, None], "d": [dt.date(2021, 6, 30), None]},
        schema_overrides={"n": pl.Int8},
    )
    contract = table(field("n", Kind.INT), field("x", Kind.NUMBER), field("d", Kind.DATE))
    conformed = read(write(tmp_path, "c.parquet", frame), contract)
    assert conformed.frame.collect().equals(frame)
    assert conformed.frame.collect_schema() == frame.schema
    assert "CAST" not in conformed.frame.explain().upper()
    assert "WHEN" not in conformed.frame.explain().upper()
    assert conformed.report.findings == ()
    assert conformed.report.rows == 2


def test_csv_text_is_parsed_as_declared(tmp_path: Path) -> None:
    source = write(
        tmp_path,
        "c.csv",
        "id,n,x,d,t,b,c,l,s\n"
        "01, 7,1.5,2021-06-30,2021-06-30T08:00,true,app,a|b,007\n"
        '02,12.0,1e3,2021/6/3,2021-06-30 08:00:01,0,hall,"[""a"", null]",x\n'
        "03,,,,,,,,\n",
    )
    contract = table(
        field("n", Kind.INT),
        field("x", Kind.NUMBER),
        field("d", Kind.DATE),
        field("t", Kind.TIME),
        field("b", Kind.BOOL),
        field("c", category("hall", "app")),
        field("l", Kind.LIST),
        field("s", Kind.TEXT),
    )
    conformed = read(source, contract)
    assert conformed.report.findings == ()
    assert conformed.frame.collect().to_dict(as_series=False) == {
        "id": ["01", "02", "03"],
        "n": [7, 12, None],
        "x": [1.5, 1000.0, None],
        "d": [dt.date(2021, 6, 30), dt.date(2021, 6, 3), None],
        "t": [dt.datetime(2021, 6, 30, 8), dt.datetime(2021, 6, 30, 8, 0, 1), None],  # noqa: DTZ001
        "b": [True, False, None],
        "c": ["app", "hall", None],
        "l": [["a", "b"], ["a"], None],
        "s": ["007", "x", None],
    }


def test_undeclared_values_are_counted_and_read_as_missing(tmp_path: Path) -> None:
    frame = pl.DataFrame({"id": ["1", "2", "3", "4"], "c": ["app", "fax", "fax", None]})
    conformed = read(write(tmp_path, "c.parquet", frame), table(field("c", category("hall", "app"))))
    assert columns(conformed) == {"c": ["app", None, None, None]}
    args = found(conformed.report.findings)["value-undeclared"]
    assert (args["count"], args["known"], args["examples"]) == (2, 3, '"fax"')


def test_values_outside_valid_are_counted_and_read_as_missing(tmp_path: Path) -> None:
    source = write(tmp_path, "c.csv", "id,age\na,-1\nb,0\nc,120\nd,121\ne,\n")
    conformed = read(source, table(field("age", Kind.INT, valid=Valid(0, 120))))
    assert columns(conformed) == {"age": [None, 0, 120, None, None]}
    args = found(conformed.report.findings)["value-outside"]
    assert (args["count"], args["known"], args["examples"], args["valid"]) == (2, 4, '"-1", "121"', "0..120")


def test_examples_of_personal_data_are_masked(tmp_path: Path) -> None:
    source = write(tmp_path, "c.csv", "id,phone,name\na,13800138000,张三\nb,,\n")
    phone = replace(field("phone", Kind.TEXT, valid=Valid(values=("1",))), pii="mobile")
    name = replace(field("name", Kind.TEXT, valid=Valid(values=("1",))), pii="name")
    findings = read(source, table(phone, name)).report.findings
    assert [one.args["examples"] for one in findings] == ['"138******00"', '"**"']


def test_strict_makes_every_such_finding_an_error(tmp_path: Path) -> None:
    source = write(tmp_path, "c.csv", "id,age\na,-1\n")
    contract = table(field("age", Kind.INT, valid=Valid(0, 120)))
    with pytest.raises(ContractError) as caught:
        read(source, contract, strict=True)
    assert set(found(caught.value)) == {"value-outside", "contract-strict"}


def test_missing_column_names_the_nearest_and_all_others(tmp_path: Path) -> None:
    with pytest.raises(ContractError) as caught:
        read(write(tmp_path, "c.csv", "id,agee,x\n1,2,3\n"), table(field("age", Kind.INT)))
    args = found(caught.value)["column-missing"]
    assert (args["column"], args["near"], args["present"]) == ("age", "agee", "id, agee, x")


def test_wrong_physical_type_is_an_error_that_names_it(tmp_path: Path) -> None:
    frame = pl.DataFrame({"id": ["1"], "age": ["30"]})
    with pytest.raises(ContractError) as caught:
        read(write(tmp_path, "c.parquet", frame), table(field("age", Kind.INT)))
    args = found(caught.value)["column-type"]
    assert (args["column"], args["declared"], args["found"]) == ("age", "int?", "String")


def test_a_few_unreadable_cells_are_read_as_missing(tmp_path: Path) -> None:
    conformed = read(write(tmp_path, "c.csv", "id,n\na,1\nb,x\nc,3\n"), table(field("n", Kind.INT)))
    assert columns(conformed) == {"n": [1, None, 3]}
    args = found(conformed.report.findings)["value-unreadable"]
    assert (args["count"], args["known"], args["examples"]) == (1, 3, '"x"')


def test_mostly_unreadable_cells_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(ContractError) as caught:
        read(write(tmp_path, "c.csv", "id,n\na,x\nb,y\nc,3\n"), table(field("n", Kind.INT)))
    assert set(found(caught.value)) == {"column-unreadable"}


@pytest.mark.parametrize("name", ["c.csv", "c.parquet"])
def test_missing_in_a_field_that_may_not_be_is_counted(tmp_path: Path, name: str) -> None:
    frame = pl.DataFrame({"id": ["a", "b"], "n": [1, None], "b": [None, True]})
    source = write(tmp_path, name, frame if name.endswith("t") else frame.write_csv())
    conformed = read(source, table(field("n", INT), field("b", BOOL)))
    assert columns(conformed) == {"n": [1, None], "b": [None, True]}
    said = [
        (one.code, one.args["column"], one.args["count"], one.args["examples"]) for one in conformed.report.findings
    ]
    assert said == [("value-missing", "n", 1, '"b"'), ("value-missing", "b", 1, '"a"')]


@pytest.mark.parametrize("name", ["c.csv", "c.parquet"])
def test_duplicate_keys_are_an_error_with_count_and_examples(tmp_path: Path, name: str) -> None:
    frame = pl.DataFrame({"id": ["b", "a", "c", "b", "a", "b"], "n": [1] * 6})
    with pytest.raises(ContractError) as caught:
        read(write(tmp_path, name, frame if name.endswith("t") else frame.write_csv()), table(field("n", INT)))
    args = found(caught.value)["key-duplicate"]
    assert (args["count"], args["rows"], args["examples"]) == (2, 5, '"a", "b"')


@pytest.mark.parametrize("name", ["c.csv", "c.parquet"])
def test_missing_keys_are_an_error_with_their_count(tmp_path: Path, name: str) -> None:
    frame = pl.DataFrame({"id": ["a", None, None], "n": [1, 2, 3]})
    with pytest.raises(ContractError) as caught:
        read(write(tmp_path, name, frame if name.endswith("t") else frame.write_csv()), table(field("n", INT)))
    args = found(caught.value)["key-missing"]
    assert (args["count"], args["examples"]) == (2, "2, 3")


def test_rows_without_a_key_are_numbered_across_files(tmp_path: Path) -> None:
    write(tmp_path, "v/1.csv", "id,n\na,1\n,2\n")
    write(tmp_path, "v/2.csv", "n,id\n,\n3,\n4,b\n")
    with pytest.raises(ContractError) as caught:
        read(DataSource("v", tmp_path), table(field("n", INT)))
    args = found(caught.value)
    assert (args["key-missing"]["count"], args["key-missing"]["examples"]) == (2, "2, 4")
    assert args["rows-blank"]["count"] == 1


def test_nan_and_infinity_are_missing(tmp_path: Path) -> None:
    values = [1.0, float("nan"), float("inf"), float("-inf"), None]
    frame = pl.DataFrame({"id": list("abcde"), "x": values, "n": values})
    conformed = read(write(tmp_path, "c.parquet", frame), table(field("x", Kind.NUMBER), field("n", Kind.INT)))
    assert columns(conformed) == {"x": [1.0, None, None, None, None], "n": [1, None, None, None, None]}
    assert conformed.report.findings == ()


def test_blank_rows_of_text_are_left_out_and_counted(tmp_path: Path) -> None:
    conformed = read(write(tmp_path, "c.csv", "id,n\na,1\n\n,\nb,2\n,\n"), table(field("n", INT)))
    assert conformed.frame.collect().rows() == [("a", 1), ("b", 2)]
    assert conformed.report.rows == 2
    assert found(conformed.report.findings)["rows-blank"]["count"] == 3


def test_events_without_key_or_time_are_left_out_and_counted(tmp_path: Path) -> None:
    source = write(tmp_path, "v.csv", "id,at,n\na,2021-01-01 08:00,1\n,2021-01-01,2\nb,,3\nb,soon,4\na,2021-01-02,5\n")
    conformed = read(source, events(field("n", Type(Kind.INT))))
    assert columns(conformed)["n"] == [1, 5]
    args = found(conformed.report.findings)
    assert args["event-without-key"]["count"] == 1
    assert args["event-without-time"]["count"] == 2
    assert args["value-unreadable"]["examples"] == '"soon"'
    assert conformed.report.rows == 2


def test_columns_that_no_field_reads_are_named(tmp_path: Path) -> None:
    conformed = read(write(tmp_path, "c.csv", "id,n,x,y\na,1,2,3\n"), table(field("m", INT, column="n")))
    assert conformed.report.ignored == ("x", "y")
    assert columns(conformed) == {"m": [1]}
