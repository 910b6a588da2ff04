"""The phrases that plain sentences are built from, in both languages."""

from __future__ import annotations

from segdsl.diagnostics import Language, Text
from segdsl.syntax.values import Duration, DurationUnit

UNITS: dict[DurationUnit, Text] = {
    "min": Text("{n} minutes", "{n} 分钟"),
    "h": Text("{n} hours", "{n} 小时"),
    "d": Text("{n} days", "{n} 天"),
    "w": Text("{n} weeks", "{n} 周"),
    "mo": Text("{n} months", "{n} 个月"),
    "y": Text("{n} years", "{n} 年"),
}
ONE: dict[DurationUnit, str] = {
    "min": "1 minute", "h": "1 hour", "d": "1 day", "w": "1 week", "mo": "1 month", "y": "1 year",
}  # fmt: skip


def duration_in_words(value: Duration, language: Language) -> str:
    """A length of time: `30 days`, `30 天`."""
    if language == "en" and value.count == 1:
        return ONE[value.unit]
    return UNITS[value.unit].say(language, {"n": value.count})


# Comparisons, with their negations; of moments with the words for moments.
COMPARISONS: dict[str, Text] = {
    "=": Text("{x} is {y}", "{x}为{y}"),
    "<": Text("{x} is less than {y}", "{x}小于 {y}"),
    "<=": Text("{x} is at most {y}", "{x}不超过 {y}"),
    ">": Text("{x} is more than {y}", "{x}大于 {y}"),
    ">=": Text("{x} is at least {y}", "{x}至少为 {y}"),
}
MOMENTS: dict[str, Text] = {
    "=": Text("{x} is {y}", "{x}为 {y}"),
    "<": Text("{x} is before {y}", "{x}早于 {y}"),
    "<=": Text("{x} is not after {y}", "{x}不晚于 {y}"),
    ">": Text("{x} is after {y}", "{x}晚于 {y}"),
    ">=": Text("{x} is not before {y}", "{x}不早于 {y}"),
}
NUMBER_EQUAL = Text("{x} is {y}", "{x}等于 {y}")
NUMBER_DIFFERS = Text("{x} is not {y}", "{x}不等于 {y}")
DIFFERS = Text("{x} is not {y}", "{x}不是{y}")

AMONG = (
    Text("{x} is one of {items}", "{x}为{items}之一"),
    Text("{x} is none of {items}", "{x}不是{items}中的任何一个"),
)
BETWEEN = (
    Text("{x} is between {low} and {high}", "{x}在 {low} 到 {high}之间"),
    Text("{x} is not between {low} and {high}", "{x}不在 {low} 到 {high}之间"),
)
WITHIN = (Text("{x} is {window}", "{x}在{window}"), Text("{x} is not {window}", "{x}不在{window}"))
MISSING = (Text("{x} is missing", "{x}缺失"), Text("{x} is known", "{x}已知"))
LISTED = (
    Text("is on the list “{name}”", "在名单“{name}”中"),
    Text("is not on the list “{name}”", "不在名单“{name}”中"),
)
IN_SEGMENT = (Text("is in “{x}”", "属于“{x}”"), Text("is not in “{x}”", "不属于“{x}”"))
HOLDS = (Text("“{x}” holds", "满足“{x}”"), Text("“{x}” does not hold", "不满足“{x}”"))
NO_FLAG = Text("not “{x}”", "并非“{x}”")
DID = (Text("has {events}{window}", "{window}有{events}"), Text("has no {events}{window}", "{window}没有{events}"))
NOT = Text("not ({x})", "并非（{x}）")

AND, OR = Text(" and ", " 且 "), Text(" or ", " 或 ")
COMMA = Text(", ", "、")
GROUPED = Text("({x})", "（{x}）")

# What becomes of those whose value is missing: beside a test, beside its negation, beside an exclusion.
MISSING_OUT = Text(" (not those whose {names} is missing)", "（{names}缺失者不算）")
MISSING_IN = Text(" (also those whose {names} is missing)", "（{names}缺失者也算）")
MISSING_KEPT = Text(" (those whose {names} is missing stay)", "（{names}缺失者不排除）")
UNCOMPUTABLE = Text("result", "结果")

WINDOW_LAST = Text("within the last {far}", "最近 {far}内")
WINDOW_AGO = Text("between {near} and {far} ago", "{near}前至 {far}前之间")
WINDOW_DATES = Text("from {low} to {high}", "{low} 至 {high} 期间")

TODAY = Text("today", "今天")
SHIFTED = {
    1: Text("{length} after {moment}", "{moment}之后 {length}"),
    -1: Text("{length} before {moment}", "{moment}之前 {length}"),
}
TIMES_DURATION = Text("{n} times {length}", "{n} 个 {length}")
YES, NO = Text("yes", "是"), Text("no", "否")
PARAM = Text("{value} (“{name}”)", "{value}（“{name}”）")
DIFFERENCE = Text("the days from {right} to {left}", "从{right}到{left}的天数")
WAS = Text("the {tag} of {ago} ago", "{ago}前的{tag}")

CALLS: dict[str, Text] = {
    "if": Text("({1} if {0}, else {2})", "（若{0}则取{1}，否则取{2}）"),
    "length": Text("the length of {0}", "{0}的字符数"),
    "date": Text("the date of {0}", "{0}的日期"),
    "year": Text("the year of {0}", "{0}的年份"),
    "month": Text("the month of {0}", "{0}的月份"),
    "day": Text("the day of the month of {0}", "{0}是当月第几天"),
    "weekday": Text("the weekday of {0} (1 = Monday)", "{0}是星期几（1 为星期一）"),
    "hour": Text("the hour of {0}", "{0}的小时"),
    "minute": Text("the minute of {0}", "{0}的分钟"),
    "days_since": Text("the days since {0}", "{0}距今天数"),
    "months_since": Text("the whole months since {0}", "{0}距今整月数"),
    "days_between": Text("the days from {0} to {1}", "从{0}到{1}的天数"),
}
PREDICATES: dict[str, tuple[Text, Text]] = {
    "contains": (Text("{0} contains {1}", "{0}包含{1}"), Text("{0} does not contain {1}", "{0}不包含{1}")),
    "starts_with": (
        Text("{0} begins with {1}", "{0}以{1}开头"),
        Text("{0} does not begin with {1}", "{0}不以{1}开头"),
    ),
    "ends_with": (Text("{0} ends with {1}", "{0}以{1}结尾"), Text("{0} does not end with {1}", "{0}不以{1}结尾")),
    "matches": (
        Text("{0} matches the pattern {1}", "{0}匹配表达式{1}"),
        Text("{0} does not match the pattern {1}", "{0}不匹配表达式{1}"),
    ),
    "has": (Text("{0} has {1}", "{0}中有{1}"), Text("{0} does not have {1}", "{0}中没有{1}")),
    "has_any": (Text("{0} has one of {1}", "{0}中有{1}之一"), Text("{0} has none of {1}", "{0}中没有{1}中的任何一个")),
    "has_all": (
        Text("{0} has all of {1}", "{0}中有全部的{1}"),
        Text("{0} does not have all of {1}", "{0}中并非全有{1}"),
    ),
}
COALESCE = Text("{x} (if missing, {other})", "{x}（缺失时取{other}）")
POPULATION: dict[str, Text] = {
    "percentile": Text("the percentile of {x}{group} (0 lowest, 1 highest)", "{x}{group}的百分位（0 最低，1 最高）"),
    "rank": Text("the place by {x}{group}, highest first", "{x}{group}从高到低的名次"),
    "ntile": Text("the part (of {tiles}, lowest first) by {x}{group}", "{x}{group}从低到高分为 {tiles} 份后所在的份"),
}
EVERYONE = Text(" among all customers", "在全体客户中")
SAME_GROUP = Text(" among those with the same {group}", "在{group}相同的客户中")

EVENTS = Text("{table} where {where}", "{where}的{table}")
AGGREGATES: dict[str, Text] = {
    "count": Text("the number of {events}{window}", "{window}{events}的次数"),
    "days": Text("the number of days with {events}{window}", "{window}有{events}的天数"),
    "months": Text("the number of months with {events}{window}", "{window}有{events}的月数"),
    "sum": Text("the sum of {field} of {events}{window}", "{window}{events}的{field}合计"),
    "avg": Text("the average {field} of {events}{window}", "{window}{events}的平均{field}"),
    "minimum": Text("the least {field} of {events}{window}", "{window}{events}的最小{field}"),
    "maximum": Text("the greatest {field} of {events}{window}", "{window}{events}的最大{field}"),
    "distinct": Text("the number of different {field} of {events}{window}", "{window}{events}的{field}种数"),
    "earliest": Text("the {field} of the first {events}{window}", "{window}首次{events}的{field}"),
    "latest": Text("the {field} of the last {events}{window}", "{window}最近一次{events}的{field}"),
    "most_frequent": Text("the most frequent {field} of {events}{window}", "{window}{events}中最常见的{field}"),
}
STEP_THEN, STEP_WITHOUT = Text(", then ", "，之后"), Text(", without ", "，其间没有")
STEP_FIRST = Text("first {events}", "先有{events}")
STEP_NEXT = Text("{events}", "有{events}")
GAP = Text(" within {gap}", "（{gap}内）")
NO_SEQUENCE = Text("not: {x}", "没有：{x}")

LEARNED_PARTS: dict[str, Text] = {
    "margin": Text("the margin of “{x}”", "“{x}”的领先幅度"),
    "second": Text("the second choice of “{x}”", "“{x}”的第二选择"),
    "source": Text("the source of “{x}”", "“{x}”的来源"),
    "confidence": Text("the confidence of “{x}”", "“{x}”的置信度"),
}
LEARNED_SCORE = Text("the score of “{index}” in “{x}”", "“{x}”中“{index}”的得分")

# ---- definitions -----------------------------------------------------------------------------------------------------

SEGMENT = Text("{name}: customers of whom all of this is true", "{name}：以下各条全部满足的客户")
SEGMENT_ONE = Text("{name}: customers of whom this is true", "{name}：满足以下条件的客户")
EXCLUDED = Text("not: {x}", "排除：{x}")
ANY_OF = Text("at least one of:", "以下至少一条：")
TITLED = Text("{title}: {x}", "{title}：{x}")
TAG = Text("{name}: the first class that fits", "{name}：取第一个符合的类别")
REST = Text("everyone else", "其余客户")
REST_AND_MISSING = Text(
    "everyone else (also those whose {names} is missing, unless a class above takes them)",
    "其余客户（{names}缺失者，若不属于以上各类，也在此）",
)
NO_CLASS = Text("Who fits none of them has no class.", "都不符合者没有类别。")
SCORE = Text("{name}: the sum of these", "{name}：以下各项之和")
SCORE_RANGE = Text(
    "{name}: the sum of these, kept between {low} and {high}", "{name}：以下各项之和，限制在 {low} 到 {high} 之间"
)
CAPPED = Text("{amount}, at most {cap}", "{amount}，至多 {cap}")
POINTS_IF = Text("{points} if {when}", "{points}，当{when}")
MISSING_AMOUNT = Text(" (0 where it is missing)", "（缺失时计 0）")
LET = Text("{name}: {x}", "{name}：{x}")
PARAM_DEFINED = Text("{name}: {value}", "{name}：{value}")
PARAM_BOUNDED = Text("{name}: {value}, can be set from {low} to {high}", "{name}：{value}，可设为 {low} 到 {high}")
CLUSTER = Text(
    "{name}: groups found in the data ({method}) by {features}", "{name}：按{features}从数据中聚成的类（{method}）"
)
MOST = Text("the group with the highest mean of {x}", "{x}平均值最高的一群")
LEAST = Text("the group with the lowest mean of {x}", "{x}平均值最低的一群")
REST_OF_GROUPS = Text("the group that is left", "剩下的一群")
MODEL = Text(
    "{name}: {learn}, where unknown predicted ({method}) from {features}",
    "{name}：{learn}，未知者按{features}预测（{method}）",
)
LOOKALIKE = Text(
    "{name}: among customers for whom it does not hold that {like}, the place by likeness ({method}) to those for whom "
    "it does, from {features}",
    "{name}：在不满足“{like}”的客户中，按{features}与满足者的相似程度（{method}）的位次",
)
PREFERENCE = Text(
    "{name}: the likeliest {learn} of the next {horizon}, predicted ({method}) from {features}",
    "{name}：按{features}预测（{method}）的未来 {horizon}最可能的{learn}",
)
