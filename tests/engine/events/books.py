"""Small sets of customers and events, and what a definition says about each customer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

import polars as pl

from segdsl.diagnostics import Source
from segdsl.engine.session import Session
from segdsl.lowering.polars import Context
from segdsl.rulebook import Checker
from segdsl.rulebook.model import Rulebook
from tests.engine.over import over_frames

CONTRACT = """
profile customer {
  key id text
  field age int?
}
events visit {
  at seen time
  field channel category(hall, hotline, app)?
  field amount number?
  field points int?
  field note text?
  field due date?
  field paid bool?
}
events payment {
  at paid_on date
  field fee int valid 0..1000
}
events meter {
  field kind category(smart, old)
  field power number?
}
"""
CHANNEL, KIND = pl.Enum(["hall", "hotline", "app"]), pl.Enum(["smart", "old"])
SCHEMAS: dict[str, dict[str, Any]] = {
    "customer": {"id": pl.String, "age": pl.Int64},
    "visit": {
        "id": pl.String, "seen": pl.Datetime("us"), "channel": CHANNEL, "amount": pl.Float64, "points": pl.Int64,
        "note": pl.String, "due": pl.Date, "paid": pl.Boolean,
    },
    "payment": {"id": pl.String, "paid_on": pl.Date, "fee": pl.Int64},
    "meter": {"id": pl.String, "kind": KIND, "power": pl.Float64},
}  # fmt: skip
TODAY = dt.date(2021, 6, 30)


def book(rules: str) -> Rulebook:
    """A rulebook with the contract above; its rules have no errors."""
    checked = Checker().check([Source("rules.seg", CONTRACT + rules)])
    assert checked.errors == (), [d.message("en") for d in checked.errors]
    return checked


def frames(customers: str, events: Mapping[str, Iterable[Mapping[str, Any]]]) -> dict[str, pl.LazyFrame]:
    """Customers `a`, `b`, … of a string of letters, and events of tables; fields left out are missing."""
    rows = {"customer": [{"id": letter} for letter in customers], **events}
    return {
        name: pl.LazyFrame([dict(row) for row in rows.get(name, [])], schema=schema) for name, schema in SCHEMAS.items()
    }


def session(rules: str, data: Mapping[str, pl.LazyFrame], as_of: dt.date = TODAY) -> Session:
    """A session over the frames."""
    return over_frames(book(rules), data, Context(as_of), zone="Asia/Shanghai")


def values(asked: Session, *names: str) -> dict[str, Any]:
    """By customer: the value of a definition, or of several as a tuple. Customers are in the order of their keys."""
    from segdsl.engine.evaluate import evaluate
    from segdsl.lowering.polars import column_name

    frame, context = asked.ready(names)
    found = evaluate(asked.rulebook, frame, context, names, unknown=False).frame
    rows = found.select("id", *(pl.col(column_name(name)) for name in names)).collect().sort("id").rows()
    return {row[0]: row[1] if len(names) == 1 else row[1:] for row in rows}


def at(text: str) -> dt.datetime:
    """A local time, from `2021-06-30T08:00` or a date."""
    return dt.datetime.fromisoformat(text)
