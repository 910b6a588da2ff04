"""Renames change every use and no meaning, or are refused with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass

import pytest

from segdsl.diagnostics import Diagnostic, Source
from segdsl.diagnostics.codes.editing import EDITING
from segdsl.rulebook import Checker
from segdsl.rulebook.model import Rulebook
from segdsl.services.navigation import declaration
from segdsl.services.rename import Rename, renamable, rename
from segdsl.services.targets import Target
from segdsl.services.workspace import Workspace
from tests.services.cursors import applied, find, opened, sample, shipped

WORKSPACE = sample()
SHIPPED = shipped()


def checked(texts: Mapping[str, str]) -> Rulebook:
    return Checker(lints=False).check([Source(name, text) for name, text in texts.items()])


def changed_lines(texts: Mapping[str, str], workspace: Workspace) -> list[str]:
    """The lines that a rename changed, as they are now."""
    return [
        new.strip()
        for name, text in texts.items()
        for old, new in zip(workspace.sources[name].text.splitlines(), text.splitlines(), strict=True)
        if old != new
    ]


RENAMED = [
    ("param le|ast", "门槛", ["param 门槛 = 3 in 1..10", 'class low "低频" when visits < 门槛', "set 门槛 = 2"]),
    ("mood = hi|gh", "top", [
        'class top "高频" otherwise', "score points { add 1 when vip add visits up to 3 when mood = top }",
        "suppress was(activity, 30d) = top",
    ]),
    ('class hi|gh otherwise }', "rich", [
        "tag worth { class low when income < 10 class rich otherwise }",
        'segment 静默客户 "静默" { require activity in quiet require worth = "rich" "价值" exclude vip }',
    ]),
    ("field ag|e", "岁数", [
        'field 岁数 int? "年龄" unit "岁" valid 0..120 from "age"',
        "cluster style { features [岁数] label rich most income label poor otherwise }",
        "preference liking { over visit.channel horizon 30d features [岁数] method mlp hidden 16 }",
        'arm young when 岁数 < 30 { channel liking else sms message "您好{岁数}，{city}" }',
    ]),
    ("within ci|ty", "town", [
        'field town category(城区, "开发区 (新)") "城市" from "地市"',
        'arm young when age < 30 { channel liking else sms message "您好{age}，{town}" }',
        "limit 100 by points within town",
    ]),
    ("campaign wa|ke", "唤醒", ['campaign 唤醒 "唤醒" {', 'holdout 10% salt "wake"']),
    ("field `客户 |等级`", "等级", ['field 等级 int? from "客户 等级"']),
    ("field vi|p", "VIP 客户", [
        'field `VIP 客户` bool "会员" from "vip"',
        "score points { add 1 when `VIP 客户` add visits up to 3 when mood = high }",
        'segment 静默客户 "静默" { require activity in quiet require worth = "high" "价值" exclude `VIP 客户` }',
    ]),
    ("goal ba|ck", "won", ["goal won when did(visit where channel = app) within 14d"]),
    ("arm re|st", "others", [
        'arm others otherwise { channel sms variant a 50% { message "甲" } variant b 50% { message "乙" } }',
    ]),
    ("channel sm|s \"短信\"", "text", [
        'channel text "短信" { kind online reach phone }',
        'arm young when age < 30 { channel liking else text message "您好{age}，{city}" }',
        'arm rest otherwise { channel text variant a 50% { message "甲" } variant b 50% { message "乙" } }',
    ]),
    ("ri|ch most", "wealthy", [
        "cluster style { features [age] label wealthy most income label poor otherwise }",
        'given { id: "1", status: silent, style: wealthy, liking: { app: 0.7 } }',
    ]),
]  # fmt: skip


@pytest.mark.parametrize("marked, new, lines", RENAMED)
def test_a_rename_edits_every_use(marked: str, new: str, lines: list[str]) -> None:
    texts = applied(WORKSPACE, rename(WORKSPACE, *find(WORKSPACE, marked), new))
    assert changed_lines(texts, WORKSPACE) == lines
    assert [d.code for d in checked(texts).diagnostics if d.severity == "error"] == []


REFUSED = [
    ("nothing-to-rename", "param span |", "x"),
    ("rename-built-in", "suppress wa|s(", "x"),
    ("rename-built-in", "method m|lp", "x"),
    ("rename-data-value", "status: sil|ent", "x"),
    ("rename-channel-value", "channel ap|p \"应用\"", "x"),
    ("rename-implied-key", "key i|d", "x"),
    ("name-not-a-word", "param le|ast", "at least"),
    ("name-not-a-word", "param le|ast", ""),
    ("name-not-a-word", "field ag|e", "a`b"),
    ("name-too-long", "tag wor|th", "x" * 65),
    ("reserved-name", "tag wor|th", "contact"),
    ("rename-taken", "param le|ast", "visits"),
    ("rename-taken", "param le|ast", "VISITS"),
    ("rename-taken", "param le|ast", "age"),
    ("rename-taken", "field ag|e", "visit"),
    ("rename-taken", "field chan|nel", "amount"),
    ("rename-taken", 'class hi|gh "高频"', "low"),
    ("rename-taken", "arm re|st", "young"),
    ("rename-taken", "variant |a", "B"),
    ("rename-shadows", "param le|ast", "low"),
]  # fmt: skip


@pytest.mark.parametrize("code, marked, new", REFUSED)
def test_what_cannot_be_renamed_says_why(code: str, marked: str, new: str) -> None:
    found = rename(WORKSPACE, *find(WORKSPACE, marked), new)
    assert isinstance(found, Diagnostic)
    assert (found.code, found.file is not None, found.span is not None) == (code, True, True)
    assert found.message("zh") != found.message("en")


# Whatever the new name would be read as something else: where, and in which text.
CAMPAIGN = "campaign c { audience vip arm a otherwise { channel sms } columns [id, n] }\n"
LIKING = "preference n| { over visit.channel horizon 30d features [age] method mlp }\n"
SHADOWED = [
    ("an events field in where", "param n| = 3\nlet a = count(visit where amount > n)\n", "amount"),
    ("a value of the category", "let n| = status\nlet a = status = lost\nlet b = status = n\n", "silent"),
    ("another class", "tag t { class c| when vip class d otherwise }\nlet e = vip\nlet f = t = c\n", "d"),
    ("a channel", LIKING + CAMPAIGN.replace("channel sms", "channel n else sms"), "app"),
    ("a column of the export", "let n| = age + 1\n" + CAMPAIGN, "message"),
]


@pytest.mark.parametrize("marked, new", [case[1:] for case in SHADOWED], ids=[case[0] for case in SHADOWED])
def test_a_name_that_would_be_read_as_something_else_is_refused(marked: str, new: str) -> None:
    at = marked.index("|")
    text = marked.replace("|", "")
    workspace = opened(contract=WORKSPACE.sources["contract"].text, rules=text)
    found = rename(workspace, "rules", at, new)
    assert isinstance(found, Diagnostic)
    assert found.code in ("rename-shadows", "rename-taken")


def test_a_class_in_a_list_shared_by_two_tags_is_not_renamed_alone() -> None:
    text = (
        "tag a { class low when vip class high otherwise }\ntag b { class high when vip class low otherwise }\n"
        "let good = [high]\nlet x = a in good\nlet y = b in good\n"
    )
    workspace = opened(contract=WORKSPACE.sources["contract"].text, rules=text)
    for marked in ("tag a { class low when vip class hi|gh", "let good = [hi|gh]"):
        found = rename(workspace, *find(workspace, marked), "top")
        assert isinstance(found, Diagnostic)
        assert found.code == "rename-shared"


def test_a_field_of_data_without_a_contract_is_declared_nowhere() -> None:
    workspace = opened(rules="let a = spent > 3\n")
    found = renamable(workspace, *find(workspace, "spe|nt"))
    assert isinstance(found, Diagnostic)
    assert found.code == "rename-undeclared"


REMARKS = [
    ("events vis|it", "meeting", ["rename-data-name"]),
    ("preference lik|ing", "taste", ["rename-refit"]),
    ("label po|or", "other", ["rename-refit"]),
    ("campaign wa|ke", "again", []),
]


@pytest.mark.parametrize("marked, new, codes", REMARKS)
def test_what_lies_outside_the_rules_is_remarked_on(marked: str, new: str, codes: list[str]) -> None:
    found = rename(WORKSPACE, *find(WORKSPACE, marked), new)
    assert isinstance(found, Rename)
    assert [remark.code for remark in found.remarks] == codes


def test_variants_drawn_by_the_name_of_the_campaign_are_remarked_on() -> None:
    text = "campaign c { audience vip arm a otherwise { channel sms variant v 100% { } } }\n"
    workspace = opened(contract=WORKSPACE.sources["contract"].text, rules=text)
    found = rename(workspace, *find(workspace, "campaign c|"), "d")
    assert isinstance(found, Rename)
    assert [remark.code for remark in found.remarks] == ["rename-reshuffles"]


def test_every_code_of_editing_is_triggered() -> None:
    named = {code for code, *_ in REFUSED} | {code for *_, codes in REMARKS for code in codes}
    elsewhere = {"rename-reshuffles", "rename-undeclared", "rename-shared"}
    assert EDITING.keys() <= named | elsewhere


def test_a_new_name_that_is_the_old_one_changes_nothing() -> None:
    assert rename(WORKSPACE, *find(WORKSPACE, "param le|ast"), "least") == Rename({})


# ---- meaning ---------------------------------------------------------------------------------------------------------


def shape(value: object, old: str, new: str) -> object:
    """A checked item without places and texts, the old name written as the new one."""
    if isinstance(value, str):
        return new if value == old else value
    if is_dataclass(value) and not isinstance(value, type):
        kept = [f.name for f in fields(value) if f.name not in ("span", "origin", "text", "column", "source")]
        return type(value).__name__, tuple((name, shape(getattr(value, name), old, new)) for name in kept)
    if isinstance(value, Mapping):
        return tuple((shape(k, old, new), shape(v, old, new)) for k, v in value.items())
    if isinstance(value, tuple | list):
        return tuple(shape(each, old, new) for each in value)
    return frozenset(shape(each, old, new) for each in value) if isinstance(value, frozenset) else value


def meaning(book: Rulebook, old: str, new: str) -> object:
    parts = (book.profile, book.events, book.channels, book.definitions, book.campaigns, book.tests, book.assertions)
    return [shape(part, old, new) for part in parts], sorted(d.code for d in book.diagnostics)


def everything(workspace: Workspace) -> list[Target]:
    """All that could be renamed: one of each kind from every file, and a few more."""
    index = workspace.index
    targets = [Target("definition", name) for name in index.definitions] + [Target("table", n) for n in index.tables]
    targets += [
        Target("value", v, name) for name in index.definitions for v in index.values(Target("definition", name))
    ]
    targets += [Target("field", field, t) for t in index.tables for field in (index.table(t) or index.profile).fields]  # type: ignore[union-attr]
    return targets


@pytest.mark.parametrize("workspace", [WORKSPACE, SHIPPED], ids=["sample", "shipped"])
def test_after_a_rename_the_rules_mean_the_same_and_renaming_back_gives_the_same_text(workspace: Workspace) -> None:
    texts = {name: source.text for name, source in workspace.sources.items()}
    before = checked(texts)
    chosen = everything(workspace)
    tried = 0
    for target in chosen[:: max(1, len(chosen) // 8)]:
        place = declaration(workspace.index, target)
        renamed = rename(workspace, place.file, place.span.start, "换了名") if place is not None else None
        if not isinstance(renamed, Rename):
            continue
        tried += 1
        after = applied(workspace, renamed)
        book = checked(after)
        assert meaning(book, target.name, "换了名") == meaning(before, target.name, "换了名"), target
        if target.kind in ("field", "definition"):  # what writes down the old name does not take it back
            continue
        again = Workspace.of([Source(name, text) for name, text in after.items()], book)
        assert place is not None
        assert applied(again, rename(again, place.file, place.span.start, target.name)) == texts
    assert tried > 4
