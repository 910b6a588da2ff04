"""The drawn customers keep to the formulas of `docs/demo-model.md`, worked out here a second time."""

import math
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from numpy.typing import NDArray

from segdsl.demo.calendar import Calendar, at_clock
from segdsl.demo.model import CHANNEL_USE, CHANNELS, CITIES, KINDS, MESSAGES, PEOPLE, Effect, Traits, effects, scalars
from segdsl.demo.numbers import ACCOUNTS, ALIPAY_IDS, MAX_CUSTOMERS, ORDINARY_PHONES, VIRTUAL_PHONES, NumberSpace
from segdsl.demo.people import People, draw_people
from tests.demo.conftest import Demo
from tests.golden import assert_golden

PAGE = Path(__file__).parents[2] / "docs" / "demo-model.md"
CALENDAR = Calendar(date(2021, 6, 30))
SIGMAS = 5.0


@pytest.fixture(scope="module")
def people() -> People:
    return draw_people(np.random.default_rng(11), 200_000, CALENDAR)


def assert_count(count: int, expected: float, variance: float) -> None:
    """A count lies within five standard deviations of its expectation."""
    assert abs(count - expected) <= SIGMAS * math.sqrt(variance), (count, expected)


def weighted(effect: Effect, people: People) -> NDArray[np.float64]:
    traits = people.traits
    return effect.digital * traits.digital + effect.engagement * traits.engagement + effect.seeking * traits.seeking


def test_an_effect_is_its_typical_value_for_the_typical_customer() -> None:
    nobody = Traits(np.zeros(1), np.zeros(1), np.zeros(1))
    for effect in effects().values():
        assert effect.rate(nobody)[0] == pytest.approx(effect.typical)
        if effect.typical < 1.0:
            assert effect.chance(nobody)[0] == pytest.approx(effect.typical)
    one = Traits(np.ones(1), np.ones(1), np.ones(1))
    assert Effect(0.5, 1.0, 2.0, -1.0).chance(one, -2.0)[0] == pytest.approx(0.5)
    assert Effect(2.0, 0.5, 1.0, 0.5).rate(one)[0] == pytest.approx(2.0 * math.e**2)


def test_kinds_and_cities_have_their_shares(people: People) -> None:
    for position, kind in enumerate(KINDS):
        share = kind.share
        assert_count(int((people.kind == position).sum()), people.size * share, people.size * share * (1 - share))
    total = sum(rank**-0.9 for rank in range(1, len(CITIES) + 1))
    for rank in (1, 2, len(CITIES)):
        share = rank**-0.9 / total
        assert_count(int((people.city == rank - 1).sum()), people.size * share, people.size * share * (1 - share))


def test_usage_is_log_normal_by_kind(people: People) -> None:
    for position, kind in enumerate(KINDS):
        logs = np.log(people.kwh[people.kind == position])
        error = kind.kwh_sigma / math.sqrt(len(logs))
        assert abs(logs.mean() - math.log(kind.kwh_median)) <= SIGMAS * error
        assert abs(logs.std() - kind.kwh_sigma) <= SIGMAS * error


def test_traits_are_standardised(people: People) -> None:
    for trait in (people.traits.digital, people.traits.engagement, people.traits.seeking):
        assert abs(trait.mean()) < 0.25
        assert abs(trait.std() - 1.0) < 0.15


def test_the_share_who_opt_out_follows_from_the_distribution_of_engagement(demo: Demo) -> None:
    """Engagement is normal within a kind; the chance is averaged over it by Gauss-Hermite quadrature."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(40)
    share = 0.0
    for kind in KINDS:
        mean = 0.20 * math.log(kind.kwh_median / 180.0)
        spread = math.hypot(0.90, 0.20 * kind.kwh_sigma)
        odds = math.log(0.035 / 0.965) - 0.5 * (mean + spread * nodes)
        share += kind.share * float(weights @ (1.0 / (1.0 + np.exp(-odds)))) / math.sqrt(2.0 * math.pi)
    customers = demo.table("customers")
    assert_count(int(customers["opted_out"].sum()), len(customers) * share, len(customers) * share * (1 - share))


def test_each_step_online_is_taken_by_as_many_as_its_hazard_says(people: People) -> None:
    """With a constant hazard h, 1 - exp(-3 h) have taken the step after three years."""
    steps = {"follow": people.followed_at, "wechat": people.wechat_at, "app": people.app_at}
    for name, at in steps.items():
        effect = effects()[name]
        taken = 1.0 - np.exp(-3.0 * effect.typical * np.exp(weighted(effect, people)))
        assert_count(int((at < CALENDAR.span).sum()), taken.sum(), (taken * (1 - taken)).sum())


def test_steps_come_in_order(people: People) -> None:
    assert (people.followed_at < people.registered_at).all()
    assert (people.registered_at < people.bound_at).all()
    assert (people.followed_at < people.unfollowed_at).all()
    broken = np.isfinite(people.away_from)
    assert (people.away_from[broken] < people.away_until[broken]).all()


def test_rings_have_at_most_nine_members_who_seek_promotions(people: People) -> None:
    members = people.ring[people.in_ring]
    sizes = np.bincount(members)
    assert sizes.max() == 9
    assert (sizes[:-1] >= 4).all()
    assert (people.traits.seeking[people.in_ring] > PEOPLE.ring_from).all()
    seeking = int((people.traits.seeking > PEOPLE.ring_from).sum())
    assert_count(len(members), seeking * 0.55, seeking * 0.55 * 0.45)


@pytest.mark.parametrize("column, share", [("地市", 0.993), ("age", 0.94), ("kwh_month", 0.975), ("survey_kind", 0.15)])
def test_records_have_the_gaps_the_model_says(demo: Demo, column: str, share: float) -> None:
    values = demo.table("customers")[column]
    assert_count(values.count(), len(values) * share, len(values) * share * (1 - share))


def test_visits_to_the_hall_are_as_many_as_the_rate_says_or_a_little_fewer(demo: Demo, people: People) -> None:
    """Staffed channels are always there; only payments after the last bill fall behind the as-of day (under 3 %)."""
    effect = effects()["visit_hall"]
    factor = np.array([kind.staffed_factor for kind in KINDS])[people.kind]
    rate = effect.typical * np.exp(weighted(effect, people)) * factor * np.where(people.in_ring, 0.05, 1.0)
    years, customers = 547.0 / 365.0, demo.summary.customers
    expected = rate.mean() * years * customers
    # Poisson noise, the spread of the demo's rates, and that of the sample the expectation is taken from.
    variance = expected + rate.var() * years**2 * customers * (1 + customers / people.size)
    hall = demo.table("visits").filter(pl.col("channel") == "hall")
    assert 0.97 * expected - SIGMAS * math.sqrt(variance) <= len(hall) <= expected + SIGMAS * math.sqrt(variance)
    assert hall["visited_at"].dt.hour().is_between(8, 17).all()


def test_summer_and_bill_days_show_in_the_payments(demo: Demo) -> None:
    months = demo.table("visits").filter(pl.col("channel") == "hall").group_by(pl.col("visited_at").dt.month()).len()
    visits = dict(months.iter_rows())
    # Months 1 to 6 occur twice. August against April, per month: 1.30 / 0.90 of the visits, give or take the noise.
    assert 1.25 < visits[8] / (visits[4] / 2) < 1.65


def test_pushes_go_to_followers_only_and_not_after_opting_out(demo: Demo) -> None:
    customers = demo.table("customers").filter(pl.col("alipay_uid").is_null() | pl.col("customers_on_device").is_null())
    for table in ("pushes", "promotions"):
        assert demo.table(table).join(customers, on="customer_id").is_empty(), table


def test_promotions_start_the_day_after_they_are_announced(demo: Demo) -> None:
    first = demo.table("promotions")["joined_at"].min()
    assert first is not None
    announced = CALENDAR.first_day.toordinal() + MESSAGES.first_campaign_day
    assert isinstance(first, date)
    assert first.toordinal() == announced + 1


def test_gifts_have_no_result_and_draws_mostly_have(demo: Demo) -> None:
    promotions = demo.table("promotions")
    assert (
        promotions.filter(pl.col("kind") == "gift")["checked_result"].null_count()
        == (promotions["kind"] == "gift").sum()
    )
    draws = promotions.filter(pl.col("kind") == "draw")["checked_result"]
    assert_count(draws.count(), 0.97 * len(draws), 0.97 * 0.03 * len(draws))


def test_every_payment_is_a_visit_that_pays_and_is_for_the_newest_bill(demo: Demo) -> None:
    """Bills come on one day of the month for each customer, and are due 20 days later."""
    payments = demo.table("payments")
    visits = demo.table("visits").filter(pl.col("action") == "pay")
    key = ["customer_id", "paid_at", "channel"]
    assert payments.select(key).equals(visits.select("customer_id", pl.col("visited_at").alias("paid_at"), "channel"))
    issued = payments.with_columns(issued=pl.col("due_on") - pl.duration(days=20), paid_on=pl.col("paid_at").dt.date())
    days = issued.group_by("customer_id").agg(pl.col("issued").dt.day().n_unique())
    assert days["issued"].to_list() == [1] * len(days)
    assert (issued["issued"] <= issued["paid_on"]).all()
    assert (issued["issued"].dt.offset_by("1mo") > issued["paid_on"]).all()


def test_some_bills_are_paid_late(demo: Demo) -> None:
    """Visits on any day fall evenly into the month after the bill, those driven by it soon after: 10.3 % in the end.

    A visit on any day comes 0 to 30.4 days after the bill, so (30.4 - 21) / 30.4 of three in ten; one driven by the
    bill comes an exponential time of mean 5 days after it, so exp(-21 / 5) of seven in ten.
    """
    payments = demo.table("payments")
    late = int((payments["paid_at"].dt.date() > payments["due_on"]).sum())
    share = 0.3 * (30.4 - 21) / 30.4 + 0.7 * math.exp(-21 / 5)
    assert abs(late / len(payments) - share) < 0.005


def test_amounts_are_the_usage_at_the_price_with_a_log_normal_noise(demo: Demo) -> None:
    known = demo.table("payments").join(demo.table("customers").drop_nulls("kwh_month"), on="customer_id")
    noise = (known["amount"] / (known["kwh_month"] * 0.6)).log()
    assert abs(noise.to_numpy().mean()) < SIGMAS * 0.25 / math.sqrt(len(noise))
    assert abs(noise.to_numpy().std() - 0.25) < SIGMAS * 0.25 / math.sqrt(2 * len(noise))


def test_the_calendar_is_eighteen_whole_months() -> None:
    assert CALENDAR.first_day == date(2020, 1, 1)
    assert CALENDAR.span == CALENDAR.whole_months == 366 + 181
    assert len(CALENDAR.month_starts) == 19
    assert CALENDAR.month_before == -31
    in_mid_month = Calendar(date(2021, 1, 15))
    assert (in_mid_month.first_day, in_mid_month.span) == (date(2019, 8, 1), 153 + 366 + 15)
    assert in_mid_month.whole_months == 153 + 366 + 31


def test_the_clock_keeps_order_and_opening_hours() -> None:
    days = np.linspace(3.0, 5.0, 10_001)
    for profile, (opens, closes) in {"counter": (8, 18), "sender": (9, 20), "online": (0, 24)}.items():
        seconds = at_clock(days[:-1], profile)
        assert (np.diff(seconds) >= 0).all()
        assert seconds[0] == 3 * 86_400 + opens * 3_600
        hours = seconds % 86_400 / 3_600
        assert opens <= hours.min() <= hours.max() < closes
    assert not np.isin(at_clock(days, "online") % 86_400 // 3_600, [2, 3, 4, 5]).any()


@pytest.mark.parametrize("space, most", [(ORDINARY_PHONES, 3), (VIRTUAL_PHONES, 1), (ACCOUNTS, 1), (ALIPAY_IDS, 1)])
def test_number_spaces_are_permutations_within_64_bits(space: NumberSpace, most: int) -> None:
    assert math.gcd(space.step, space.size) == 1
    last = most * MAX_CUSTOMERS
    assert last <= space.size
    assert last * space.step + space.shift < 2**63


def test_the_page_shows_the_tables_of_the_code() -> None:
    page = PAGE.read_text(encoding="utf-8")
    tables = "\n".join(["<!-- tables -->", *table_lines(), "<!-- /tables -->"])
    assert_golden(re.sub(r"<!-- tables -->.*<!-- /tables -->", lambda _: tables, page, flags=re.DOTALL), PAGE)


def table_lines() -> Iterator[str]:
    """The tables of the model as Markdown."""
    yield "| effect | typical | digital | engagement | seeking |"
    yield "|---|---|---|---|---|"
    for name, effect in effects().items():
        weights = (f"{weight:+g}" if weight else "" for weight in (effect.digital, effect.engagement, effect.seeking))
        yield f"| {name} | {effect.typical:g} | {' | '.join(weights)} |"
    yield ""
    yield "| channel | login | query | pay | repair |"
    yield "|---|---|---|---|---|"
    for channel, use in zip(CHANNELS, CHANNEL_USE, strict=True):
        yield f"| {channel} | {use.login:.0%} | {use.query:.0%} | {use.pay:.0%} | {use.repair:.0%} |"
    yield ""
    yield "| kind | share | age | kWh median | σ | accounts beyond one | staffed factor |"
    yield "|---|---|---|---|---|---|---|"
    for kind in KINDS:
        yield (
            f"| {kind.name} | {kind.share:g} | {kind.age_mean:g} ± {kind.age_spread:g} | {kind.kwh_median:g} "
            f"| {kind.kwh_sigma:g} | {kind.extra_accounts:g} | {kind.staffed_factor:g} |"
        )
    yield ""
    yield "| number | value |"
    yield "|---|---|"
    for name, value in scalars().items():
        yield f"| {name} | {value:g} |"
