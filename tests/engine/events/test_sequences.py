"""Events that follow one another, each case worked out by hand."""

from __future__ import annotations

import pytest

from tests.engine.events.books import at, frames, session, values

STEPS = {"h": "hall", "l": "hotline", "a": "app"}


def followed(term: str, history: str) -> bool:
    """Whether someone with this history has it: `1h 1l 3a` is hall and hotline on the 1st, app on the 3rd."""
    visits = [
        {"id": "x", "seen": at(f"2021-06-{int(word[:-1]):02}T10:00"), "channel": STEPS[word[-1]]}
        for word in history.split()
    ]
    return bool(values(session(f"let s = {term}", frames("x", {"visit": visits})), "s")["x"])


H, L, A = (f"visit where channel = {name}" for name in ("hall", "hotline", "app"))
NOT_L = "not visit where channel = hotline"


@pytest.mark.parametrize(
    "term, history, expected",
    [
        (f"sequence({H}, {A})", "1h 2a", True),
        (f"sequence({H}, {A})", "2h 1a", False),
        (f"sequence({H}, {A})", "1h 1a", False),  # not strictly later
        (f"sequence({H}, {H})", "1h", False),  # one event for each step
        (f"sequence({H}, {H})", "1h 1h", False),
        (f"sequence({H}, {H})", "1h 2h", True),
        (f"sequence({H}, {L}, {A})", "1h 2l 3a", True),
        (f"sequence({H}, {L}, {A})", "1h 3l 2a", False),
        (f"sequence({H}, {NOT_L}, {A})", "1h 2l 3a", False),
        (f"sequence({H}, {NOT_L}, {A})", "1h 2l 3h 4a", True),
        (f"sequence({H}, {NOT_L}, {A})", "1h 1l 3a", True),  # strictly between: not at the same instant
        (f"sequence({H}, {NOT_L}, {A})", "1h 3l 3a", True),
        (f"sequence({H}, {NOT_L}, {A})", "1h 2a 3l 4a", True),
        # The first way fails at the barrier, a later one does not.
        (f"sequence({H}, {A}, {NOT_L}, {H})", "1h 2a 3l 4a 5h", True),
        (f"sequence({H}, {A}, {NOT_L}, {H})", "1h 2a 3l 5h", False),
        (f"sequence({H}, {A}, 1d)", "1h 2a", True),
        (f"sequence({H}, {A}, 1d)", "1h 3a", False),
        (f"sequence({H}, {A}, 24h)", "1h 2a", True),
        (f"sequence({H}, {A}, 23h)", "1h 2a", False),
        (f"sequence({H}, {L}, {A}, 3d)", "1h 4h 5l 7a", True),  # from the later start
        (f"sequence({H}, {L}, {A}, 3d)", "1h 3l 4h 7a", False),
        (f"sequence({H}, {A}, 1mo)", "1h 30a", True),
        (f"sequence({H}, {A}, last 10d)", "1h 25a", False),
        (f"sequence({H}, {A}, last 10d)", "21h 25a", True),
    ],
)
def test_a_sequence(term: str, history: str, expected: bool) -> None:
    assert followed(term, history) is expected


def test_steps_of_different_tables() -> None:
    import datetime as dt

    visits = [{"id": "a", "seen": at("2021-06-01T10:00")}, {"id": "b", "seen": at("2021-06-03T10:00")}]
    payments = [{"id": letter, "paid_on": dt.date(2021, 6, 2), "fee": 1} for letter in "abc"]
    asked = session("let s = sequence(visit, payment)", frames("abc", {"visit": visits, "payment": payments}))
    assert values(asked, "s") == {"a": True, "b": False, "c": False}
