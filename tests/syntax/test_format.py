"""The one style: what it looks like, and that it never changes what is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from segdsl.diagnostics import Source
from segdsl.syntax.format import WIDTH, format_source
from segdsl.syntax.parse import parse
from segdsl.syntax.tokens import lex
from tests.architecture.repository import ROOT, tracked
from tests.syntax.test_foreign import without_places

RULES = [ROOT / name for name in tracked() if name.endswith(".seg")]
SAMPLES = [path.read_text(encoding="utf-8") for path in RULES]
PIECES = [item.text for text in SAMPLES for item in parse(Source("a.seg", text)).items]

STYLE = [
    # spaces
    ("let  a=b+c*-d", "let a = b + c * -d"),
    ("let a = f( b,c )[ d ] . e", "let a = f(b, c)[d].e"),
    ("let a = b in[1 ,2, ]", "let a = b in [1, 2]"),
    ("let a = not( b )", "let a = not (b)"),
    ("let a = b in 18 .. 60", "let a = b in 18..60"),
    ("let a = today-30d", "let a = today - 30d"),
    ('test "t"{given{a:1,b : [ ]}}', 'test "t" {\n  given { a: 1, b: [] }\n}'),
    ("param a=-5", "param a = -5"),
    ("let a = b\u3000and\u00a0c\r\n", "let a = b and c"),
    # lines
    ("segment a { require b exclude c }", "segment a {\n  require b\n  exclude c\n}"),
    ("segment a\n{\n require\n b and\n c\n}", "segment a {\n  require b and c\n}"),
    ("let a = 1 let b = 2", "let a = 1\nlet b = 2"),
    ("let a = 1\n\n\n\nlet b = 2", "let a = 1\n\nlet b = 2"),
    ('theme "x"\nlet a = 1\ntheme "y"', 'theme "x"\n\nlet a = 1\n\ntheme "y"'),
    ("segment a {\n\n  require b\n\n\n  require c\n\n}", "segment a {\n  require b\n\n  require c\n}"),
    ('channel a "x" {\n  kind online\n  cost 0.5\n}', 'channel a "x" { kind online cost 0.5 }'),
    ("events e { at t time }", "events e {\n  at t time\n}"),
    # columns
    (
        'tag t {\n  class a "甲" when b\n  class cc "乙乙" otherwise\n}',
        'tag t {\n  class a  "甲"   when b\n  class cc "乙乙" otherwise\n}',
    ),
    (
        'segment s {\n  require aaa "x"\n  exclude b "y"\n\n  require c "z"\n}',
        'segment s {\n  require aaa "x"\n  exclude b   "y"\n\n  require c "z"\n}',
    ),
    ('let a "x" = 1\nlet bbb = 2', 'let a   "x" = 1\nlet bbb     = 2'),
    (
        "channel a { kind online cost 1 }\nchannel b { kind offline cost 2 }",
        "channel a { kind online  cost 1 }\nchannel b { kind offline cost 2 }",
    ),
    # comments
    ("#a\nlet a = 1 #b\n#c", "#a\nlet a = 1  #b\n#c"),
    ("segment a { #x\n#y\nrequire b #z\n#w\n}", "segment a {  #x\n  #y\n  require b  #z\n  #w\n}"),
    ("let a = b and # why\n c", "let a = b and  # why\n    c"),
    ("let a = [\n  1, # one\n  # two\n  2\n]", "let a = [\n  1,  # one\n  # two\n  2\n]"),
]


@pytest.mark.parametrize("text, expected", STYLE)
def test_the_style(text: str, expected: str) -> None:
    formatted = format_source(Source("a.seg", text))
    assert (formatted.text, formatted.diagnostics) == (expected + "\n", ())


WRAPPED = [
    (
        "segment a {\n  require " + " and ".join(["some_long_condition"] * 5) + ' "title"\n}',
        "segment a {\n  require some_long_condition\n"
        + "      and some_long_condition\n" * 3
        + '      and some_long_condition "title"\n}\n',
    ),
    (
        "let a = [" + ", ".join(["some_long_value"] * 7) + "]",
        "let a = [\n  " + ", ".join(["some_long_value"] * 5) + ",\n  some_long_value, some_long_value\n]\n",
    ),
    (
        'let some_name "some title" = some_function(' + ", ".join(["some_argument"] * 5) + ")",
        'let some_name "some title"\n    = some_function(' + ", ".join(["some_argument"] * 5) + ")\n",
    ),
    (
        "let a = (" + " or ".join(["some_long_condition"] * 5) + ") and b",
        "let a = (\n  some_long_condition\n" + "  or some_long_condition\n" * 4 + ")\n    and b\n",
    ),
]


@pytest.mark.parametrize("text, expected", WRAPPED)
def test_what_does_not_fit_on_a_row_is_broken(text: str, expected: str) -> None:
    assert format_source(Source("a.seg", text)).text == expected


def test_a_file_with_mistakes_is_left_alone() -> None:
    formatted = format_source(Source("a.seg", "let  a = b c"))
    assert formatted.text == "let  a = b c"
    assert [d.code for d in formatted.diagnostics] == ["unexpected"]


def test_nothing_stays_nothing() -> None:
    assert format_source(Source("a.seg", " \n\n")).text == ""


def assert_laws(text: str) -> None:
    """Formatting keeps the tree and the comments, and does nothing the second time."""
    source = Source("a.seg", text)
    formatted = format_source(source)
    assert formatted.diagnostics == ()
    again = Source("a.seg", formatted.text)
    assert format_source(again).text == formatted.text
    assert [without_places(i.node) for i in parse(again).items] == [without_places(i.node) for i in parse(source).items]
    assert comments(formatted.text) == comments(text)
    assert all(row == row.rstrip() for row in formatted.text.split("\n"))
    assert formatted.text.endswith("\n") or not text.strip()


def comments(text: str) -> list[str]:
    return [token.text.rstrip() for token in lex(text) if token.kind == "COMMENT"]


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.name)
def test_the_laws_hold_for_every_rule_file(path: Path) -> None:
    assert_laws(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.name)
def test_rows_are_as_wide_as_the_page(path: Path) -> None:
    rows = format_source(Source("a.seg", path.read_text(encoding="utf-8"))).text.splitlines()
    wide = [row for row in rows if cell_len(row) > WIDTH and not row.lstrip().startswith("#")]
    assert [row for row in wide if '"' not in row] == []  # a text is never broken


@st.composite
def scattered(draw: st.DrawFn) -> str:
    """Items of the rule files with other white space, line breaks and comments between their words."""
    gaps = st.sampled_from([" ", "  ", "\n", "\n\n\n", " # 注\n", "\n# own\n", "\u3000", "\t", " \r\n"])
    text = ""
    for piece in draw(st.lists(st.sampled_from(PIECES), min_size=1, max_size=3)):
        tokens = lex(piece)
        density = draw(st.sampled_from([0, 1, 3]))
        for before, token in zip([None, *tokens], tokens, strict=False):
            close = before is not None and before.end == token.start and before.kind != "COMMENT"
            often = density and draw(st.integers(0, 9)) < density
            text += draw(gaps) if often else "" if close else "\n" if token.first else " "
            text += token.text + ("\n" if token.kind == "COMMENT" else "")
        text += "\n"
    return text


@given(scattered())
@settings(max_examples=60, deadline=None)
def test_the_laws_hold_however_the_words_are_scattered(text: str) -> None:
    if not parse(Source("a.seg", text)).diagnostics:  # a keyword may have come to stand at the start of a line
        assert_laws(text)
