"""What a test gives is what its rules see: every answer here follows from the rows in the same line."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.engine.testing.trials import passes, verdicts

SILENT = "given visit { seen: 2021-04-01T23:59, channel: app }"  # 90 days before 2021-06-30: outside (04-01, 06-30]
SEEN = "given visit { seen: 2021-04-02T00:00, channel: app }"


@pytest.mark.parametrize(
    "lines",
    [
        "given { age: 18 } expect life = old and grown",
        "given { age: 17 } expect life = young and not grown",
        # what is not given is missing, a bool that cannot be missing is false
        "given { } expect age is missing and agreed is missing and phone is missing and labels is missing",
        "given { } expect not followed and life is missing and not grown",
        "given { followed: true, agreed: false } expect followed and agreed is known and not agreed",
        # nobody is given: one customer of whom nothing is known
        "expect age is missing and activity = silent",
        'given { labels: ["a", "b"], joined: today - 30d } expect has(labels, "a") and joined = 2021-05-31',
        # the score adds 10 and the smaller of 2 × 30 and 50
        "given { age: 30, followed: true } expect points = 60",
        'given { id: "7" } expect id = "7"',
        # nobody is on an uploaded list
        'given { id: "7" } expect not invited',
    ],
)
def test_fields(lines: str) -> None:
    assert passes(lines)


@pytest.mark.parametrize(
    "lines",
    [
        f"{SILENT} expect activity = silent and visits = 0",
        f"{SEEN} expect activity = seen",
        f"{SILENT} {SEEN} expect count(visit) = 2 and count(visit where paid) = 0",
        "given visit { seen: 2021-06-30T23:59, channel: web } expect visits = 1 and latest(visit.channel) = web",
        "given visit { seen: 2021-07-01T00:00, channel: web } expect visits = 0 and never(visit)",  # after the day
        "given visit { seen: 2021-06-30, channel: web, amount: 3 } expect sum(visit.amount) = 3",
        "given meter { power: 2.5 } given meter { } expect count(meter) = 2 and sum(meter.power) = 2.5",
        # a test without a window names the customer once, in whichever row
        'given { age: 3 } given visit { id: "9", seen: 2021-06-30, channel: app } expect id = "9" and visits = 1',
        'given visit { id: "9", seen: 2021-06-30, channel: app } expect id = "9" and visits = 1',
        # 31 days before 06-30 is 05-30, the day of the visit; the day before nobody had come yet
        """given visit { seen: 2021-05-30, channel: app }
        expect was(activity, 31d) = seen
        expect was(activity, 32d) = silent""",
        """given visit { seen: 2021-06-01, channel: app }
        given visit { seen: 2021-06-03, channel: web }
        expect sequence(visit where channel = app, visit where channel = web, 2d)
        expect not sequence(visit where channel = web, visit where channel = app)""",
    ],
)
def test_events(lines: str) -> None:
    assert passes(lines)


@pytest.mark.parametrize(
    "lines",
    [
        'expect eldest for "2" expect not eldest for "1"',
        'expect percentile(age) = 0 for "1" expect percentile(age) = 100% for "2"',
        'given visit { id: "1", seen: 2021-06-30, channel: app } expect visits = 1 for "1" expect visits = 0 for "2"',
    ],
)
def test_several_customers_are_a_population(lines: str) -> None:
    assert passes('given { id: "1", age: 20 } given { id: "2", age: 40 } ' + lines)


@pytest.mark.parametrize(
    "lines",
    [
        "given { portrait: digital } expect portrait = digital and portrait.margin is missing",
        "given { portrait: { value: calm, margin: 0.5 } } expect portrait = calm and portrait.margin = 0.5",
        "given { portrait: { margin: 0.5 } } expect portrait is missing and portrait.margin > 0.4",
        "given { liking: { app: 0.7, web: 0.2 } } expect liking = app and liking.second = web",
        "given { liking: { app: 0.75, web: 0.25 } } expect liking.margin = 0.5",
        "given { liking: { app: 0.7, web: 0.2 } } expect liking[app] = 0.7 and liking[hall] is missing",
        "given { liking: web } expect liking = web and liking.second is missing and liking[web] is missing",
        # a model keeps what is known, predicts else, and abstains where it says nothing
        "given { survey: shop } expect kind = shop and kind.source = observed and kind.confidence = 1",
        "given { kind: home } expect kind = home and kind.source = predicted",
        "given { survey: shop, kind: shop } expect kind.source = observed",
        "given { survey: shop, kind: home } expect kind = shop and kind.source = observed",
        "given { } expect kind is missing and kind.confidence is missing and kind.source = abstained",
        "given { kind: { value: home, confidence: 80% } } expect kind.confidence = 0.8 and kind.source = predicted",
        "given { kind: { value: home, source: observed } } expect kind.source = observed",
        # what is learned and not given is missing, and rules go on from there
        "given { kind: home } expect portrait is missing and liking is missing and not online",
        "given { kind: home, liking: { app: 0.5 } } expect online",
        "given { kind: home, portrait: digital } expect online",
        "given { portrait: digital } expect not online",  # kind abstains
    ],
)
def test_learned_definitions(lines: str) -> None:
    assert passes(lines)


@pytest.mark.parametrize(
    "lines",
    [
        "set adult = 30 given { age: 29 } expect life = young",
        "set away = 89d given visit { seen: 2021-04-02, channel: app } expect activity = silent",
        "given visit { seen: 2021-04-02, channel: app } expect activity = seen",
        "set adult = 30 given { age: 29 } expect age < adult",
    ],
)
def test_params_are_set_for_one_test(lines: str) -> None:
    assert passes(lines)


def test_the_day_is_the_tests_own_else_the_projects_else_that_of_its_newest_event() -> None:
    day = dt.date(2021, 1, 1)
    own = 'test "t" { as_of 2021-06-30 expect today = 2021-06-30 }'
    none = 'test "t" { given visit { seen: 2021-03-04T05:06, channel: app } expect not followed }'
    assert [v.as_of for v in verdicts(own, day)] == [dt.date(2021, 6, 30)]
    assert [v.as_of for v in verdicts(none, day)] == [day]
    assert [v.as_of for v in verdicts(none)] == [dt.date(2021, 3, 4)]
