"""Visits over every channel.

Visits of one channel are a Poisson process whose rate moves with the season and the customer's bill day. A visit that
falls before the channel was adopted, into a break or past the as-of day is dropped, which leaves a Poisson process over
the time that remains.
"""

from __future__ import annotations

import numpy as np

from segdsl.demo.arrays import Flags, Floats, Integers, Positions
from segdsl.demo.calendar import DAY_SECONDS, Calendar, at_clock, pick
from segdsl.demo.events import Promotions, Visits, joined
from segdsl.demo.model import (
    ACTIONS,
    BILL_DELAY_DAYS,
    BILL_DRIVEN,
    CHANNEL_HOURS,
    CHANNEL_USE,
    CHANNELS,
    PEOPLE,
)
from segdsl.demo.people import YEAR, People, staffed_factor

ALIPAY = CHANNELS.index("alipay")
STAFFED = tuple(CHANNELS.index(name) for name in ("hall", "hotline"))
LOGIN, QUERY, PAY, FOLLOW, REGISTER, BIND, UNBIND = (
    ACTIONS.index(name) for name in ("login", "query", "pay", "follow", "register", "bind", "unbind")
)
LOGIN_BEFORE_JOINING, BIND_BEFORE_JOINING = 120, 60
"""Seconds."""


def draw_visits(rng: np.random.Generator, people: People, promotions: Promotions, calendar: Calendar) -> Visits:
    """All visits within the calendar, those included that come with steps online, returns, and promotions."""
    ordinary = [_over_channel(rng, people, calendar, channel) for channel in range(len(CHANNELS))]
    at_promotions = _at_promotions(rng, people, promotions, calendar)
    return joined([*ordinary, *_steps(people, calendar), _returns(people, calendar), *at_promotions])


def _over_channel(rng: np.random.Generator, people: People, calendar: Calendar, channel: int) -> Visits:
    """The ordinary visits over one channel."""
    use, adopted_at = CHANNEL_USE[channel], people.adopted_at()[channel]
    rate = use.rate.rate(people.traits) * np.where(people.in_ring, PEOPLE.ring_service, 1.0)
    if channel in STAFFED:
        rate *= staffed_factor(people.kind)
    expected = np.where(adopted_at < calendar.span, rate, 0.0) * calendar.whole_months / YEAR
    row = np.repeat(np.arange(people.size), rng.poisson(expected))
    # The ordinary actions are the first four of `ACTIONS`, so a position here is a position there.
    action = pick(rng.random(len(row)), np.array([use.login, use.query, use.pay, use.repair]))
    days = _days(rng, calendar, people.bill_day[row], (action == QUERY) | (action == PAY))
    kept = (days >= adopted_at[row]) & (days < calendar.span)
    if channel not in STAFFED:
        kept &= ~((people.away_from[row] <= days) & (days < people.away_until[row]))
    at = at_clock(days[kept], CHANNEL_HOURS[channel])
    return Visits(row[kept], at, np.full(len(at), channel, dtype=np.int8), action[kept].astype(np.int8))


def _days(rng: np.random.Generator, calendar: Calendar, bill_day: Floats, may_follow_bill: Flags) -> Floats:
    """The moment of each visit: a month by season, then some days after the bill or any time of the month."""
    size = len(bill_day)
    month = pick(rng.random(size), calendar.month_chances)
    any_day = rng.random(size) * np.diff(calendar.month_starts)[month]
    after_bill = bill_day + rng.exponential(BILL_DELAY_DAYS, size)
    follows_bill = may_follow_bill & (rng.random(size) < BILL_DRIVEN)
    return calendar.month_starts[month] + np.where(follows_bill, after_bill, any_day)


def _steps(people: People, calendar: Calendar) -> list[Visits]:
    """Following, registering and binding are visits to the life account."""
    steps = ((FOLLOW, people.followed_at), (REGISTER, people.registered_at), (BIND, people.bound_at))
    visits = []
    for action, days in steps:
        row = np.flatnonzero((days >= 0.0) & (days < calendar.span))
        visits.append(_of_alipay(row, at_clock(days[row], "online"), action))
    return visits


def _returns(people: People, calendar: Calendar) -> Visits:
    """Who comes back from a break does so with a visit, over the online channel adopted first."""
    adopted_at = np.stack(people.adopted_at()[ALIPAY:])
    back = people.away_until
    row = np.flatnonzero((back >= 0.0) & (back < calendar.span) & (adopted_at.min(axis=0) < back))
    channel = ALIPAY + adopted_at[:, row].argmin(axis=0)
    return Visits(row, at_clock(back[row], "online"), channel.astype(np.int8), np.full(len(row), LOGIN, dtype=np.int8))


def _at_promotions(
    rng: np.random.Generator, people: People, promotions: Promotions, calendar: Calendar
) -> list[Visits]:
    """Joining takes a login. Members of a ring bind an account for the occasion and unbind it within a week."""
    row, at = promotions.row, promotions.at
    unbound_at = at + ((0.5 + 6.0 * rng.random(len(row))) * DAY_SECONDS).astype(np.int64)
    binds = people.in_ring[row] & (rng.random(len(row)) < PEOPLE.ring_binds)
    binds &= (people.registered_at[row] * DAY_SECONDS < at) & (unbound_at < calendar.span * DAY_SECONDS)
    return [
        _of_alipay(row, at - LOGIN_BEFORE_JOINING, LOGIN),
        _of_alipay(row[binds], at[binds] - BIND_BEFORE_JOINING, BIND),
        _of_alipay(row[binds], unbound_at[binds], UNBIND),
    ]


def _of_alipay(row: Positions, at: Integers, action: int) -> Visits:
    """Visits to the life account, all with the same action."""
    size = len(row)
    return Visits(row, at, np.full(size, ALIPAY, dtype=np.int8), np.full(size, action, dtype=np.int8))
