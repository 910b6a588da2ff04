"""Sequences (LANGUAGE sections 7 and 12)."""

from __future__ import annotations

from tests.differential.sentences.telling import Sentence

LATER = "one event per step, strictly later than the one before"
FORBIDDEN = "`not step` between two steps forbids it there"
BETWEEN = "a forbidden step counts strictly between its neighbours' instants"
GAP = "first to last within `max_gap`; `max_gap` is elapsed time, inclusive"
WINDOW = "all inside the window"
MANY = "any number of steps"
APP_WEB = "sequence(visit where channel = app, visit where channel = web"
WITHOUT_HALL = "sequence(visit where channel = app, not visit where channel = hall, visit where channel = web"


def _visits(*events: str) -> tuple[str, ...]:
    """Visits of June 2021, written `01T08:00 app`."""
    return tuple(f"visit 2021-06-{time} channel={channel}" for time, channel in map(str.split, events))


SENTENCES = (
    Sentence(LATER, f"{APP_WEB})", True, _visits("01T08:00 app", "01T08:00:01 web")),
    Sentence(LATER, f"{APP_WEB})", False, _visits("01T08:00 app", "01T08:00 web")),
    Sentence(LATER, f"{APP_WEB})", False, _visits("02T08:00 app", "01T08:00 web")),
    Sentence(LATER, "sequence(visit, visit)", False, _visits("01T08:00 app")),
    Sentence(LATER, "sequence(visit, visit)", True, _visits("01T08:00 app", "01T08:00:00.000001 app")),
    Sentence(LATER, "sequence(bill where not paid, bill where paid)", True, ("bill 2021-06-01 paid=false",
             "bill 2021-06-02 paid=true")),
    Sentence(LATER, "sequence(bill where not paid, bill where paid)", False, ("bill 2021-06-01 paid=false",
             "bill 2021-06-01 paid=true")),
    Sentence("one event per step, of any table with a time", "sequence(visit, bill, visit)", True,
             ("bill 2021-06-02", "visit 2021-06-01T08:00", "visit 2021-06-03T08:00")),
    Sentence(FORBIDDEN, f"{WITHOUT_HALL})", False, _visits("01T08:00 app", "01T09:00 hall", "01T10:00 web")),
    Sentence(FORBIDDEN, f"{WITHOUT_HALL})", True, _visits("01T07:00 hall", "01T08:00 app", "01T10:00 web",
             "01T11:00 hall")),
    Sentence(FORBIDDEN, f"{WITHOUT_HALL})", True, _visits("01T08:00 app", "01T09:00 hall", "01T10:00 app",
             "01T11:00 web")),
    Sentence(FORBIDDEN, f"{WITHOUT_HALL})", True, _visits("01T08:00 app", "01T09:00 web", "01T10:00 hall",
             "01T11:00 web")),
    Sentence(FORBIDDEN, f"{WITHOUT_HALL}, visit where channel = app)", True,
             _visits("01T08:00 app", "01T09:00 web", "01T10:00 hall", "01T11:00 app")),
    Sentence(FORBIDDEN, f"{WITHOUT_HALL}, not visit where channel = hall, visit where channel = app)", False,
             _visits("01T08:00 app", "01T09:00 web", "01T10:00 hall", "01T11:00 app")),
    Sentence(BETWEEN, f"{WITHOUT_HALL})", True, _visits("01T08:00 app", "01T08:00 hall", "01T10:00 hall",
             "01T10:00 web")),
    Sentence(FORBIDDEN, "sequence(visit where channel = app, not visit where channel = hall, not bill, "
             "visit where channel = web)", False, (*_visits("01T08:00 app", "03T10:00 web"), "bill 2021-06-02")),
    Sentence(FORBIDDEN, "sequence(visit where channel = app, not visit where channel = app, visit where channel = web)",
             True, _visits("01T08:00 app", "01T09:00 app", "01T10:00 web")),
    Sentence(GAP, f"{APP_WEB}, 7d)", True, _visits("01T08:00 app", "08T08:00 web")),
    Sentence(GAP, f"{APP_WEB}, 7d)", False, _visits("01T08:00 app", "08T08:00:01 web")),
    Sentence(GAP, f"{APP_WEB}, 90min)", True, _visits("01T23:00 app", "02T00:30 web")),
    Sentence(GAP, f"{APP_WEB}, 90min)", False, _visits("01T23:00 app", "02T00:30:01 web")),
    Sentence(GAP, f"{APP_WEB}, 5d)", True, _visits("01T08:00 app", "06T08:00 app", "11T08:00 web")),
    Sentence(GAP, f"{APP_WEB}, 5d)", True, _visits("01T08:00 app", "06T08:00 web", "11T08:00 web")),
    Sentence(GAP, "sequence(visit, visit, visit, 7d)", False, _visits("01T08:00 app", "06T08:00 app", "11T08:00 app")),
    Sentence(GAP, "sequence(visit, visit, visit, 10d)", True, _visits("01T08:00 app", "06T08:00 app", "11T08:00 app")),
    Sentence("Months move by calendar, clamped to the month's end", "sequence(bill, bill, 1mo)", True,
             ("bill 2021-01-31", "bill 2021-02-28")),
    Sentence("Months move by calendar, clamped to the month's end", "sequence(bill, bill, 1mo)", False,
             ("bill 2021-01-31", "bill 2021-03-01")),
    Sentence(WINDOW, f"{APP_WEB}, last 10d)", False, _visits("20T23:00 app", "21T08:00 web")),
    Sentence(WINDOW, f"{APP_WEB}, last 10d)", True, _visits("21T00:00 app", "21T08:00 web")),
    Sentence(WINDOW, f"{APP_WEB}, 7d, 10d..20d ago)", False, _visits("20T08:00 app", "21T00:00 web")),
    Sentence(WINDOW, f"{APP_WEB}, 2021-06-01..2021-06-20)", True, _visits("01T00:00 app", "20T23:59 web")),
    Sentence(MANY, "sequence(visit where channel = app, visit where channel = web, not visit where channel = hall, "
             "visit where channel = app, visit where channel = web)", True,
             _visits("01T08:00 app", "02T08:00 web", "03T08:00 hall", "04T08:00 web", "05T08:00 app", "06T08:00 web")),
    Sentence(MANY, "sequence(visit, visit, visit, visit)", False,
             _visits("01T08:00 app", "02T08:00 app", "02T08:00 web", "04T08:00 app")),
)  # fmt: skip
