"""Every fix that is offered cures what it is offered for, over all mistakes that other tests know of."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from itertools import chain

import pytest

from segdsl.diagnostics import Diagnostic, Source
from segdsl.diagnostics.codes import CODES
from segdsl.rulebook import Checker
from segdsl.rulebook.lint.linter import Linter
from segdsl.services.fixes.table import CURES, fixes
from segdsl.services.workspace import Workspace
from segdsl.syntax.fixes import apply_edits
from tests.rulebook.findings_of_declarations import CONTRACTS, DEFINITIONS
from tests.rulebook.findings_of_expressions import CASES
from tests.rulebook.lint.test_lints import CONTRACT, FOUND
from tests.rulebook.rulebooks import BASE, unmarked

TODAY = dt.date(2026, 2, 28)


def found(text: str, *, lints: bool) -> tuple[Workspace, tuple[Diagnostic, ...]]:
    """A workspace of one file, and all that is found in it."""
    source = Source("rules.seg", text)
    book = Checker(lints=False).check([source])
    more = Linter(lambda: TODAY).lint(book) if lints else []
    return Workspace.of([source], book), (*book.diagnostics, *more)


def offered(text: str, *, lints: bool) -> Iterator[tuple[Diagnostic, str, str]]:
    """Every fix of every finding: the finding, the fix's title, and the text after it."""
    workspace, diagnostics = found(text, lints=lints)
    for diagnostic in diagnostics:
        for fix in fixes(workspace, diagnostic, TODAY):
            assert fix.title.say("en", fix.args) != fix.title.say("zh", fix.args)
            yield diagnostic, fix.title.say("zh", fix.args), apply_edits(text, fix.edits)


MISTAKES = [
    *((unmarked(text)[0], False) for _, text in CONTRACTS),
    *((BASE + unmarked(text)[0], False) for _, text in chain(CASES, DEFINITIONS)),
    *((CONTRACT + unmarked(text)[0], True) for _, text in FOUND),
]
# Mistakes that nothing above makes, or not in the way in which they can be cured.
MORE = [
    (BASE + "let t = count(push, last 24h) > 1", False),
    (BASE + "let t = born > today - 48h", False),
    (BASE + "let t = (age in 9..1) or vip", False),
    (BASE + 'campaign c { audience vip holdout 10 arm a otherwise { channel sms } }', False),
    (BASE + "segment t {\n  require vip\n  note \"x\"\n", False),
    (BASE + 'tag t {\n  class a "甲" otherwise  # rest\n  class b when vip\n}\n', False),
    (BASE + 'test "t" {\n  given {\n    id: "1"\n  }\n  given { age: 3 }\n  expect vip for "1"\n}\n', False),
    (BASE + "profile p { }", False),
    ("profile p {\n  field no int\n  field name text?\n  field card text\n}\n", False),
    ("profile p { key id text field b bool opt_out [\"sms\"] }\nchannel sms { }\n", False),
    (BASE + "model t { learn status features [age] }", False),
    (BASE + "preference t { over visit.channel features [age] method mlp }", False),
    (CONTRACT + "segment s { require followed and age != 3 }", True),
    (CONTRACT + "segment s { require followed or city not in [a, b] }", True),
    (CONTRACT + "segment s { require followed exclude age > 75 and followed }", True),
    (CONTRACT + "segment s { require followed exclude age > 75 or kwh > 3 }", True),
    (CONTRACT + "let x = not (not (age != 3))\nsegment s { require x }", True),
    (CONTRACT + "tag t {\n  class a when age > 3\n  class b otherwise\n}\n", True),
    (CONTRACT + "param n = 3  # never used\nsegment s { require followed }\n", True),
    (CONTRACT + 'test "t" { given { id: "1", born: 2020-01-01 } expect born <= today - 30d }', True),
    (CONTRACT + "segment s { require followed review 2020-02-29 }", True),
    (CONTRACT + "tag t { class a when followed class b when not followed class c otherwise }\nlet x = t = c\n"
                "segment s { require x }", True),
]  # fmt: skip


@pytest.mark.parametrize("text, lints", [*MISTAKES, *MORE])
def test_after_a_fix_the_finding_is_gone_and_nothing_worse_has_come(text: str, lints: bool) -> None:
    before = Counter(d.code for d in found(text, lints=lints)[1])
    for diagnostic, title, after in offered(text, lints=lints):
        codes = Counter(d.code for d in found(after, lints=lints)[1])
        assert codes[diagnostic.code] < before[diagnostic.code], f"{title}: {after[-400:]}"
        worse = [code for code in codes - before if CODES[code].severity == "error"]
        assert worse == [], f"{title}: {worse}: {after[-400:]}"


def test_every_cure_is_tried() -> None:
    tried = {d.code for text, lints in (*MISTAKES, *MORE) for d, _, _ in offered(text, lints=lints)}
    assert CURES.keys() - tried == set()


# What one fix makes of a text: the last part of it.
MADE = [
    ("let x = city != a", 0, "let x = city is known and city != a"),
    ("let x = city != a", 1, "let x = city is missing or city != a"),
    ("let x = followed or not asked", 0, "let x = followed or (asked is known and not asked)"),
    ("let x = followed or not asked", 1, "let x = followed or asked is missing or not asked"),
    ("segment s { exclude age > 75 or kwh > 3 }", 1, "segment s { exclude (age is known and age > 75) or kwh > 3 }"),
    ("segment s { exclude asked and followed }", 0, "segment s { exclude (asked is missing or asked) and followed }"),
    ("let x = followed and city != a", 1, "let x = followed and (city is missing or city != a)"),
    ("let x = not asked", 0, "let x = asked is known and not asked"),
    ("segment s { exclude age > 75 }", 0, "segment s { exclude age is missing or age > 75 }"),
    ("segment s { exclude age > 75 }", 1, "segment s { exclude age is known and age > 75 }"),
    ("tag t {\n  class a when age > 3\n  class b otherwise\n}", 0,
     "tag t {\n  class unknown when age is missing\n  class a when age > 3\n  class b otherwise\n}"),
    ("segment s {\n  require kwh > 100\n  require kwh > 100\n}", 0, "segment s {\n  require kwh > 100\n}"),
    ("segment s { require followed review 2020-01-31 }", 0, "segment s { require followed review 2027-02-28 }"),
]  # fmt: skip


@pytest.mark.parametrize("text, which, expected", MADE)
def test_what_a_fix_makes_of_a_rule(text: str, which: int, expected: str) -> None:
    made = [after for d, _, after in offered(CONTRACT + text, lints=True) if d.code != "unused-definition"]
    assert made[which].removeprefix(CONTRACT) == expected


def test_a_line_that_moves_takes_its_comment_along() -> None:
    text = BASE + 'tag t {\n  class a "甲" otherwise  # rest\n  class b when vip\n}\n'
    ((_, _, after),) = offered(text, lints=False)
    assert after == BASE + 'tag t {\n  class b when vip\n  class a "甲" otherwise  # rest\n}\n'


def test_fixes_of_one_finding_come_with_those_it_carries_first() -> None:
    workspace, (diagnostic,) = found(BASE + "let t = agee > 3", lints=False)
    assert fixes(workspace, diagnostic, TODAY) == diagnostic.fixes != ()


def test_a_class_that_a_rule_names_is_not_dropped() -> None:
    text = CONTRACT + (
        "tag t { class a when followed class b when not followed class c otherwise }\n"
        "let x = t = c\nsegment s { require x }"
    )
    titles = [title for diagnostic, title, _ in offered(text, lints=True) if diagnostic.code == "unreachable-class"]
    assert titles == []


def test_a_finding_without_a_place_has_no_fix() -> None:
    workspace, _ = found(BASE, lints=False)
    assert fixes(workspace, Diagnostic("duplicate-clause"), TODAY) == ()
