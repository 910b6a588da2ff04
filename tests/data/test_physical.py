"""Every physical type against every declared one: what is read, and as what."""

import datetime as dt
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from segdsl.data.contract import Conformed, conform
from segdsl.data.part import from_frame
from segdsl.data.physical import storage
from segdsl.data.report import ContractError
from segdsl.functions.types import Kind, Type
from segdsl.rulebook.model import Valid
from tests.data.making import ZONE, category, columns, field, found, table

DAY = dt.date(2021, 6, 30)
NOON = dt.datetime(2021, 6, 30, 12)  # noqa: DTZ001 - a local time
DECLARED = {
    "bool": Type(Kind.BOOL, True),
    "int": Type(Kind.INT, True),
    "number": Type(Kind.NUMBER, True),
    "text": Type(Kind.TEXT, True),
    "date": Type(Kind.DATE, True),
    "time": Type(Kind.TIME, True),
    "category": category("a", "b"),
    "list": Type(Kind.LIST, True),
}
# Physical column, and what each declared type makes of it. A type that is not named does not go with the column.
READ: list[tuple[str, pl.Series, dict[str, list[Any]]]] = [
    ("bool", pl.Series([True, None]), {"bool": [True, None]}),
    ("int8", pl.Series([1, -5], dtype=pl.Int8), {"int": [1, -5], "number": [1.0, -5.0], "bool": [True, None]}),
    ("uint32", pl.Series([1, 0], dtype=pl.UInt32), {"int": [1, 0], "number": [1.0, 0.0], "bool": [True, False]}),
    (
        "uint64",
        pl.Series([2**64 - 1, 1, 1], dtype=pl.UInt64),
        {"int": [None, 1, 1], "number": [2.0**64, 1.0, 1.0], "bool": [None, True, True]},
    ),
    ("int128", pl.Series([2**63, 1, -1], dtype=pl.Int128), {"int": [None, 1, -1], "number": [2.0**63, 1.0, -1.0]}),
    ("float64", pl.Series([1.5, 2.0, -2.0, None]), {"int": [None, 2, -2, None], "number": [1.5, 2.0, -2.0, None]}),
    (
        "huge float",
        pl.Series([2.0**63, -(2.0**63), 0.0]),
        {"int": [None, -(2**63), 0], "number": [2.0**63, -(2.0**63), 0.0]},
    ),
    ("float32", pl.Series([0.5, 2.0], dtype=pl.Float32), {"int": [None, 2], "number": [0.5, 2.0]}),
    ("decimal", pl.Series([Decimal("1.50"), Decimal("2.00")]), {"int": [None, 2], "number": [1.5, 2.0]}),
    ("string", pl.Series(["a", "7", ""]), {"text": ["a", "7", ""], "category": ["a", None, None]}),
    ("categorical", pl.Series(["a", "x"], dtype=pl.Categorical), {"text": ["a", "x"], "category": ["a", None]}),
    ("enum", pl.Series(["b", "c"], dtype=pl.Enum(["c", "b"])), {"text": ["b", "c"], "category": ["b", None]}),
    ("same enum", pl.Series(["b", None], dtype=pl.Enum(["a", "b"])), {"text": ["b", None], "category": ["b", None]}),
    ("date", pl.Series([DAY]), {"date": [DAY], "time": [dt.datetime.combine(DAY, dt.time())]}),
    ("datetime", pl.Series([NOON], dtype=pl.Datetime("us")), {"date": [DAY], "time": [NOON]}),
    ("milliseconds", pl.Series([NOON], dtype=pl.Datetime("ms")), {"date": [DAY], "time": [NOON]}),
    ("nanoseconds", pl.Series([NOON], dtype=pl.Datetime("ns")), {"date": [DAY], "time": [NOON]}),
    ("list", pl.Series([["a", None], None, []], dtype=pl.List(pl.String)), {"list": [["a"], None, []]}),
    ("list of categories", pl.Series([["a"]], dtype=pl.List(pl.Categorical)), {"list": [["a"]]}),
    ("null", pl.Series([None]), {name: [None] for name in DECLARED}),
    ("binary", pl.Series([b"a"]), {}),
    ("list of int", pl.Series([[1]]), {}),
    ("struct", pl.Series([{"a": 1}]), {}),
    ("duration", pl.Series([dt.timedelta(1)]), {}),
    ("clock", pl.Series([dt.time(8)]), {}),
]


def conformed(column: pl.Series, declared: Type, valid: Valid | None = None) -> Conformed:
    frame = pl.LazyFrame({"id": [str(row) for row in range(len(column))], "x": column})
    return conform(from_frame(frame), table(field("x", declared, valid=valid)), zone=ZONE)


@pytest.mark.parametrize("declared", DECLARED)
@pytest.mark.parametrize("column, results", [row[1:] for row in READ], ids=[row[0] for row in READ])
def test_what_goes_together_keeps_its_value(column: pl.Series, results: dict[str, list[Any]], declared: str) -> None:
    if declared not in results:
        with pytest.raises(ContractError):
            conformed(column, DECLARED[declared])
        return
    result = conformed(column, DECLARED[declared])
    assert columns(result) == {"x": results[declared]}
    found_type = result.frame.collect_schema()["x"]
    assert found_type == storage(DECLARED[declared]) or (declared == "int" and found_type.is_integer())
    unread = sum(value is None for value in results[declared]) - column.null_count()
    counted = sum(int(str(one.args["count"])) for one in result.report.findings)
    assert counted == unread, "every value that is lost is reported"


def test_mostly_fractions_are_no_int() -> None:
    with pytest.raises(ContractError) as caught:
        conformed(pl.Series([1.5, 2.5, 3.0]), DECLARED["int"])
    assert found(caught.value)["column-unreadable"]["examples"] == '"1.5", "2.5"'


def test_moments_with_a_zone_become_local_times_of_the_project() -> None:
    moments = pl.Series([dt.datetime(2021, 6, 30, 20, tzinfo=dt.UTC)])
    result = conformed(moments, DECLARED["time"])
    assert columns(result) == {"x": [dt.datetime(2021, 7, 1, 4)]}  # noqa: DTZ001 - eight hours later in Shanghai
    args = found(result.report.findings)["times-converted"]
    assert (args["column"], args["found"], args["zone"]) == ("x", "UTC", ZONE)
    assert columns(conformed(moments, DECLARED["date"])) == {"x": [dt.date(2021, 7, 1)]}


@pytest.mark.parametrize(
    "column, declared, valid, kept",
    [
        (pl.Series([-129, 0, 128], dtype=pl.Int16), "int", Valid(-128, 127), [None, 0, None]),
        (pl.Series([1, 2, 3], dtype=pl.Int8), "int", Valid(values=(1, 300)), [1, None, None]),
        (pl.Series([0.5, 1.0, 2.0]), "number", Valid(0.75, 1), [None, 1.0, None]),
        (pl.Series([0.5, 1.0]), "number", Valid(values=(1, 2)), [None, 1.0]),
        (pl.Series(["a", "z"]), "text", Valid(values=("a", "b")), ["a", None]),
        (pl.Series(["a", "b"]), "category", Valid(values=("b",)), [None, "b"]),
        (pl.Series([DAY, dt.date(2020, 1, 1)]), "date", Valid(dt.date(2021, 1, 1), DAY), [DAY, None]),
        (pl.Series([NOON]), "time", Valid(DAY, DAY), [NOON]),  # a time counts by its date
        (pl.Series([NOON]), "time", Valid(dt.date(2021, 7, 1), dt.date(2021, 7, 2)), [None]),
    ],
)
def test_valid_ranges_and_lists(column: pl.Series, declared: str, valid: Valid, kept: list[Any]) -> None:
    result = conformed(column, DECLARED[declared], valid)
    assert columns(result) == {"x": kept}
    assert found(result.report.findings)["value-outside"]["count"] == kept.count(None) if None in kept else True


TEXTS: list[tuple[str, str, Any]] = [
    ("bool", "TRUE", True),
    ("bool", "是", True),
    ("bool", "0", False),
    ("bool", "maybe", None),
    ("int", " 12 ", 12),
    ("int", "+5", 5),
    ("int", "12.0", 12),
    ("int", "1e3", 1000),
    ("int", "9223372036854775807", 2**63 - 1),
    ("int", "9223372036854775808", None),
    ("int", "1.5", None),
    ("int", "１２", None),
    ("number", "1e-3", 0.001),
    ("number", "1,5", None),
    ("number", "10%", None),
    ("date", "2021-06-30", DAY),
    ("date", "2021-6-30", DAY),
    ("date", "2021/6/30", DAY),
    ("date", "2021年6月30日", DAY),
    ("date", "20210630", DAY),
    ("date", "2021/6/30 0:00", DAY),
    ("date", "2021-06-30T23:59:59+08:00", DAY),
    ("date", "99-06-30", None),
    ("date", "2021-06-31", None),
    ("date", "30.06.2021", None),
    ("time", "2021-06-30 12:00:00", NOON),
    ("time", "2021-06-30T12:00", NOON),
    ("time", "2021-06-30 12:00:00.000000", NOON),
    ("time", "2021/6/30 12:00", NOON),
    ("time", "2021-06-30T04:00:00Z", NOON),
    ("time", "2021-06-30 05:00:00+01:00", NOON),
    ("time", "2021-06-30", dt.datetime.combine(DAY, dt.time())),
    ("time", "2021-06-30 25:00", None),
    ("list", "a| b ||", ["a", "b"]),
    ("list", '["a|b", null, ""]', ["a|b"]),
    ("list", "[]", []),
    ("list", '["a"', None),
    ("list", "[1]", None),
    ("category", "a", "a"),
    ("category", "A", None),
    ("text", " 007 ", " 007 "),
]


@pytest.mark.parametrize("declared, cell, value", TEXTS)
def test_forms_of_text(declared: str, cell: str, value: Any) -> None:
    plain = next(text for kind, text, read in TEXTS if kind == declared and read is not None)
    frame = pl.LazyFrame({"id": ["1", "2", "3"], "x": [plain, cell, None]})
    loose = from_frame(frame, loose=True)
    result = conform(loose, table(field("x", DECLARED[declared])), zone=ZONE)
    assert columns(result)["x"][1:] == [value, None]
    assert [finding.args["count"] for finding in result.report.findings] == ([] if value is not None else [1])


@pytest.mark.parametrize(
    "declared, blank",
    [*((kind, "") for kind in DECLARED), ("int", " "), ("number", "nan"), ("number", "inf"), ("number", "-Infinity")],
)
def test_blank_cells_are_missing_not_unreadable(declared: str, blank: str) -> None:
    plain = next(text for kind, text, read in TEXTS if kind == declared and read is not None)
    frame = pl.LazyFrame({"id": ["1", "2"], "x": [plain, blank]})
    result = conform(from_frame(frame, loose=True), table(field("x", DECLARED[declared])), zone=ZONE)
    assert columns(result)["x"][1] is None
    assert result.report.findings == ()
