"""A sentence, the rule and events that show what it means, and the value they have; and how these become a case."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from tests.differential.strategies import Case

RULES = """profile customer {
  key id text
  field born date?
}
events visit "渠道交互" {
  at seen time
  field channel category(hall, app, web)?
  field n int?
  field x number?
  field flag bool?
  field day date?
  field note text?
  field amount int? valid 0..100
}
events bill {
  at due date
  field paid bool?
}
events meter {
  key owner text from "户号"
  field kind category(single, smart)?
  field kwh int?
}"""
BORN = dt.date(2021, 6, 10)
TODAY = dt.date(2021, 6, 30)
CLOCK = pl.Datetime("us")
_STORED: dict[str, dict[str, Any]] = {
    "visit": {
        "id": pl.String, "seen": CLOCK, "channel": pl.String, "n": pl.Int64, "x": pl.Float64, "flag": pl.Boolean,
        "day": pl.Date, "note": pl.String, "amount": pl.Int64,
    },
    "bill": {"id": pl.String, "due": pl.Date, "paid": pl.Boolean},
    "meter": {"户号": pl.String, "kind": pl.String, "kwh": pl.Int64},
}  # fmt: skip


@dataclass(frozen=True)
class Sentence:
    """`rule` has this `value` for a customer with these `events`, written `visit 2021-06-30T08:00 n=3 channel=app`.

    `-` stands for a time that is missing; `id=nobody` is an event of somebody else. `beside` are more definitions.
    """

    text: str
    rule: str
    value: Any
    events: Sequence[str] = ()
    beside: Sequence[str] = ()
    as_of: dt.date = TODAY


def case_of(sentences: Sequence[Sentence]) -> Case:
    """The sentences as one case: the nth speaks of customer `c…n` and has its rule in `v…n`."""
    (as_of,) = {sentence.as_of for sentence in sentences}
    beside = dict.fromkeys(item for sentence in sentences for item in sentence.beside)
    rules = [f"let {name(at)} = {sentence.rule}" for at, sentence in enumerate(sentences)]
    rows: dict[str, list[dict[str, Any]]] = {table: [] for table in _STORED}
    for at, sentence in enumerate(sentences):
        for event in sentence.events:
            table, *cells = event.split()
            rows[table].append(_row(_STORED[table], customer(at), cells))
    customers = pl.DataFrame({"id": [customer(at) for at in range(len(sentences))]}).with_columns(born=pl.lit(BORN))
    events = {table: pl.DataFrame(rows[table], schema=stored) for table, stored in _STORED.items()}
    return Case((RULES, *beside, *rules), as_of, customers, events=events)


def name(at: int) -> str:
    """The definition of the sentence at a place."""
    return f"v{at:03}"


def customer(at: int) -> str:
    """The customer whom the sentence at a place speaks of."""
    return f"c{at:03}"


def _row(stored: dict[str, Any], owner: str, cells: Sequence[str]) -> dict[str, Any]:
    key, *fields = stored
    row: dict[str, Any] = dict.fromkeys(stored)
    row[key] = owner
    for cell in cells:
        field, _, text = cell.rpartition("=")
        column = key if field == "id" else field or fields[0]
        row[column] = _read(stored[column], text)
    return row


def _read(dtype: Any, text: str) -> Any:
    if text == "-":
        return None
    if dtype == pl.String:
        return text
    if dtype == pl.Date:
        return dt.date.fromisoformat(text)
    if dtype == CLOCK:
        return dt.datetime.fromisoformat(text)
    return float(text) if dtype == pl.Float64 else json.loads(text)
