"""Every lint: what it says, where, what silences it, and what it stays quiet about."""

from __future__ import annotations

import datetime as dt

import pytest

from segdsl.diagnostics import Source
from segdsl.diagnostics.codes.lint import LINT
from segdsl.rulebook.incremental import Checker
from segdsl.rulebook.lint.linter import Linter
from tests.rulebook.rulebooks import MARK, unmarked

CONTRACT = """
profile customer {
  key id text
  field age int? valid 0..120
  field kwh number?
  field city category(a, b, c)?
  field kind category(home, shop, farm)
  field followed bool
  field asked bool?
  field name text?
  field born date?
}
events visit { at seen time  field channel category(hall, app) }
"""

BIG = """let far = city = a or kwh > 9
tag big { class u when city is missing or kwh is missing class b when far class s otherwise }"""

# What is found, by code; the place is between ⟦ and ⟧.
FOUND = [
    ("always-false", "let x = ⟦age > 10 and age < 5⟧ tag t { class c when x class d otherwise }"),
    ("always-false", "tag t { class c when ⟦age > 130⟧ }"),
    ("always-false", "score s { add 1 when ⟦age > 3 and age < 4⟧ }"),
    ("always-false", "tag t { class c when ⟦kind = home and kind = shop⟧ class d otherwise }"),
    ("always-false", "tag t { class c when ⟦born in last 30d and born in 30d..60d ago⟧ }"),
    ("always-false", "tag t { class c when ⟦count(visit) < 0⟧ class d otherwise }"),
    ("always-true", "score s { add 1 when ⟦followed or not followed⟧ }"),
    ("always-true", "score s { add 1 when ⟦kind in [home, shop, farm]⟧ }"),
    ("always-true", "score s { add 1 when ⟦count(visit) >= 0⟧ }"),
    ("always-true", "score s { add 1 when ⟦age is missing or age >= 0⟧ }"),
    ("clause-keeps-nobody", "segment s { require followed require ⟦age < 0⟧ }"),
    ("clause-keeps-nobody", "segment s { require followed exclude ⟦did(visit) or never(visit)⟧ }"),
    ("clause-keeps-everybody", "segment s { require followed require ⟦kind != home or kind != shop⟧ }"),
    ("clauses-contradict", "segment s { require kwh > 100 require followed require ⟦kwh <= 100⟧ }"),
    ("clauses-contradict", "segment s { require kind = home require ⟦kind = shop⟧ }"),
    ("duplicate-clause", "segment s { require kwh > 100 require followed require ⟦100 < kwh⟧ }"),
    ("duplicate-clause", "segment s { require age in 18..60 require ⟦age >= 18 and age < 61⟧ }"),
    ("subsumed-clause", "segment s { require age in 18..60 require ⟦age >= 18⟧ }"),
    ("subsumed-clause", "segment s { require ⟦did(visit)⟧ require count(visit) >= 3 }"),
    ("subsumed-clause", "segment s { require kind = home exclude ⟦kind = shop⟧ }"),
    ("option-covered", "segment s { require any_of { option kwh > 100 option ⟦kwh > 200⟧ } }"),
    ("unreachable-class", "tag t { class a when kwh > 5 or kwh is missing class b when ⟦kwh > 7⟧ class c otherwise }"),
    ("unreachable-class", "tag ⟦t⟧ { class a when followed class b when not followed class c otherwise }"),
    ("negation-over-missing", "segment s { require ⟦city != a⟧ }"),
    ("negation-over-missing", "segment s { require ⟦city not in [a, b]⟧ }"),
    ("negation-over-missing", "segment s { require not (⟦kwh < 3⟧) }"),
    ("negation-over-missing", "segment s { require followed exclude ⟦age > 75⟧ }"),
    ("negation-over-missing", "segment s { require not ⟦asked⟧ }"),
    ("negation-over-missing", "let young = age < 30 segment s { require not ⟦young⟧ }"),
    ("negation-over-missing", "let share = kwh / 2 segment s { require not (⟦share > 3⟧) }"),
    ("negation-over-missing", 'segment s { require not ⟦starts_with(name, "x")⟧ }'),
    ("missing-falls-through", "tag ⟦t⟧ { class young when age < 40 class old otherwise }"),
    ("missing-falls-through", "tag t { class young when age < 40 class big when ⟦kwh > 10⟧ }"),
    ("look-alike-text", 'segment s { require name = ⟦"１２"⟧ }'),
    ("look-alike-text", 'segment s { require name = ⟦"a\u200bb"⟧ }'),
    ("feature-is-target", "model m { learn city features [age, ⟦city = a⟧] method tree }"),
    ("feature-is-target", f"{BIG} model m {{ learn city features [age, ⟦big = b⟧] method tree }}"),
    ("feature-is-target", f"{BIG} model m {{ learn big features [age, ⟦log(1 + kwh)⟧] method tree }}"),
    (
        "feature-is-target",
        "model m { learn latest(visit.channel) features [⟦latest(visit.channel, last 9d) = app⟧] method tree }",
    ),
    (
        "feature-is-target",
        "lookalike m { of did(visit where channel = app) features [age, ⟦log(1 + count(visit where channel = app))⟧] }",
    ),
    ("feature-is-target", "segment s { require kwh > 3 } lookalike m { of s features [age, ⟦log(1 + kwh)⟧] }"),
    ("unused-definition", "let ⟦x⟧ = age + 1"),
    ("unused-definition", "param ⟦x⟧ = 3"),
    ("review-overdue", "segment ⟦s⟧ { require followed review 2020-01-01 }"),
    ("test-without-day", 'segment s { require born in last 1y } test ⟦"t"⟧ { given { age: 3 } expect not s }'),
    ("test-without-day", 'test ⟦"t"⟧ { given { age: 3 } expect born is missing or days_since(born) > 3 }'),
    ("test-without-day", 'let n = count(visit, last 30d) let m = n + 1 test ⟦"t"⟧ { expect m = 1 }'),
]

QUIET = [
    "segment s { require followed } lookalike m { of s features [age, kwh] among city = a }",
    "model m { learn latest(visit.channel) features [age, count(visit where channel = app)] method tree }",
    "lookalike m { of did(visit, last 9d) features [count(visit, 9d..90d ago), did(visit where channel = app)] }",
    "model m { learn city features [age, kwh, count(visit where channel = app)] among kind = home method tree }",
    'segment s { require born in last 1y } test "t" { as_of 2021-06-30 given { age: 3 } expect not s }',
    'segment s { require did(visit, 2021-01-01..2021-03-31) } test "t" { given { age: 3 } expect not s and age > 2 }',
    "segment s { require age in 18..60 require kwh > 3 require kind = home }",
    "segment s { require city is known and city != a }",
    "segment s { require city is known require city != a }",
    "segment s { require city is missing or city != a }",
    "segment s { require coalesce(city, a) != a }",
    "segment s { require age >= 18 and not (age > 60) }",
    "segment s { require kind != home }",
    "segment s { require not followed exclude age is known and age > 75 }",
    "segment t { require age > 3 } segment s { require followed exclude t }",
    "# segdsl: allow negation-over-missing\nsegment s { require city != a }",
    "segment s { require city != a } # segdsl: allow negation-over-missing, other",
    "tag t { class none when age is missing class young when age < 40 class old otherwise }",
    "tag t { class young when age < 40 class old when age >= 40 }",
    "tag t { class seen when latest(visit.seen) >= 2020-01-01 class gone otherwise }",
    "tag t { class a when born <= today - 180d class b when born <= today - 90d class c when born is known }",
    "score s { add 1 when born >= 2020-01-01 and born <= today - 1y }",
    "score s { add 1 when born in 2017-01-01..2017-12-31 and born in last 30d }",
    'let wanted = age > 3 tag t { class a when wanted } test "t" { given { id: "1" } expect t is missing }',
    "segment s { require any_of { option followed option kwh > 3 } }",
    "segment s { require kwh > 2.5 require kwh < 2.6 }",
    'segment s { require name = "国网" }',
    "segment s { require followed review 2999-01-01 }",
]


def lints(text: str) -> list[tuple[str, str]]:
    """The code and the marked text of every finding."""
    book = Checker().check([Source("r.seg", CONTRACT + text)])
    assert not book.errors, book.errors
    return [(d.code, (CONTRACT + text)[d.span.start : d.span.end]) for d in book.diagnostics if d.span]


@pytest.mark.parametrize("code, text", FOUND)
def test_found_where_it_is(code: str, text: str) -> None:
    plain, _ = unmarked(text)
    assert lints(plain) == [(code, MARK.findall(text)[0])]


@pytest.mark.parametrize("text", QUIET)
def test_quiet(text: str) -> None:
    assert lints(text) == []


def test_every_lint_is_triggered() -> None:
    assert {code for code, _ in FOUND} == set(LINT)


def test_a_review_is_overdue_the_day_after() -> None:
    text = CONTRACT + "segment s { require followed review 2026-06-30 }"
    book = Checker(lints=False).check([Source("r.seg", text)])
    assert not Linter(lambda: dt.date(2026, 6, 30)).lint(book)
    assert [d.code for d in Linter(lambda: dt.date(2026, 7, 1)).lint(book)] == ["review-overdue"]


def test_a_changed_param_is_looked_at_again() -> None:
    checker = Checker()

    def found(low: int) -> list[str]:
        text = f"{CONTRACT}param low = {low} segment s {{ require kwh > low require kwh < 10 }}"
        return [d.code for d in checker.check([Source("r.seg", text)]).diagnostics]

    assert [found(low) for low in (3, 20, 3)] == [[], ["clauses-contradict"], []]
