"""What is offered where, in which order, and what it inserts."""

from __future__ import annotations

import random

import pytest

from segdsl.diagnostics import Source
from segdsl.functions import REGISTRY
from segdsl.rulebook import Checker
from segdsl.rulebook.expressions import SPECIAL
from segdsl.services.blocks import BLOCKS, LINES
from segdsl.services.candidates import Candidate
from segdsl.services.completion import complete
from segdsl.services.hover import documentation
from segdsl.services.matching import match
from segdsl.services.mentions import mentions
from segdsl.services.texts.functions import SPECIAL_FUNCTIONS
from segdsl.services.texts.keywords import KEYWORDS
from segdsl.services.workspace import Workspace
from segdsl.syntax.parse import parse
from segdsl.syntax.tables import tables
from tests.services.cursors import cut, sample, shipped

WORKSPACE = sample()
SHIPPED = shipped()


def offered(marked: str, workspace: Workspace = WORKSPACE) -> list[Candidate]:
    """The candidates at the cursor of a text that stands in a file of its own."""
    text, at = cut(marked)
    return list(complete(workspace.edited(Source("new", text)), "new", at))


def names(marked: str) -> list[str]:
    return [candidate.name for candidate in offered(marked)]


# A text with its cursor, and what is offered first, in this order.
FIRST = [
    # ---- items and lines
    ("seg|", ["segment"]),
    ("let a = 1\npar|", ["param"]),
    ("segment a {\n  |", ["require", "exclude", "owner", "status", "review", "note"]),
    ("segment a {\n  require vip\n  ex|", ["exclude"]),
    ("segment a { require vip\n  exclude age > 3 }\n\nta|", ["tag"]),
    ("tag a {\n  c|", ["class"]),
    ('tag a { class x "t" |', ["when", "otherwise"]),
    ("score a { add 1 |", ["when"]),
    ("score a {\n  sub|", ["subtract"]),
    ("campaign c {\n  s|", ["start", "suppress", "status"]),
    ("campaign c { holdout 10% |", ["salt"]),
    ("test \"a\" {\n  ex|", ["expect"]),
    ("segment a { status |", ["draft", "live", "retired"]),
    ("let a = vip is |", ["missing", "known", "not"]),
    # ---- the contract
    ("profile c { field a |", ["bool", "int", "number", "text", "date", "time", "category", "list"]),
    ("profile c { field a te|", ["text"]),
    ("profile c { field a text pii |", ["mobile", "account", "name", "id_card", "address"]),
    ("profile c { field a bool opt_out [|", ["sms", "app"]),
    ("channel x { |", ["kind", "cost", "service_cost", "capacity", "reach", "hours", "suffix"]),
    ("channel x { kind |", ["online", "offline"]),
    ("channel x { kind online reach ph|", ["phone"]),
    # ---- values of the category at hand
    ("let a = status = |", ["active", "silent", "lost"]),
    ("let a = status != s|", ["silent"]),
    ("let a = activity = |", ["none", "low", "high"]),
    ("let a = activity = 沉|", ["none"]),
    ("let a = mood in [low, |", ["none", "low", "high"]),
    ("let a = mood not in [|", ["none", "low", "high"]),
    ("let a = activity in |", ["none", "low", "high", "online", "quiet"]),
    ("let a = was(activity, 30d) = |", ["none", "low", "high"]),
    ("let a = coalesce(activity, |", ["none", "low", "high"]),
    ("let a = if(vip, style, |", ["rich", "poor"]),
    ("let a = latest(visit.channel) = |", ["hall", "app", "web"]),
    ("let a = count(visit where channel = |", ["hall", "app", "web"]),
    ("let a = count(visit where amount > 3 and channel in [hall, |", ["hall", "app", "web"]),
    ("let a = liking[|", ["hall", "app", "web"]),
    ("let a = city = |", ["城区", "开发区 (新)"]),
    # ---- events
    ("let a = count(|", ["contact", "visit", "push"]),
    ("let a = count(vis|", ["visit"]),
    ("let a = count(渠道|", ["visit"]),
    ("let a = sum(visit.|", ["amount"]),
    ("let a = latest(visit.|", ["id", "happened_at", "channel", "amount"]),
    ("let a = count(visit where |", ["id", "happened_at", "channel", "amount", "span", "least"]),
    ("let a = count(visit where ch|", ["channel"]),
    ("let a = count(visit, |", ["last 30d", "last 90d", "30d..90d ago", "span"]),
    ("let a = count(visit, last |", ["span", "7d", "30d"]),
    ("let a = count(visit, last 90|", ["90d", "90w", "90mo", "90y", "90h", "90min"]),
    ("let a = was(|", ["activity", "worth", "style", "liking"]),
    ("let a = was(activity, |", ["span"]),
    ("let a = sequence(visit, |", ["contact", "visit", "push"]),
    ("preference p { over |", ["contact", "visit", "push"]),
    ("preference p { over visit.|", ["id", "happened_at", "channel", "amount"]),
    ("preference p { over visit.channel where am|", ["amount"]),
    # ---- learned
    ("model m { method |", ["logistic", "svm", "knn", "mlp", "tree"]),
    ("model m { method svm |", ["c", "kernel", "gamma"]),
    ("let a = style.|", ["margin"]),
    ("let a = liking.|", ["second", "margin"]),
    # ---- campaigns and tests
    ("campaign c { arm x otherwise { channel |", ["sms", "app", "activity", "worth", "style", "liking"]),
    ("campaign c { arm x otherwise { channel liking else |", ["sms", "app"]),
    ("campaign c { limit 100 by points within |", ["status", "city"]),
    ("campaign c { columns [|", ["arm", "campaign", "channel", "incentive", "message", "variant"]),
    ('campaign c { arm x otherwise { channel sms message "您好{|', ["id", "age", "income"]),
    ('campaign c { arm x otherwise { channel sms message "您好{city}，{ag|', ["age"]),
    ('test "a" { set |', ["span", "least"]),
    ('test "a" { given { |', ["id", "age", "income", "phone"]),
    ('test "a" { given { id: "1", sta|', ["status"]),
    ('test "a" { given { status: |', ["active", "silent", "lost"]),
    ('test "a" { given visit { channel: |', ["hall", "app", "web"]),
    ('test "a" { given { style: |', ["rich", "poor"]),
    ('test "a" { given { liking: { |', ["hall", "app", "web"]),
    ('test "a" { given { style: { |', ["value", "margin"]),
    ('test "a" { given |', ["contact", "visit", "push"]),
    ("assert |", ["disjoint", "subset", "cover", "partition", "size", "share"]),
    # ---- expressions
    ("segment a { require |", ["静默客户", "vip"]),
    ("let a = 静|", ["静默客户"]),
    ("let a = 会员|", ["vip"]),
    ("let a = 客户|", ["客户 等级"]),
    ("let a = days_s|", ["days_since"]),
    ("let a = round(|", ["span", "least"]),
    ("let a = age > |", ["span", "least"]),
    ("let online2 = [|", []),
]  # fmt: skip


@pytest.mark.parametrize("marked, expected", FIRST)
def test_what_comes_first(marked: str, expected: list[str]) -> None:
    assert names(marked)[: len(expected)] == expected


def test_where_a_models_value_is_from_is_offered_with_what_it_means() -> None:
    found = offered("segment a { require usage_kind.source = |", SHIPPED)[:3]
    assert [(candidate.name, candidate.title) for candidate in found] == [
        ("observed", None), ("predicted", None), ("abstained", None),
    ]  # fmt: skip
    for candidate in found:
        said = documentation(SHIPPED, candidate, "zh")
        assert said is not None
        assert said.lines


NOWHERE = [
    "# seg|",
    'let a = "vis|',
    "segment |",
    "let |",
    "tag t { class |",
    "let a = 3 # |",
    "assert size(vip) > 10|",
]


@pytest.mark.parametrize("marked", NOWHERE)
def test_where_a_new_name_or_text_is_written_nothing_is_offered(marked: str) -> None:
    assert names(marked) == []


ABSENT = [
    ("let a = |", "online"),  # a list is no value
    ("let a = |", "wake"),  # nor is a campaign
    ("let a = |", "share"),  # measures stand in assertions
    ("let a = count(visit where |", "visits"),  # a customer's, not an event's
    ("let a = count(visit where |", "rank"),
    ("let a = count(|", "visits"),
    ("let a = age |", "between"),
    ("assert |", "vip"),
]


@pytest.mark.parametrize("marked, name", ABSENT)
def test_what_cannot_stand_there_is_not_offered(marked: str, name: str) -> None:
    assert name not in names(marked)


def accepted(marked: str, name: str) -> str:
    """The text after a candidate was taken, with the cursor where it goes."""
    text, _ = cut(marked)
    candidate = next(c for c in offered(marked) if c.name == name)
    written = candidate.insert[: candidate.cursor] + "|" + candidate.insert[candidate.cursor :]
    return text[: candidate.span.start] + written + text[candidate.span.end :]


ACCEPTED = [
    ("let a = cou|", "count", "let a = count(|)"),
    ("let a = co|nt", "count", "let a = count(|)"),
    ("let a = 客户|", "客户 等级", "let a = `客户 等级`|"),
    ("let a = `客|", "客户 等级", "let a = `客户 等级`|"),
    ("let a = `客|`", "客户 等级", "let a = `客户 等级`|"),
    ("let a = city = 开|", "开发区 (新)", 'let a = city = "开发区 (新)"|'),
    ("let a = activity = 沉默|", "none", "let a = activity = none|"),
    ("let a = activity in |", "low", "let a = activity in [low|]"),
    ("let a = sum(vis|", "visit", "let a = sum(visit.|"),
    ("let a = count(visit, last 9|)", "9d", "let a = count(visit, last 9d|)"),
    ('let a = city = "开|', "开发区 (新)", 'let a = city = "开发区 (新)"|'),
    ('let a = city = "开|"', "开发区 (新)", 'let a = city = "开发区 (新)"|'),
    ('let a = status in [lost, "a|', "active", 'let a = status in [lost, "active"|'),
    ("seg|", "segment", "segment | {\n  require \n}"),
]


@pytest.mark.parametrize("marked, name, expected", ACCEPTED)
def test_what_a_candidate_inserts(marked: str, name: str, expected: str) -> None:
    assert accepted(marked, name) == expected


def test_candidates_say_title_and_type() -> None:
    (activity,) = (c for c in offered("let a = acti|") if c.name == "activity")
    assert (activity.kind, activity.title, activity.type) == ("tag", "活跃度", "category(none, low, high)")
    (age,) = (c for c in offered("let a = ag|") if c.kind == "field")
    assert (age.title, age.type) == ("年龄", "int?")
    (rounded,) = (c for c in offered("let a = roun|") if c.kind == "function")
    assert rounded.type == "round(x[, digits])"


def test_completion_works_below_an_item_that_is_not_finished() -> None:
    assert names("segment a {\n  require vip\n\ntag t {\n  class x when activity = |")[:3] == ["none", "low", "high"]
    assert names("let a = (age >\nsegment b { require status = |")[:3] == ["active", "silent", "lost"]


# ---- matching --------------------------------------------------------------------------------------------------------


def test_better_matches_come_first() -> None:
    fits = [match("se", *pair) for pair in [("se", None), ("seen", None), ("last_seen", None), ("a", "seen"),
                                            ("unseen", None), ("solde", None), ("x", None)]]  # fmt: skip
    assert fits == [0, 1, 2, 3, 4, 5, None]


ALIKE = [
    ("LAST", "last_seen", None), ("ｌａ", "last", None), ("渠道", "a", "线上渠道"), ("线渠", "a", "线上渠道"),
    ("沉默", "none", "沉默"), ("Seen", "lastSeen", None),
]  # fmt: skip


@pytest.mark.parametrize("typed, name, title", ALIKE)
def test_case_width_and_titles_match(typed: str, name: str, title: str | None) -> None:
    assert match(typed, name, title) is not None


# ---- completeness ----------------------------------------------------------------------------------------------------


def test_every_keyword_of_the_grammar_is_described() -> None:
    assert KEYWORDS.keys() == tables().keywords.keys()


def test_every_function_outside_of_the_registry_is_described() -> None:
    assert SPECIAL_FUNCTIONS.keys() == SPECIAL.keys()
    assert SPECIAL_FUNCTIONS.keys().isdisjoint(REGISTRY)


def test_blocks_are_rules_once_their_gaps_are_filled() -> None:
    gaps = ("when", "require", "most", "learn", "of", "over", "audience", "channel", "expect")
    for keyword, block in BLOCKS.items():
        filled = block.replace("|", "a").replace("= ", "= 1").replace("[]", "[b]")
        for gap in gaps:
            filled = filled.replace(f"{gap} \n", f"{gap} b.c\n" if gap == "over" else f"{gap} b\n")
        assert keyword in KEYWORDS
        assert parse(Source("", filled)).diagnostics == (), filled
    assert LINES.keys() <= KEYWORDS.keys()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_everything_that_is_offered_is_documented(language: str) -> None:
    for marked, _ in FIRST:
        for candidate in offered(marked):
            found = documentation(WORKSPACE, candidate, "zh" if language == "zh" else "en")
            if candidate.kind != "unit" and candidate.target is not None:
                assert found is not None, candidate
                assert found.lines or found.source, candidate


# ---- anywhere --------------------------------------------------------------------------------------------------------


def test_the_word_that_stands_there_is_offered_and_any_place_is_survived() -> None:
    """At the end of a name in the shipped rules that name is offered: what has been written could have been chosen."""
    chance = random.Random(7)
    tried = 0
    missed = []
    for name, source in SHIPPED.sources.items():
        for _ in range(40):
            place = chance.randrange(len(source.text))
            assert isinstance(complete(SHIPPED, name, place), tuple)
    for entry in SHIPPED.index.entries[::3]:
        for mention in mentions(SHIPPED.index, entry):
            if mention.declares or mention.written != "name":
                continue
            tried += 1
            end = entry.located.offset + mention.span.end
            candidates = complete(SHIPPED, entry.file, end)
            if mention.targets[0].name not in [candidate.name for candidate in candidates]:
                missed.append((entry.file, end, mention.targets[0]))
    assert tried > 500
    assert missed == []


def test_without_a_rulebook_there_is_completion_all_the_same() -> None:
    text = 'profile c { key id text field age int? "年龄" }\nlet a = |'
    plain, at = cut(text)
    found = complete(Workspace.of([Source("a", plain)]), "a", at)
    assert {"id", "age"} <= {candidate.name for candidate in found}
    book = Checker().check([Source("a", plain)])
    assert complete(Workspace.of([Source("a", plain)], book), "a", at)
