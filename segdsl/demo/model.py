"""Every number of the behaviour model, in tables: what `docs/demo-model.md` explains in words and formulas.

No figure here was fitted to a real utility: all of them are our assumptions, chosen to be plausible. Nothing in the
tables names a tag or a segment; those are found in the behaviour afterwards, by the rules.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from segdsl.demo.arrays import Floats

MODEL_VERSION = "1"
"""Goes into every generated file. Changes whenever the same seed would no longer give the same customers."""

HISTORY_MONTHS = 18
"""Calendar months of events, the month of the as-of day included."""

LAUNCH_DAYS = 1095.0
"""Online channels opened this many days before the end of the as-of day: adoption starts then."""


@dataclass(frozen=True)
class Traits:
    """What drives a customer's behaviour and is never written out. All standardised: 0 is the typical customer."""

    digital: Floats
    engagement: Floats
    seeking: Floats


@dataclass(frozen=True, slots=True)
class Effect:
    """How one behaviour follows from the traits: its value for the typical customer, and one weight per trait."""

    typical: float
    digital: float = 0.0
    engagement: float = 0.0
    seeking: float = 0.0

    def chance(self, traits: Traits, extra: Floats | float = 0.0) -> Floats:
        """Logistic: the log-odds of `typical` plus the weighted traits plus `extra`; in 0..1."""
        odds = np.log(self.typical / (1.0 - self.typical)) + self._weighted(traits) + extra
        return np.asarray(1.0 / (1.0 + np.exp(-odds)))

    def rate(self, traits: Traits) -> Floats:
        """Log-linear: `typical` times the exponential of the weighted traits, per year."""
        return np.asarray(self.typical * np.exp(self._weighted(traits)))

    def _weighted(self, traits: Traits) -> Floats:
        weighted = np.zeros_like(traits.digital)
        for weight, trait in (
            (self.digital, traits.digital),
            (self.engagement, traits.engagement),
            (self.seeking, traits.seeking),
        ):
            if weight:
                weighted += weight * trait
        return weighted


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of electricity use: its share, the ages of its customers, and its log-normal monthly usage in kWh."""

    name: str
    share: float
    age_mean: float
    age_spread: float
    kwh_median: float
    kwh_sigma: float
    extra_accounts: float
    staffed_factor: float


KINDS = (
    Kind("home", 0.88, 45.0, 15.0, 180.0, 0.55, 0.22, 1.0),
    Kind("shop", 0.09, 42.0, 10.0, 900.0, 0.90, 0.60, 1.6),
    Kind("farm", 0.03, 52.0, 11.0, 350.0, 0.80, 0.30, 1.3),
)

CITIES = (
    *(
        "广州",
        "深圳",
        "佛山",
        "东莞",
        "惠州",
        "乌鲁木齐",
        "中山",
        "江门",
        "汕头",
        "湛江",
        "珠海",
        "茂名",
        "肇庆",
        "揭阳",
    ),
    *(
        "清远",
        "喀什",
        "梅州",
        "伊犁",
        "韶关",
        "阳江",
        "河源",
        "昌吉",
        "潮州",
        "汕尾",
        "阿克苏",
        "云浮",
        "巴州",
        "克拉玛依",
    ),
)
CITY_ZIPF = 0.9
"""The city at place r of the list has a share proportional to r to the power of minus this."""


@dataclass(frozen=True, slots=True)
class People:
    """Who the customers are, and what the records say of them."""

    digital_own: float = 0.85
    digital_age: float = -0.45
    digital_city: float = 0.20
    engagement_own: float = 0.90
    engagement_usage: float = 0.20
    seeking_own: float = 0.95
    seeking_digital: float = 0.30

    ring_from: float = 2.0
    ring_share: float = 0.55
    ring_smallest: int = 4
    ring_largest: int = 9
    ring_service: float = 0.05
    ring_binds: float = 0.80

    city_known: float = 0.993
    age_known: float = 0.94
    kwh_known: float = 0.975
    surveyed: float = 0.15
    family_on_device: float = 0.15

    mobile_known: Effect = Effect(0.93, engagement=0.2)
    alipay_known: Effect = Effect(0.55, digital=0.8, engagement=0.2)
    same_mobile: Effect = Effect(0.85, engagement=0.1)
    bound_phone: Effect = Effect(0.62, digital=0.4, engagement=0.3)
    same_bound_phone: Effect = Effect(0.80)
    virtual_number: Effect = Effect(0.015, seeking=1.4)
    complained: Effect = Effect(0.006, engagement=0.6)
    vip_from_kwh: float = 2500.0


@dataclass(frozen=True, slots=True)
class Journey:
    """Hazards per year of the steps towards and away from the online channels, and the break in between."""

    follow: Effect = Effect(0.28, digital=0.7, engagement=0.35, seeking=0.4)
    unfollow: Effect = Effect(0.04)
    register: Effect = Effect(1.10, digital=0.3, engagement=0.4, seeking=0.5)
    bind: Effect = Effect(0.90, digital=0.2, engagement=0.6)
    wechat: Effect = Effect(0.13, digital=0.6, engagement=0.3)
    app: Effect = Effect(0.11, digital=0.9, engagement=0.3)
    breaks: Effect = Effect(0.38, engagement=-0.5)
    break_earliest: float = -365.0
    break_mean_days: float = 240.0
    opt_out: Effect = Effect(0.035, engagement=-0.5)


CHANNELS = ("hall", "hotline", "alipay", "wechat", "app")
ACTIONS = ("login", "query", "pay", "repair", "follow", "register", "bind", "unbind")
PROMOTIONS = ("draw", "gift")


@dataclass(frozen=True, slots=True)
class ChannelUse:
    """Visits per year of one channel, once adopted, and how they divide among the ordinary actions."""

    rate: Effect
    login: float
    query: float
    pay: float
    repair: float


CHANNEL_USE = (
    ChannelUse(Effect(0.25, digital=-0.5, engagement=0.35), login=0.00, query=0.30, pay=0.45, repair=0.25),
    ChannelUse(Effect(0.15, digital=-0.15, engagement=0.45), login=0.00, query=0.50, pay=0.10, repair=0.40),
    ChannelUse(Effect(0.20, digital=0.3, engagement=1.6), login=0.25, query=0.40, pay=0.33, repair=0.02),
    ChannelUse(Effect(0.18, digital=0.3, engagement=1.6), login=0.25, query=0.45, pay=0.26, repair=0.04),
    ChannelUse(Effect(0.25, digital=0.4, engagement=1.6), login=0.35, query=0.33, pay=0.25, repair=0.07),
)

MONTH_WEIGHTS = (1.00, 0.95, 0.90, 0.90, 1.00, 1.15, 1.30, 1.30, 1.15, 1.00, 0.95, 1.00)
"""Visits by calendar month, January first: people look at their bills when the air conditioning runs."""

BILL_DRIVEN = 0.7
"""Share of queries and payments that follow the customer's bill day; the others fall on any day."""

BILL_DELAY_DAYS = 5.0
"""Mean delay (exponential) between the bill day and such a visit."""

HOURS = {
    "counter": (0,) * 8 + (1, 4, 5, 4, 1, 2, 4, 4, 3, 1) + (0,) * 6,
    "online": (1, 1, 0, 0, 0, 0, 1, 3, 5, 6, 6, 6, 7, 5, 5, 5, 5, 6, 7, 9, 10, 9, 6, 3),
    "sender": (0,) * 9 + (3, 4, 3, 1, 1, 3, 3, 2, 2, 3, 3) + (0,) * 4,
}
"""Relative weight of each hour of the day, from midnight."""

CHANNEL_HOURS = ("counter", "online", "online", "online", "online")


@dataclass(frozen=True, slots=True)
class Messages:
    """Pushes to followers, and the promotions they announce."""

    first_campaign_day: int = 20
    campaign_every_days: int = 45
    gift_every: int = 3
    targeted: float = 0.15
    reminded: Effect = Effect(0.04, engagement=0.5)
    reminded_if_bound: float = 1.0
    open_reminder: Effect = Effect(0.22, digital=0.5, engagement=0.9)
    open_campaign: Effect = Effect(0.15, digital=0.4, engagement=0.7, seeking=0.9)
    join: Effect = Effect(0.012, engagement=0.4, seeking=1.0)
    join_if_opened: float = 1.8
    join_delay_days: float = 3.0
    checks_result: Effect = Effect(0.55, seeking=1.0)
    result_recorded: float = 0.97


@dataclass(frozen=True, slots=True)
class Bills:
    """The bill of each month: when it is due after its bill day, and what a kilowatt-hour costs."""

    bill_term_days: int = 20
    bill_price: float = 0.6
    bill_noise: float = 0.25


PEOPLE = People()
JOURNEY = Journey()
MESSAGES = Messages()
BILLS = Bills()


def effects() -> dict[str, Effect]:
    """Every effect of the model by name, in the order of the tables; visits as `visit_` and the channel."""
    named = {
        field.name: value
        for table in (PEOPLE, JOURNEY, MESSAGES)
        for field in fields(table)
        if isinstance(value := getattr(table, field.name), Effect)
    }
    return named | {f"visit_{name}": use.rate for name, use in zip(CHANNELS, CHANNEL_USE, strict=True)}


def scalars() -> dict[str, float]:
    """Every single number of the four tables by name, in order."""
    return {
        field.name: value
        for table in (PEOPLE, JOURNEY, MESSAGES, BILLS)
        for field in fields(table)
        if isinstance(value := getattr(table, field.name), int | float)
    }
