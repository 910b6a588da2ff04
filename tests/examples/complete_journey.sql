-- What the rules of examples/complete_journey mean, written a second time, by hand, in SQL, over the raw files of the
-- package. Needs the views transactions, products, campaigns, campaign_descriptions, coupon_redemptions and
-- demographics. Nothing here is derived from the rules or from the prepared files; the last tables have one column for
-- each definition.

create table lines as
select
  t.household_id,
  t.basket_id,
  t.store_id,
  timezone('America/New_York', timezone('UTC', t.transaction_timestamp)) as bought_at,
  cast(bought_at as date) as day,
  cast(round(100 * t.sales_value) as bigint) as value,
  cast(round(100 * t.retail_disc) as bigint) as loyalty,
  cast(round(100 * t.coupon_disc) as bigint) as coupon,
  cast(round(100 * t.coupon_match_disc) as bigint) as coupon_match,
  coalesce(p.product_type = 'GASOLINE-REG UNLEADED', false) as pump,
  p.department,
  p.brand,
  p.product_category as category
from transactions t left join products p on p.product_id = t.product_id;

-- Sums over nothing are 0, dates over nothing are missing. Cents become dollars by one division.
create table facts as
with everyone as (
  select distinct household_id from lines
), store as (
  select
    household_id,
    min(day) as first_purchase,
    max(day) as last_purchase,
    count(distinct basket_id) as trips_365d,
    count(distinct case when day >= date '2017-10-03' then basket_id end) as trips_90d,
    count(distinct case when day between date '2017-07-05' and date '2017-10-02' then basket_id end) as trips_prev_90d,
    sum(value) as spend_365d,
    sum(case when day >= date '2017-10-03' then value else 0 end) as spend_90d,
    sum(case when day between date '2017-07-05' and date '2017-10-02' then value else 0 end) as spend_prev_90d,
    sum(case when department in ('PRODUCE', 'MEAT', 'SEAFOOD', 'DELI', 'PASTRY', 'SALAD BAR') then value else 0 end) as fresh_spend,
    sum(case when brand = 'Private' then value else 0 end) as private_spend,
    sum(case when category in ('DIAPERS & DISPOSABLES', 'INFANT FORMULA', 'BABY FOODS', 'BABYFOOD', 'INFANT CARE PRODUCTS')
        then value else 0 end) as baby_spend,
    sum(case when category in ('DOG FOODS', 'CAT FOOD', 'CAT LITTER', 'PET CARE SUPPLIES') then value else 0 end) as pet_spend,
    sum(loyalty) as loyalty_discount,
    sum(coupon) as coupon_discount,
    sum(coupon_match) as coupon_match,
    count(distinct department) as departments,
    count(distinct store_id) as stores
  from lines where not pump group by household_id
), pumps as (
  select household_id, sum(value) as fuel_spend from lines where pump group by household_id
), mailed as (
  select household_id, count(*) as campaigns_received from campaigns group by household_id
), redeemed as (
  select
    household_id,
    count(*) as coupons_redeemed,
    count(distinct campaign_id) as campaigns_redeemed,
    max(cast(redemption_date as date)) as last_redemption
  from coupon_redemptions group by household_id
)
select
  cast(e.household_id as varchar) as household_id,
  d.age, d.income, d.home_ownership, d.marital_status, d.household_size, d.kids_count as kids,
  s.first_purchase, s.last_purchase, r.last_redemption,
  coalesce(s.trips_365d, 0) as trips_365d,
  coalesce(s.trips_90d, 0) as trips_90d,
  coalesce(s.trips_prev_90d, 0) as trips_prev_90d,
  coalesce(s.spend_365d, 0) / 100 as spend_365d,
  coalesce(s.spend_90d, 0) / 100 as spend_90d,
  coalesce(s.spend_prev_90d, 0) / 100 as spend_prev_90d,
  coalesce(s.fresh_spend, 0) / 100 as fresh_spend,
  coalesce(s.private_spend, 0) / 100 as private_spend,
  coalesce(s.baby_spend, 0) / 100 as baby_spend,
  coalesce(s.pet_spend, 0) / 100 as pet_spend,
  coalesce(p.fuel_spend, 0) / 100 as fuel_spend,
  coalesce(s.departments, 0) as departments,
  coalesce(s.stores, 0) as stores,
  coalesce(s.loyalty_discount, 0) / 100 as loyalty_discount,
  coalesce(s.coupon_discount, 0) / 100 as coupon_discount,
  coalesce(s.coupon_match, 0) / 100 as coupon_match,
  coalesce(m.campaigns_received, 0) as campaigns_received,
  coalesce(r.campaigns_redeemed, 0) as campaigns_redeemed,
  coalesce(r.coupons_redeemed, 0) as coupons_redeemed
from everyone e
left join store s on s.household_id = e.household_id
left join pumps p on p.household_id = e.household_id
left join mailed m on m.household_id = e.household_id
left join redeemed r on r.household_id = e.household_id
left join demographics d on d.household_id = e.household_id;

create view trial_lines as select * from lines where category = 'COLD CEREAL';

-- What the order and the time of events tell. Sequences are joins: one row for each step, later than the one before.
create table habits as
with store as (
  select
    household_id,
    count(distinct basket_id) filter (day > date '2017-12-31' - 180 and isodow(day) in (6, 7)) as weekend_trips,
    count(distinct basket_id) filter (day > date '2017-12-31' - 180 and (hour(bought_at) >= 21 or hour(bought_at) < 4)) as late_trips,
    count(distinct store_id) filter (day > date '2017-12-31' - 90) as stores_90d,
    count(distinct month(day)) filter (department = 'PRODUCE') as produce_months,
    sum(value) filter (brand = 'Private' and day > date '2017-12-31' - 90) as private_90d,
    sum(value) filter (brand = 'Private' and day > date '2017-12-31' - 180 and day <= date '2017-12-31' - 90) as private_prev_90d,
    max(day) filter (day <= date '2017-11-01') as last_purchase_before_november
  from lines where not pump group by household_id
), aisles as (
  select
    household_id,
    min(day) filter (is_baby) as first_baby,
    count(*) filter (is_baby and day > date '2017-12-31' - 90) as baby_lines_90d,
    count(distinct month(day)) filter (category in ('DOG FOODS', 'CAT FOOD', 'CAT LITTER', 'PET CARE SUPPLIES')) as pet_months,
    count(distinct case when coupon > 0 then basket_id end) as coupon_trips
  from (select *, category in ('DIAPERS & DISPOSABLES', 'INFANT FORMULA', 'BABY FOODS', 'BABYFOOD', 'INFANT CARE PRODUCTS')
    as is_baby from lines)
  group by household_id
), tanks as (
  select distinct p.household_id from lines p join lines s on s.household_id = p.household_id
  where p.pump and not s.pump and s.bought_at > p.bought_at and s.bought_at <= p.bought_at + interval 2 hours
    and p.day > date '2017-12-31' - 90 and s.day > date '2017-12-31' - 90
), mailed as (
  select household_id, cast(start_date as date) as day from campaigns join campaign_descriptions using (campaign_id)
), redeemed as (
  select household_id, cast(redemption_date as date) as day from coupon_redemptions
), responders as (
  select distinct m.household_id from mailed m join redeemed r on r.household_id = m.household_id
  where r.day > m.day and r.day <= m.day + 30
), slow as (
  select distinct m.household_id from mailed m join mailed n on n.household_id = m.household_id and n.day > m.day
  join redeemed r on r.household_id = m.household_id and r.day > n.day and r.day <= m.day + 120
  where not exists (select 1 from redeemed x where x.household_id = m.household_id and x.day > m.day and x.day < n.day)
), serial as (
  select distinct a.household_id from redeemed a join redeemed b on b.household_id = a.household_id and b.day > a.day
  join redeemed c on c.household_id = a.household_id and c.day > b.day and c.day <= a.day + 60
), converted as (
  select distinct t.household_id from trial_lines t join trial_lines u on u.household_id = t.household_id
  where t.coupon > 0 and u.coupon = 0 and u.bought_at > t.bought_at and u.bought_at <= t.bought_at + interval 60 days
), repeated as (
  select distinct t.household_id from trial_lines t join trial_lines u on u.household_id = t.household_id
  where t.coupon > 0 and u.bought_at > t.bought_at
)
select
  f.household_id,
  coalesce(weekend_trips, 0) as weekend_trips,
  coalesce(late_trips, 0) as late_trips,
  trips_90d + trips_prev_90d as trips_180d,
  coalesce(produce_months, 0) as produce_months,
  coalesce(private_prev_90d, 0) / 100 / nullif(spend_prev_90d, 0) as private_before,
  coalesce(coupon_trips, 0) as coupon_trips,
  coalesce(private_90d, 0) / 100 / nullif(spend_90d, 0) as private_now,
  stores_90d, first_baby, baby_lines_90d, pet_months,
  coalesce(last_purchase_before_november <= date '2017-11-01' - 63, false) as lapsed_in_november,
  f.household_id in (select cast(household_id as varchar) from tanks) as shops_after_fuel,
  f.household_id in (select cast(household_id as varchar) from responders) as responds,
  f.household_id in (select cast(household_id as varchar) from slow) as responds_late,
  f.household_id in (select cast(household_id as varchar) from serial) as redeems_often,
  f.household_id in (select cast(household_id as varchar) from trial_lines where coupon > 0) as tried,
  f.household_id in (select cast(household_id as varchar) from converted) as converted,
  f.household_id in (select cast(household_id as varchar) from repeated) as repeated
from facts f
left join store on cast(store.household_id as varchar) = f.household_id
left join aisles on cast(aisles.household_id as varchar) = f.household_id;

-- The numbers the rules work with. A division by zero is missing. Fifths are NTILE over those with a value, ties in the order of the key as text.
create table measures as
with latest as (
  select household_id, 6 - ntile(5) over (order by last_purchase desc, household_id) as r
  from facts where last_purchase is not null
)
select
  facts.*,
  date '2017-12-31' - last_purchase as recency,
  latest.r,
  ntile(5) over (order by spend_365d, facts.household_id) as m,
  ntile(5) over (order by trips_365d, facts.household_id) as f,
  (rank() over (order by spend_365d) - 1) / (count(*) over () - 1) as spend_rank,
  (date '2017-12-31' - last_purchase) / nullif(365 / nullif(trips_365d, 0), 0) as overdue,
  365 / nullif(trips_365d, 0) as rhythm,
  spend_365d / nullif(trips_365d, 0) as basket,
  loyalty_discount + coupon_discount + coupon_match as savings,
  spend_365d + loyalty_discount + coupon_match as shelf_value,
  (loyalty_discount + coupon_discount + coupon_match)
    / nullif(spend_365d + loyalty_discount + coupon_match, 0) as discount_share,
  private_spend / nullif(spend_365d, 0) as private_share,
  fresh_spend / nullif(spend_365d, 0) as fresh_share
from facts left join latest on latest.household_id = facts.household_id;

-- An amount that is missing adds nothing (least() alone would skip the null and add the cap).
create table scores as
select
  household_id,
  greatest(0, least(100,
    least(6 * coupons_redeemed, 36)
    + least(8 * campaigns_redeemed, 24)
    + case when discount_share is null then 0 else least(150 * discount_share, 40) end
    - case when campaigns_received >= 4 and coupons_redeemed = 0 then 10 else 0 end)) as deal_affinity,
  greatest(0, least(100,
    case when overdue is null then 0 else least(15 * overdue, 60) end
    + case when spend_90d < 0.6e0 * spend_prev_90d then 25 else 0 end
    + case when trips_90d < 0.5e0 * trips_prev_90d then 15 else 0 end
    - case when departments >= 12 then 10 else 0 end)) as lapse_risk
from measures;

create table tags as
select
  household_id,
  'r' || r as recency_fifth,
  'f' || f as frequency_fifth,
  'm' || m as monetary_fifth,
  case
    when r in (4, 5) and f in (4, 5) and m in (4, 5) then 'champions'
    when r in (3, 4, 5) and f in (3, 4, 5) and m in (3, 4, 5) then 'loyal'
    when r in (1, 2) and f in (3, 4, 5) and m in (3, 4, 5) then 'slipping'
    when r in (3, 4, 5) and m in (1, 2) then 'frugal'
    when r in (3, 4, 5) then 'occasional'
    when r in (1, 2) then 'hibernating'
  end as rfm,
  case
    when last_purchase is null then 'fuel_only'
    when last_purchase <= date '2017-10-29' then 'lapsed'
    when last_purchase <= date '2017-12-03' then 'quiet'
    when first_purchase > date '2017-07-04' then 'new'
    when spend_90d >= 1.3e0 * spend_prev_90d then 'growing'
    when spend_90d <= 0.6e0 * spend_prev_90d then 'declining'
    else 'steady'
  end as lifecycle,
  case
    when kids <> '0' and age in ('19-24', '25-34', '35-44') then 'young_family'
    when kids <> '0' then 'older_family'
    when age in ('19-24', '25-34', '35-44') then 'young_adults'
    when age in ('45-54', '55-64') then 'empty_nesters'
    when age = '65+' then 'seniors'
  end as life_stage,
  case
    when income in ('Under 15K', '15-24K', '25-34K') then 'modest'
    when income in ('35-49K', '50-74K') then 'middle'
    when income is not null then 'comfortable'
  end as income_band,
  case when deal_affinity >= 60 then 'seeker' when deal_affinity >= 25 then 'open' else 'indifferent' end as price_attitude
from measures join scores using (household_id);

-- A condition that is null here has no answer in three-valued logic: the rules count it as false, and as unknown.
create table segments as
select
  household_id,
  rfm is not distinct from 'champions' and lifecycle in ('growing', 'steady') as champions,
  rfm in ('champions', 'loyal') and discount_share < 0.12e0 and coupons_redeemed = 0 as discount_free_loyals,
  departments >= 13 and basket >= 30 and trips_90d >= 6 as one_stop_shoppers,
  lifecycle = 'lapsed' and spend_365d >= 500 as lapsed_high_spenders,
  trips_365d >= 24 and overdue >= 3 and last_purchase > date '2017-10-29' as at_risk_regulars,
  lifecycle = 'declining' and m in (4, 5) as shrinking_baskets,
  lifecycle = 'new' and trips_365d > 1 as new_customers,
  basket >= 40 and (kids in ('1', '2', '3+') or household_size in ('4', '5+') or baby_spend >= 50) as big_basket_families,
  baby_spend >= 100 and trips_90d >= 3 as young_parents,
  fresh_share >= 0.3e0 and trips_365d >= 24 as fresh_food_lovers,
  fuel_spend >= 100 and fuel_spend > spend_365d as pump_only,
  campaigns_received = 0 and spend_rank >= 0.6e0 as valuable_untargeted,
  coupons_redeemed >= 5 and campaigns_redeemed >= 2 as coupon_lovers,
  campaigns_received >= 5 and coupons_redeemed = 0 as mailed_never_redeemed,
  private_share >= 0.33e0 and spend_365d >= 500 as private_label_shoppers,
  income_band = 'comfortable' and private_share < 0.2e0 and price_attitude <> 'seeker' as premium_households,
  trips_180d >= 12 and weekend_trips / trips_180d >= 0.7e0 as weekend_shoppers,
  trips_180d >= 12 and late_trips / trips_180d >= 0.3e0 as late_shoppers,
  stores >= 6 and stores_90d >= 3 as store_hoppers,
  shops_after_fuel as fuel_then_store,
  produce_months = 12 as all_year_produce,
  first_baby > date '2017-10-02' and first_purchase <= date '2017-07-04' and baby_lines_90d >= 2 as new_to_baby,
  pet_months >= 6 and pet_spend >= 50 as pet_owners,
  trips_90d >= 6 and trips_prev_90d >= 6 and private_now >= private_before + 0.1e0 as brand_switchers,
  trips_365d >= 12 and coupon_trips / trips_365d >= 0.25e0 as coupon_driven,
  responds as campaign_responders,
  responds_late as slow_responders,
  redeems_often and last_redemption > date '2017-07-04' as serial_redeemers,
  converted as trial_converted,
  tried and not repeated as trial_not_repeated,
  lapsed_in_november and last_purchase > date '2017-12-01' as won_back
from measures join habits using (household_id) join scores using (household_id) join tags using (household_id);
