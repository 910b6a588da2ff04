"""Personal data is hidden the same way wherever it appears, and never by accident shown whole."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from segdsl.engine.masking import MASKS, masked


@pytest.mark.parametrize(
    "kind, value, shown",
    [
        ("mobile", "13812348000", "138****8000"),
        ("mobile", "+8613812348000", "+86****8000"),
        ("mobile", "1234567", "*******"),
        ("account", "0312345678901", "*********8901"),
        ("account", "8901", "****"),
        ("name", "张三丰", "张**"),
        ("name", "欧阳", "欧**"),
        ("name", "李", "*"),
        ("id_card", "440101199001011234", "440101********1234"),
        ("address", "广东省佛山市禅城区1号", "广东省佛山市****"),
        ("mobile", "", ""),
        ("mobile", None, None),
    ],
)
def test_masked(kind: str, value: str | None, shown: str | None) -> None:
    frame = pl.DataFrame({"x": [value]}, schema={"x": pl.String})
    assert frame.select(masked(pl.col("x"), kind)).item() == shown  # type: ignore[arg-type]


@given(st.sampled_from(sorted(MASKS)), st.text(min_size=1, max_size=30))
def test_a_value_never_comes_out_whole(kind: str, value: str) -> None:
    shown = pl.DataFrame({"x": [value]}).select(masked(pl.col("x"), kind)).item()  # type: ignore[arg-type]
    assert "*" in shown
    visible = MASKS[kind].head + MASKS[kind].tail  # type: ignore[index]
    assert len(shown.replace("*", "")) <= visible
