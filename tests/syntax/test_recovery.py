"""Every mistake is told once, where it is, and costs nothing but itself."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segdsl.diagnostics import Source
from segdsl.syntax import items, nodes
from segdsl.syntax.parse import Located, parse
from segdsl.syntax.tokens import lex
from tests.architecture.repository import ROOT, tracked
from tests.syntax.mistakes import MISTAKES


def unmarked(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without its marks, and the ranges that they stood around."""
    plain, ranges, start = "", [], 0
    for character in text:
        if character == "⟦":
            start = len(plain)
        elif character == "⟧":
            ranges.append((start, len(plain)))
        else:
            plain += character
    return plain, ranges


def kept(item: Located) -> str:
    name = item.node.name.text if isinstance(item.node, items.Definition) else ""
    return name + ("?" if not item.complete else "" if item.sound else "!")


@pytest.mark.parametrize("marked, codes, names", MISTAKES)
def test_mistakes_are_told_once_and_the_rest_is_kept(marked: str, codes: str, names: str) -> None:
    text, ranges = unmarked(marked)
    parsed = parse(Source("a.seg", text))
    assert [d.code for d in parsed.diagnostics] == codes.split()
    assert [(d.span.start, d.span.end) for d in parsed.diagnostics if d.span] == ranges
    assert [kept(item) for item in parsed.items] == names.split()


def test_the_good_lines_of_a_spoiled_block_are_kept() -> None:
    text = "segment a {\n  require b\n  require c d\n  exclude e\n}"
    (item,) = parse(Source("a.seg", text)).items
    assert isinstance(item.node, items.Segment)
    first, second, third = item.node.clauses
    assert (first.exclude, second.exclude, third.exclude) == (False, False, True)
    assert isinstance(third.condition, nodes.Name)
    assert third.condition.text == "e"


def test_a_spoiled_line_keeps_its_name_and_has_a_hole_for_its_expression() -> None:
    (item,) = parse(Source("a.seg", "tag a {\n  class b when (c\n  class d when ]\n  class e otherwise\n}")).items
    assert isinstance(item.node, items.Tag)
    assert [line.name.text for line in item.node.classes] == ["b", "d", "e"]
    assert [type(line.when) for line in item.node.classes] == [nodes.Hole, nodes.Hole, type(None)]


def test_a_word_at_the_start_of_a_line_inside_brackets_is_a_name() -> None:
    text = "campaign a {\n  audience b\n  columns [\n    arm, channel,\n    goal\n  ]\n}"
    parsed = parse(Source("a.seg", text))
    assert parsed.diagnostics == ()


def test_a_word_that_is_no_keyword_of_its_block_may_start_a_continued_line() -> None:
    parsed = parse(
        Source("a.seg", "segment a {\n  require b and\n    channel = app\n}\nlet c = d and\n  channel = app")
    )
    assert parsed.diagnostics == ()
    assert len(parsed.items) == 2


def test_hints_list_what_may_stand_there() -> None:
    (diagnostic,) = parse(Source("a.seg", "segment a {\n  foo bar\n}")).diagnostics
    assert diagnostic.args["expected"] == "`require`, `exclude`, `owner`, `status`, `review`, `note`"


def test_spans_count_code_points_also_behind_wide_text() -> None:
    text = 'let 余额 "余额（元）" = 金额 且且\n'
    source = Source("规则.seg", text)
    (diagnostic,) = parse(source).diagnostics
    assert diagnostic.file == "规则.seg"
    assert diagnostic.span is not None
    position = source.position(diagnostic.span.start)
    assert (position.line, position.column) == (1, text.index("且且") + 1)


FILES = [
    text for path in tracked() if path.endswith(".seg") and "}" in (text := (ROOT / path).read_text(encoding="utf-8"))
]
SPOILS = ["", "@", ")", "]", "}", "{", "(", "[", '"', "and", "= =", "，", "foo bar", ";"]


@given(st.sampled_from(FILES), st.data())
@settings(max_examples=150, deadline=None)
def test_a_mistake_costs_no_other_item(text: str, data: st.DataObject) -> None:
    before = parse(Source("a.seg", text))
    blocks = [at for at, item in enumerate(before.items) if item.text.endswith("}")]
    spoilt = data.draw(st.sampled_from(blocks))
    item = before.items[spoilt]
    tokens = lex(item.text)
    token = data.draw(st.sampled_from(tokens[1:]))  # without its keyword it would be no item
    spoil = data.draw(st.sampled_from(SPOILS)) if token is not tokens[-1] else ""  # `and` there would go on below
    start = item.offset + token.start
    after = parse(Source("a.seg", text[:start] + spoil + text[start + len(token.text) :]))
    found = {id(other.node) for other in after.items if other.sound}
    assert [i.text for i in before.items[:spoilt] + before.items[spoilt + 1 :] if id(i.node) not in found] == []
