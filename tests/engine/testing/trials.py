"""A small rulebook to hold tests against, and what they come to."""

from __future__ import annotations

import datetime as dt

from segdsl.diagnostics import Source
from segdsl.engine.testing.results import ExpectVerdict, Verdict
from segdsl.engine.testing.run import run_tests
from segdsl.rulebook import Checker
from segdsl.rulebook.model import Rulebook

RULES = """
profile customer {
  key id text
  field age int? valid 0..120
  field followed bool
  field agreed bool?
  field phone text? pii mobile
  field joined date?
  field labels list(text)?
  field survey category(home, shop)?
}
events visit { at seen time  field channel category(hall, app, web)  field paid bool  field amount number? }
events meter { field power number? }
param adult = 18 in 1..99
param away = 90d in 1d..365d
let visits = count(visit, last 30d)
tag life { class young "青年" when age < adult  class old "年长" when age >= adult }
tag activity { class silent when never(visit, last away)  class seen otherwise }
segment grown { require age >= adult "成年"  exclude followed "已关注" }
segment eldest { require rank(age) <= 1 }
score points { add 10 when followed  add 2 * age up to 50 }
cluster portrait { features [age] label digital most age label calm otherwise }
model kind { learn survey features [age] method tree }
preference liking { over visit.channel horizon 30d features [age] method frequency }
segment online { require portrait = digital or liking[app] >= 50%  exclude kind.source = abstained }
segment invited { require listed("invited") }
"""


def book(text: str) -> Rulebook:
    """`RULES` and `text` after it."""
    return Checker(lints=False).check([Source("rules.seg", RULES + text)])


def verdicts(text: str, today: dt.date | None = None) -> tuple[Verdict, ...]:
    """What the tests of `text` come to."""
    rulebook = book(text)
    assert rulebook.errors == ()
    return run_tests(rulebook, today)


def passes(inside: str) -> bool:
    """Whether a test of these lines passes; one that cannot run is an error of the one who wrote it."""
    (verdict,) = verdicts(f'test "t" {{ as_of 2021-06-30\n{inside}\n}}')
    assert verdict.problems == ()
    return verdict.passed


def failing(inside: str) -> ExpectVerdict:
    """The one expectation of these lines, which does not hold."""
    (verdict,) = verdicts(f'test "t" {{ as_of 2021-06-30\n{inside}\n}}')
    (expect,) = verdict.expects
    assert not expect.holds
    return expect
