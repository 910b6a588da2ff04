"""Draws who the customers are: latent traits, household, records, and the steps of their way online."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from segdsl.demo.arrays import Flags, Floats, Integers, Positions
from segdsl.demo.calendar import Calendar, pick
from segdsl.demo.model import CITIES, CITY_ZIPF, JOURNEY, KINDS, LAUNCH_DAYS, PEOPLE, Effect, Traits

YEAR = 365.0


@dataclass(frozen=True)
class People:
    """One block of customers, one array per property. Times are days of the calendar, infinite for never."""

    traits: Traits
    kind: Positions
    city: Positions
    age: Integers
    kwh: Floats
    bill_day: Floats
    ring: Integers
    """Number of the ring of bonus hunters within the block; -1 for everyone else."""

    followed_at: Floats
    unfollowed_at: Floats
    registered_at: Floats
    bound_at: Floats
    wechat_at: Floats
    app_at: Floats
    away_from: Floats
    away_until: Floats
    opted_out_at: Floats

    @property
    def size(self) -> int:
        """How many customers."""
        return len(self.age)

    @property
    def in_ring(self) -> Flags:
        """Who belongs to a ring of bonus hunters."""
        return self.ring >= 0

    def adopted_at(self) -> tuple[Floats, ...]:
        """When each channel came into use, in the order of `CHANNELS`; the staffed ones always were."""
        always = np.full(self.size, -np.inf)
        return always, always, self.followed_at, self.wechat_at, self.app_at


def draw_people(rng: np.random.Generator, size: int, calendar: Calendar) -> People:
    """Draw `size` customers."""
    shares = np.array([kind.share for kind in KINDS])
    kind = pick(rng.random(size), shares)
    city_weights: Floats = np.arange(1.0, len(CITIES) + 1.0) ** -CITY_ZIPF
    city = pick(rng.random(size), city_weights)
    age = np.clip(rng.normal(_of_kind("age_mean", kind), _of_kind("age_spread", kind)), 18.0, 95.0).round()
    ln_kwh = np.log(_of_kind("kwh_median", kind)) + _of_kind("kwh_sigma", kind) * rng.standard_normal(size)

    log_weights = np.log(city_weights)
    city_score = ((log_weights - log_weights.mean()) / log_weights.std())[city]
    digital = (
        PEOPLE.digital_own * rng.standard_normal(size)
        + PEOPLE.digital_age * (age - 45.0) / 15.0
        + PEOPLE.digital_city * city_score
    )
    usage = ln_kwh - np.log(KINDS[0].kwh_median)
    engagement = PEOPLE.engagement_own * rng.standard_normal(size) + PEOPLE.engagement_usage * usage
    seeking = PEOPLE.seeking_own * rng.standard_normal(size) + PEOPLE.seeking_digital * digital
    traits = Traits(digital, engagement, seeking)
    ring = _rings(rng, seeking)

    launch = calendar.span - LAUNCH_DAYS
    followed_at = launch + _waiting(rng, JOURNEY.follow, traits)
    registered_at = followed_at + _waiting(rng, JOURNEY.register, traits)
    bound_at = registered_at + _waiting(rng, JOURNEY.bind, traits)
    away_from = JOURNEY.break_earliest + (calendar.span - JOURNEY.break_earliest) * rng.random(size)
    away_until = away_from + rng.exponential(JOURNEY.break_mean_days, size)
    breaks = rng.random(size) < JOURNEY.breaks.chance(traits)
    opts_out = rng.random(size) < JOURNEY.opt_out.chance(traits)
    return People(
        traits=traits,
        kind=kind,
        city=city,
        age=age.astype(np.int64),
        kwh=np.exp(ln_kwh).round(1),
        bill_day=rng.integers(0, 28, size).astype(np.float64),
        ring=ring,
        followed_at=followed_at,
        unfollowed_at=followed_at + _waiting(rng, JOURNEY.unfollow, traits),
        registered_at=registered_at,
        bound_at=np.where(ring >= 0, np.inf, bound_at),
        wechat_at=launch + _waiting(rng, JOURNEY.wechat, traits),
        app_at=launch + _waiting(rng, JOURNEY.app, traits),
        away_from=np.where(breaks, away_from, np.inf),
        away_until=np.where(breaks, away_until, np.inf),
        opted_out_at=np.where(opts_out, calendar.span * rng.random(size), np.inf),
    )


def staffed_factor(kind: Positions) -> Floats:
    """How much more often than homes each customer turns to hall and hotline."""
    return _of_kind("staffed_factor", kind)


def extra_accounts(kind: Positions) -> Floats:
    """How many accounts beyond the first each customer's phone number stands for, in the mean."""
    return _of_kind("extra_accounts", kind)


def _of_kind(column: str, kind: Positions) -> Floats:
    """One column of the table of kinds, looked up for each customer."""
    return np.array([getattr(row, column) for row in KINDS], dtype=np.float64)[kind]


def _waiting(rng: np.random.Generator, hazard: Effect, traits: Traits) -> Floats:
    """Days until a step is taken: exponential with the hazard's yearly rate."""
    return rng.exponential(1.0, len(traits.digital)) * YEAR / hazard.rate(traits)


def _rings(rng: np.random.Generator, seeking: Floats) -> Integers:
    """Number the rings: neighbours among those who seek promotions hard enough and organise, in groups of random size.

    The end of the block may leave the last ring smaller than the smallest size.
    """
    organised = (seeking > PEOPLE.ring_from) & (rng.random(len(seeking)) < PEOPLE.ring_share)
    members = int(organised.sum())
    most_rings = len(seeking) // PEOPLE.ring_smallest + 1
    ends = np.cumsum(rng.integers(PEOPLE.ring_smallest, PEOPLE.ring_largest + 1, most_rings))
    ring = np.full(len(seeking), -1, dtype=np.int64)
    ring[organised] = np.searchsorted(ends, np.arange(members), side="right")
    return ring
