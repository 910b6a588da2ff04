-- What the shipped rulebook says of events, written a second time by hand on the physical tables, as of the day in the
-- variable `as_of`. No rule is read here. A window of n days holds the dates after the as-of day minus n; a year back is
-- the same day of the month, or its last. A table starts with everyone, so that who has no event counts 0 and has no date.

create macro is_online(channel) as channel in ('alipay', 'wechat', 'app');
create macro is_staffed(channel) as channel in ('hall', 'hotline');
create macro today() as getvariable('as_of')::date;
create macro a_year_ago() as (today() - interval 1 year)::date;
create macro half_a_year_ago() as (today() - interval 6 months)::date;
create macro in_year(moment) as moment::date > a_year_ago() and moment::date <= today();
create macro in_half_year(moment) as moment::date > half_a_year_ago() and moment::date <= today();
create macro in_first_half(moment) as moment::date > a_year_ago() and moment::date <= half_a_year_ago();

-- As of any day: the second is asked for thirty days earlier.
create macro activity_at(day) as table
with seen as (
  select customer_id, min(visited_at) as first_seen, max(visited_at) as last_seen,
    count(distinct visited_at::date) filter (visited_at::date > day - 90) as online_days,
    count(*) filter (visited_at::date > day - 180 and visited_at::date <= day - 30) as in_between
  from visits where is_online(channel) and visited_at::date <= day group by all
)
select customer_id, first_seen, last_seen, coalesce(online_days, 0) as online_days, coalesce(in_between, 0) = 0 as was_away,
  case
    when last_seen::date <= day - 180 then 'churned'
    when last_seen is null or last_seen::date <= day - 90 then 'silent'
    when coalesce(in_between, 0) = 0 and last_seen::date > day - 30 and first_seen::date <= day - 180 then 'returning'
    when online_days < 3 then 'low'
    when online_days < 9 then 'mid'
    else 'high' end as activity
from customers left join seen using (customer_id);

create table activities as
select now_active.*, before.activity as activity_before
from activity_at(today()) as now_active
join (select customer_id, activity from activity_at(today() - 30)) as before using (customer_id);

create table messages as
with sent as (
  select customer_id, count(*) as pushes, count(*) filter (opened) as opened
  from pushes where sent_at::date > today() - 180 and sent_at::date <= today() group by all
), joined as (
  select customer_id, count(*) as joins, count(*) filter (kind = 'draw') as draws,
    count(*) filter (kind = 'draw' and checked_result) as looked_up
  from promotions where in_year(joined_at) group by all
)
select customer_id, coalesce(pushes, 0) as pushes, opened / pushes as open_rate,
  case when pushes >= 3 and 2 * opened >= pushes then 'high' when pushes >= 3 and 10 * opened < pushes then 'low'
    else 'normal' end as push_sensitivity,
  coalesce(joins, 0) as joins, coalesce(draws, 0) as draws, coalesce(looked_up, 0) as looked_up,
  case when joins is null then 'never' when joins >= 3 then 'often' else 'occasional' end as promotion_interaction,
  case when draws > 0 and 2 * looked_up >= draws then 'keen' when draws > 0 then 'indifferent' end as prize_attitude
from customers left join sent using (customer_id) left join joined using (customer_id);

create table hunting as
with unbinding as (
  select customer_id, visited_at as unbound_at from visits where action = 'unbind' and in_year(visited_at)
), taken as (
  select distinct p.customer_id, joined_at, unbound_at
  from promotions p join unbinding u on u.customer_id = p.customer_id
    and unbound_at > joined_at and unbound_at <= joined_at + interval 7 days
  where in_year(joined_at)
), occasions as (
  select distinct t.customer_id from taken t join visits b on b.customer_id = t.customer_id and b.action = 'bind'
    and b.visited_at < joined_at and unbound_at <= b.visited_at + interval 7 days and in_year(b.visited_at)
), business as (
  select customer_id, count(*) as businesses, count(*) filter (action = 'pay') as pay_visits
  from visits where action in ('query', 'pay') and in_year(visited_at) group by all
)
select customer_id,
  customer_id in (select customer_id from taken) as unbinds_after,
  customer_id in (select customer_id from occasions) as binds_for,
  coalesce(businesses, 0) as businesses, coalesce(pay_visits, 0) as pay_visits
from customers left join business using (customer_id);

-- The channel used most in the year: of equal counts the one used last, and within a second the later row.
create table usual_channels as
with placed as (
  select customer_id, channel, visited_at, (filename, file_row_number) as place from visits where in_year(visited_at)
), per_channel as (
  select customer_id, channel, count(*) as uses, max((visited_at, place)) as latest_use from placed group by all
)
select customer_id, arg_max(channel, (uses, latest_use)) as usual_channel from per_channel group by all;

create table channel_use as
with used as (
  select customer_id,
    count(*) filter (in_year(visited_at)) as contacts,
    count(*) filter (in_year(visited_at) and is_staffed(channel)) as staffed,
    count(*) filter (in_year(visited_at) and is_online(channel)) as online_contacts,
    count(distinct channel) filter (in_year(visited_at)) as channels_used,
    count(*) filter (in_first_half(visited_at) and is_staffed(channel)) as staffed_before,
    count(*) filter (in_half_year(visited_at) and is_staffed(channel)) as staffed_after,
    count(*) filter (in_first_half(visited_at) and is_online(channel)) as online_before,
    count(*) filter (in_half_year(visited_at) and is_online(channel)) as online_after,
    count(*) filter (in_year(visited_at) and channel = 'hotline' and action = 'query') as hotline_queries,
    today() - max(visited_at) filter (channel = 'hall')::date as days_since_hall,
    today() - max(visited_at) filter (channel = 'hotline')::date as days_since_hotline,
    today() - max(visited_at) filter (channel = 'alipay')::date as days_since_alipay,
    today() - max(visited_at) filter (channel = 'wechat')::date as days_since_wechat,
    today() - max(visited_at) filter (channel = 'app')::date as days_since_app
  from visits where visited_at::date <= today() group by all
)
select customer_id, coalesce(contacts, 0) as contacts, coalesce(staffed, 0) as staffed,
  coalesce(online_contacts, 0) as online_contacts, online_contacts / nullif(contacts, 0) as online_share,
  coalesce(channels_used, 0) as channels_used, usual_channel::varchar as usual_channel,
  coalesce(hotline_queries, 0) as hotline_queries_asked,
  days_since_hall, days_since_hotline, days_since_alipay, days_since_wechat, days_since_app,
  case when usual_channel = 'hall' then 'hall' when usual_channel = 'hotline' then 'hotline'
    when usual_channel is null then 'none' else 'online' end as main_channel,
  case when coalesce(contacts, 0) = 0 then 'none' when staffed = 0 then 'online' when online_contacts = 0 then 'staffed'
    else 'both' end as channel_mix,
  case when staffed_before > 0 and staffed_after = 0 and online_after > 0 then 'to_online'
    when online_before > 0 and online_after = 0 and staffed_after > 0 then 'to_staffed'
    when contacts > 0 then 'steady' end as channel_shift,
  case when days_since_app is null then 'never' when days_since_app >= 90 then 'idle' else 'active' end as app_usage
from customers left join used using (customer_id) left join usual_channels using (customer_id);

create table tried_online as
select distinct q.customer_id from visits q join visits h on h.customer_id = q.customer_id and h.channel = 'hall'
  and h.visited_at > q.visited_at and h.visited_at <= q.visited_at + interval 7 days
where is_online(q.channel) and q.action = 'query' and in_half_year(q.visited_at) and in_half_year(h.visited_at);

create table paying as
with year_payments as (
  select * from payments where in_year(paid_at)
), summed as (
  select customer_id, count(*) as payments, count(*) filter (paid_at::date > due_on) as late_payments,
    count(*) filter (is_online(channel)) as online_payments, count(*) filter (channel = 'hall') as hall_payments,
    count(*) filter (channel = 'hall' and in_half_year(paid_at)) as recent_hall_payments,
    sum(amount) as paid_amount, avg(amount) as usual_payment, max(amount) as largest_payment,
    count(distinct date_trunc('month', paid_at)) as paying_months
  from year_payments group by all
), moves as (
  select distinct h.customer_id from year_payments h join year_payments o on o.customer_id = h.customer_id
    and h.channel = 'hall' and is_online(o.channel) and o.paid_at > h.paid_at
  where not exists (select 1 from year_payments n where n.customer_id = h.customer_id and n.channel = 'hall'
    and n.paid_at > h.paid_at and n.paid_at < o.paid_at)
)
select customer_id, coalesce(payments, 0) as payments, coalesce(late_payments, 0) as late_payments,
  late_payments / payments as late_share, coalesce(online_payments, 0) as online_payments,
  online_payments / payments as online_payment_share, coalesce(paid_amount, 0) as paid_amount, usual_payment,
  largest_payment, coalesce(paying_months, 0) as paying_months,
  coalesce(hall_payments, 0) as hall_payments, coalesce(recent_hall_payments, 0) as recent_hall_payments,
  customer_id in (select customer_id from moves) as moved,
  case when payments is null then 'none' when late_payments >= 2 then 'often_late' when late_payments = 1
    then 'sometimes_late' else 'on_time' end as punctuality,
  case when payments is null then 'none' when online_payments = payments then 'online' when online_payments = 0
    then 'staffed' else 'both' end as payment_way
from customers left join summed using (customer_id);
