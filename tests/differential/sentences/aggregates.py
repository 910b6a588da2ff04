"""Aggregates and `where` (LANGUAGE sections 3, 5, 7 and 12)."""

from __future__ import annotations

import datetime as dt

from tests.differential.sentences.telling import Sentence

INT_MAX = 2**63 - 1
LAST_TIME = dt.datetime.fromisoformat("2021-06-03T08:00")
ZERO = "No events: `count sum days months distinct` give 0"
NONE = "No events: …, the others missing"
SKIP = "Aggregates skip events whose field is missing"
ENDS = "`earliest`/`latest` read the field of the first/last event; ties by row order"
OFTEN = "`most_frequent` (ties: most recent)"
NEVER = "`distinct` and `most_frequent` never count missing"
WHERE = "In `where`, names are the event's fields, then params"
LOGIC = "`not`, `and`, `or` are plain two-valued logic"
VALID = "A value outside `valid`, or of no declared category, is read as missing"
OVERFLOW = "A result outside 64 bits is missing, never wrapped"
N = ("visit 2021-06-01T08:00 n=3", "visit 2021-06-02T08:00 n=-", "visit 2021-06-03T08:00 n=4")
UNKNOWN = ("visit 2021-06-01T08:00 n=-",)
SAME = ("visit 2021-06-01T08:00 n=1", "visit 2021-06-01T08:00 n=2", "visit 2021-06-01T08:00 n=3")
DISORDER = ("visit 2021-06-02T08:00 n=2", "visit 2021-06-03T08:00 n=3", "visit 2021-06-01T08:00 n=1")

SENTENCES = (
    Sentence(ZERO, "count(visit)", 0),
    Sentence(ZERO, "sum(visit.n)", 0),
    Sentence(ZERO, "sum(visit.x)", 0.0),
    Sentence(ZERO, "days(visit)", 0),
    Sentence(ZERO, "months(visit)", 0),
    Sentence(ZERO, "distinct(visit.note)", 0),
    Sentence("`did` (count > 0)", "did(visit)", False),
    Sentence("`never`", "never(visit)", True),
    Sentence("`did` (count > 0)", "did(visit, last 30d)", True, N),
    Sentence("`never`", "never(visit)", False, N),
    *(Sentence(NONE, f"{name} is missing", True) for name in (
        "avg(visit.n)", "minimum(visit.seen)", "maximum(visit.x)", "earliest(visit.channel)", "latest(visit.flag)",
        "most_frequent(visit.note)")),
    Sentence("`days` (distinct calendar dates)", "days(visit)", 2,
             ("visit 2021-06-01T00:00", "visit 2021-06-01T23:59:59.999999", "visit 2021-06-02T00:00")),
    Sentence("`months` (distinct months)", "months(visit)", 3,
             ("visit 2021-05-31T23:00", "visit 2021-06-01T00:00", "visit 2020-06-01T00:00", "visit 2021-06-30T00:00")),
    Sentence("`days` (distinct calendar dates)", "days(bill)", 1, ("bill 2021-06-01", "bill 2021-06-01")),
    Sentence(SKIP, "sum(visit.n)", 7, N),
    Sentence(SKIP, "avg(visit.n)", 3.5, N),
    Sentence(SKIP, "minimum(visit.n)", 3, N),
    Sentence(SKIP, "distinct(visit.n)", 2, N),
    Sentence("`sum` of none known is 0", "sum(visit.n)", 0, UNKNOWN),
    Sentence("`avg minimum maximum` missing", "avg(visit.n)", None, UNKNOWN),
    Sentence("`avg minimum maximum` missing", "minimum(visit.n)", None, UNKNOWN),
    Sentence("Missing = null, NaN or ±inf in the data", "sum(visit.x)", 2.5,
             ("visit 2021-06-01T08:00 x=nan", "visit 2021-06-02T08:00 x=inf", "visit 2021-06-03T08:00 x=2.5")),
    Sentence("Missing = null, NaN or ±inf in the data", "maximum(visit.x)", -1.0,
             ("visit 2021-06-01T08:00 x=nan", "visit 2021-06-02T08:00 x=inf", "visit 2021-06-03T08:00 x=-1")),
    Sentence(OVERFLOW, "sum(visit.n)", None, (f"visit 2021-06-01T08:00 n={INT_MAX}", "visit 2021-06-02T08:00 n=1")),
    Sentence(OVERFLOW, "sum(visit.n)", INT_MAX, (f"visit 2021-06-01T08:00 n={INT_MAX}", "visit 2021-06-02T08:00 n=1",
             "visit 2021-06-03T08:00 n=-1")),
    Sentence(OVERFLOW, "sum(visit.n)", None, (f"visit 2021-06-01T08:00 n={-INT_MAX}", "visit 2021-06-02T08:00 n=-2")),
    Sentence(OVERFLOW, "sum(visit.n)", None,  # three times as much wraps to a small negative number
             tuple(f"visit 2021-06-0{day}T08:00 n={INT_MAX}" for day in (1, 2, 3))),
    Sentence("…and the like also give missing", "sum(visit.x)", None,
             ("visit 2021-06-01T08:00 x=1.7e308", "visit 2021-06-02T08:00 x=1.7e308")),
    Sentence("`minimum`/`maximum` take numbers, dates, times", "maximum(visit.seen)", LAST_TIME,
             DISORDER),
    Sentence("`minimum`/`maximum` take numbers, dates, times", "minimum(bill.due)", dt.date(2021, 5, 1),
             ("bill 2021-06-01", "bill 2021-05-01")),
    Sentence("`minimum`/`maximum` take numbers, dates, times", "maximum(visit.day)", dt.date(2021, 12, 31),
             ("visit 2021-06-01T08:00 day=2021-12-31", "visit 2021-06-02T08:00 day=2021-06-02")),
    Sentence("Equality by code point; no silent normalisation", "distinct(visit.note)", 3,
             tuple(f"visit 2021-06-01T08:00 note={note}" for note in ("a", "A", "a", "１"))),
    Sentence(NEVER, "distinct(visit.channel)", 1,
             ("visit 2021-06-01T08:00 channel=app", "visit 2021-06-02T08:00 channel=-")),
    Sentence(NEVER, "most_frequent(visit.channel)", "app", ("visit 2021-06-01T08:00 channel=app",
             "visit 2021-06-02T08:00 channel=-", "visit 2021-06-03T08:00 channel=-")),
    Sentence(OFTEN, "most_frequent(visit.channel)", "app", ("visit 2021-06-01T08:00 channel=app",
             "visit 2021-06-02T08:00 channel=app", "visit 2021-06-03T08:00 channel=web")),
    Sentence(OFTEN, "most_frequent(visit.channel)", "web",
             ("visit 2021-06-02T08:00 channel=web", "visit 2021-06-01T08:00 channel=app")),
    Sentence(OFTEN, "most_frequent(visit.channel)", "app", ("visit 2021-06-04T08:00 channel=app",
             "visit 2021-06-01T08:00 channel=web", "visit 2021-06-03T08:00 channel=web",
             "visit 2021-06-02T08:00 channel=app", "visit 2021-06-05T08:00 channel=hall")),
    Sentence("ties by row order", "most_frequent(visit.n)", 3, SAME),
    Sentence(ENDS, "earliest(visit.n)", 1, DISORDER),
    Sentence(ENDS, "latest(visit.n)", 3, DISORDER),
    Sentence(ENDS, "earliest(visit.n)", 1, SAME),
    Sentence(ENDS, "latest(visit.n)", 3, SAME),
    Sentence(ENDS, "latest(visit.seen)", LAST_TIME, DISORDER),
    Sentence(ENDS, "latest(bill.paid)", True, ("bill 2021-06-01 paid=false", "bill 2021-06-01 paid=true")),
    Sentence("missing if missing there", "latest(visit.n)", None,
             ("visit 2021-06-01T08:00 n=1", "visit 2021-06-02T08:00 n=-")),
    Sentence("`f(events.field where cond)`", "latest(visit.n where n is known)", 1,
             ("visit 2021-06-01T08:00 n=1", "visit 2021-06-02T08:00 n=-")),
    Sentence("aggregates of a related table work", "count(meter)", 2, ("meter single", "meter smart")),
    Sentence("aggregates of a related table work", "sum(meter.kwh where kind = smart)", 30,
             ("meter single kwh=5", "meter smart kwh=10", "meter smart kwh=20")),
    Sentence("ties by row order", "most_frequent(meter.kind)", "smart", ("meter single", "meter smart")),
    Sentence(WHERE, "count(visit where channel = app and n >= 3)", 1, ("visit 2021-06-01T08:00 channel=app n=3",
             "visit 2021-06-01T08:00 channel=web n=3", "visit 2021-06-01T08:00 channel=app n=2")),
    Sentence(WHERE, "count(visit where n >= least)", 1, DISORDER, beside=("param least = 3",)),
    Sentence(WHERE, "count(visit where n = 3)", 1, DISORDER, beside=("param n = 100",)),
    Sentence("a `let` that is a list of constants, used in `where` too", "count(visit where n in few)", 2, DISORDER,
             beside=("let few = [1, 3]",)),
    Sentence("a `param` that is a list of constants, used in `where` too", "count(visit where n in some)", 2, DISORDER,
             beside=("param some = [1, 2]",)),
    Sentence("`today` is that date", "count(visit where day in last 30d or day > today)", 2,
             ("visit 2021-01-01T08:00 day=2021-05-31", "visit 2021-01-01T08:00 day=2021-06-01",
              "visit 2021-01-01T08:00 day=2021-07-01")),
    Sentence("`where`: the event's time is one of its fields", "count(visit where hour(seen) < 9)", 3, DISORDER),
    Sentence("A comparison with a missing operand is false", "count(visit where n < 4)", 1, N),
    Sentence("`!=` is true on missing", "count(visit where n != 3)", 2, N),
    Sentence(LOGIC, "count(visit where not (n < 4))", 2, N),
    Sentence("a missing bool counts as false where a condition is expected", "count(visit where not flag)", 2,
             tuple(f"visit 2021-06-01T08:00 flag={flag}" for flag in ("true", "-", "false"))),
    Sentence(VALID, "sum(visit.amount)", 50, ("visit 2021-06-01T08:00 amount=50", "visit 2021-06-01T08:00 amount=101")),
    Sentence(VALID, "count(visit where channel is missing)", 1,
             ("visit 2021-06-01T08:00 channel=fax", "visit 2021-06-01T08:00 channel=app")),
    Sentence("Two categories compare if they have the same values", "latest(visit.channel) = earliest(visit.channel)",
             True, ("visit 2021-06-01T08:00 channel=app", "visit 2021-06-02T08:00 channel=app")),
)  # fmt: skip
