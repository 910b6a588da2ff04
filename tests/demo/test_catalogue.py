"""Every class of the tag catalogue has members at the default size, and so has every arm of the second wave.

The tags are computed here in SQL, written from their description and the thresholds of the catalogue; the generator
knows nothing of them.
"""

import pytest

from tests.demo.conftest import Demo

TAGS = """
create or replace temp view profile_tags as
select customer_id, mobile, alipay_uid,
  case when not followed then 'unfollowed' when registered_phone is null then 'followed' else 'registered' end
    as registration,
  case when account_no is null then 'unbound' when bound_phone is null then 'bound' else 'bound_and_phone' end
    as binding,
  case when coalesce(accounts_on_phone >= 4, false) and coalesce(customers_on_device >= 4, false) then 'hunter'
    else 'regular' end as bonus_hunter
from customers;

create or replace temp view online as
select customer_id, visited_at::date as day from visits where channel in ('alipay', 'wechat', 'app');

create or replace temp view activity_tags as
with seen as (
  select customer_id, min(day) as first_day, max(day) as last_day,
    count(distinct day) filter (day > date '2021-06-30' - 90) as days,
    count(*) filter (day > date '2021-06-30' - 180 and day <= date '2021-06-30' - 30) as between_times
  from online group by all)
select customer_id,
  case when last_day <= date '2021-06-30' - 180 then 'churned'
    when last_day is null or last_day <= date '2021-06-30' - 90 then 'silent'
    when between_times = 0 and last_day > date '2021-06-30' - 30 and first_day <= date '2021-06-30' - 180
      then 'returning'
    when days < 3 then 'low' when days < 9 then 'mid' else 'high' end as activity
from customers left join seen using (customer_id);

create or replace temp view message_tags as
with recent_pushes as (
  select customer_id, count(*) as pushes, avg(opened::int) as open_rate
  from pushes where sent_at::date > date '2021-06-30' - 180 group by all),
recent_joins as (
  select customer_id, count(*) as joins, count(*) filter (kind = 'draw') as draws,
    count(*) filter (kind = 'draw' and checked_result) as checked
  from promotions where joined_at::date > date '2020-06-30' group by all)
select customer_id,
  case when pushes >= 3 and open_rate >= 0.5 then 'high' when pushes >= 3 and open_rate < 0.1 then 'low'
    else 'normal' end as push_sensitivity,
  case when coalesce(joins, 0) = 0 then 'never' when joins >= 3 then 'often' else 'occasional' end
    as promotion_interaction,
  case when coalesce(draws, 0) = 0 then null when checked / draws >= 0.5 then 'keen' else 'indifferent' end
    as prize_attitude
from customers left join recent_pushes using (customer_id) left join recent_joins using (customer_id);

create or replace temp view tags as
select * from profile_tags join activity_tags using (customer_id) join message_tags using (customer_id);
"""

CLASSES = {
    "registration": {"unfollowed", "followed", "registered"},
    "binding": {"unbound", "bound", "bound_and_phone"},
    "activity": {"churned", "returning", "silent", "low", "mid", "high"},
    "push_sensitivity": {"low", "normal", "high"},
    "promotion_interaction": {"never", "occasional", "often"},
    "prize_attitude": {"keen", "indifferent"},
    "bonus_hunter": {"hunter", "regular"},
}
ENOUGH = 100


@pytest.mark.parametrize("tag", sorted(CLASSES))
def test_every_class_has_members(demo: Demo, tag: str) -> None:
    demo.sql.execute(TAGS)
    rows = demo.sql.execute(f"select {tag}, count(*) from tags where {tag} is not null group by all").fetchall()
    sizes = dict(rows)
    assert sizes.keys() == CLASSES[tag]
    assert min(sizes.values()) >= ENOUGH, sizes


def test_every_arm_of_the_second_wave_reaches_customers(demo: Demo) -> None:
    demo.sql.execute(TAGS)
    phase2 = """
        from tags where (registration != 'registered' or binding = 'unbound')
          and activity in ('silent', 'low', 'mid') and push_sensitivity != 'high'
          and promotion_interaction != 'often' and bonus_hunter = 'regular'"""
    (size,) = demo.sql.execute(f"select count(*) {phase2}").fetchone() or (0,)
    assert 0.01 <= size / 100_000 <= 0.60
    arms = demo.sql.execute(
        f"""select registration, count(*) {phase2}
            and case when registration = 'unfollowed' then mobile else alipay_uid end is not null group by all"""
    ).fetchall()
    assert {name for name, _ in arms} == CLASSES["registration"]
    assert min(reached for _, reached in arms) >= ENOUGH


def test_a_customer_never_seen_online_can_be_asked_to_follow(demo: Demo) -> None:
    demo.sql.execute(TAGS)
    query = """select count(*) from tags where registration = 'unfollowed' and activity = 'silent'
        and mobile is not null and customer_id not in (select customer_id from online)"""
    (size,) = demo.sql.execute(query).fetchone() or (0,)
    assert size >= ENOUGH


def test_some_leave_within_a_week_of_a_prize(demo: Demo) -> None:
    query = """select count(distinct customer_id) from promotions join visits using (customer_id)
        where action = 'unbind' and visited_at > joined_at and visited_at <= joined_at + interval 7 day"""
    (size,) = demo.sql.execute(query).fetchone() or (0,)
    assert size >= ENOUGH
