"""What is changed in the segment of `work/edited.seg`: one condition of each kind, different every time.

Both the window and the condition on events move with the turn, so that no answer of an earlier turn can be used
again. Beside the rule stands the SQL that says the same: the condition, and a query with one row per customer and its
value `c`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from string import Template

from tests.benchmarks.comparison.data import AS_OF

TURNS = 20
"""So many turns differ from each other."""

_PER_CUSTOMER = (
    "SELECT customer_id, {value} AS c FROM recent WHERE served_at >= $since AND {where} GROUP BY customer_id"
)


@dataclass(frozen=True)
class Edit:
    """One kind of edit.

    In the texts, `$days` is a window's length and `$since` its first moment; `$money` and `$usage` are numbers.
    """

    kind: str
    rule: str
    condition: str
    aggregate: str

    def at(self, turn: int, text: str) -> str:
        """A text of the edit as of a turn."""
        number = turn % TURNS
        days = 365 - number
        since = f"TIMESTAMP '{AS_OF - timedelta(days=days - 1)} 00:00:00'"
        values = {"days": days, "since": since, "money": 20 + number / 2, "usage": 60 + number / 2}
        return Template(text).safe_substitute(values)


def _per_customer(value: str, where: str = "TRUE") -> str:
    return _PER_CUSTOMER.format(value=value, where=where)


EDITS = (
    Edit("profile", "kwh_month >= $usage", "kwh_month >= $usage", "SELECT '' AS customer_id, 0 AS c"),
    Edit(
        "count",
        "count(service where amount >= $money, last ${days}d) >= 1",
        "c >= 1",
        _per_customer("count(*)", "amount >= $money"),
    ),
    Edit(
        "did",
        "did(service where action = query or amount >= $money, last ${days}d)",
        "c >= 1",
        _per_customer("count(*)", "(action = 'query' OR amount >= $money)"),
    ),
    Edit(
        "days",
        "days(service where action = query or amount >= $money, last ${days}d) >= 2",
        "c >= 2",
        _per_customer("count(DISTINCT served_at::DATE)", "(action = 'query' OR amount >= $money)"),
    ),
    Edit(
        "sum",
        "sum(service.amount where amount >= $money, last ${days}d) >= 100",
        "c >= 100",
        _per_customer("sum(amount)", "amount >= $money"),
    ),
    Edit(
        "avg",
        "avg(service.amount where amount >= $money, last ${days}d) >= 80",
        "c >= 80",
        _per_customer("avg(amount)", "amount >= $money"),
    ),
    Edit(
        "latest",
        "latest(service.channel where action = query or amount >= $money, last ${days}d) = app",
        "c = 'app'",
        _per_customer("arg_max(channel, served_at)", "(action = 'query' OR amount >= $money)"),
    ),
    Edit(
        "distinct",
        "distinct(service.channel where action = query or amount >= $money, last ${days}d) >= 2",
        "c >= 2",
        _per_customer("count(DISTINCT channel)", "(action = 'query' OR amount >= $money)"),
    ),
    Edit(
        "most_frequent",
        "most_frequent(service.channel where action = query or amount >= $money, last ${days}d) = app",
        "c = 'app'",
        """SELECT customer_id, arg_max(channel, (times, newest)) AS c
           FROM (
             SELECT customer_id, channel, count(*) AS times, max(served_at) AS newest
             FROM recent
             WHERE served_at >= $since AND (action = 'query' OR amount >= $money)
             GROUP BY customer_id, channel
           )
           GROUP BY customer_id""",
    ),
    Edit(
        "sequence",
        "sequence(service where action = query, service where amount >= $money, 30d, last ${days}d)",
        "c",
        """SELECT customer_id, bool_or(amount >= $money AND served_at - queried_at <= INTERVAL 30 DAY) AS c
           FROM (
             SELECT customer_id, served_at, amount, max(CASE WHEN action = 'query' THEN served_at END)
               OVER (PARTITION BY customer_id ORDER BY served_at ROWS UNBOUNDED PRECEDING) AS queried_at
             FROM recent
             WHERE served_at >= $since
           )
           GROUP BY customer_id""",
    ),
)
