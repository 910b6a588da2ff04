-- The twenty-three aggregates of bench.seg per customer, for DuckDB. Different days, channels and actions are counted by
-- grouping twice, which costs half of what count(DISTINCT …) does; of equally frequent ones, the more recent is a favourite.
-- $service is a table or files, $last7 … $last365 are the first moments of windows, $end the first one after the last day.
WITH recent AS (
  SELECT * FROM $service WHERE served_at >= $last365 AND served_at < $end
),
customers AS (
  SELECT
    customer_id,
    count(*) FILTER (WHERE served_at >= $last7) AS count_7d,
    count(*) FILTER (WHERE served_at >= $last30) AS count_30d,
    count(*) FILTER (WHERE served_at >= $last90) AS count_90d,
    count(*) FILTER (WHERE served_at >= $last180) AS count_180d,
    count(*) AS count_365d,
    count(*) FILTER (WHERE channel = 'app' AND served_at >= $last90) AS app_90d,
    count(*) FILTER (WHERE channel IN ('alipay', 'wechat', 'app')) AS online_365d,
    count(*) FILTER (WHERE action = 'pay' AND served_at >= $last180) AS paid_180d,
    count(*) FILTER (WHERE action = 'pay' AND amount >= 100) AS paid_much_365d,
    bool_or(action = 'bind') AS bound_365d,
    bool_or(channel = 'hotline' AND served_at >= $last30) AS called_30d,
    sum(amount) FILTER (WHERE served_at >= $last90) AS sum_90d,
    sum(amount) FILTER (WHERE channel = 'app') AS app_sum_365d,
    avg(amount) AS mean_365d,
    arg_max(channel, served_at) AS last_channel_365d,
    arg_max(amount, served_at) FILTER (WHERE action = 'pay') AS last_paid_365d
  FROM recent
  GROUP BY customer_id
),
days AS (
  SELECT
    count(*) FILTER (WHERE day >= $last30) AS days_30d,
    count(*) AS days_365d,
    count(*) FILTER (WHERE app AND day >= $last90) AS app_days_90d
  FROM (
    SELECT customer_id, served_at::DATE AS day, bool_or(channel = 'app') AS app FROM recent GROUP BY customer_id, day
  )
  GROUP BY customer_id
),
channels AS (
  SELECT arg_max(channel, (times, newest)) AS usual_channel_365d, count(*) AS channels_365d
  FROM (
    SELECT customer_id, channel, count(*) AS times, max(served_at) AS newest
    FROM recent
    GROUP BY customer_id, channel
  )
  GROUP BY customer_id
),
actions AS (
  SELECT arg_max(action, (times, newest)) AS usual_action_180d, count(*) FILTER (WHERE online) AS online_actions_180d
  FROM (
    SELECT
      customer_id, action, count(*) AS times, max(served_at) AS newest,
      bool_or(channel IN ('alipay', 'wechat', 'app')) AS online
    FROM recent
    WHERE served_at >= $last180
    GROUP BY customer_id, action
  )
  GROUP BY customer_id
)
