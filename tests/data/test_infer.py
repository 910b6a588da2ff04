"""Contracts made from data: which column is the key, what type each column has, and how a draft of it reads."""

import datetime as dt
from pathlib import Path

import polars as pl
import pytest

from segdsl.data.contract import conform
from segdsl.data.doubts import CODE, doubts
from segdsl.data.draft import draft_contract, draft_tables
from segdsl.data.infer import infer_contract
from segdsl.data.project import DataSource
from segdsl.data.sources import scan
from segdsl.diagnostics import SegdslError, Source
from segdsl.rulebook.incremental import Checker
from tests.data.making import ZONE, found, write


def types(source: DataSource) -> dict[str, str]:
    """The inferred type of every field but the key."""
    table = infer_contract(scan(source), "customer")
    return {name: str(field.type) for name, field in table.fields.items() if name != table.key}


@pytest.mark.parametrize(
    "cells, expected",
    [
        (["1", "-2", "0"], "int"),
        (["1", "", "3"], "int?"),
        (["007", "1", "2"], "text"),  # a leading zero would be lost
        (["13800138000", "1", "2"], "text"),  # ten digits and more are numbers of something
        (["123456789", "1", "2"], "int"),
        (["1.5", "2", "-.5"], "number"),
        (["1e-7", "2", "3.0"], "number"),
        (["1e7", "2", "3"], "text"),  # what wrote a code writes no exponent with a sign
        (["1234567890.5", "1234567890", "1"], "number"),
        (["1,234", "5", "6"], "text"),
        (["50%", "5", "6"], "text"),
        (["-", "1.5", "6"], "text"),
        (["true", "FALSE", "true"], "bool"),
        (["yes", "no", "yes"], "text"),
        (["2021-06-30", "2021-1-1", "2020-02-29"], "date"),
        (["2021/6/30", "2021-01-01", ""], "date?"),
        (["2021年6月30日", "2021-01-01", "2021年1月1日"], "date"),
        (["2021年6月30日 8:05", "2021-01-01 08:05", ""], "time?"),
        (["2021-06-31", "2021-01-01", "2021-01-02"], "text"),  # no such day
        (["20210630", "20210701", "20210702"], "int"),
        (["2021-06-30 08:00", "2021-06-30T08:00:01.5", "2021/6/3 8:05"], "time"),
        (["2021-06-30T08:00:00Z", "2021-06-30 08:00:00+08:00", ""], "time?"),
        (["2021-06-30", "2021-06-30 08:00", "2021-06-30"], "text"),
        (["", " ", ""], "text?"),
        (["a", "b", "a"], "text"),  # few values are no reason to guess a category
        (["广州", "", "深圳"], "text?"),
    ],
)
def test_types_of_text(tmp_path: Path, cells: list[str], expected: str) -> None:
    lines = "\n".join(f'{key},"{cell}"' for key, cell in enumerate(cells))
    assert types(write(tmp_path, "c.csv", f"id,x\n{lines}\n")) == {"x": expected}


def test_text_is_judged_by_all_its_rows_not_the_first(tmp_path: Path) -> None:
    lines = "".join(f"{key},{key % 7},\n" for key in range(30_000))
    source = write(tmp_path, "c.csv", f"id,n,late\n{lines}x,1.5,7\n")
    assert types(source) == {"n": "number", "late": "int?"}


def test_types_of_typed_columns(tmp_path: Path) -> None:
    frame = pl.DataFrame(
        {
            "id": [1, 2],
            "n": [1, None],
            "x": [1.0, float("nan")],
            "y": [1.0, 2.0],
            "s": ["7", "8"],
            "c": ["a", "b"],
            "d": [dt.date(2021, 6, 30), None],
            "l": [["a"], []],
            "nothing": [None, None],
            "raw": [b"1", b"2"],
        },
        schema_overrides={"c": pl.Enum(["b", "a"])},
    )
    assert types(write(tmp_path, "c.parquet", frame)) == {
        "n": "int?",
        "x": "number?",
        "y": "number",
        "s": "text",
        "c": "category(b, a)",
        "d": "date?",
        "l": "list(text)",
        "nothing": "text?",
    }


def test_files_that_disagree_are_read_as_what_covers_both(tmp_path: Path) -> None:
    write(tmp_path, "v/1.csv", "id,n,s,only\na,1,1,1\n")
    write(tmp_path, "v/2.csv", "id,s,n\nb,x,1.5\n")
    assert types(DataSource("v", tmp_path)) == {"n": "number", "s": "text"}


@pytest.mark.parametrize("name", ["id", "ID", "Customer_Id", "account_NO", "客户编号", "用电户号"])
def test_the_only_unique_column_named_like_a_key_is_the_key(tmp_path: Path, name: str) -> None:
    source = write(tmp_path, "c.csv", f"n,shop_id,{name}\n1,a,x\n1,a,y\n")
    table = infer_contract(scan(source), "customer")
    assert (table.key, table.fields[name].role, str(table.fields[name].type)) == (name, "key", "text")
    assert table.inferred
    assert conform(scan(source), table, zone=ZONE).report.findings == ()


@pytest.mark.parametrize(
    "text, code, candidates",
    [
        ("a_id,b_no,n\n1,2,3\n2,3,3\n", "key-several", "a_id, b_no"),
        ("shop_id,n,m\n1,2,3\n1,3,3\n", "key-repeats", "n"),
        ("shop_id,n\n,2\n1,2\n", "key-gaps", None),
        ("grid,idea\n1,2\n", "key-none", "grid, idea"),
    ],
)
def test_without_one_such_column_the_candidates_are_named(
    tmp_path: Path, text: str, code: str, candidates: str | None
) -> None:
    with pytest.raises(SegdslError) as caught:
        infer_contract(scan(write(tmp_path, "c.csv", text)), "customer")
    assert found(caught.value)[code].get("candidates") == candidates


def test_a_column_that_repeats_says_how_often_and_where(tmp_path: Path) -> None:
    lines = "".join(f"{key},1,1\n" for key in (7, 8, 7, 9, 8, 7, 3))
    with pytest.raises(SegdslError) as caught:
        infer_contract(scan(write(tmp_path, "c.csv", f"id,n,a_no\n{lines}")), "customer")
    first, second = caught.value.diagnostics
    expected = {"column": "id", "count": 2, "rows": 5, "examples": '"7", "8"'}
    assert (first.code, expected.items() <= first.args.items()) == ("key-repeats", True)
    assert (second.code, second.args["column"], second.args["count"]) == ("key-repeats", "a_no", 1)
    assert "merge or remove" in (first.hint("en") or "")


@pytest.mark.parametrize(
    "cells, expected",
    [
        (["17", "x y", "", "18", "19"], ("int", 2, '"x y"', 1, 4)),
        (["1.5", "2", "-", "3", "-"], ("number", 3, '"-"', 2, 5)),
        (["2021-06-30", "2021-02-30", "2021/7/1"], ("date", 2, '"2021-02-30"', 1, 3)),
        (["2021-06-30 08:00", "2021-06-30 08:00:01", "soon"], ("time", 3, '"soon"', 1, 3)),
        (["true", "true", "?"], ("bool", 3, '"?"', 1, 3)),
        (["007", "100", "200"], None),  # codes
        (["13800138000", "1", "x", "3"], None),
        (["a", "b", "1"], None),  # most are text
        (["1", "2", "3"], None),
    ],
)
def test_a_column_that_few_cells_made_text_names_them(
    tmp_path: Path, cells: list[str], expected: tuple[object, ...] | None
) -> None:
    lines = "\n".join(f'{key},"{cell}"' for key, cell in enumerate(cells))
    scanned = scan(write(tmp_path, "c.csv", f"id,x\n{lines}\n"))
    findings = found(doubts(scanned, infer_contract(scanned, "customer")))
    shown = [findings[CODE][part] for part in ("type", "row", "value", "count", "known")] if findings else None
    assert shown == (list(expected) if expected else None)


def test_such_a_cell_is_found_behind_the_first_rows_and_in_the_second_file(tmp_path: Path) -> None:
    write(tmp_path, "v/1.csv", "id,x\n" + "".join(f"{key},{key}\n" for key in range(12_000)))
    write(tmp_path, "v/2.csv", "x,id\n1,a\noops,b\n")
    scanned = scan(DataSource("v", tmp_path))
    args = found(doubts(scanned, infer_contract(scanned, "customer")))[CODE]
    assert (args["row"], args["value"], args["count"], args["known"]) == (12_002, '"oops"', 1, 12_002)


def test_the_key_can_be_named(tmp_path: Path) -> None:
    scanned = scan(write(tmp_path, "c.csv", "a_id,b_id,x\n1,7,1.5\n2,8,2.5\n\n"))
    assert infer_contract(scanned, "customer", "b_id").key == "b_id"
    for key, code, expected in (
        ("b_di", "key-no-such-column", {"near": "b_id"}),
        ("x", "key-of-type", {"found": "number"}),
    ):
        with pytest.raises(SegdslError) as caught:
            infer_contract(scanned, "customer", key)
        assert expected.items() <= found(caught.value)[code].items()


def test_a_draft_is_a_contract_that_checks_and_fits_its_data(tmp_path: Path) -> None:
    sources = {
        "客户": write(
            tmp_path,
            "客户.csv",
            '客户编号,手机,Contact No.,地市(新),Mixed Case,mixed case,2021用电量,"say ""so"""\n'
            "1,x,13800138000,广州,1,2,1.5,a\n2,,13900139000,,3,4,2.5,b\n",
        ),
        "visit": write(tmp_path, "visit.csv", "客户编号,时间,created,n\n1,2021-06-30 08:00,2021-06-30,\n"),
        "tariff": write(tmp_path, "tariff.csv", "code,price\na,1\n"),
    }
    scanned = {name: scan(source) for name, source in sources.items()}
    tables = draft_tables(scanned)
    text = draft_contract(tables)
    assert text == (
        "# pii was guessed from names and values: correct it before you rely on masking.\n"
        "profile 客户 {\n"
        "  key 客户编号 int\n"
        "  field 手机 text? pii mobile\n"
        '  field contact_no text "Contact No." from "Contact No." pii mobile\n'
        '  field 地市_新 text? "地市(新)" from "地市(新)"\n'
        '  field mixed_case int "Mixed Case" from "Mixed Case"\n'
        '  field mixed_case_2 int "mixed case" from "mixed case"\n'
        '  field _2021用电量 number "2021用电量" from "2021用电量"\n'
        '  field say_so text "say \\"so\\"" from "say \\"so\\""\n'
        "}\n\n"
        "events visit {\n"
        "  key 客户编号 int\n"
        "  at 时间 time\n"
        "  field created date\n"
        "  field n text?\n"
        "}\n"
    )
    book = Checker().check([Source("contract.seg", text)])
    assert book.diagnostics == ()
    declared = {"客户": book.profile, **book.events}
    for drafted in tables:
        table = declared[drafted.name]
        assert table
        assert conform(scanned[drafted.name], table, zone=ZONE).report.errors == ()


def test_without_a_profile_there_is_no_draft(tmp_path: Path) -> None:
    with pytest.raises(SegdslError) as caught:
        draft_tables({"tariff": scan(write(tmp_path, "tariff.csv", "code,price\na,1\na,1\n"))})
    assert set(found(caught.value)) == {"key-none"}
