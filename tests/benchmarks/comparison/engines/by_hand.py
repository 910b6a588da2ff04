"""The same work as somebody who knows Polars writes it: expressions in variables, reused, and lazy frames."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import polars as pl

from tests.benchmarks.comparison.data import ACTIONS, AS_OF, CHANNELS

if TYPE_CHECKING:
    from polars.lazyframe.group_by import LazyGroupBy

Figures = dict[str, pl.Expr]
ONLINE = ["alipay", "wechat", "app"]
c = pl.col


def profile(customers: pl.LazyFrame, vip: pl.Series, complained: pl.Series) -> pl.LazyFrame:
    """The shipped rulebook's definitions over the profile, as one row of figures."""
    free = ~c("opted_out")
    sms, alipay = c("mobile").is_not_null() & free, c("alipay_uid").is_not_null() & free
    wechat, app = c("wechat_openid").is_not_null() & free, c("app_uid").is_not_null() & free
    online = pl.sum_horizontal(c("alipay_uid", "wechat_openid", "app_uid").is_not_null())
    channels = pl.sum_horizontal(sms, alipay, wechat, app)
    reachable = sms | alipay | wechat | app
    unfollowed, unregistered = ~c("followed"), c("registered_phone").is_null()
    unbound, no_phone = c("account_no").is_null(), c("bound_phone").is_null()
    business = c("survey_kind").is_in(["shop", "farm"]).fill_null(value=False)
    bill = c("kwh_month") * 0.6
    place_in_city, known_in_city = (c("kwh_month").rank("min").over("地市"), c("kwh_month").count().over("地市"))
    customers = customers.with_columns(  # columns of their own: inside a select, windows would be worked out many times
        position=(place_in_city - 1) / (known_in_city - 1), rank=c("kwh_month").rank("ordinal", descending=True)
    )
    position, rank = c("position"), c("rank")
    completeness = (
        c("mobile").is_not_null() * 30
        + c("age").is_not_null() * 20
        + c("kwh_month").is_not_null() * 20
        + c("地市").is_not_null() * 15
        + (online > 0) * 15
    )
    asked = {
        **_condition("reach_app", app),
        **_condition("reach_alipay", alipay),
        **_condition("reach_wechat", wechat),
        **_condition("reach_sms", sms),
        **_condition("offline_only", (online == 0) & sms),
        **_condition("app_candidates", c("app_uid").is_null() & (alipay | wechat) & c("age").is_between(18, 60)),
        **_condition("unreachable", ~reachable & free),
        **_condition("top_users", rank <= 1000),
        **_condition("energy_savers", (bill >= 300) & ~business & reachable),
        **_condition("business_unbound", business & unbound & reachable),
        **_condition("vip_unbound", c("customer_id").is_in(vip.implode()) & unbound),
        **_condition("elder_care", (c("age") >= 60).fill_null(value=False) & ((online == 0) | unfollowed) & sms),
        **_condition("outage_notice", ~unbound & reachable),
        **_condition("phone_to_add", ~unbound & no_phone & alipay),
        **_condition("phone_to_verify", (c("mobile") != c("bound_phone")).fill_null(value=False) & reachable),
        **_condition("records_to_complete", (completeness < 75) & reachable),
        **_condition("recent_complaints", c("customer_id").is_in(complained.implode())),
        **_classes("registration", unfollowed=unfollowed, followed=unregistered, registered=None),
        **_classes("binding", unbound=unbound, bound=no_phone, bound_and_phone=None),
        **_classes("funnel", to_follow=unfollowed, to_register=unregistered, to_bind=unbound, missing=None),
        **_classes("cheapest_reach", app=app, alipay=alipay, wechat=wechat, sms=sms, none=None),
        **_classes("online_footprint", none=online == 0, one=online == 1, several=None),
        **_classes("age_group", unknown=c("age").is_null(), young=c("age") < 35, middle=c("age") < 60, senior=None),
        **_classes("premises", unsurveyed=c("survey_kind").is_null(), business=business, home=None),
        **_classes("usage_level", unknown=position.is_null(), light=position < 0.2, heavy=position >= 0.8, medium=None),
        **_classes("data_quality", complete=completeness >= 90, poor=completeness < 75, partial=None),
        **_number("usage_position", position),
        **_number("usage_rank", rank),
        **_number("monthly_bill", bill),
        **_number("reachable_channels", channels),
        **_number("online_channels", online),
        **_number("data_completeness", completeness),
    }
    return customers.select(expression.alias(name) for name, expression in asked.items())


def _condition(name: str, holds: pl.Expr) -> Figures:
    return {f"{name}.size": holds.sum(), f"{name}.unknown": holds.is_null().sum()}


def _classes(name: str, **classes: pl.Expr | None) -> Figures:
    """The sizes of classes of which the first that holds counts, the last one in any case."""
    found: Any = pl
    for value, condition in classes.items():
        literal = pl.lit(value, dtype=pl.Enum(list(classes)))
        found = found.otherwise(literal) if condition is None else found.when(condition).then(literal)
    return {f"{name}.{value}": (found == value).sum() for value in classes}


def _number(name: str, value: pl.Expr) -> Figures:
    return {
        f"{name}.min": value.min(), f"{name}.max": value.max(), f"{name}.mean": value.mean(),
        f"{name}.missing": value.is_null().sum(),
    }  # fmt: skip


def _since(days: int) -> pl.Expr:
    """Events of the last so many days."""
    return c("served_at") >= pl.lit(AS_OF - timedelta(days=days - 1)).cast(pl.Datetime("us"))


def per_customer() -> Figures:
    """The sixteen aggregates that one grouping answers."""
    paid, amount = c("action") == "pay", c("amount")
    app, online = c("channel") == "app", c("channel").is_in(ONLINE)
    return {
        "count_7d": _since(7).sum(),
        "count_30d": _since(30).sum(),
        "count_90d": _since(90).sum(),
        "count_180d": _since(180).sum(),
        "count_365d": pl.len(),
        "app_90d": (app & _since(90)).sum(),
        "online_365d": online.sum(),
        "paid_180d": (paid & _since(180)).sum(),
        "paid_much_365d": (paid & (amount >= 100)).sum(),
        "bound_365d": (c("action") == "bind").any(),
        "called_30d": ((c("channel") == "hotline") & _since(30)).any(),
        "sum_90d": amount.filter(_since(90)).sum(),
        "app_sum_365d": amount.filter(app).sum(),
        "mean_365d": amount.mean(),
        "last_channel_365d": c("channel").max_by("served_at"),
        "last_paid_365d": amount.filter(paid).max_by(c("served_at").filter(paid)),
    }


def events(service: pl.LazyFrame) -> list[pl.LazyFrame]:
    """The twenty-three aggregates per customer, as four rows of figures."""
    end = pl.lit(AS_OF + timedelta(days=1)).cast(pl.Datetime("us"))
    recent = service.filter(_since(365), c("served_at") < end)
    customers = recent.group_by("customer_id").agg(e.alias(name) for name, e in per_customer().items())
    asked: Figures = {}
    for name in per_customer():
        if name in ("bound_365d", "called_30d"):
            asked[f"{name}.size"] = c(name).sum()
        elif name == "last_channel_365d":
            asked |= _sizes(name, CHANNELS)
        else:
            asked |= _amounts(name)
            if name in ("mean_365d", "last_paid_365d"):
                asked[f"{name}.known"] = c(name).count()
    channels = _pairs(recent, "channel").agg(
        _usual("channel").alias("usual_channel_365d"), pl.len().alias("channels_365d")
    )
    actions = _pairs(recent.filter(_since(180)), "action").agg(
        _usual("action").alias("usual_action_180d"), c("online").sum().alias("online_actions_180d")
    )
    return [
        _row(customers, asked),
        _row(_days(recent), {**_amounts("days_30d"), **_amounts("days_365d"), **_amounts("app_days_90d")}),
        _row(channels, {**_sizes("usual_channel_365d", CHANNELS), **_amounts("channels_365d")}),
        _row(actions, {**_sizes("usual_action_180d", ACTIONS), **_amounts("online_actions_180d")}),
    ]


def _days(recent: pl.LazyFrame) -> pl.LazyFrame:
    """Different days by grouping twice, which is faster than counting what is unique in each group."""
    day = c("served_at").dt.date().alias("day")
    days = recent.group_by("customer_id", day).agg((c("channel") == "app").any().alias("app"))
    since = {days: c("day") >= AS_OF - timedelta(days=days - 1) for days in (30, 90)}
    return days.group_by("customer_id").agg(
        days_30d=since[30].sum(), days_365d=pl.len(), app_days_90d=(c("app") & since[90]).sum()
    )


def _pairs(recent: pl.LazyFrame, column: str) -> LazyGroupBy:
    """By customer, each value of a column: how often, when last, and whether ever online."""
    pairs = recent.group_by("customer_id", column).agg(
        pl.len().alias("times"),
        c("served_at").max().alias("newest"),
        c("channel").is_in(ONLINE).any().alias("online"),
    )
    return pairs.group_by("customer_id")


def _usual(column: str) -> pl.Expr:
    """The value that is most frequent, of equally frequent ones the more recent."""
    merit = c("times").cast(pl.Int64) * 2**50 + c("newest").to_physical() % 2**50  # a year apart, times stay in order
    return c(column).max_by(merit)


def _row(customers: pl.LazyFrame, asked: Figures) -> pl.LazyFrame:
    return customers.select(e.alias(name) for name, e in asked.items())


def _amounts(name: str) -> Figures:
    return {f"{name}.sum": c(name).sum(), f"{name}.max": c(name).max()}


def _sizes(name: str, values: Iterable[str]) -> Figures:
    return {f"{name}.{value}": (c(name) == value).sum() for value in values}
