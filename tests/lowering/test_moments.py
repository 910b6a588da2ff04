"""Dates and times: windows, calendar arithmetic, and times that count by their date."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import polars as pl
import pytest

from segdsl.functions.types import BOOL, DATE, INT, TIME
from segdsl.rulebook.terms import DateDifference, DurationTimes, InWindow, Term, Window
from segdsl.syntax.values import shift as shifted
from tests.lowering.terms import (
    AT,
    CONTEXT,
    TODAY,
    among,
    answers,
    between,
    compare,
    const,
    duration,
    field,
    frame,
    kleene,
    shift,
    values,
    window,
)

D, T = field("d", DATE), field("t", TIME)
day, time = dt.date.fromisoformat, dt.datetime.fromisoformat


def within(value: Term, span: Window) -> InWindow:
    return InWindow(BOOL, AT, value, span)


def dates(*texts: str | None) -> pl.DataFrame:
    return frame({"d": [day(text) if text else None for text in texts]}, d=pl.Date)


def times(*texts: str | None) -> pl.DataFrame:
    return frame({"t": [time(text) if text else None for text in texts]}, t=pl.Datetime("us"))


def test_last_is_open_at_the_far_end_and_includes_today() -> None:
    data = dates("2021-05-31", "2021-06-01", "2021-06-30", "2021-07-01", None)
    assert answers(within(D, window(None, "30d")), data) == [False, True, True, False, False]
    assert kleene(within(D, window(None, "30d")), data) == [False, True, True, False, None]


def test_times_in_a_window_of_days_count_by_their_date() -> None:
    data = times("2021-05-31T23:59:59.999999", "2021-06-01T00:00", "2021-06-30T23:59:59.999999", "2021-07-01T00:00")
    assert answers(within(T, window(None, "30d")), data) == [False, True, True, False]


def test_ago_is_the_stretch_before() -> None:
    data = dates("2021-04-01", "2021-04-02", "2021-05-31", "2021-06-01")
    assert answers(within(D, window("30d", "90d")), data) == [False, True, True, False]


def test_last_90_days_is_last_30_plus_30_to_90_ago() -> None:
    every = [(dt.date(2021, 3, 1) + dt.timedelta(days=n)).isoformat() for n in range(130)]
    data = dates(*every)
    parts = zip(
        answers(within(D, window(None, "30d")), data), answers(within(D, window("30d", "90d")), data), strict=True
    )
    assert [a + b for a, b in parts] == answers(within(D, window(None, "90d")), data)


def test_months_and_years_move_by_calendar_and_clamp_to_the_end_of_the_month() -> None:
    march = replace(CONTEXT, as_of=dt.date(2021, 3, 31))
    data = dates("2021-02-28", "2021-03-01", "2020-03-31", "2020-04-01")
    assert answers(within(D, window(None, "1mo")), data, march) == [False, True, False, False]
    assert answers(within(D, window(None, "1y")), data, march) == [True, True, False, True]


def test_hours_count_back_from_the_end_of_the_day() -> None:
    data = times("2021-06-30T21:59:59.999999", "2021-06-30T22:00", "2021-06-30T23:59:59.999999", "2021-07-01T00:00")
    assert answers(within(T, window(None, "2h")), data) == [False, True, True, False]
    assert answers(within(T, window("30min", "2h")), data) == [False, True, False, False]
    day_long = times("2021-06-29T23:59:59.999999", "2021-06-30T00:00", "2021-06-30T23:59:59.999999")
    assert answers(within(T, window(None, "24h")), day_long) == answers(within(T, window(None, "1d")), day_long)


def test_windows_that_reach_beyond_the_calendar() -> None:
    data = dates("0001-01-01", "2021-06-30", "2021-07-01")
    assert answers(within(D, window(None, "5000y")), data) == [True, True, False]
    assert answers(within(D, window("5000y", "6000y")), data) == [False, False, False]


def test_a_multiple_of_a_param_as_window() -> None:
    cycle = Window(DATE, AT, None, DurationTimes(const(duration("1d")).type, AT, const(3), const(duration("10d"))))
    assert answers(within(D, cycle), dates("2021-05-31", "2021-06-01")) == [False, True]


def test_a_date_range_includes_both_ends_also_for_times() -> None:
    span = Window(DATE, AT, None, None, (const(day("2021-01-01")), const(day("2021-03-31"))))
    assert answers(within(D, span), dates("2020-12-31", "2021-01-01", "2021-03-31", "2021-04-01", None)) == [
        False, True, True, False, False,
    ]  # fmt: skip
    data = times("2020-12-31T23:59", "2021-01-01T00:00", "2021-03-31T23:59:59.999999", "2021-04-01T00:00")
    assert answers(within(T, span), data) == [False, True, True, False]
    assert answers(between(T, const(day("2021-01-01")), const(day("2021-03-31"))), data) == [False, True, True, False]


@pytest.mark.parametrize(
    "op, expected",
    [
        ("=", [False, True, True, False, False]),
        ("<", [True, False, False, False, False]),
        ("<=", [True, True, True, False, False]),
        (">", [False, False, False, True, False]),
        (">=", [False, True, True, True, False]),
    ],
)
def test_a_time_against_a_date_is_compared_by_its_date(op: str, expected: list[bool]) -> None:
    data = times("2021-06-29T23:59:59.999999", "2021-06-30T00:00", "2021-06-30T23:59:59.999999", "2021-07-01", None)
    against = const(day("2021-06-30"))
    assert answers(compare(T, op, against), data) == expected  # type: ignore[arg-type]
    assert answers(compare(T, op, TODAY), data) == expected  # type: ignore[arg-type]
    both = data.with_columns(d=pl.lit(day("2021-06-30")))
    assert answers(compare(T, op, D), both) == expected  # type: ignore[arg-type]
    mirrored = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "="}[op]
    assert answers(compare(against, mirrored, T), data) == expected  # type: ignore[arg-type]


def test_a_date_against_a_time_is_compared_by_the_times_date() -> None:
    data = dates("2021-06-29", "2021-06-30", None)
    assert answers(compare(D, "<", const(time("2021-06-30T12:00"))), data) == [True, False, False]
    assert answers(compare(D, "=", const(time("2021-06-30T12:00"))), data) == [False, True, False]
    assert answers(among(D, time("2021-06-30T12:00"), type_=TIME), data) == [False, True, False]


def test_a_time_in_a_list_of_dates_counts_by_its_date() -> None:
    data = times("2021-06-30T12:00", "2021-06-29T23:00", None)
    assert answers(among(T, day("2021-06-30"), day("2021-01-01"), type_=DATE), data) == [True, False, False]


def test_times_compare_with_times_to_the_microsecond() -> None:
    data = times("2021-06-30T12:00", "2021-06-30T12:00:00.000001")
    assert answers(compare(T, ">", const(time("2021-06-30T12:00"))), data) == [False, True]


@pytest.mark.parametrize("length", ["1d", "30d", "4w", "1mo", "11mo", "12mo", "1y", "4y"])
@pytest.mark.parametrize("sign", [1, -1])
def test_moving_a_column_is_moving_each_date(length: str, sign: int) -> None:
    days = [day(text) for text in ("2020-01-31", "2020-02-29", "2021-03-31", "1969-12-31", "2000-12-31", "1600-02-29")]
    data = frame({"d": days, "t": [dt.datetime.combine(d, dt.time(23, 59)) for d in days]})
    expected = [shifted(d, duration(length), 1 if sign > 0 else -1) for d in days]
    assert values(shift(D, length, sign), data) == expected
    assert values(shift(T, length, sign), data) == [dt.datetime.combine(d, dt.time(23, 59)) for d in expected]


def test_a_time_moves_by_hours_and_minutes() -> None:
    assert values(shift(T, "90min"), times("2021-06-30T23:00", None)) == [time("2021-07-01T00:30"), None]
    assert values(shift(T, "25h", -1), times("2021-06-30T23:00")) == [time("2021-06-29T22:00")]


def test_what_moves_out_of_the_calendar_is_missing() -> None:
    data = dates("9999-12-31", "2021-06-30", "0001-01-01")
    assert values(shift(D, "1d"), data) == [None, day("2021-07-01"), day("0001-01-02")]
    assert values(shift(D, "1y", -1), data) == [day("9998-12-31"), day("2020-06-30"), None]
    assert values(shift(D, "99999999999d"), data) == [None, None, None]
    assert values(shift(T, "1h"), times("9999-12-31T23:59:59.999999")) == [None]
    assert answers(compare(D, "<=", shift(TODAY, "5000y", -1)), data) == [False, False, False]


def test_a_difference_of_dates_is_in_days() -> None:
    data = frame({"d": [day("2021-03-01"), None], "t": [time("2021-02-28T23:59"), time("2021-01-01")]})
    assert values(DateDifference(INT, AT, D, T), data) == [1, None]
    assert values(DateDifference(INT, AT, TODAY, D), data) == [121, None]
    assert values(DateDifference(INT, AT, TODAY, const(day("2021-06-01"))), data) == [29, 29]
