"""`compile --to polars`: the printed script, executed, gives what the rule gives."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import polars as pl
import pytest

from segdsl.lowering.polars import column_name, has_column, render
from segdsl.rulebook.model import Valid
from tests.lowering.books import book, context_of, evaluate, people

RULES = book(
    """
param floor "门槛" = 18
param back = 30d
let warm = [red, green]
let young "年轻" = age < floor or age is missing or (spend / age > 1.5 and spend - 3 * age <= -2.5)
let level = if(spend > 100, round(spend, 1), coalesce(spend, 0))
tag 阶段 "人生阶段" {
  class minor "未成年" when young
  class class_ when city in ["南京", "苏州 \\"新区\\"", "a\\b"] or matches(city, "^[^\\d]+市$")
  class recent when seen in last 2 * back or born in 2021-01-01..2021-03-31 or seen in 30d..90d ago
  class other otherwise
}
tag pl { class a when 阶段 = recent  class b when has_any(labels, ["x", "y"]) }
score lambda "得分" {
  add 2 * age up to 40 when followed
  subtract level / 3
  add percentile(spend, city) * 10
  add rank(spend) + ntile(age, 4)
  range -100..100
}
segment vip "重要\\"客户\\"" {
  require 阶段 in [other, recent]
  require any_of { option colour in warm option colour = blue and followed }
  exclude listed("黑名单")
  exclude months_since(born) > 12 * 90 or days_since(seen) < 3 or weekday(seen) = 7
  exclude starts_with(city, "上") or length(city) > 4 or concat(city, city) = "xx"
  require -age != 5 and not (abs(age) * 9_000_000_000_000_000_000 > 3)
}
let shifted = born + 1mo
let early = seen - 90min < 2021-06-30T12:00
"""
)
DAY = dt.date(2021, 6, 30)


def customer(n: int) -> dict[str, Any]:
    return {
        "age": None if n % 7 == 0 else n,
        "spend": None if n % 5 == 0 else n * 3.7 - 20,
        "followed": n % 3 == 0,
        "colour": [None, "red", "green", "blue"][n % 4],
        "city": [None, "南京", '苏州 "新区"', "上海", "x", "无锡市"][n % 6],
        "born": None if n % 8 == 0 else DAY - dt.timedelta(days=400 * n),
        "seen": None if n % 9 == 0 else dt.datetime.combine(DAY, dt.time(23, 59)) - dt.timedelta(hours=31 * n),
        "labels": [None, [], ["x"], ["z", "y"]][n % 4],
    }


CUSTOMERS = people(*map(customer, range(60)))
LISTS = {"黑名单": ["3", "6"]}


@pytest.mark.parametrize("name", [name for name in RULES.order if has_column(RULES.definitions[name])])
def test_the_script_gives_what_the_rule_gives(name: str) -> None:
    context = context_of(RULES, lists=LISTS)
    script = render(name, RULES.order, context)
    scope: dict[str, Any] = {}
    exec(script.replace('LISTS = {"黑名单": []}', f"LISTS = {LISTS!r}"), scope)  # as its user fills it in
    found = CUSTOMERS.with_columns(scope[last_name(script)].alias("result"))["result"]
    expected = evaluate(RULES, CUSTOMERS, context)[column_name(name)]
    assert found.to_list() == expected.to_list()
    assert len(set(map(str, expected.to_list()))) > 1, "an example that tells nothing apart"


def last_name(script: str) -> str:
    """The name that the last statement of a script gives."""
    return [line.split(" = ")[0] for line in script.splitlines() if " = " in line and line[0] not in " #"][-1]


@pytest.mark.parametrize("name", ["vip", "lambda", "阶段"])
def test_a_script_over_physical_columns_normalises_them(name: str) -> None:
    profile = RULES.profile
    assert profile is not None
    columns = {"age": "年龄(岁)", "city": "vip", "born": "出生 日期"}
    fields = {n: replace(f, column=columns.get(n, n)) for n, f in profile.fields.items()}
    fields["age"] = replace(fields["age"], valid=Valid(low=0, high=120))
    raw = CUSTOMERS.rename(columns).with_columns(pl.col("年龄(岁)").cast(pl.Float64).fill_null(999.0))
    context = context_of(RULES, lists=LISTS, contract=replace(profile, fields=fields))
    script = render(name, RULES.order, context)
    scope: dict[str, Any] = {}
    exec(script.replace('LISTS = {"黑名单": []}', f"LISTS = {LISTS!r}"), scope)
    found = raw.with_columns(scope[last_name(script)].alias("result"))["result"]
    expected = evaluate(RULES, CUSTOMERS, context_of(RULES, lists=LISTS))[column_name(name)]
    assert found.to_list() == expected.to_list()


def test_the_script_is_laid_out_for_readers() -> None:
    script = render("vip", RULES.order, context_of(RULES), language="zh")
    assert script.startswith('r"""segment vip 重要\'客户\' (截至 2021-06-30)\n')
    assert "import polars as pl" in script
    assert all(len(line) <= 120 for line in script.splitlines())


def test_a_small_rule_is_one_line() -> None:
    rules = book("segment adults { require age >= 18 and followed }")
    assert render("adults", rules.order, context_of(rules)).splitlines()[-1] == (
        'adults = (pl.col("age") >= 18).fill_null(False) & pl.col("followed").fill_null(False)'
    )


def test_a_long_sum_is_cut_into_parts() -> None:
    rules = book("let total = " + " + ".join(["age"] * 90))
    scope: dict[str, Any] = {}
    exec(render("total", rules.order, context_of(rules)), scope)
    found = CUSTOMERS.head(3).with_columns(scope["total"].alias("result"))["result"]
    assert found.to_list() == [None, 90, 180]


def test_names_that_python_keeps_for_itself_are_given_way() -> None:
    script = render("lambda", RULES.order, context_of(RULES))
    assert "\nlambda_ = " in script
    assert "\npl = " not in script
