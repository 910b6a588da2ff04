-- The segment of edited.seg, for DuckDB. The changed condition is one on the customer's columns and on c: one value per
-- customer, from the query of the changed aggregate (both in edits.py).
WITH recent AS (
  SELECT * FROM $service WHERE served_at >= $last365 AND served_at < $end
),
dealings AS (
  SELECT customer_id, count(*) AS times, bool_or(action = 'unbind') AS unbound FROM recent GROUP BY customer_id
),
changed AS ($aggregate)
SELECT count(*) AS "edited.size"
FROM $customer AS customer
LEFT JOIN dealings USING (customer_id)
LEFT JOIN changed USING (customer_id)
WHERE followed
  AND age BETWEEN 18 AND 70
  AND kwh_month >= 50
  AND mobile IS NOT NULL
  AND accounts_on_phone <= 3
  AND (survey_kind IS NULL OR survey_kind = 'home')
  AND NOT opted_out
  AND coalesce(times, 0) >= 1
  AND NOT coalesce(unbound, FALSE)
  AND coalesce($changed, FALSE)
