"""Items are found by the first words of lines, whatever state the text is in."""

import pytest

from segdsl_tui.state.outline import edited, entry_at, outline
from tests.tui.project import RULES


def test_finds_every_item_with_its_title_and_headings() -> None:
    found = [(e.kind, e.name, e.title, e.line, e.dimension) for e in outline(RULES) if e.kind != "theme"]
    assert found == [
        ("dimension", "年龄", None, 2, "年龄"),
        ("segment", "grown", "成年客户", 4, "年龄"),
        ("segment", "local", "成年本地客户", 7, "年龄"),
        ("tag", "life", "年龄段", 11, "年龄"),
        ("score", "points", "积分", 15, "年龄"),
        ("param", "limit", None, 18, "年龄"),
    ]


def test_a_half_written_rule_hides_none_of_its_neighbours() -> None:
    broken = RULES.replace("  require age >= 18\n}\n", "  require (age >= \n")
    assert [e.name for e in outline(broken)] == [e.name for e in outline(RULES)]


@pytest.mark.parametrize(
    "line", ["  channel sms message", "  model: digital", "# segment old {", '  "tag x"', "tagged"]
)
def test_lines_that_only_look_like_items_are_none(line: str) -> None:
    assert outline(f"{line}\n") == ()


def test_a_file_without_items_has_an_empty_outline() -> None:
    assert outline("") == ()


def test_a_line_belongs_to_the_item_above_it() -> None:
    entries = outline(RULES)
    names = [entry.name if (entry := entry_at(entries, line)) else None for line in (0, 4, 6, 7, 12)]
    assert names == [None, "grown", "grown", "local", "life"]


def test_an_edit_concerns_the_definitions_whose_text_it_touches() -> None:
    assert edited(RULES, RULES.replace("18", "20")) == frozenset({"grown"})
    assert edited(RULES, RULES.replace("segment grown", "segment adult")) == frozenset({"grown", "adult"})
    assert edited(RULES, "\n\n" + RULES) == frozenset()
    assert edited(RULES, RULES.replace("# 客户", "# 别的")) == frozenset()


def test_an_edit_of_the_contract_concerns_everything() -> None:
    contract = 'profile customer {\n  key id text\n}\nlet a = id = "1"\n'
    assert edited(contract, contract.replace("id text", "id int")) is None


def test_items_stand_where_they_are_written_however_many_empty_lines_there_are() -> None:
    text = '\n\n\n# head\nlet a = 1\nlet b = 2\n\n\n  \n\ntag c "C" {\n\n  class d "D" otherwise\n}\n\n\n\nlet e = 5'
    found = outline(text)
    lines = text.split("\n")
    assert [(entry.name, lines[entry.line].split()[1]) for entry in found] == [(n, n) for n in "abce"]
    assert [text[entry.start :].startswith(lines[entry.line]) for entry in found] == [True] * 4
    assert "".join(entry.text for entry in found) == text[text.index("let a") :]
