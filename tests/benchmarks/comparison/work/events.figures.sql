-- What is compared of the aggregates, over the customers that have any: the end of events.duckdb.sql and
-- events.clickhouse.sql.
SELECT *
FROM (
  SELECT
    sum(count_7d) AS "count_7d.sum", max(count_7d) AS "count_7d.max",
    sum(count_30d) AS "count_30d.sum", max(count_30d) AS "count_30d.max",
    sum(count_90d) AS "count_90d.sum", max(count_90d) AS "count_90d.max",
    sum(count_180d) AS "count_180d.sum", max(count_180d) AS "count_180d.max",
    sum(count_365d) AS "count_365d.sum", max(count_365d) AS "count_365d.max",
    sum(app_90d) AS "app_90d.sum", max(app_90d) AS "app_90d.max",
    sum(online_365d) AS "online_365d.sum", max(online_365d) AS "online_365d.max",
    sum(paid_180d) AS "paid_180d.sum", max(paid_180d) AS "paid_180d.max",
    sum(paid_much_365d) AS "paid_much_365d.sum", max(paid_much_365d) AS "paid_much_365d.max",
    count(*) FILTER (WHERE bound_365d) AS "bound_365d.size",
    count(*) FILTER (WHERE called_30d) AS "called_30d.size",
    sum(sum_90d) AS "sum_90d.sum", max(sum_90d) AS "sum_90d.max",
    sum(app_sum_365d) AS "app_sum_365d.sum", max(app_sum_365d) AS "app_sum_365d.max",
    sum(mean_365d) AS "mean_365d.sum", max(mean_365d) AS "mean_365d.max", count(mean_365d) AS "mean_365d.known",
    count(*) FILTER (WHERE last_channel_365d = 'hall') AS "last_channel_365d.hall",
    count(*) FILTER (WHERE last_channel_365d = 'hotline') AS "last_channel_365d.hotline",
    count(*) FILTER (WHERE last_channel_365d = 'alipay') AS "last_channel_365d.alipay",
    count(*) FILTER (WHERE last_channel_365d = 'wechat') AS "last_channel_365d.wechat",
    count(*) FILTER (WHERE last_channel_365d = 'app') AS "last_channel_365d.app",
    sum(last_paid_365d) AS "last_paid_365d.sum", max(last_paid_365d) AS "last_paid_365d.max",
    count(last_paid_365d) AS "last_paid_365d.known"
  FROM customers
) AS of_all, (
  SELECT
    sum(days_30d) AS "days_30d.sum", max(days_30d) AS "days_30d.max",
    sum(days_365d) AS "days_365d.sum", max(days_365d) AS "days_365d.max",
    sum(app_days_90d) AS "app_days_90d.sum", max(app_days_90d) AS "app_days_90d.max"
  FROM days
) AS of_days, (
  SELECT
    count(*) FILTER (WHERE usual_channel_365d = 'hall') AS "usual_channel_365d.hall",
    count(*) FILTER (WHERE usual_channel_365d = 'hotline') AS "usual_channel_365d.hotline",
    count(*) FILTER (WHERE usual_channel_365d = 'alipay') AS "usual_channel_365d.alipay",
    count(*) FILTER (WHERE usual_channel_365d = 'wechat') AS "usual_channel_365d.wechat",
    count(*) FILTER (WHERE usual_channel_365d = 'app') AS "usual_channel_365d.app",
    sum(channels_365d) AS "channels_365d.sum", max(channels_365d) AS "channels_365d.max"
  FROM channels
) AS of_channels, (
  SELECT
    count(*) FILTER (WHERE usual_action_180d = 'login') AS "usual_action_180d.login",
    count(*) FILTER (WHERE usual_action_180d = 'query') AS "usual_action_180d.query",
    count(*) FILTER (WHERE usual_action_180d = 'pay') AS "usual_action_180d.pay",
    count(*) FILTER (WHERE usual_action_180d = 'repair') AS "usual_action_180d.repair",
    count(*) FILTER (WHERE usual_action_180d = 'follow') AS "usual_action_180d.follow",
    count(*) FILTER (WHERE usual_action_180d = 'register') AS "usual_action_180d.register",
    count(*) FILTER (WHERE usual_action_180d = 'bind') AS "usual_action_180d.bind",
    count(*) FILTER (WHERE usual_action_180d = 'unbind') AS "usual_action_180d.unbind",
    sum(online_actions_180d) AS "online_actions_180d.sum", max(online_actions_180d) AS "online_actions_180d.max"
  FROM actions
) AS of_actions
