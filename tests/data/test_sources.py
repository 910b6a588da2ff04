"""Files found and opened: encodings, separators, folders, and what is said when something is wrong with them."""

import gzip
import shutil
from pathlib import Path

import polars as pl
import pytest

from segdsl.data.contract import conform
from segdsl.data.project import DataSource
from segdsl.data.sources import find_files, scan
from segdsl.diagnostics import SegdslError
from segdsl.functions.types import INT, Kind
from tests.data.making import ZONE, columns, field, found, read, table, write

CITY = table(field("city", Kind.TEXT, column="地市"))
NUMBER = table(field("n", INT))


def refused(source: DataSource) -> dict[str, object]:
    """What opening and reading the source is refused with: one code, its arguments beside it."""
    with pytest.raises(SegdslError) as caught:
        conform(scan(source), NUMBER, zone=ZONE)
    ((code, args),) = found(caught.value).items()
    return {"code": code, **args}


@pytest.mark.parametrize(
    "encoding, detected",
    [("utf-8", None), ("utf-8-sig", None), ("gb18030", "gb18030"), ("utf-16", "utf-16")],
)
def test_encodings_are_detected(tmp_path: Path, encoding: str, detected: str | None) -> None:
    source = write(tmp_path, "c.csv", "id,地市\n1,广州\n2,𠮷林\n".encode(encoding))
    conformed = read(source, CITY)
    assert columns(conformed) == {"city": ["广州", "𠮷林"]}
    said = found(conformed.report.findings)
    assert said == (
        {"encoding-detected": {"file": (tmp_path / "c.csv").as_posix(), "encoding": detected}} if detected else {}
    )


@pytest.mark.parametrize("name", ["gb18030", "gbk", "gb2312"])
def test_an_encoding_can_be_named(tmp_path: Path, name: str) -> None:
    write(tmp_path, "c.csv", "id,地市\n1,广州\n".encode("gbk"))
    conformed = read(DataSource("c.csv", tmp_path, encoding=name), CITY)
    assert columns(conformed) == {"city": ["广州"]}
    assert conformed.report.findings == ()


def test_characters_cut_in_two_by_the_reading_buffer(tmp_path: Path) -> None:
    rows = 700_000  # 4.9 MB of two-byte characters behind an odd number of bytes
    source = write(tmp_path, "c.csv", ("id,地市\n" + "7,广州\n" * rows).encode("gb18030"))
    frame = scan(source).parts[0].frame
    assert frame.select((pl.col("地市") == "广州").sum()).collect().item() == rows


def test_bytes_that_no_character_has_are_located(tmp_path: Path) -> None:
    source = write(tmp_path, "c.csv", b"id,n\n" + b"\x80\xff,1\n")
    assert refused(source).items() >= {"code": "encoding-wrong", "encoding": "gb18030", "offset": 5}.items()
    named = DataSource("c.csv", tmp_path, encoding="utf-8")
    assert refused(named).items() >= {"code": "encoding-wrong", "encoding": "utf-8", "offset": 5}.items()


def test_gzip_is_unpacked(tmp_path: Path) -> None:
    source = write(tmp_path, "c.csv.gz", gzip.compress("id,地市\n1,广州\n".encode("gb18030")))
    assert columns(read(source, CITY)) == {"city": ["广州"]}
    broken = write(tmp_path, "d.csv.gz", gzip.compress(b"id,n\n1,2\n")[:-12])
    assert refused(broken)["code"] == "file-unreadable"


@pytest.mark.parametrize(
    "text",
    [
        "id,n,x\n1,2,a\n",
        "id;n;x\n1;2;a,b\n",
        "id\tn\tx\n1\t2\ta;b,c\n",
        '\n\nid,n,x\n1,2,"a\nb"\n',
        "id,n,x\r\n1,2,a\r\n",
    ],
)
def test_separators_and_line_ends_are_detected(tmp_path: Path, text: str) -> None:
    assert columns(read(write(tmp_path, "c.csv", text), NUMBER)) == {"n": [2]}


def test_a_separator_can_be_named(tmp_path: Path) -> None:
    write(tmp_path, "c.csv", 'id;n;"a,b,c,d"\n1;2;x\n')
    assert columns(read(DataSource("c.csv", tmp_path, separator=";"), NUMBER)) == {"n": [2]}


def test_folders_and_globs_are_read_in_the_order_of_file_names(tmp_path: Path) -> None:
    for month in ("02", "01", "03"):
        write(tmp_path, f"月 度/{month}.csv", f"id,n\n{month},{int(month)}\n")
    write(tmp_path, "月 度/.hidden.csv", "")
    write(tmp_path, "月 度/_SUCCESS", "")
    for path in ("月 度", "月 度/*.csv", "*/0*.csv", str(tmp_path / "月 度" / "*.csv")):
        assert columns(read(DataSource(path, tmp_path), NUMBER)) == {"n": [1, 2, 3]}


def test_a_folder_may_be_named_like_a_file_and_hold_glob_characters(tmp_path: Path) -> None:
    write(tmp_path, "客户[1].parquet/part-0.parquet", pl.DataFrame({"id": ["a"], "n": [1]}))
    assert columns(read(DataSource("客户[1].parquet", tmp_path), NUMBER)) == {"n": [1]}
    assert columns(read(DataSource("part-0.parquet", tmp_path / "客户[1].parquet"), NUMBER)) == {"n": [1]}


def test_files_may_differ_in_columns_order_and_width(tmp_path: Path) -> None:
    write(tmp_path, "v/1.parquet", pl.DataFrame({"id": ["a"], "n": [1]}, schema_overrides={"n": pl.Int8}))
    write(tmp_path, "v/2.parquet", pl.DataFrame({"n": [300], "x": [0], "id": ["b"]}))
    conformed = read(DataSource("v", tmp_path), NUMBER)
    assert conformed.frame.collect().rows() == [("a", 1), ("b", 300)]
    assert conformed.report.ignored == ("x",)


def test_a_column_missing_in_one_file_of_several_names_that_file(tmp_path: Path) -> None:
    write(tmp_path, "v/1.csv", "id,n\na,1\n")
    write(tmp_path, "v/2.csv", "id,m\na,1\n")
    assert refused(DataSource("v", tmp_path)).items() >= {"code": "column-missing", "file": "2.csv"}.items()


def test_a_missing_file_names_its_nearest_sibling(tmp_path: Path) -> None:
    write(tmp_path, "数据 一/客户表.csv", "id,n\n")
    assert refused(DataSource("数据 一/客户.csv", tmp_path)) == {
        "code": "file-missing",
        "file": "数据 一/客户.csv",
        "near": "客户表.csv",
    }
    assert (
        refused(DataSource("数据一/客户表.csv", tmp_path)).items()
        >= {
            "code": "file-missing-folder",
            "near": "数据 一",
        }.items()
    )
    assert refused(DataSource("数据 一/*.parquet", tmp_path))["code"] == "glob-empty"


def test_empty_files_and_folders(tmp_path: Path) -> None:
    for name in ("c.csv", "c.parquet", "c.xlsx", "c.arrow"):
        assert refused(write(tmp_path, name, b""))["code"] == "file-empty"
    assert refused(write(tmp_path, "blank.csv", "\n\n"))["code"] == "file-empty"
    (tmp_path / "empty").mkdir()
    assert refused(DataSource("empty", tmp_path))["code"] == "folder-empty"


def test_a_header_alone_is_a_table_without_rows(tmp_path: Path) -> None:
    conformed = read(write(tmp_path, "c.csv", "id,n"), NUMBER)
    assert conformed.frame.collect().shape == (0, 2)
    assert set(found(conformed.report.findings)) == {"rows-none"}


@pytest.mark.parametrize("quoted", ["x", '"x, y"', '"x\ny"'])
def test_rows_that_are_too_short_are_read_and_counted(tmp_path: Path, quoted: str) -> None:
    text = f"id,s,n\na,{quoted},\nb,1\n\nc,x,3\nd"
    conformed = read(write(tmp_path, "c.csv", text), table(field("n", Kind.INT)))
    assert columns(conformed) == {"n": [None, None, 3, None]}
    args = found(conformed.report.findings)["csv-short-rows"]
    assert (args["count"], args["line"]) == (2, 4 if "\n" in quoted else 3)


def test_a_row_that_is_too_long_is_located(tmp_path: Path) -> None:
    source = write(tmp_path, "c.csv", 'id,n\n"a\nb",1\nc,1,2\n')
    assert refused(source).items() >= {"code": "csv-long-row", "line": 4, "found": 3, "expected": 2}.items()


@pytest.mark.parametrize("text", ['id,n\na,1\nb,"2\nc,3\n', 'id,n\na,1\nb,2"\n', 'id,n\na,1\n"b"x,2\n'])
def test_a_stray_quote_is_located(tmp_path: Path, text: str) -> None:
    assert refused(write(tmp_path, "c.csv", text)).items() >= {"code": "csv-quotes", "line": 3}.items()


def test_a_column_named_twice(tmp_path: Path) -> None:
    assert (
        refused(write(tmp_path, "c.csv", "id,n,n\n1,2,3\n")).items()
        >= {"code": "column-repeated", "column": "n"}.items()
    )
    assert columns(read(write(tmp_path, "d.csv", "id,n,,\n1,2,,\n"), NUMBER)) == {"n": [2]}


def test_formats_that_cannot_be_read(tmp_path: Path) -> None:
    assert refused(write(tmp_path, "c.sav", "x")).items() >= {"code": "format-unknown", "suffix": ".sav"}.items()
    write(tmp_path, "mix/a.csv", "id,n\n1,2\n")
    write(tmp_path, "mix/b.parquet", pl.DataFrame({"id": ["1"]}))
    assert (
        refused(DataSource("mix", tmp_path)).items() >= {"code": "formats-mixed", "formats": ".csv, .parquet"}.items()
    )
    shutil.copy(tmp_path / "mix/b.parquet", tmp_path / "disguised.csv")
    disguised = refused(DataSource("disguised.csv", tmp_path))
    assert disguised.items() >= {"code": "format-differs", "suffix": ".parquet"}.items()
    (tmp_path / "delta" / "_delta_log").mkdir(parents=True)
    assert refused(DataSource("delta", tmp_path))["code"] == "format-delta"


def test_damaged_files(tmp_path: Path) -> None:
    write(tmp_path, "c.parquet", pl.DataFrame({"id": ["a"], "n": [1]}))
    whole = (tmp_path / "c.parquet").read_bytes()
    assert refused(write(tmp_path, "c.parquet", whole[:-9]))["code"] == "file-unreadable"
    assert refused(write(tmp_path, "c.arrow", b"ARROW1 and then nothing"))["code"] == "file-unreadable"
    assert refused(write(tmp_path, "c.xlsx", b"PK\x03\x04 and then nothing"))["code"] == "file-unreadable"


def test_a_parquet_file_damaged_in_the_middle(tmp_path: Path) -> None:
    write(tmp_path, "c.parquet", pl.DataFrame({"id": [f"k{i}" for i in range(5000)], "n": list(range(5000))}))
    content = bytearray((tmp_path / "c.parquet").read_bytes())
    content[100:3000] = b"\xff" * 2900
    assert refused(write(tmp_path, "c.parquet", bytes(content)))["code"] == "file-unreadable"


def test_arrow_files_and_streams(tmp_path: Path) -> None:
    frame = pl.DataFrame({"id": ["a"], "n": [1]})
    frame.write_ipc(tmp_path / "1.arrow")
    frame.write_ipc(tmp_path / "2.arrow")
    frame.write_ipc_stream(tmp_path / "3.arrow")
    for name, rows in (("1.arrow", 1), ("3.arrow", 1)):
        assert read(DataSource(name, tmp_path), NUMBER).report.rows == rows
    with pytest.raises(SegdslError) as caught:
        read(DataSource("*.arrow", tmp_path), NUMBER)
    assert found(caught.value)["key-duplicate"]["rows"] == 3


def test_files_are_found_once_each(tmp_path: Path) -> None:
    write(tmp_path, "a/b/c.csv", "id,n\n")
    assert find_files(DataSource("**/*.csv", tmp_path)) == (tmp_path / "a/b/c.csv",)
