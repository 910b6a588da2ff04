"""Rules in plain words: titles, windows, units, and what happens to those whose value is missing."""

from __future__ import annotations

import pytest

from segdsl.diagnostics import Language, Source
from segdsl.lowering.plain import plain, plain_term
from segdsl.rulebook import Checker
from segdsl.rulebook.model import Let, Rulebook

PROFILE = """
profile customer {
  key id text
  field age int? "年龄" unit "岁"
  field spend number "消费"
  field followed bool "已关注"
  field consent bool? "同意"
  field city text? "城市"
  field colour category(red, green)? "颜色"
  field seen time? "最近访问"
  field labels list(text)? "标签"
}
events visit "到访" {
  at happened time "时间"
  field channel category(hall, app) "渠道"
  field amount number? "金额"
}
param back "观察期" = 30d in 7d..90d
tag stage "阶段" {
  class new "新客" when age < 30
  class old "老客" otherwise
}
segment vip "贵宾" { require spend > 100 }
let busy "活跃" = spend > 5
"""


def book(rules: str) -> Rulebook:
    checked = Checker().check([Source("rules.seg", PROFILE + rules)])
    assert checked.errors == (), [d.message("en") for d in checked.errors]
    return checked


SENTENCES = [
    (
        "followed and age in 18..60",
        "已关注 且 年龄在 18 到 60 岁之间（年龄缺失者不算）",
        "已关注 and 年龄 is between 18 and 60 岁 (not those whose 年龄 is missing)",
    ),
    (
        "not (age > 60)",
        "并非（年龄大于 60 岁）（年龄缺失者也算）",
        "not (年龄 is more than 60 岁) (also those whose 年龄 is missing)",
    ),
    (
        'city != "南京"',
        "城市不是“南京”（城市缺失者也算）",
        "城市 is not “南京” (also those whose 城市 is missing)",
    ),
    ("spend = 3", "消费等于 3", "消费 is 3"),
    ("spend != 3", "消费不等于 3", "消费 is not 3"),
    (
        "colour in [red, green]",
        "颜色为“red”、“green”之一（颜色缺失者不算）",
        "颜色 is one of “red”, “green” (not those whose 颜色 is missing)",
    ),
    (
        "colour not in [red, green]",
        "颜色不是“red”、“green”中的任何一个（颜色缺失者也算）",
        "颜色 is none of “red”, “green” (also those whose 颜色 is missing)",
    ),
    ("city is missing", "城市缺失", "城市 is missing"),
    ("age is known and age > 75", "年龄已知 且 年龄大于 75 岁", "年龄 is known and 年龄 is more than 75 岁"),
    (
        "followed and (age < 3 or spend > 2)",
        "已关注 且 （年龄小于 3 岁（年龄缺失者不算） 或 消费大于 2）",
        "已关注 and (年龄 is less than 3 岁 (not those whose 年龄 is missing) or 消费 is more than 2)",
    ),
    ("not consent", "并非“同意”（同意缺失者也算）", "not “同意” (also those whose 同意 is missing)"),
    ("consent = false", "并非“同意”（同意缺失者也算）", "not “同意” (also those whose 同意 is missing)"),
    ("stage = old", "阶段为“老客”", "阶段 is “老客”"),
    ("vip and busy", "属于“贵宾” 且 满足“活跃”", "is in “贵宾” and “活跃” holds"),
    ("not vip", "不属于“贵宾”", "is not in “贵宾”"),
    (
        "seen in last back",
        "最近访问在最近 30 天（“观察期”）内（最近访问缺失者不算）",
        "最近访问 is within the last 30 days (“观察期”) (not those whose 最近访问 is missing)",
    ),
    (
        "seen in 30d..1y ago",
        "最近访问在30 天前至 1 年前之间（最近访问缺失者不算）",
        "最近访问 is between 30 days and 1 year ago (not those whose 最近访问 is missing)",
    ),
    (
        "seen < today - 3mo",
        "最近访问早于 今天之前 3 个月（最近访问缺失者不算）",
        "最近访问 is before 3 months before today (not those whose 最近访问 is missing)",
    ),
    (
        'starts_with(city, "南")',
        "城市以“南”开头（城市缺失者不算）",
        "城市 begins with “南” (not those whose 城市 is missing)",
    ),
    (
        'not has_any(labels, ["a", "b"])',
        "标签中没有“a”、“b”中的任何一个（标签缺失者也算）",
        "标签 has none of “a”, “b” (also those whose 标签 is missing)",
    ),
    (
        "(spend + 1) * 2 / age > 3",
        "(消费 + 1) × 2 ÷ 年龄大于 3（年龄缺失者不算）",
        "(消费 + 1) × 2 ÷ 年龄 is more than 3 (not those whose 年龄 is missing)",
    ),
    (
        "1 / spend > 3",
        "1 ÷ 消费大于 3（结果缺失者不算）",
        "1 ÷ 消费 is more than 3 (not those whose result is missing)",
    ),
    (
        "percentile(spend, city) >= 90%",
        "消费在城市相同的客户中的百分位（0 最低，1 最高）至少为 0.9",
        "the percentile of 消费 among those with the same 城市 (0 lowest, 1 highest) is at least 0.9",
    ),
    ('listed("vip")', "在名单“vip”中", "is on the list “vip”"),
    (
        "months_since(seen) > 2",
        "最近访问距今整月数大于 2（最近访问缺失者不算）",
        "the whole months since 最近访问 is more than 2 (not those whose 最近访问 is missing)",
    ),
    (
        "count(visit where channel = app, last 30d) >= 2",
        "最近 30 天内渠道为“app”的到访的次数至少为 2",
        "the number of 到访 where 渠道 is “app” within the last 30 days is at least 2",
    ),
    ("coalesce(age, 0) < 3", "年龄（缺失时取0 岁）小于 3", "年龄 (if missing, 0 岁) is less than 3"),
    ("never(visit, last 1y)", "最近 1 年内没有到访", "has no 到访 within the last 1 year"),
    ("not did(visit)", "没有到访", "has no 到访"),
    (
        "sum(visit.amount, 2021-01-01..2021-03-31) > 5",
        "2021-01-01 至 2021-03-31 期间到访的金额合计大于 5",
        "the sum of 金额 of 到访 from 2021-01-01 to 2021-03-31 is more than 5",
    ),
    ("was(stage, 30d) = new", "30 天前的阶段为“新客”", "the 阶段 of 30 days ago is “新客”"),
]


@pytest.mark.parametrize("rule, zh, en", SENTENCES, ids=[rule for rule, _, _ in SENTENCES])
def test_condition_in_words(rule: str, zh: str, en: str) -> None:
    rules = book(f"let x = {rule}")
    let = rules.definitions["x"]
    assert isinstance(let, Let)
    assert plain_term(let.term, rules, "zh") == zh
    assert plain_term(let.term, rules, "en") == en


def lines(rules: Rulebook, name: str, language: Language = "zh") -> list[str]:
    return plain(rules.definitions[name], rules, language).splitlines()


def test_a_segment_says_of_each_line_what_happens_to_those_whose_value_is_missing() -> None:
    rules = book("""
segment aim "目标" {
  require followed
  require any_of "或者" { option age < 18 "未成年" option busy }
  exclude age > 60 "高龄"
  exclude age > 60 and consent
}
""")
    assert lines(rules, "aim") == [
        "目标：以下各条全部满足的客户",
        "1. 已关注",
        "2. 或者：以下至少一条：",
        "   - 未成年：年龄小于 18 岁（年龄缺失者不算）",
        "   - 满足“活跃”",
        "3. 高龄：排除：年龄大于 60 岁（年龄缺失者不排除）",
        "4. 排除：年龄大于 60 岁（年龄缺失者不算） 且 同意（同意缺失者不算）",
    ]


def test_a_tag_says_where_those_go_whose_value_is_missing() -> None:
    assert lines(book(""), "stage") == [
        "阶段：取第一个符合的类别",
        "1. 新客：年龄小于 30 岁（年龄缺失者不算）",
        "2. 老客：其余客户（年龄缺失者，若不属于以上各类，也在此）",
    ]
    asked = book("tag t { class gap when city is missing  class rest otherwise }\ntag u { class a when followed }")
    assert lines(asked, "t")[-1] == "2. rest：其余客户"
    assert lines(asked, "u", "en")[-1] == "Who fits none of them has no class."


def test_a_score_says_what_each_line_is_worth() -> None:
    rules = book("""
score points "得分" {
  add 2 * age up to 30 when followed
  subtract 5 "固定"
  range 0..100
}
""")
    assert lines(rules, "points", "en") == [
        "得分: the sum of these, kept between 0 and 100",
        "- +2 × 年龄, at most 30 (0 where it is missing) if 已关注",
        "- 固定: −5",
    ]


def test_a_param_says_its_value_and_range_and_can_be_bound() -> None:
    rules = book("")
    assert lines(rules, "back") == ["观察期：30 天，可设为 7 天 到 90 天"]
    bound = {"back": 5}
    assert plain(rules.definitions["back"], rules, "en", bound).startswith("观察期: 5")


def test_the_whole_catalogue_can_be_said_in_both_languages() -> None:
    rules = book("""
cluster portrait "画像" {
  features [spend, log(1 + spend)]
  method kmeans
  label digital "数字" most spend
  label other "其他" otherwise
}
model kind { learn colour features [age] method svm }
lookalike near "相似" { of spend > 3 features [age] }
preference pref "偏好" { over visit.channel horizon 30d features [age] method mlp }
let chain = sequence(visit where channel = app, not visit where channel = hall, visit, 7d, last 90d)
let score_of = pref[app] + portrait.margin
segment s { require portrait = digital or pref = app }
""")
    for name in rules.order:
        assert lines(rules, name, "zh")
        assert lines(rules, name, "en")
    assert lines(rules, "s") == [
        "s：满足以下条件的客户",
        "1. 画像为“数字”（画像缺失者不算） 或 偏好为“app”（偏好缺失者不算）",
    ]
    first, then, span = "first 到访 where 渠道 is “app”", "then 到访 within 7 days", "within the last 90 days"
    assert lines(rules, "chain", "en") == [f"chain: {first}, without 到访 where 渠道 is “hall”, {then}, {span}"]
