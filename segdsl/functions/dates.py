"""Functions of dates and times. A time counts by its calendar date, except in `hour` and `minute`."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from segdsl.diagnostics import Text
from segdsl.functions.spec import Example, Function, Parameter, Polars, known_if_all
from segdsl.functions.types import CALENDAR, DATE, INT, Kind

if TYPE_CHECKING:
    import polars as pl

_CALENDAR = (-(2**32), 2**32)  # holds every number of days or months between dates of 32 bits
_date = dt.date.fromisoformat
_time = dt.datetime.fromisoformat
_DAY = Parameter("d", CALENDAR)
_TIME = Parameter("t", frozenset({Kind.TIME}))


def _days_between(_: Polars, a: pl.Expr, b: pl.Expr) -> pl.Expr:
    return (b.dt.date() - a.dt.date()).dt.total_days()


def _days_since(polars: Polars, day: pl.Expr, today: dt.date) -> pl.Expr:
    return (polars.lit(today) - day.dt.date()).dt.total_days()


def _months_since(polars: Polars, day: pl.Expr, today: dt.date) -> pl.Expr:
    """Months apart by calendar, one less while the day of the month is not reached.

    That is the largest n with d ≤ today − n months: the clamped day of `today − n months` is today's day of the month
    or the last one of d's month, and d's day exceeds the smaller of the two exactly if it exceeds today's.
    """
    months = 12 * today.year + today.month - (12 * day.dt.year() + day.dt.month().cast(polars.Int64))
    return months - (day.dt.day() > today.day).cast(polars.Int64)


DATES: tuple[Function, ...] = (
    Function(
        "date", "date", (_DAY,), known_if_all(DATE),
        Text("The calendar date of a time.", "时间的日历日期。"),
        (
            Example((_time("2021-06-30T23:59"),), _date("2021-06-30")),
            Example((_date("2021-06-30"),), _date("2021-06-30")), Example((None,), None),
        ),
        polars=lambda _, d: d.dt.date(),
    ),
    Function(
        "year", "date", (_DAY,), known_if_all(INT),
        Text("The year.", "年份。"),
        (
            Example((_date("2021-06-30"),), 2021), Example((_time("1999-12-31T23:00"),), 1999),
            Example((None,), None),
        ),
        bounds=_CALENDAR,
        polars=lambda polars, d: d.dt.year().cast(polars.Int64),
    ),
    Function(
        "month", "date", (_DAY,), known_if_all(INT),
        Text("The month, 1 to 12.", "月份，1 到 12。"),
        (Example((_date("2021-06-30"),), 6), Example((None,), None)),
        bounds=(1, 12),
        polars=lambda polars, d: d.dt.month().cast(polars.Int64),
    ),
    Function(
        "day", "date", (_DAY,), known_if_all(INT),
        Text("The day of the month, 1 to 31.", "一月中的第几天，1 到 31。"),
        (Example((_date("2020-02-29"),), 29), Example((None,), None)),
        bounds=(1, 31),
        polars=lambda polars, d: d.dt.day().cast(polars.Int64),
    ),
    Function(
        "weekday", "date", (_DAY,), known_if_all(INT),
        Text("The day of the week, Monday = 1 to Sunday = 7.", "星期几，星期一为 1，星期日为 7。"),
        (Example((_date("2021-06-28"),), 1), Example((_date("2021-06-27"),), 7), Example((None,), None)),
        bounds=(1, 7),
        polars=lambda polars, d: d.dt.weekday().cast(polars.Int64),
    ),
    Function(
        "hour", "date", (_TIME,), known_if_all(INT),
        Text("The hour of a time, 0 to 23.", "时间的小时，0 到 23。"),
        (Example((_time("2021-06-30T23:59"),), 23), Example((None,), None)),
        bounds=(0, 23),
        polars=lambda polars, t: t.dt.hour().cast(polars.Int64),
    ),
    Function(
        "minute", "date", (_TIME,), known_if_all(INT),
        Text("The minute of a time, 0 to 59.", "时间的分钟，0 到 59。"),
        (Example((_time("2021-06-30T23:59"),), 59), Example((None,), None)),
        bounds=(0, 59),
        polars=lambda polars, t: t.dt.minute().cast(polars.Int64),
    ),
    Function(
        "days_since", "date", (_DAY,), known_if_all(INT),
        Text("Days from d to today; negative for dates to come.", "从 d 到今天的天数；未来日期为负。"),
        (
            Example((_date("2021-06-01"),), 29), Example((_time("2021-06-29T23:59"),), 1),
            Example((_date("2021-07-01"),), -1), Example((None,), None),
        ),
        of_today=True,
        bounds=_CALENDAR,
        polars=_days_since,
    ),
    Function(
        "months_since", "date", (_DAY,), known_if_all(INT),
        Text(
            "Whole months from d to today: the largest n with d ≤ today − n months.",
            "从 d 到今天的整月数：满足 d ≤ 今天 − n 个月的最大 n。",
        ),
        (
            Example((_date("2021-05-30"),), 1), Example((_date("2021-05-31"),), 0), Example((_date("2020-06-30"),), 12),
            Example((_date("2021-01-31"),), 0, as_of="2021-02-28"),
            Example((_date("2021-01-28"),), 1, as_of="2021-02-28"),
            Example((_date("2021-07-30"),), -1), Example((_date("2021-03-31"),), -2, as_of="2021-02-28"),
            Example((_time("2021-05-30T23:00"),), 1), Example((None,), None),
        ),
        of_today=True,
        bounds=_CALENDAR,
        polars=_months_since,
    ),
    Function(
        "days_between", "date", (Parameter("a", CALENDAR), Parameter("b", CALENDAR)), known_if_all(INT),
        Text("Days from a to b, which is b − a.", "从 a 到 b 的天数，即 b − a。"),
        (
            Example((_date("2020-02-28"), _date("2020-03-01")), 2),
            Example((_date("2021-03-01"), _date("2021-02-28")), -1),
            Example((_time("2021-06-29T23:59"), _date("2021-06-30")), 1),
            Example((None, _date("2021-06-30")), None), Example((_date("2021-06-30"), None), None),
        ),
        bounds=_CALENDAR,
        polars=_days_between,
    ),
)  # fmt: skip
