"""Cells of text mean the same to a script as to our own readers."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from segdsl.data.text import parsed as read
from segdsl.functions.types import Kind
from segdsl.lowering.polars.layout import text
from segdsl.lowering.polars.recorder import name
from segdsl.lowering.polars.script_cells import READERS, parsed

CELLS = {
    Kind.BOOL: ["true", "FALSE", " yes ", "N", "t", "1", "0", "是", "否", "maybe", "2", ""],
    Kind.INT: ["12", "+5", "-0", "007", "12.0", "1e3", "1.5", "1,234", "１２", "9223372036854775808", " 3 ", ""],
    Kind.NUMBER: ["1.5", "-.5", "1e-3", "12", "1,5", "10%", " 7 ", ""],
    Kind.DATE: ["2021-06-30", "2021/6/3", "20210630", "2021年6月30日", "2021-06-30 08:00", "30.6.2021", "x"],
    Kind.TIME: [
        "2021-06-30 08:00", "2021-06-30T08:00:01.5", "2021/6/30 8:05", "2021年6月30日 8:05", "2021-06-30T00:00:00Z",
        "2021-06-30 08:00+08:00", "2021-06-30", "20210630", "08:00", "2021-06-30 25:00", "99-01-01", " 2021-06-30 ", "",
    ],
    Kind.LIST: ["a|b", '["a", "b|c"]', "[]", '["a"', "[1]", " a | ", '["a", null, ""]', '["\\u4e2d"]'],
}  # fmt: skip


@pytest.mark.parametrize("kind", CELLS)
def test_every_form_that_we_read_a_script_reads(kind: Kind) -> None:
    frame = pl.DataFrame({"cell": CELLS[kind]})
    column = pl.col("cell").str.strip_chars()
    ours = frame.select(pl.when(column != "").then(read(column, kind, "Asia/Shanghai", wide=True)))
    scope: dict[str, Any] = {"pl": pl}
    exec("import json\n" + "\n".join(READERS.values()), scope)
    scripted: Any = parsed(name("pl").col("cell"), kind, "Asia/Shanghai", name("pl"))
    theirs = frame.select(eval(text(scripted.node), scope))
    if kind is Kind.NUMBER:  # the script casts to the declared type behind this
        theirs = theirs.cast(pl.Float64, strict=False)
    assert theirs.to_series().to_list() == ours.to_series().to_list()
    assert 0 < theirs.to_series().null_count() < len(frame)


def test_functions_fit_the_page() -> None:
    assert all(len(line) <= 100 for source in READERS.values() for line in source.splitlines())
