"""Turns drawn customers into the profile table: what the utility would have on file of them, gaps included."""

from __future__ import annotations

import numpy as np
import polars as pl

from segdsl.demo.arrays import Flags, Floats, Integers
from segdsl.demo.calendar import Calendar
from segdsl.demo.model import CITIES, PEOPLE
from segdsl.demo.numbers import ACCOUNTS, ALIPAY_IDS, phone, virtual_phone
from segdsl.demo.people import People, extra_accounts
from segdsl.demo.tables import KIND, coded

CITY_VALUES = pl.Series(CITIES, dtype=pl.String)
VIP, COMPLAINED = "vip", "complained"
"""Columns beside the profile's: who goes into the lists of these names."""

LISTS = {VIP: "重点客户", COMPLAINED: "近期投诉客户"}


def customer_ids(index: Integers) -> pl.Series:
    """Keys such as `GD0000000001`, counted from 1."""
    return "GD" + _text(index + 1 + 10**10).str.slice(1)


def profile(rng: np.random.Generator, people: People, index: Integers, calendar: Calendar) -> pl.DataFrame:
    """The rows of the profile table as of the end of the calendar, and a flag for each list.

    `index` counts the customers of the whole data set from 0.
    """
    size, end = people.size, calendar.span
    ever_followed = people.followed_at < end
    registered = people.registered_at < end
    bound = people.bound_at < end
    has_mobile = _drawn(rng, PEOPLE.mobile_known.chance(people.traits))
    with_wechat, with_app = people.wechat_at < end, people.app_at < end
    phones = _phones(rng, people, index)
    has_bound_phone = bound & _drawn(rng, PEOPLE.bound_phone.chance(people.traits))
    has_alipay = ever_followed | _drawn(rng, PEOPLE.alipay_known.chance(people.traits))
    has_phone = has_mobile | registered | has_bound_phone
    accounts, on_device = _shared(rng, people)
    columns = {
        "customer_id": customer_ids(index),
        "mobile": _text(phones["mobile"], has_mobile),
        "followed": pl.Series(ever_followed & (people.unfollowed_at >= end)),
        "registered_phone": _text(phones["registered"], registered),
        "account_no": _text(ACCOUNTS.number(index) + 3 * 10**11, bound, "0"),
        "bound_phone": _text(phones["bound"], has_bound_phone),
        "alipay_uid": _text(ALIPAY_IDS.number(index) + 2088 * 10**12, has_alipay),
        "wechat_openid": _text(ALIPAY_IDS.number(index) + 10**12, with_wechat, "oSYN"),
        "app_uid": _text(ACCOUNTS.number(index) + 10**11, with_app, "U"),
        "地市": _known(CITY_VALUES.gather(people.city), rng.random(size) < PEOPLE.city_known),
        "age": _known(pl.Series(people.age, dtype=pl.Int16), rng.random(size) < PEOPLE.age_known),
        "kwh_month": _known(pl.Series(people.kwh), rng.random(size) < PEOPLE.kwh_known),
        "accounts_on_phone": _known(pl.Series(accounts, dtype=pl.Int16), has_phone),
        "customers_on_device": _known(pl.Series(on_device, dtype=pl.Int16), ever_followed | with_wechat | with_app),
        "survey_kind": _known(coded(people.kind, KIND), rng.random(size) < PEOPLE.surveyed),
        "opted_out": pl.Series(people.opted_out_at < end),
        VIP: pl.Series(people.kwh >= PEOPLE.vip_from_kwh),
        COMPLAINED: pl.Series(_drawn(rng, PEOPLE.complained.chance(people.traits))),
    }
    return pl.DataFrame(columns)


def _phones(rng: np.random.Generator, people: People, index: Integers) -> dict[str, Integers]:
    """The three numbers of each customer: in the marketing file, registered, and bound to the account.

    The members of a ring register with the number of the ring's first member.
    """
    virtual = _drawn(rng, PEOPLE.virtual_number.chance(people.traits))
    own = np.where(virtual, virtual_phone(index), phone(index))
    members = np.flatnonzero(people.in_ring)
    _, first, ring = np.unique(people.ring[members], return_index=True, return_inverse=True)
    own[members] = own[members[first[ring]]]
    same_mobile = _drawn(rng, PEOPLE.same_mobile.chance(people.traits))
    same_bound = _drawn(rng, PEOPLE.same_bound_phone.chance(people.traits))
    return {
        "mobile": np.where(same_mobile, own, phone(index, slot=1)),
        "registered": own,
        "bound": np.where(same_bound, own, phone(index, slot=2)),
    }


def _shared(rng: np.random.Generator, people: People) -> tuple[Integers, Integers]:
    """Accounts behind each customer's phone number and customers on its device: the size of the ring at least."""
    in_ring = np.flatnonzero(people.in_ring)
    ring_size = np.ones(people.size, dtype=np.int64)
    ring_size[in_ring] = np.bincount(people.ring[in_ring])[people.ring[in_ring]]
    accounts = ring_size + rng.poisson(extra_accounts(people.kind))
    on_device = ring_size + rng.poisson(PEOPLE.family_on_device, people.size)
    return accounts, on_device


def _drawn(rng: np.random.Generator, chance: Floats) -> Flags:
    return rng.random(len(chance)) < chance


def _known(values: pl.Series, known: Flags) -> pl.Series:
    """The values where they are known, missing elsewhere."""
    return values.zip_with(pl.Series(known), pl.Series([None], dtype=values.dtype))


def _text(numbers: Integers, known: Flags | None = None, prefix: str = "") -> pl.Series:
    """Numbers as text behind a prefix, missing where they are not known."""
    values = pl.Series(numbers) if known is None else _known(pl.Series(numbers), known)
    text = values.cast(pl.String)
    return prefix + text if prefix else text
