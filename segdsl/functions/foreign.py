"""Functions by the names they have in SQL, in spreadsheets, in Python, in other segment builders, and in Chinese.

Whoever types one of them is told ours. Every name stands for one function, aggregates included; where it is that of a
number among several (`max`) as well as of one over events, what it is said of decides. One with a `?` takes other
arguments there, or means nearly the same.
"""

from __future__ import annotations

_ELSEWHERE = {
    # aggregates of events
    "count": "cnt counts countif? count_if? times 次数 计数 数量",
    "did": "any exists some has_done 有过 做过",
    "never": "none not_exists has_not_done 从未 从不",
    "days": "active_days count_days 天数",
    "months": "active_months count_months 月数",
    "sum": "total sumif? sum_if? 求和 合计 总和 总额",
    "avg": "average averageif? mean 平均 平均值 均值",
    "distinct": "nunique n_unique unique uniq count_distinct countdistinct approx_count_distinct 去重 去重计数",
    "earliest": "first first_value 最早 首次",
    "latest": "last_value most_recent newest 最近 最新 最后",
    "most_frequent": "mode most_common favourite favorite 众数 最常 最多",
    "sequence": "funnel sequence_match sequencematch? windowfunnel? followed_by 序列 漏斗",
    "was": "lag? previous_value 曾是",
    # numbers
    "max_of": "max greatest max_by? 最大 最大值",
    "min_of": "min least min_by? 最小 最小值",
    "ceil": "ceiling 向上取整",
    "floor": "向下取整",
    "round": "四舍五入",
    "abs": "absolute 绝对值",
    "power": "pow 幂",
    "sqrt": "square_root 平方根",
    "log": "ln",
    "clip": "clamp",
    # texts
    "length": "len strlen char_length character_length 长度",
    "lower": "lcase tolower lowercase",
    "upper": "ucase toupper uppercase",
    "trim": "strip btrim",
    "concat": "concatenate concat_ws? textjoin?",
    "prefix": "left",
    "suffix": "right",
    "starts_with": "startswith begins_with 开头是",
    "ends_with": "endswith 结尾是",
    "contains": "includes contain 包含",
    "matches": "regexp regex regexp_like regexp_matches rlike regexmatch 匹配",
    # dates
    "date": "to_date todate 日期",
    "year": "年份",
    "month": "月份",
    "weekday": "dayofweek? day_of_week? dow? 星期几",
    "days_between": "datediff? date_diff? datedif? days_diff? 相差天数",
    "days_since": "days_ago 距今天数",
    "months_since": "months_ago 距今月数",
    # choosing
    "if": "iif iff ifelse if_else 如果",
    "coalesce": "ifnull if_null nvl fillna fill_null 缺省",
    # among all customers
    "percentile": "percent_rank? percentrank percentrank_inc 百分位",
    "rank": "row_number? dense_rank? rank_eq? 排名",
    "ntile": "qcut? quantile? 分位",
    # lists
    "has": "list_contains array_contains",
    "has_any": "arrays_overlap array_has_any list_has_any",
    "has_all": "array_has_all list_has_all",
    "listed": "in_list in_file 名单",
}

_SPELLINGS = {spelling: ours for ours, spellings in _ELSEWHERE.items() for spelling in spellings.split()}

FOREIGN = {spelling.rstrip("?"): ours for spelling, ours in _SPELLINGS.items()}
"""Our functions by what they are called elsewhere, in small letters."""

OVER_EVENTS = {"max_of": "maximum", "min_of": "minimum"}
"""What such a name stands for where it is said of events."""

OTHERWISE = frozenset(spelling[:-1] for spelling in _SPELLINGS if spelling.endswith("?"))
"""Those after which the author has to look: they do not mean quite the same."""

TESTS = {
    **dict.fromkeys(
        ("isnull", "is_null", "isna", "is_nan", "isnan", "isblank", "isempty", "is_missing", "缺失"), "missing"
    ),
    **dict.fromkeys(("notnull", "not_null", "is_not_null", "isnotnull", "notna", "is_known"), "known"),
}
"""Functions elsewhere that are written `x is missing` and `x is known` here."""

TODAY = frozenset({"now", "getdate", "curdate", "current_date", "current_timestamp", "sysdate", "今天"})
"""Functions elsewhere that are the word `today` here: the day that everything is computed as of."""
