"""Windows, and what is read at all (LANGUAGE sections 4 and 12)."""

from __future__ import annotations

import datetime as dt

from tests.differential.sentences.telling import Sentence

MONTH_END = dt.date(2021, 3, 31)
LEAP_DAY = dt.date(2024, 2, 29)
LAST = "`last X` = dates in (today − X, today]"
AGO = "`A..B ago` = dates in (today − B, today − A]"
MONTHS = "Months and years move by calendar, clamped to the month's end"
CLOCK = "Windows in `h`/`min` are [T − X, T) with T the end of the as-of day"
LATER = "Events after the end of that day are never read"
RANGE = "A date range is a window too; ranges include both ends"
EDGES = ("visit 2021-04-01T23:59:59", "visit 2021-04-02T00:00", "visit 2021-05-31T23:59:59.999999",
         "visit 2021-06-01T00:00")  # fmt: skip

SENTENCES = (
    Sentence(LAST, "count(visit, last 1d)", 2,
             ("visit 2021-06-30T00:00", "visit 2021-06-30T23:59:59.999999", "visit 2021-06-29T23:59:59.999999")),
    Sentence(LAST, "count(visit, last 30d)", 1, EDGES),
    Sentence(LAST, "count(visit, last 2w)", 1, ("visit 2021-06-16T23:00", "visit 2021-06-17T00:00")),
    Sentence(LAST, "count(bill, last 1d)", 1, ("bill 2021-06-29", "bill 2021-06-30")),
    Sentence(LAST, "count(visit, last 3000y)", 2, ("visit 0001-01-01T00:00", "visit 2021-06-30T08:00")),
    Sentence(AGO, "count(visit, 30d..90d ago)", 2, EDGES),
    Sentence("`last 90d` is exactly `last 30d` plus `30d..90d ago`", "count(visit, last 90d)", 3, EDGES),
    Sentence("`0d..30d ago` is allowed", "count(visit, 0d..30d ago)", 1, EDGES),
    Sentence(AGO, "count(bill, 1d..2d ago)", 1, ("bill 2021-06-28", "bill 2021-06-29", "bill 2021-06-30")),
    Sentence(AGO, "count(visit, 2000y..3000y ago)", 1, ("visit 0021-06-30T23:00", "visit 0021-07-01T00:00")),
    Sentence("durations: `int * duration`", "count(visit, last 2 * cycle)", 1,
             ("visit 2021-05-01T23:00", "visit 2021-05-02T00:00"), beside=("param cycle = 30d",)),
    Sentence(MONTHS, "count(visit, last 1mo)", 1, ("visit 2021-02-28T12:00", "visit 2021-03-01T00:00"),
             as_of=MONTH_END),
    Sentence(MONTHS, "count(visit, 1mo..2mo ago)", 2, ("visit 2021-01-31T12:00", "visit 2021-02-01T00:00",
             "visit 2021-02-28T23:59", "visit 2021-03-01T00:00"), as_of=MONTH_END),
    Sentence(MONTHS, "count(visit, last 13mo)", 1, ("visit 2020-02-29T12:00", "visit 2020-03-01T00:00"),
             as_of=MONTH_END),
    Sentence(MONTHS, "count(visit, last 1y)", 1, ("visit 2023-02-28T12:00", "visit 2023-03-01T00:00"), as_of=LEAP_DAY),
    Sentence(MONTHS, "count(bill, 1y..4y ago)", 2, ("bill 2020-02-29", "bill 2020-03-01", "bill 2023-02-28",
             "bill 2023-03-01"), as_of=LEAP_DAY),
    Sentence("`last 24h` is `last 1d`", "count(visit, last 24h)", 1,
             ("visit 2021-06-30T00:00", "visit 2021-06-29T23:59:59.999999")),
    Sentence(CLOCK, "count(visit, last 90min)", 2,
             ("visit 2021-06-30T22:29:59", "visit 2021-06-30T22:30", "visit 2021-06-30T23:59:59.999999")),
    Sentence("`A..B ago` in hours is [T − B, T − A)", "count(visit, 1h..2h ago)", 2, ("visit 2021-06-30T21:59:59",
             "visit 2021-06-30T22:00", "visit 2021-06-30T22:59:59.999999", "visit 2021-06-30T23:00")),
    Sentence("`A..B ago` in hours is [T − B, T − A)", "count(visit, 0h..36h ago)", 1,
             ("visit 2021-06-29T11:59:59", "visit 2021-06-29T12:00")),
    Sentence(RANGE, "count(visit, 2021-01-01..2021-03-31)", 2, ("visit 2020-12-31T23:59", "visit 2021-01-01T00:00",
             "visit 2021-03-31T23:59:59.999999", "visit 2021-04-01T00:00")),
    Sentence(RANGE, "count(bill, today - 7d..today - 1d)", 2, ("bill 2021-06-22", "bill 2021-06-23", "bill 2021-06-29",
             "bill 2021-06-30")),
    Sentence("a date before the calendar is missing: no event is after it", "count(visit, today - 3000y..today)", 0,
             ("visit 2021-06-30T08:00",)),
    Sentence(LATER, "count(visit)", 1, ("visit 2021-06-30T23:59:59.999999", "visit 2021-07-01T00:00")),
    Sentence(LATER, "latest(visit.n)", 1, ("visit 2021-06-01T08:00 n=1", "visit 2021-07-01T08:00 n=2")),
    Sentence(LATER, "count(visit, 2021-06-01..2021-12-31)", 1, ("visit 2021-06-01T08:00", "visit 2021-07-01T08:00")),
    Sentence(LATER, "count(bill)", 1, ("bill 2021-06-30", "bill 2021-07-01")),
    Sentence(LATER, "sequence(visit, visit)", False, ("visit 2021-06-30T08:00", "visit 2021-07-01T08:00")),
    Sentence("an event without a time is reported and ignored", "count(visit)", 1,
             ("visit - n=1", "visit 2021-06-01T08:00")),
    Sentence("events of customers that are not in the profile", "count(visit)", 1,
             ("visit 2021-06-01T08:00 id=nobody", "visit 2021-06-01T08:00", "visit 2021-06-01T08:00 id=-")),
)  # fmt: skip
