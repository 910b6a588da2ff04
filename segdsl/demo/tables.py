"""The tables as they are written: the columns of the data contract, in its order."""

from __future__ import annotations

import numpy as np
import polars as pl

from segdsl.demo.arrays import Codes, Integers, Positions
from segdsl.demo.calendar import DAY_SECONDS, Calendar
from segdsl.demo.events import UNKNOWN, Payments, Promotions, Pushes, Visits
from segdsl.demo.model import ACTIONS, CHANNELS, KINDS, PROMOTIONS

KIND: pl.Enum = pl.Enum([kind.name for kind in KINDS])
CHANNEL = pl.Enum(CHANNELS)
ACTION = pl.Enum(ACTIONS)
PROMOTION = pl.Enum(PROMOTIONS)
INSTANT = pl.Datetime("us")

PROFILE = pl.Schema(
    {
        "customer_id": pl.String(),
        "mobile": pl.String(),
        "followed": pl.Boolean(),
        "registered_phone": pl.String(),
        "account_no": pl.String(),
        "bound_phone": pl.String(),
        "alipay_uid": pl.String(),
        "wechat_openid": pl.String(),
        "app_uid": pl.String(),
        "地市": pl.String(),
        "age": pl.Int16(),
        "kwh_month": pl.Float64(),
        "accounts_on_phone": pl.Int16(),
        "customers_on_device": pl.Int16(),
        "survey_kind": KIND,
        "opted_out": pl.Boolean(),
    }
)

EVENT_TABLES = ("visits", "pushes", "promotions", "payments")


def coded(codes: Codes | Positions, categories: pl.Enum) -> pl.Series:
    """A category column from positions among the values of `categories`."""
    return pl.Series(codes.astype(np.uint32)).cat.to(categories)


def visit_table(visits: Visits, ids: pl.Series, calendar: Calendar) -> pl.DataFrame:
    """The visits, by customer and then time; ties stay in the order they were drawn."""
    order = _order(visits.row, visits.at)
    return pl.DataFrame(
        {
            "customer_id": ids.gather(visits.row[order]),
            "visited_at": _instants(visits.at[order], calendar),
            "channel": coded(visits.channel[order], CHANNEL),
            "action": coded(visits.action[order], ACTION),
        }
    )


def push_table(pushes: Pushes, ids: pl.Series, calendar: Calendar) -> pl.DataFrame:
    """The pushes, by customer and then time."""
    order = _order(pushes.row, pushes.at)
    return pl.DataFrame(
        {
            "customer_id": ids.gather(pushes.row[order]),
            "sent_at": _instants(pushes.at[order], calendar),
            "opened": pl.Series(pushes.opened[order]),
        }
    )


def promotion_table(promotions: Promotions, ids: pl.Series, calendar: Calendar) -> pl.DataFrame:
    """The promotions joined, by customer and then time."""
    order = _order(promotions.row, promotions.at)
    checked = pl.Series(promotions.checked[order])
    return pl.DataFrame(
        {
            "customer_id": ids.gather(promotions.row[order]),
            "joined_at": _instants(promotions.at[order], calendar),
            "kind": coded(promotions.kind[order], PROMOTION),
            "checked_result": (checked == 1).zip_with(checked != UNKNOWN, pl.Series([None], dtype=pl.Boolean)),
        }
    )


def payment_table(payments: Payments, ids: pl.Series, calendar: Calendar) -> pl.DataFrame:
    """The bills paid, by customer and then time."""
    order = _order(payments.row, payments.at)
    return pl.DataFrame(
        {
            "customer_id": ids.gather(payments.row[order]),
            "paid_at": _instants(payments.at[order], calendar),
            "channel": coded(payments.channel[order], CHANNEL),
            "due_on": _instants(payments.due[order] * DAY_SECONDS, calendar).dt.date(),
            "amount": pl.Series(payments.amount[order]),
        }
    )


def _order(row: Positions, at: Integers) -> Positions:
    """The positions of events in order of customer and time. Stable, so the same on every machine."""
    return np.argsort(row * np.int64(2**32) + at, kind="stable")


def _instants(seconds: Integers, calendar: Calendar) -> pl.Series:
    """Local times without a zone from seconds of the calendar."""
    epoch = np.datetime64(calendar.epoch, "us").astype(np.int64)
    return pl.Series(epoch + seconds * 1_000_000).cast(INSTANT)
