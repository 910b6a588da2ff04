-- The twenty-three aggregates of bench.seg per customer, for ClickHouse: as events.duckdb.sql, in its own functions.
WITH recent AS (
  SELECT * FROM $service WHERE served_at >= $last365 AND served_at < $end
),
customers AS (
  SELECT
    customer_id,
    countIf(served_at >= $last7) AS count_7d,
    countIf(served_at >= $last30) AS count_30d,
    countIf(served_at >= $last90) AS count_90d,
    countIf(served_at >= $last180) AS count_180d,
    count() AS count_365d,
    countIf(channel = 'app' AND served_at >= $last90) AS app_90d,
    countIf(channel IN ('alipay', 'wechat', 'app')) AS online_365d,
    countIf(action = 'pay' AND served_at >= $last180) AS paid_180d,
    countIf(action = 'pay' AND amount >= 100) AS paid_much_365d,
    max(action = 'bind') AS bound_365d,
    max(channel = 'hotline' AND served_at >= $last30) AS called_30d,
    sumIf(amount, served_at >= $last90) AS sum_90d,
    sumIf(amount, channel = 'app') AS app_sum_365d,
    avg(amount) AS mean_365d,
    argMax(channel, served_at) AS last_channel_365d,
    argMaxIf(amount, served_at, action = 'pay') AS last_paid_365d
  FROM recent
  GROUP BY customer_id
),
days AS (
  SELECT
    countIf(day >= toDate($last30)) AS days_30d,
    count() AS days_365d,
    countIf(app AND day >= toDate($last90)) AS app_days_90d
  FROM (
    SELECT customer_id, toDate(served_at) AS day, max(channel = 'app') AS app FROM recent GROUP BY customer_id, day
  )
  GROUP BY customer_id
),
channels AS (
  SELECT argMax(channel, (times, newest)) AS usual_channel_365d, count() AS channels_365d
  FROM (
    SELECT customer_id, channel, count() AS times, max(served_at) AS newest
    FROM recent
    GROUP BY customer_id, channel
  )
  GROUP BY customer_id
),
actions AS (
  SELECT argMax(action, (times, newest)) AS usual_action_180d, countIf(online) AS online_actions_180d
  FROM (
    SELECT
      customer_id, action, count() AS times, max(served_at) AS newest,
      max(channel IN ('alipay', 'wechat', 'app')) AS online
    FROM recent
    WHERE served_at >= $last180
    GROUP BY customer_id, action
  )
  GROUP BY customer_id
)
