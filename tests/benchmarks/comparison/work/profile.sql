-- The shipped rulebook's definitions over the profile alone, written by hand for DuckDB and ClickHouse: each shared part
-- once, and what looks at everybody as window functions over the two columns that it needs, by themselves (carrying all
-- columns through the windows costs several times as much). Three-valued results are kept, as NULL tells who has no
-- definite answer. $customer, $vip and $complained are tables or files.
WITH reached AS (
  SELECT *,
    app_uid IS NOT NULL AND NOT opted_out AS reach_app,
    alipay_uid IS NOT NULL AND NOT opted_out AS reach_alipay,
    wechat_openid IS NOT NULL AND NOT opted_out AS reach_wechat,
    mobile IS NOT NULL AND NOT opted_out AS reach_sms,
    CAST(app_uid IS NOT NULL AS INT) + CAST(alipay_uid IS NOT NULL AS INT) + CAST(wechat_openid IS NOT NULL AS INT)
      AS online_channels,
    CASE WHEN NOT followed THEN 'unfollowed' WHEN registered_phone IS NULL THEN 'followed' ELSE 'registered' END
      AS registration,
    CASE WHEN account_no IS NULL THEN 'unbound' WHEN bound_phone IS NULL THEN 'bound' ELSE 'bound_and_phone' END
      AS binding,
    CASE WHEN age IS NULL THEN 'unknown' WHEN age < 35 THEN 'young' WHEN age < 60 THEN 'middle' ELSE 'senior' END
      AS age_group,
    CASE WHEN survey_kind IS NULL THEN 'unsurveyed' WHEN survey_kind IN ('shop', 'farm') THEN 'business' ELSE 'home' END
      AS premises,
    kwh_month * 0.6 AS monthly_bill
  FROM $customer
),
classed AS (
  SELECT *,
    CAST(reach_app AS INT) + CAST(reach_alipay AS INT) + CAST(reach_wechat AS INT) + CAST(reach_sms AS INT)
      AS reachable_channels,
    CASE WHEN reach_app THEN 'app' WHEN reach_alipay THEN 'alipay' WHEN reach_wechat THEN 'wechat' WHEN reach_sms
      THEN 'sms' ELSE 'none' END AS cheapest_reach,
    CASE WHEN online_channels = 0 THEN 'none' WHEN online_channels = 1 THEN 'one' ELSE 'several' END
      AS online_footprint,
    CASE WHEN registration = 'unfollowed' THEN 'to_follow' WHEN registration = 'followed' THEN 'to_register'
      WHEN binding = 'unbound' THEN 'to_bind' END AS funnel,
    30 * CAST(mobile IS NOT NULL AS INT) + 20 * CAST(age IS NOT NULL AS INT) + 20 * CAST(kwh_month IS NOT NULL AS INT)
      + 15 * CAST("地市" IS NOT NULL AS INT) + 15 * CAST(online_channels > 0 AS INT) AS data_completeness
  FROM reached
),
audiences AS (
  SELECT *,
    CASE WHEN data_completeness >= 90 THEN 'complete' WHEN data_completeness < 75 THEN 'poor' ELSE 'partial' END
      AS data_quality,
    online_footprint = 'none' AND reach_sms AS offline_only,
    app_uid IS NULL AND (reach_alipay OR reach_wechat) AND age BETWEEN 18 AND 60 AS app_candidates,
    cheapest_reach = 'none' AND NOT opted_out AS unreachable,
    monthly_bill >= 300 AND premises IN ('home', 'unsurveyed') AND reachable_channels > 0 AS energy_savers,
    premises = 'business' AND binding = 'unbound' AND reachable_channels > 0 AS business_unbound,
    customer_id IN (SELECT customer_id FROM $vip) AND binding = 'unbound' AS vip_unbound,
    age_group = 'senior' AND (online_footprint = 'none' OR registration = 'unfollowed') AND reach_sms AS elder_care,
    binding IN ('bound', 'bound_and_phone') AND reachable_channels > 0 AS outage_notice,
    binding = 'bound' AND reach_alipay AS phone_to_add,
    mobile IS NOT NULL AND bound_phone IS NOT NULL AND mobile != bound_phone AND reachable_channels > 0
      AS phone_to_verify,
    data_completeness < 75 AND reachable_channels > 0 AS records_to_complete,
    customer_id IN (SELECT customer_id FROM $complained) AS recent_complaints
  FROM classed
),
positions AS (
  SELECT
    CASE WHEN kwh_month IS NOT NULL
      THEN percent_rank() OVER (PARTITION BY "地市", kwh_month IS NULL ORDER BY kwh_month) END AS usage_position,
    CASE WHEN kwh_month IS NOT NULL
      THEN row_number() OVER (ORDER BY kwh_month DESC NULLS LAST) END AS usage_rank
  FROM $customer
)
SELECT *
FROM (
  SELECT
    count(*) FILTER (WHERE reach_app) AS "reach_app.size",
    count(*) FILTER (WHERE reach_app IS NULL) AS "reach_app.unknown",
    count(*) FILTER (WHERE reach_alipay) AS "reach_alipay.size",
    count(*) FILTER (WHERE reach_alipay IS NULL) AS "reach_alipay.unknown",
    count(*) FILTER (WHERE reach_wechat) AS "reach_wechat.size",
    count(*) FILTER (WHERE reach_wechat IS NULL) AS "reach_wechat.unknown",
    count(*) FILTER (WHERE reach_sms) AS "reach_sms.size",
    count(*) FILTER (WHERE reach_sms IS NULL) AS "reach_sms.unknown",
    count(*) FILTER (WHERE offline_only) AS "offline_only.size",
    count(*) FILTER (WHERE offline_only IS NULL) AS "offline_only.unknown",
    count(*) FILTER (WHERE app_candidates) AS "app_candidates.size",
    count(*) FILTER (WHERE app_candidates IS NULL) AS "app_candidates.unknown",
    count(*) FILTER (WHERE unreachable) AS "unreachable.size",
    count(*) FILTER (WHERE unreachable IS NULL) AS "unreachable.unknown",
    count(*) FILTER (WHERE energy_savers) AS "energy_savers.size",
    count(*) FILTER (WHERE energy_savers IS NULL) AS "energy_savers.unknown",
    count(*) FILTER (WHERE business_unbound) AS "business_unbound.size",
    count(*) FILTER (WHERE business_unbound IS NULL) AS "business_unbound.unknown",
    count(*) FILTER (WHERE vip_unbound) AS "vip_unbound.size",
    count(*) FILTER (WHERE vip_unbound IS NULL) AS "vip_unbound.unknown",
    count(*) FILTER (WHERE elder_care) AS "elder_care.size",
    count(*) FILTER (WHERE elder_care IS NULL) AS "elder_care.unknown",
    count(*) FILTER (WHERE outage_notice) AS "outage_notice.size",
    count(*) FILTER (WHERE outage_notice IS NULL) AS "outage_notice.unknown",
    count(*) FILTER (WHERE phone_to_add) AS "phone_to_add.size",
    count(*) FILTER (WHERE phone_to_add IS NULL) AS "phone_to_add.unknown",
    count(*) FILTER (WHERE phone_to_verify) AS "phone_to_verify.size",
    count(*) FILTER (WHERE phone_to_verify IS NULL) AS "phone_to_verify.unknown",
    count(*) FILTER (WHERE records_to_complete) AS "records_to_complete.size",
    count(*) FILTER (WHERE records_to_complete IS NULL) AS "records_to_complete.unknown",
    count(*) FILTER (WHERE recent_complaints) AS "recent_complaints.size",
    count(*) FILTER (WHERE recent_complaints IS NULL) AS "recent_complaints.unknown",

    count(*) FILTER (WHERE registration = 'unfollowed') AS "registration.unfollowed",
    count(*) FILTER (WHERE registration = 'followed') AS "registration.followed",
    count(*) FILTER (WHERE registration = 'registered') AS "registration.registered",
    count(*) FILTER (WHERE binding = 'unbound') AS "binding.unbound",
    count(*) FILTER (WHERE binding = 'bound') AS "binding.bound",
    count(*) FILTER (WHERE binding = 'bound_and_phone') AS "binding.bound_and_phone",
    count(*) FILTER (WHERE funnel = 'to_follow') AS "funnel.to_follow",
    count(*) FILTER (WHERE funnel = 'to_register') AS "funnel.to_register",
    count(*) FILTER (WHERE funnel = 'to_bind') AS "funnel.to_bind",
    count(*) FILTER (WHERE funnel IS NULL) AS "funnel.missing",
    count(*) FILTER (WHERE cheapest_reach = 'app') AS "cheapest_reach.app",
    count(*) FILTER (WHERE cheapest_reach = 'alipay') AS "cheapest_reach.alipay",
    count(*) FILTER (WHERE cheapest_reach = 'wechat') AS "cheapest_reach.wechat",
    count(*) FILTER (WHERE cheapest_reach = 'sms') AS "cheapest_reach.sms",
    count(*) FILTER (WHERE cheapest_reach = 'none') AS "cheapest_reach.none",
    count(*) FILTER (WHERE online_footprint = 'none') AS "online_footprint.none",
    count(*) FILTER (WHERE online_footprint = 'one') AS "online_footprint.one",
    count(*) FILTER (WHERE online_footprint = 'several') AS "online_footprint.several",
    count(*) FILTER (WHERE age_group = 'unknown') AS "age_group.unknown",
    count(*) FILTER (WHERE age_group = 'young') AS "age_group.young",
    count(*) FILTER (WHERE age_group = 'middle') AS "age_group.middle",
    count(*) FILTER (WHERE age_group = 'senior') AS "age_group.senior",
    count(*) FILTER (WHERE premises = 'unsurveyed') AS "premises.unsurveyed",
    count(*) FILTER (WHERE premises = 'business') AS "premises.business",
    count(*) FILTER (WHERE premises = 'home') AS "premises.home",
    count(*) FILTER (WHERE data_quality = 'complete') AS "data_quality.complete",
    count(*) FILTER (WHERE data_quality = 'poor') AS "data_quality.poor",
    count(*) FILTER (WHERE data_quality = 'partial') AS "data_quality.partial",

    min(monthly_bill) AS "monthly_bill.min", max(monthly_bill) AS "monthly_bill.max",
    avg(monthly_bill) AS "monthly_bill.mean", count(*) - count(monthly_bill) AS "monthly_bill.missing",
    min(reachable_channels) AS "reachable_channels.min", max(reachable_channels) AS "reachable_channels.max",
    avg(reachable_channels) AS "reachable_channels.mean",
    min(online_channels) AS "online_channels.min", max(online_channels) AS "online_channels.max",
    avg(online_channels) AS "online_channels.mean",
    min(data_completeness) AS "data_completeness.min", max(data_completeness) AS "data_completeness.max",
    avg(data_completeness) AS "data_completeness.mean"
  FROM audiences
) AS of_each, (
  SELECT
    count(*) FILTER (WHERE usage_rank <= 1000) AS "top_users.size",
    count(*) FILTER (WHERE usage_rank IS NULL) AS "top_users.unknown",
    count(*) FILTER (WHERE usage_position IS NULL) AS "usage_level.unknown",
    count(*) FILTER (WHERE usage_position < 0.2) AS "usage_level.light",
    count(*) FILTER (WHERE usage_position >= 0.8) AS "usage_level.heavy",
    count(*) FILTER (WHERE usage_position >= 0.2 AND usage_position < 0.8) AS "usage_level.medium",
    min(usage_position) AS "usage_position.min", max(usage_position) AS "usage_position.max",
    avg(usage_position) AS "usage_position.mean", count(*) - count(usage_position) AS "usage_position.missing",
    min(usage_rank) AS "usage_rank.min", max(usage_rank) AS "usage_rank.max", avg(usage_rank) AS "usage_rank.mean",
    count(*) - count(usage_rank) AS "usage_rank.missing"
  FROM positions
) AS of_everybody
