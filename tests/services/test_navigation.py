"""Going to declarations and finding uses, from every kind of place a name can stand in."""

from __future__ import annotations

import pytest

from segdsl.diagnostics import Position, Span
from segdsl.rulebook.expressions.references import SOURCES
from segdsl.services.mentions import mentions
from segdsl.services.navigation import Symbol, definition, name_at, names, outline, references
from segdsl.services.workspace import Workspace
from segdsl.syntax.context import Context
from segdsl.syntax.recover import read
from tests.services.cursors import find, opened, sample, shipped, shown

WORKSPACE = sample()
SHIPPED = shipped()

# A piece of the sample with a cursor, and the line where that name is declared ("" for what is built in).
DECLARED = [
    ("add vis|its up", 'let ⟦visits⟧ "到访" = count(visit where channel in online, last span)'),
    ("when |visits < least", 'let ⟦visits⟧ "到访" = count(visit where channel in online, last span)'),
    ("visits < least|", "param ⟦least⟧ = 3 in 1..10"),
    ("last span|)", 'param ⟦span⟧ "观察期" = 30d in 1d..90d'),
    ("in onl|ine, last", "let ⟦online⟧ = [app, web]"),
    ("= count(vis|it where", 'events ⟦visit⟧ "渠道交互" {'),
    ("where chan|nel in online", 'field ⟦channel⟧ category(hall, app, web) "渠道"'),
    ("where channel = a|pp)", "field channel category(hall, ⟦app⟧, web)"),
    ("over visit.chan|nel", 'field ⟦channel⟧ category(hall, app, web) "渠道"'),
    ("was(acti|vity, 30d)", 'tag ⟦activity⟧ "活跃度" {'),
    ("30d) = hi|gh", 'class ⟦high⟧ "高频" otherwise'),
    ("mood = hi|gh", 'class ⟦high⟧ "高频" otherwise'),
    ('worth = "hi|gh"', "tag worth { class low when income < 10 class ⟦high⟧ otherwise }"),
    ("[low, no|ne]", 'class ⟦none⟧ "沉默" when never(visit)'),
    ("activity in qui|et", "let ⟦quiet⟧ = [low, none]"),
    ("audience 静默|客户", 'segment ⟦静默客户⟧ "静默" {'),
    ("{ channel lik|ing", "preference ⟦liking⟧ { over visit.channel horizon 30d features [age] method mlp hidden 16 }"),
    ("liking else s|ms", 'channel ⟦sms⟧ "短信" { kind online reach phone }'),
    ("您好{a|ge}", 'field ⟦age⟧ int? "年龄" unit "岁" valid 0..120'),
    ("{ id: \"1\", sta|tus", 'field ⟦status⟧ category(active, silent, lost)? "状态"'),
    ("status: sil|ent", "field status category(active, ⟦silent⟧, lost)?"),
    ("style: ri|ch", "cluster style { features [age] label ⟦rich⟧ most income label poor otherwise }"),
    ("{ ap|p: 0.7", "field channel category(hall, ⟦app⟧, web)"),
    ("set le|ast", "param ⟦least⟧ = 3 in 1..10"),
    ("by po|ints", "score ⟦points⟧ { add 1 when vip add visits up to 3 when mood = high }"),
    ("within ci|ty", 'field ⟦city⟧ category(城区, "开发区 (新)") "城市" from "地市"'),
    ("goal ba|ck", "goal ⟦back⟧ when did(visit where channel = app) within 14d"),
    ("suppress wa|s(", ""),
    ("method m|lp", ""),
    ("kind on|line reach phone }\nchannel app", ""),
    ("arm, act|ivity]", 'tag ⟦activity⟧ "活跃度" {'),
]  # fmt: skip


@pytest.mark.parametrize("marked, expected", DECLARED)
def test_a_name_leads_to_its_declaration(marked: str, expected: str) -> None:
    found = definition(WORKSPACE, *find(WORKSPACE, marked))
    lines = [shown(WORKSPACE, each).partition(' "')[0] for each in found]
    assert lines == ([expected.partition(' "')[0]] if expected else [])
    assert all(each.declares for each in found)


def test_a_value_in_a_list_used_beside_two_categories_is_declared_by_both() -> None:
    online = find(SHIPPED, "= [alipay, we|chat, app]")
    found = [(each.targets[0].owner, each.file) for each in definition(SHIPPED, *online)]
    assert found == [("visit.channel", "contract"), ("payment.channel", "contract")]


@pytest.mark.parametrize("marked", ["# |", "3| in 1..10", '"运|营"', "|\nlet mood"])
def test_where_no_name_stands_there_is_nothing_to_go_to(marked: str) -> None:
    workspace = opened(rules='# \nlet a = 1\n\nlet mood = a\nparam b = 3 in 1..10\nscore s { add a owner "运营" }\n')
    assert definition(workspace, *find(workspace, marked)) == ()


def test_a_place_may_be_a_line_and_a_column() -> None:
    (found,) = definition(WORKSPACE, "rules", Position(line=7, column=48))
    assert shown(WORKSPACE, found) == "let ⟦online⟧ = [app, web]"


def test_all_uses_are_found_in_all_files_and_the_declaration_is_told_apart() -> None:
    found = references(WORKSPACE, *find(WORKSPACE, "let quiet = [lo|w"))
    assert [(each.declares, shown(WORKSPACE, each)) for each in found] == [
        (False, "let quiet = [⟦low⟧, none]"),
        (True, 'class ⟦low⟧ "低频" when visits < least'),
    ]
    phone = references(WORKSPACE, *find(WORKSPACE, "field pho|ne"))
    assert [(each.file, each.declares) for each in phone] == [
        ("contract", True), ("contract", False), ("contract", False), ("rules", False),
    ]  # fmt: skip


def test_classes_of_the_same_name_are_told_apart_by_their_tag() -> None:
    of_activity = references(WORKSPACE, *find(WORKSPACE, 'class hi|gh "高频"'))
    of_worth = references(WORKSPACE, *find(WORKSPACE, 'worth = "hi|gh"'))
    assert {each.span for each in of_activity}.isdisjoint(each.span for each in of_worth)
    assert (len(of_activity), len(of_worth)) == (3, 2)


def test_names_resolve_while_another_line_is_half_written() -> None:
    broken = WORKSPACE.edited(
        type(WORKSPACE.sources["rules"])(
            "rules", WORKSPACE.sources["rules"].text.replace("when never(visit)", "when never(")
        )
    )
    (found,) = definition(broken, *find(broken, "visits < lea|st"))
    assert shown(broken, found) == "param ⟦least⟧ = 3 in 1..10"


def test_an_inferred_field_is_found_and_declared_nowhere() -> None:
    workspace = opened(rules="let a = spent > 3\nlet b = spent < 9\n")
    assert len(references(workspace, *find(workspace, "a = spe|nt"))) == 2
    assert definition(workspace, *find(workspace, "a = spe|nt")) == ()


def test_the_names_of_a_part_of_a_file_are_those_of_the_items_that_reach_into_it() -> None:
    source = WORKSPACE.sources["rules"]
    at = source.text.index("let visits")
    found = names(WORKSPACE, "rules", Span(at + 5, at + 6))
    written = [source.text[name.span.start : name.span.end] for name in found]
    assert written == ["visits", "count", "visit", "channel", "online", "span"]
    everything = names(WORKSPACE, "rules")
    assert set(found) < set(everything)
    assert list(everything) == sorted(everything, key=lambda name: name.span)


# ---- the shipped rules -----------------------------------------------------------------------------------------------


def names_of(workspace: Workspace) -> list[tuple[str, int, str]]:
    """Every token the parser takes for a name: file, offset and text."""
    found = []
    for entry in workspace.index.entries:
        reading = read(Context(entry.located.text))
        pairs = zip(reading.tokens, reading.symbols, strict=False)
        found += [(entry.file, entry.located.offset + t.start, t.text) for t, symbol in pairs if symbol == "NAME"]
    return found


def test_every_name_in_the_shipped_rules_is_known_and_declared_where_it_says() -> None:
    names = names_of(SHIPPED)
    assert len(names) > 2000
    for file, offset, text in names:
        if text in SOURCES.values:  # the language's own words for where a model's value comes from
            continue
        found = name_at(SHIPPED, file, offset)
        assert found is not None, (file, offset, text)
        for place in definition(SHIPPED, file, offset):
            declared = SHIPPED.sources[place.file].text[place.span.start : place.span.end]
            assert declared.strip('`"') == text.strip('`"')
            assert place.extent is not None
            assert place.extent.start <= place.span.start < place.span.end <= place.extent.end


def test_what_definitions_use_is_what_the_checker_says_they_use() -> None:
    book = SHIPPED.rulebook
    assert book is not None
    for name, entry in SHIPPED.index.definitions.items():
        own = (m for m in mentions(SHIPPED.index, entry) if not m.declares)
        used = {target.name for m in own for target in m.targets if target.kind == "definition"}
        checked = book.definitions.get(name) or book.campaigns[name]
        assert used == checked.uses, name


# ---- outline ---------------------------------------------------------------------------------------------------------


def tree(symbols: tuple[Symbol, ...], depth: int = 0) -> list[str]:
    """An outline as indented lines."""
    return [
        line
        for symbol in symbols
        for line in ["  " * depth + f"{symbol.kind} {symbol.name}", *tree(symbol.children, depth + 1)]
    ]


def test_an_outline_nests_headings_definitions_and_their_lines() -> None:
    text = (
        'let z = 1\ntheme "甲"\ndimension "一"\ntag t { class a when z > 1 class b otherwise }\ndimension "二"\n'
        "campaign c { audience t = a arm x otherwise { channel sms variant v 100% { } } goal g when t = b }\n"
        'theme "乙"\nassert cover(t = a) "全"\ntest "试" { expect t = a }\n'
    )
    workspace = opened(rules=text)
    assert tree(outline(workspace, "rules")) == [
        "let z", "theme 甲", "  dimension 一", "    tag t", "      class a", "      class b", "  dimension 二",
        "    campaign c", "      arm x", "        variant v", "      goal g", "theme 乙", "  assert 全", "  test 试",
    ]  # fmt: skip


def test_every_symbol_holds_its_name_and_its_children() -> None:
    def hold(symbols: tuple[Symbol, ...], text: str) -> None:
        for symbol in symbols:
            assert symbol.span.start <= symbol.name_span.start < symbol.name_span.end <= symbol.span.end
            assert symbol.name in text[symbol.name_span.start : symbol.name_span.end]
            assert all(symbol.span.start <= c.span.start and c.span.end <= symbol.span.end for c in symbol.children)
            hold(symbol.children, text)

    for name, source in SHIPPED.sources.items():
        hold(outline(SHIPPED, name), source.text)
