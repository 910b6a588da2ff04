"""Whatever is written and declared comes back as it was; whatever else a file holds, nobody sees a traceback."""

import datetime as dt
import json
from io import BytesIO
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from segdsl.data.contract import conform
from segdsl.data.infer import infer_contract
from segdsl.data.physical import storage
from segdsl.data.project import DataSource
from segdsl.data.sources import scan
from segdsl.diagnostics import SegdslError
from segdsl.functions.types import Kind, Type
from tests.data.making import ZONE, category, field, table

PLACES = ("hall", "网上 国网", "c,d", '"')
CONTRACT = table(
    field("b", Kind.BOOL),
    field("i", Kind.INT),
    field("n", Kind.NUMBER),
    field("s", Kind.TEXT),
    field("d", Kind.DATE),
    field("t", Kind.TIME, column="时 间"),
    field("c", category(*PLACES)),
    field("l", Kind.LIST),
)
WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=8)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "b": st.booleans(),
    "i": st.integers(-(2**63), 2**63 - 1),
    "n": st.floats(allow_nan=False, allow_infinity=False),
    "s": WORDS,
    "d": st.dates(dt.date(1000, 1, 1)),
    "t": st.datetimes(dt.datetime(1000, 1, 1)),  # noqa: DTZ001 - a local time
    "c": st.sampled_from(PLACES),
    "l": st.lists(WORDS.filter(bool), max_size=3),
}
ROWS = st.lists(st.fixed_dictionaries({name: st.none() | values for name, values in VALUES.items()}), max_size=8)
FOLDER = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)


def framed(rows: list[dict[str, Any]]) -> pl.DataFrame:
    """The rows under the names that the fields have, with keys, in the types in which they are handed on."""
    schema = {name: storage(one.type) for name, one in CONTRACT.fields.items()}
    return pl.DataFrame([{"id": f"k{number}", **row} for number, row in enumerate(rows)], schema=schema)


def write(folder: Path, frame: pl.DataFrame, suffix: str) -> DataSource:
    """Write the frame under its physical names."""
    file = folder / f"客户 1{suffix}"
    physical = frame.rename({"t": "时 间"})
    match suffix:
        case ".parquet":
            physical.write_parquet(file)
        case ".arrow":
            physical.write_ipc(file)
        case ".arrows":
            physical.write_ipc_stream(file)
        case _:
            cells = [
                None if items is None else json.dumps(items, ensure_ascii=False) for items in physical["l"].to_list()
            ]
            text = BytesIO()
            physical.with_columns(pl.Series("l", cells, dtype=pl.String)).write_csv(text)
            encoding = "gb18030" if suffix == ".txt" else "utf-8"
            file.write_bytes(text.getvalue().decode().encode(encoding))
    return DataSource(file.name, folder, encoding="gb18030" if suffix == ".txt" else None)


@pytest.mark.parametrize("suffix", [".parquet", ".arrow", ".arrows", ".csv", ".txt"])
@FOLDER
@given(rows=ROWS)
def test_what_was_written_is_what_is_read(tmp_path: Path, rows: list[dict[str, Any]], suffix: str) -> None:
    frame = framed(rows)
    conformed = conform(scan(write(tmp_path, frame, suffix)), CONTRACT, zone=ZONE)
    expected = frame
    if suffix in (".csv", ".txt"):  # an empty cell is missing
        expected = frame.with_columns(s=pl.when(pl.col("s") != "").then("s"))
    assert conformed.frame.collect().equals(expected)
    assert conformed.frame.collect_schema() == expected.schema
    assert {finding.code for finding in conformed.report.findings} <= {"rows-none"}
    assert conformed.report.rows == len(rows)


@FOLDER
@given(rows=ROWS.filter(len))
def test_an_inferred_contract_fits_the_data_it_was_inferred_from(tmp_path: Path, rows: list[dict[str, Any]]) -> None:
    for suffix in (".parquet", ".csv"):
        scanned = scan(write(tmp_path, framed(rows), suffix))
        inferred = infer_contract(scanned, "customer", "id")
        conformed = conform(scanned, inferred, zone=ZONE)
        assert conformed.report.findings == ()
        assert conformed.report.rows == len(rows)
        assert len(conformed.frame.collect()) == len(rows)


@pytest.mark.parametrize("suffix", [".csv", ".parquet", ".arrow", ".xlsx"])
@FOLDER
@given(
    start=st.sampled_from([b"", b"id,b,i\n", b'id,"', b"\xff\xfe", b"PAR1", b"ARROW1\0\0", b"PK\x03\x04"]),
    content=st.binary(max_size=80) | st.text('a1,;"\n\r\t 国', max_size=80).map(str.encode),
)
def test_any_bytes_give_data_or_diagnostics(tmp_path: Path, suffix: str, start: bytes, content: bytes) -> None:
    (tmp_path / f"c{suffix}").write_bytes(start + content)
    contract = table(field("i", Type(Kind.INT, True)))
    try:
        said = conform(scan(DataSource(f"c{suffix}", tmp_path)), contract, zone=ZONE).report.findings
    except SegdslError as error:
        said = error.diagnostics
    assert all(finding.message("zh") for finding in said)
