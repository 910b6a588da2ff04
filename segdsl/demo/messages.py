"""Pushes to followers and the promotions they announce.

Every customer who follows is sent bill reminders, if on the list, and some of the campaign pushes. Whether a push is
opened and whether the promotion is joined follows from the traits; nobody reacts during a break.
"""

from __future__ import annotations

import numpy as np

from segdsl.demo.arrays import Flags, Floats, Positions
from segdsl.demo.calendar import Calendar, at_clock
from segdsl.demo.events import UNKNOWN, Promotions, Pushes, joined
from segdsl.demo.model import MESSAGES, PROMOTIONS
from segdsl.demo.people import People

DRAW, GIFT = (PROMOTIONS.index(name) for name in ("draw", "gift"))


def draw_messages(rng: np.random.Generator, people: People, calendar: Calendar) -> tuple[Pushes, Promotions]:
    """All pushes and all promotions joined within the calendar."""
    pushes, promotions = [], []
    open_chance = MESSAGES.open_campaign.chance(people.traits)
    join_chances = (
        MESSAGES.join.chance(people.traits),
        MESSAGES.join.chance(people.traits, MESSAGES.join_if_opened),
    )
    days = np.arange(MESSAGES.first_campaign_day, calendar.span, MESSAGES.campaign_every_days)
    for number, day in enumerate(days, start=1):
        following = np.flatnonzero(_following(people, day))
        sent = rng.random(len(following)) < MESSAGES.targeted
        sent &= people.opted_out_at[following] > day
        awake = ~_away(people, day)[following]
        opened = sent & awake & (rng.random(len(following)) < open_chance[following])
        join_chance = np.where(opened, join_chances[1][following], join_chances[0][following])
        joins = awake & (rng.random(len(following)) < join_chance)
        sent_at = at_clock(day + rng.random(int(sent.sum())), "sender")
        pushes.append(Pushes(following[sent], sent_at, opened[sent]))
        gift = number % MESSAGES.gift_every == 0
        promotions.append(_joins(rng, people, calendar, following[joins], day, GIFT if gift else DRAW))
    pushes += _reminders(rng, people, calendar)
    return joined(pushes), joined(promotions)


def _joins(
    rng: np.random.Generator,
    people: People,
    calendar: Calendar,
    rows: Positions,
    day: float,
    kind: int,
) -> Promotions:
    """Those who join the promotion of `day`, from the day after on, and whether they look up the result of a draw."""
    days = day + 1.0 + rng.exponential(MESSAGES.join_delay_days, len(rows))
    rows, days = rows[days < calendar.span], days[days < calendar.span]
    checked = (rng.random(len(rows)) < MESSAGES.checks_result.chance(people.traits)[rows]).astype(np.int8)
    recorded = rng.random(len(rows)) < MESSAGES.result_recorded
    checked[~recorded | (kind != DRAW)] = UNKNOWN
    return Promotions(rows, at_clock(days, "online"), np.full(len(rows), kind, dtype=np.int8), checked)


def _reminders(rng: np.random.Generator, people: People, calendar: Calendar) -> list[Pushes]:
    """A push on every bill day to those on the list of reminders."""
    bound = people.bound_at < calendar.span
    on_list = rng.random(people.size) < MESSAGES.reminded.chance(
        people.traits, np.where(bound, MESSAGES.reminded_if_bound, 0.0)
    )
    open_chance = MESSAGES.open_reminder.chance(people.traits)
    pushes = []
    for start in calendar.month_starts[:-1]:
        day = start + people.bill_day
        rows = np.flatnonzero(on_list & _following(people, day) & (people.opted_out_at > day) & (day < calendar.span))
        opened = (rng.random(len(rows)) < open_chance[rows]) & ~_away(people, day)[rows]
        pushes.append(Pushes(rows, at_clock(day[rows] + rng.random(len(rows)), "sender"), opened))
    return pushes


def _following(people: People, day: Floats | float) -> Flags:
    return (people.followed_at < day) & (day < people.unfollowed_at)


def _away(people: People, day: Floats | float) -> Flags:
    return (people.away_from <= day) & (day < people.away_until)
