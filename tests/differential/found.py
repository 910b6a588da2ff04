"""Cases on which product and interpreter once differed, cut down to what mattered."""

from __future__ import annotations

import datetime as dt

import polars as pl

from tests.differential.strategies import Case

PROFILE = """profile customer {
  key id text
  field flag bool?
  field born date?
  field seen time?
}"""
DAY = dt.date(2021, 6, 30)
PEOPLE = pl.DataFrame(
    {"id": ["b", "a", "c"], "flag": [True, None, False], "born": [DAY, None, DAY], "seen": [DAY, DAY, None]}
)


def _case(*items: str) -> Case:
    return Case((PROFILE, *items), DAY, PEOPLE, ("a", "c"))


FOUND = {
    "a let over a bool that may be missing is unknown there": _case("let d = flag"),
    "places of a constant are counted over everyone": _case(
        "let t = ntile(1.0, 2)", "let p = percentile(today)", "let r = rank(2, true)", "segment s { require t = 2 }"
    ),
    "dates at both ends of the calendar can be reasoned about": _case(
        "segment s { require born <= 9999-12-31 }",
        "segment t { exclude born > 9999-12-31 and born >= 0001-01-01 }",
        "let u = born in [9999-12-31]",
        "segment v { require seen <= 9999-12-31 }",
    ),
    "the smallest int can be written": _case("let smallest = -9223372036854775808 + days_since(born)"),
}
