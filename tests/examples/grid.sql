-- What the shipped rulebook says of profiles, and of profiles and events together, written a second time by hand on the
-- physical columns and the tables of grid_behaviour.sql. No rule is read here. Conditions are two-valued as in the
-- language: coalesce(..., false) wherever a column may be missing.

create table lets as
select customer_id,
  case when kwh_month is not null then
    percent_rank() over (partition by "地市", kwh_month is null order by kwh_month) end as usage_position,
  case when kwh_month is not null then
    row_number() over (order by kwh_month desc nulls last, customer_id) end as usage_rank,
  kwh_month * 0.6 as monthly_bill,
  app_uid is not null and not opted_out as reach_app,
  alipay_uid is not null and not opted_out as reach_alipay,
  wechat_openid is not null and not opted_out as reach_wechat,
  mobile is not null and not opted_out as reach_sms
from customers;

create table counts as
select customer_id,
  reach_app::int + reach_alipay::int + reach_wechat::int + reach_sms::int as reachable_channels,
  (app_uid is not null)::int + (alipay_uid is not null)::int + (wechat_openid is not null)::int as online_channels,
  case when accounts_on_phone >= 4 then 30 else 0 end + case when customers_on_device >= 4 then 30 else 0 end
    + case when substr(registered_phone, 1, 3) in ('162', '165', '167', '170', '171') then 15 else 0 end
    + case when unbinds_after then 30 else 0 end + case when binds_for then 15 else 0 end
    + case when businesses = 0 then least(10 * joins, 40) else 0 end - case when pay_visits >= 6 then 20 else 0 end
    as hunting_points,
  greatest(0, least(100, hunting_points)) as bonus_hunting
from customers join lets using (customer_id) join hunting using (customer_id) join messages using (customer_id);

create table tags as
select customer_id,
  case when not followed then 'unfollowed' when registered_phone is null then 'followed' else 'registered' end
    as registration,
  case when account_no is null then 'unbound' when bound_phone is null then 'bound' else 'bound_and_phone' end
    as binding,
  case when not followed then 'to_follow' when registered_phone is null then 'to_register'
    when account_no is null then 'to_bind' end as funnel,
  case when bonus_hunting >= 60 then 'hunter' else 'regular' end as bonus_hunter,
  case when age is null then 'unknown' when age < 35 then 'young' when age < 60 then 'middle' else 'senior' end
    as age_group,
  case when survey_kind is null then 'unsurveyed' when survey_kind = 'home' then 'home' else 'business' end as premises,
  case when kwh_month is null then 'unknown' when usage_position < 0.2 then 'light' when usage_position >= 0.8 then 'heavy'
    else 'medium' end as usage_level,
  case when reach_app then 'app' when reach_alipay then 'alipay' when reach_wechat then 'wechat' when reach_sms then 'sms'
    else 'none' end as cheapest_reach,
  case online_channels when 0 then 'none' when 1 then 'one' else 'several' end as online_footprint
from customers join lets using (customer_id) join counts using (customer_id);

create table completeness as
select customer_id,
  case when mobile is null then 0 else 30 end + case when age is null then 0 else 20 end
    + case when kwh_month is null then 0 else 20 end + case when "地市" is null then 0 else 15 end
    + case when online_channels > 0 then 15 else 0 end as data_completeness,
  case when data_completeness >= 90 then 'complete' when data_completeness < 75 then 'poor' else 'partial' end
    as data_quality
from customers join counts using (customer_id);

create table priority as
select customer_id,
  least(100, greatest(0, coalesce(40 * usage_position, 0)
    + case registration when 'registered' then 20 else 0 end + least(10 * online_channels, 30)
    + case when age_group in ('young', 'middle') then 10 else 0 end
    - case bonus_hunter when 'hunter' then 50 else 0 end)) as binding_priority
from lets join counts using (customer_id) join tags using (customer_id);

create table everything as
select * from customers join lets using (customer_id) join counts using (customer_id) join tags using (customer_id)
  join completeness using (customer_id) join priority using (customer_id) join activities using (customer_id)
  join messages using (customer_id) join channel_use using (customer_id) join paying using (customer_id);

create table second_wave as
select customer_id, funnel is not null and activity in ('silent', 'low', 'mid') and push_sensitivity != 'high'
  and promotion_interaction != 'often' and bonus_hunter = 'regular' as phase2
from everything;

create table segments as
select customer_id, phase2,
  phase2 and funnel = 'to_follow' and reach_sms as phase2_follow,
  phase2 and funnel = 'to_register' and reach_alipay as phase2_register,
  phase2 and funnel = 'to_bind' and reach_alipay as phase2_bind,
  activity = 'silent' and activity_before in ('low', 'mid', 'high') and reachable_channels >= 1 as falling_asleep,
  activity = 'returning' and reachable_channels >= 1 as welcome_back,
  coalesce(prize_attitude = 'keen', false) and joins in (1, 2) and reach_alipay and bonus_hunting < 60 as prize_lovers,
  coalesce(usual_channel in ('hall', 'hotline'), false) and staffed >= 3 and businesses > 0 and reachable_channels >= 1
    and coalesce(age <= 75, true) as divertible,
  hotline_queries_asked >= 2 and reachable_channels >= 1 as hotline_queries,
  customer_id in (select customer_id from tried_online) as hall_after_online,
  coalesce(days_since_app >= 90, false) and reachable_channels >= 1 as app_idle,
  late_payments >= 1 and reachable_channels >= 1 as late_reminder,
  late_payments >= 2 and paying_months >= 2 and reachable_channels >= 1 as direct_debit_offer,
  payments > 0 and online_payments = 0 and hall_payments > 0 and online_channels >= 1 and reachable_channels >= 1
    as counter_payers,
  moved and recent_hall_payments = 0 as moved_payment,
  bonus_hunting >= 30 and bonus_hunting < 60 as hunter_review,
  coalesce(usage_rank <= 1000, false) as top_users,
  coalesce(kwh_month * 0.6 >= 300, false) and premises != 'business' and reachable_channels >= 1 as energy_savers,
  online_channels = 0 and reach_sms as offline_only,
  app_uid is null and (reach_alipay or reach_wechat) and coalesce(age between 18 and 60, false) as app_candidates,
  reachable_channels = 0 and not opted_out as unreachable,
  not followed and reach_sms and bonus_hunting < 60 as first_push,
  followed and registered_phone is null and reach_alipay and bonus_hunting < 60 as register_invite,
  followed and registered_phone is not null and account_no is null and reach_alipay and bonus_hunting < 60 as bind_invite,
  usage_level = 'heavy' and account_no is null and reachable_channels >= 1 and bonus_hunting < 60 as heavy_unbound,
  coalesce(survey_kind in ('shop', 'farm'), false) and account_no is null and reachable_channels >= 1
    as business_unbound,
  customer_id in (select customer_id from vip) and account_no is null as vip_unbound,
  coalesce(age < 35, false) and funnel is not null and reachable_channels >= 1 and bonus_hunting < 60 as young_starters,
  coalesce(age >= 60, false) and (online_channels = 0 or not followed) and reach_sms as elder_care,
  account_no is not null and reachable_channels >= 1 as outage_notice,
  account_no is not null and bound_phone is null and reach_alipay as phone_to_add,
  coalesce(mobile != bound_phone, false) and reachable_channels >= 1 as phone_to_verify,
  data_completeness < 75 and reachable_channels >= 1 as records_to_complete,
  customer_id in (select customer_id from complained) as recent_complaints
from everything join second_wave using (customer_id) join hunting using (customer_id);
