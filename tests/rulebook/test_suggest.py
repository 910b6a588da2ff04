"""What someone probably meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segdsl.diagnostics import Text
from segdsl.rulebook.suggest import closest, distance, meant, suggested

WORDS = st.text("abc", max_size=6)


def slow_distance(a: str, b: str) -> int:
    """The definition of the distance, without a table."""
    if not a or not b:
        return len(a) + len(b)
    best = min(
        slow_distance(a[:-1], b) + 1,
        slow_distance(a, b[:-1]) + 1,
        slow_distance(a[:-1], b[:-1]) + (a[-1] != b[-1]),
    )
    if len(a) > 1 and len(b) > 1 and a[-2:] == b[:-3:-1]:
        best = min(best, slow_distance(a[:-2], b[:-2]) + 1)
    return best


@given(st.text("abc", max_size=5), st.text("abc", max_size=5), st.integers(0, 6))
def test_the_distance_up_to_a_limit(a: str, b: str, limit: int) -> None:
    assert distance(a, b, limit) == min(slow_distance(a, b), limit + 1)


@pytest.mark.parametrize(
    "written, expected",
    [
        ("actvity", "activity"), ("avtivity", "activity"), ("Activity", "activity"), ("act", "activity"),
        ("ａｇｅ", "age"), ("zzz", None), ("xy", None), ("活跃", "活跃度"),
    ],
)  # fmt: skip
def test_the_closest_name(written: str, expected: str | None) -> None:
    assert closest(written, ["age", "activity", "活跃度", "income"]) == expected


def test_a_title_means_its_name() -> None:
    assert meant("年龄", (("age", "年龄"), ("年", ""))) == "age"


@given(WORDS, st.lists(WORDS, max_size=5))
def test_a_suggestion_is_a_candidate(name: str, candidates: list[str]) -> None:
    assert closest(name, candidates) in {*candidates, None}


def test_where_no_name_is_near_the_first_names_are_listed() -> None:
    assert suggested("vip", ["vop", "x"]) == {"near": "vop"}
    assert suggested("nope", ["a", "b"]) == {"known": Text("a, b", "a、b")}
    assert suggested("nope", []) == {}
    many = [f"d{number}" for number in range(21)]
    assert suggested("nope", many) == {
        "known": Text("d0, d1, d2, d3, d4, d5, d6, … (21 in all)", "d0、d1、d2、d3、d4、d5、d6 等 21 个")
    }
