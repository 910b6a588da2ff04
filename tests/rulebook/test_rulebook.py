"""Whole rulebooks: what is usable, what an error spoils, cycles, duplicates, headings, the design picture."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from segdsl.diagnostics import Source
from segdsl.functions.types import TEXT
from segdsl.rulebook import Checker
from segdsl.rulebook.model import Field, Learned, Let, Param, Segment, Table, Tag
from segdsl.rulebook.terms import Const, FieldRef
from tests.rulebook.rulebooks import BASE, based, check, fixed

DATA = Path(__file__).parents[1] / "data"
CATALOGUE = DATA / "catalogue.seg"


@pytest.fixture(scope="module")
def catalogue() -> Source:
    return Source("catalogue.seg", CATALOGUE.read_text(encoding="utf-8"))


def test_the_catalogue_has_no_findings(catalogue: Source) -> None:
    book = Checker().check([catalogue])
    assert book.diagnostics == ()
    assert (len(book.definitions), len(book.campaigns), len(book.tests), len(book.assertions)) == (41, 3, 5, 2)
    assert set(book.order) == set(book.definitions)


def test_every_construct_of_the_language_is_read_without_a_finding() -> None:
    book = Checker(lints=False).check([Source("everything.seg", (DATA / "everything.seg").read_text(encoding="utf-8"))])
    assert book.diagnostics == ()
    assert book.broken == frozenset()


def test_every_definition_stands_after_all_it_uses(catalogue: Source) -> None:
    book = Checker().check([catalogue])
    position = {name: at for at, name in enumerate(book.order)}
    assert [
        (name, used)
        for name, definition in book.definitions.items()
        for used in definition.uses
        if position[used] > position[name]
    ] == []


def test_the_order_of_files_and_definitions_does_not_matter(catalogue: Source) -> None:
    items = [part for part in catalogue.text.split("\n\n") if part.strip()]
    forward = Checker().check([catalogue])
    backward = Checker().check([Source(f"{i:02}.seg", part + "\n") for i, part in enumerate(reversed(items))])
    assert backward.diagnostics == ()
    assert {n: d.type for n, d in forward.definitions.items()} == {n: d.type for n, d in backward.definitions.items()}


# ---- partial errors --------------------------------------------------------------------------------------------------


def test_a_definition_is_usable_if_it_and_all_it_uses_are_free_of_errors() -> None:
    book = based("let a = agee\nlet b = a + 1\nsegment c { require b > 2 }\nlet d = vip")
    assert [d.code for d in book.diagnostics] == ["unknown-name"]
    assert book.broken == {"a", "b", "c"}
    assert "d" in book.definitions


def test_a_broken_field_is_reported_once() -> None:
    book = check("profile p { key id text field age integer }\nlet a = age > 3\nlet b = a and age < 9")
    assert [d.code for d in book.diagnostics] == ["unknown-type"]
    assert book.broken == {"a", "b"}


@pytest.mark.parametrize(
    "events",
    [
        "events e { at t string  field n int }",
        "events e { at t time?  field n int }",
        "events e { key owner int  at t time  field n int }",
    ],
)
def test_an_events_table_without_a_sound_key_and_time_is_reported_once(events: str) -> None:
    uses = "\nlet a = count(e where n > 3, last 30d)\nlet b = latest(e.n)\nlet c = vip"
    book = check("profile p { key id text  field vip bool }\n" + events + uses)
    assert (len(book.diagnostics), set(book.broken)) == (1, {"a", "b"})


def test_a_broken_field_of_events_spoils_its_users_alone() -> None:
    book = check(
        "profile p { key id text }\nevents e { at t time  field n integer  field m int }\n"
        "let a = count(e where n > 3)\nlet b = sum(e.n)\nlet c = sum(e.m)"
    )
    assert ([d.code for d in book.diagnostics], set(book.broken)) == (["unknown-type"], {"a", "b"})


def test_without_a_key_nothing_is_usable() -> None:
    book = check("profile p { field vip bool }\nsegment s { require vip }")
    assert ([d.code for d in book.diagnostics], set(book.broken)) == (["profile-without-key"], {"s"})


def test_both_definitions_of_a_name_are_broken_and_the_second_points_to_the_first() -> None:
    book = check("profile p { key id text }\nlet a = 1\nlet a = 2\nlet b = a")
    (found,) = book.diagnostics
    (related,) = found.related
    assert found.span is not None
    text = book.sources["rules.seg"]
    assert (text.position(found.span.start).line, text.position(related.span.start).line) == (3, 2)
    assert book.broken == {"a", "b"}


def test_a_cycle_is_named_whole_and_spoils_its_users_alone() -> None:
    book = based("let a = b\nlet b = c\nlet c = a\nlet d = a\nlet e = vip")
    assert [dict(d.args) for d in book.diagnostics] == [{"path": "a → b → c → a"}]
    assert len(book.diagnostics[0].related) == 2
    assert book.broken == {"a", "b", "c", "d"}


def test_a_value_that_has_the_name_of_a_definition_is_no_use_of_it() -> None:
    book = based("let silent = status = silent\nlet active = silent and status = active")
    assert book.diagnostics == ()
    assert book.definitions["silent"].uses == frozenset()
    assert book.definitions["active"].uses == {"silent"}


def test_types_are_found_whatever_the_words_of_a_definition_suggest() -> None:
    # `b` mentions `a` only as a value, `a` needs the type of `b`: no cycle, though each names the other.
    book = check("profile p { key id text  field s category(a, c) }\nlet b = s = a\nlet a = if(b, 1, 2)")
    assert book.diagnostics == ()
    assert str(book.definitions["a"].type) == "int"


def test_ten_thousand_chained_definitions() -> None:
    chain = [f"let x{i} = x{i + 1} + 1" for i in range(10_000)]
    book = check("profile p { key id text }\n" + "\n".join([*chain, "let x10000 = 1"]))
    assert book.diagnostics == ()
    assert book.order[0] == "x10000"
    assert book.order[-1] == "x0"


# ---- what a rulebook holds -------------------------------------------------------------------------------------------


def test_headings_hold_to_the_end_of_the_file() -> None:
    text = 'let a = 1\ntheme "T"\ndimension "D"\nlet b = 1\ntheme "U"\nlet c = 1\n'
    book = Checker().check([Source("1.seg", "profile p { key id text }\n" + text), Source("2.seg", "let d = 1")])
    headings = {d.name: (d.origin.theme, d.origin.dimension) for d in book.definitions.values()}
    assert headings == {"a": (None, None), "b": ("T", "D"), "c": ("U", None), "d": (None, None)}


def test_metadata_of_a_block() -> None:
    book = based('segment s "t" { require vip owner "o" status draft review 2027-06-30 note "n" }')
    found = book.definitions["s"]
    assert (found.title, found.owner, found.status, found.note) == ("t", "o", "draft", "n")
    assert found.review == dt.date(2027, 6, 30)


def test_clauses_keep_their_text_as_the_formatter_writes_it() -> None:
    book = based(
        'segment s { require   age>=18 "adult"\n exclude status=lost\n'
        ' require any_of "x" { option vip option maybe "m" } }'
    )
    found = book.definitions["s"]
    assert isinstance(found, Segment)
    assert [(c.text, c.title) for c in found.clauses] == [
        ("require age >= 18", "adult"), ("exclude status = lost", None), ("require any_of", "x"),
    ]  # fmt: skip
    assert [(o.text, o.title) for o in found.clauses[2].options] == [("option vip", None), ("option maybe", "m")]


def test_an_int_param_with_a_range_of_numbers_is_a_number() -> None:
    book = based("param p = 1 in 0..2.5")
    found = book.definitions["p"]
    assert isinstance(found, Param)
    assert isinstance(found.value, Const)
    assert (str(found.type), found.value.value) == ("number", 1.0)


def test_learned_definitions_hold_what_is_to_be_fitted(catalogue: Source) -> None:
    book = Checker().check([catalogue])
    preference, cluster = book.definitions["channel_preference"], book.definitions["portrait"]
    assert isinstance(preference, Learned)
    assert isinstance(cluster, Learned)
    assert (preference.over, preference.method, dict(preference.options), preference.seed) == (
        ("visit", "channel"), "mlp", {"hidden": 16}, 7,
    )  # fmt: skip
    assert [(label.name, label.order) for label in cluster.labels] == [
        ("digital", "most"), ("heavy", "most"), ("assisted", None),
    ]  # fmt: skip


def test_a_campaign(catalogue: Source) -> None:
    book = Checker().check([catalogue])
    found = book.campaigns["divert"]
    assert [arm.name for arm in found.arms] == ["hall_pay", "hotline", "general"]
    assert found.holdout is not None
    assert (found.holdout.share, found.holdout.salt) == (0.1, "divert-2021-08")
    assert [(goal.name, str(goal.within)) for goal in found.goals] == [("moved", "30d"), ("relieved", "30d")]
    assert [column.term is None for column in found.columns] == [False, False, True, True]


@pytest.mark.parametrize("line", ["audience nobody", "audience vip holdout 10", "audience vip audience vip"])
def test_a_goals_window_is_found_beside_other_errors_of_its_campaign(line: str) -> None:
    book = based(
        "let came = did(visit, last 7d)\n"
        f"campaign c {{ {line} arm a otherwise {{ channel sms }} goal g when came within 14d }}"
    )
    assert "window-in-goal-through" in [d.code for d in book.errors]
    assert len(book.errors) == 2
    assert book.campaigns == {}


def test_a_campaigns_salt_is_its_name_and_its_variants_inherit() -> None:
    book = based(
        "campaign c { audience vip holdout 10%\n"
        ' arm a otherwise { channel liking else sms message "{age:0}岁" incentive "5"\n'
        ' variant x 50% { message "{{x}}" } variant y 50% { } } }'
    )
    assert book.diagnostics == ()
    found = book.campaigns["c"]
    assert found.holdout is not None
    assert found.holdout.salt == "c"
    one, two = found.arms[0].variants
    assert one.message is not None
    assert two.message is not None
    assert (one.message.parts, one.incentive) == (("{x}",), "5")
    assert two.message.parts[1] == "岁"


def test_given_values_are_at_the_type_of_their_field() -> None:
    book = based(
        'test "t" { as_of 2021-06-30 set least = 4 set words = ["x"]\n'
        ' given { income: 3, born: today - 30d, status: silent, city: "开发区 (新)", labels: ["a"], kind: lost,'
        " liking: { app: 1 } }\n given visit { happened_at: 2021-06-01, channel: app }\n expect vips }"
    )
    assert book.diagnostics == ()
    (found,) = book.tests
    customer, event = found.given
    assert dict(customer.values) == {
        "income": 3.0, "born": dt.date(2021, 5, 31), "status": "silent", "city": "开发区 (新)", "labels": ("a",),
    }  # fmt: skip
    assert dict(customer.learned) == {"kind": {"value": "lost"}, "liking": {"[app]": 1.0, "value": "app"}}
    assert event.values["happened_at"] == dt.datetime(2021, 6, 1)  # noqa: DTZ001  # times are local
    assert found.uses == {"vips", "least", "words", "kind", "liking"}


def test_given_scores_say_which_channel_is_best_and_by_how_much() -> None:
    book = based('test "t" { given { liking: { web: 0.5, app: 0.75, hall: 0.5 } } expect vips }')
    assert book.diagnostics == ()
    # app leads by 0.25; of the two behind, hall is declared first
    assert dict(book.tests[0].given[0].learned["liking"]) == {
        "[web]": 0.5, "[app]": 0.75, "[hall]": 0.5, "value": "app", "second": "hall", "margin": 0.25,
    }  # fmt: skip


def test_parts_of_learned_definitions_can_be_given() -> None:
    book = based(
        'test "t" { given { style: { value: rich, margin: 2 }, kind: { source: abstained, confidence: 60% } }'
        " expect vips }"
    )
    assert book.diagnostics == ()
    assert dict(book.tests[0].given[0].learned) == {
        "style": {"value": "rich", "margin": 2.0}, "kind": {"source": "abstained", "confidence": 0.6},
    }  # fmt: skip


def test_tests_and_assertions_that_cannot_run_are_kept_apart() -> None:
    book = based(
        "segment odd { require agee > 3 }\n"
        'test "on a broken one" { given { age: 3 } expect odd }\n'
        'test "broken itself" { given { agee: 3 } expect vips }\n'
        'test "sound" { given { age: 3 } expect not vips }\n'
        "assert  share(odd) < 3%\n"
        'assert size(vips) > 0 "somebody"'
    )
    assert [t.title for t in book.tests] == ["sound"]
    assert [a.title for a in book.assertions] == ["somebody"]
    assert [(u.kind, u.title, u.broken) for u in book.unusable] == [
        ("test", "on a broken one", ("odd",)), ("test", "broken itself", ()),
        ("assert", "assert share(odd) < 3%", ("odd",)),
    ]  # fmt: skip


# ---- contracts -------------------------------------------------------------------------------------------------------


def test_events_have_the_profiles_key_unless_they_name_their_own() -> None:
    book = check(
        "profile p { key id text }\nevents e { at t time }\nevents f { at t time field id text }\n"
        'events g { key owner text from "客户" at t time }'
    )
    assert {n: (t.key, t.fields[t.key].column, t.fields[t.key].role) for n, t in book.events.items()} == {
        "e": ("id", "id", "key"), "f": ("id", "id", "key"), "g": ("owner", "客户", "key"),
    }  # fmt: skip


def test_the_ledger_is_a_table_only_where_a_rule_reads_it() -> None:
    assert "contact" not in based("").events
    book = based('let t = did(contact where campaign = "c", last 7d)')
    assert book.diagnostics == ()
    assert book.events["contact"].at == "sent_at"


def test_without_a_profile_unknown_names_are_fields() -> None:
    book = check(
        "let a = age > 3 and status = active\nlet b = today - since\nsegment s { require a }\n"
        "let c = kind in [new, old] and level in [1, 2]"
    )
    assert [d.code for d in book.diagnostics] == ["contract-inferred"]
    assert dict(book.diagnostics[0].args) == {"names": "active, age, kind, level, since, status"}
    assert set(book.definitions) == {"a", "b", "c", "s"}


def test_an_inferred_contract_takes_the_place_of_a_profile() -> None:
    table = Table("data", "profile", {"id": Field("id", TEXT, "id", role="key")}, "id", inferred=True)
    book = Checker(table).check([Source("r.seg", 'let a = id = "1"\nlet b = nam')])
    assert [d.code for d in book.diagnostics] == ["unknown-name"]
    term = book.definitions["a"]
    assert isinstance(term, Let)
    assert isinstance(getattr(term.term, "left", None), FieldRef)


# ---- fixes -----------------------------------------------------------------------------------------------------------

FIXES = [
    ("let t = agee > 3", "let t = age > 3"),
    ("let t = 年龄 > 3", "let t = age > 3"),
    ("let t = level = 低", "let t = level = low"),
    ("let t = city = 开发区", 'let t = city = "开发区 (新)"'),
    ("let t = name = gold", 'let t = name = "gold"'),
    ("let t = days_since(born) > 90d", "let t = born <= today - 90d"),
    ("let t = days_since(born) < span", "let t = born > today - span"),
    ("let t = born - 90 > today", "let t = born - 90d > today"),
    ('let t = born > "2021-06-30"', "let t = born > 2021-06-30"),
    ('let t = age > "3"', "let t = age > 3"),
    ("let t = name = 13800138000", 'let t = name = "13800138000"'),
    ('let t = "a" in labels', 'let t = has(labels, "a")'),
    ("let t = count(visit, 30d)", "let t = count(visit, last 30d)"),
    ("let t = count(visit, 30d..90d)", "let t = count(visit, 30d..90d ago)"),
    ("let t = count(visit.amount)", "let t = count(visit)"),
    ("let t = lenght(name)", "let t = length(name)"),
    ("let t = average(visit.amount)", "let t = avg(visit.amount)"),
    ("let t = MAX(visit.amount where channel = app)", "let t = maximum(visit.amount where channel = app)"),
    ("let t = max(age, 3)", "let t = max_of(age, 3)"),
    ("let t = 去重(visit.channel)", "let t = distinct(visit.channel)"),
    ("let t = isnull(age)", "let t = age is missing"),
    ("let t = ISBLANK(age + 1)", "let t = (age + 1) is missing"),
    ("let t = now() > born", "let t = today > born"),
    ("let t = count(visit in last 30d)", "let t = count(visit, last 30d)"),
    ("let t = sum(visit.amount in 30d..60d ago)", "let t = sum(visit.amount, 30d..60d ago)"),
    ("let t = vip and maybe or wealthy", "let t = (vip and maybe) or wealthy"),
    ("segment t { require vip status lives }", "segment t { require vip status live }"),
    ("events t { at d datetime }", "events t { at d time }"),
    ("events t { at d time field x list }", "events t { at d time field x list(text) }"),
]


@pytest.mark.parametrize("before, after", FIXES)
def test_the_first_fix_of_a_finding(before: str, after: str) -> None:
    assert fixed(based(before)) == BASE + after


def test_a_function_that_means_something_else_elsewhere_is_named_and_not_written() -> None:
    (found,) = based("let t = datediff(born, today)").diagnostics
    assert found.args["suggestion"] == "days_between"  # other languages subtract the other way round
    assert not found.fixes


def test_mixed_and_or_offers_both_readings() -> None:
    book = based("let t = vip and maybe or wealthy")
    assert fixed(book, fix=1) == BASE + "let t = vip and (maybe or wealthy)"
    assert not any(fix.safe for fix in book.diagnostics[0].fixes)


def test_a_title_written_for_a_value_is_a_safe_fix() -> None:
    assert based("let t = level = 低").diagnostics[0].fixes[0].safe


def test_tags_without_otherwise_may_be_missing() -> None:
    book = based("tag t { class a when vip }")
    found = book.definitions["t"]
    assert isinstance(found, Tag)
    assert found.type.optional
