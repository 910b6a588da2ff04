"""Whatever the bytes: findings come out, never a crash, and soon."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segdsl.diagnostics import Diagnostic, Source
from segdsl.syntax.parse import LONGEST_LINE, parse, parse_expression
from segdsl.syntax.read import decode
from segdsl.syntax.unparse import format_expr

MANY = 10_000
NESTED = [
    "(" * MANY + "a" + ")" * MANY,
    "(" * MANY,
    "not " * MANY + "a",
    "-" * MANY + "a",
    " + ".join(["a"] * MANY),
    " * ".join(["a"] * MANY),
    "f(" * MANY + "a" + ")" * MANY,
    "a[" * MANY + "a" + "]" * MANY,
    "a" + "[b]" * MANY,
    "a" + ".b" * MANY,
]


@pytest.mark.parametrize("text", NESTED)
def test_nesting_has_a_limit(text: str) -> None:
    node, diagnostics = parse_expression(text)
    assert node is None
    assert [d.code for d in diagnostics] == ["too-deep"]


@pytest.mark.parametrize("text", NESTED)
def test_an_expression_nested_too_deeply_spoils_only_its_line(text: str) -> None:
    parsed = parse(Source("a.seg", f"segment a {{\n  require {text}\n  require b c\n}}\nlet d = 1"))
    assert [d.code for d in parsed.diagnostics] == ["too-deep", "unexpected"]
    assert len(parsed.items) == 2


@pytest.mark.parametrize("text", [" and ".join(["a"] * MANY), "[" + ", ".join(["a"] * MANY) + "]"])
def test_what_is_long_and_flat_has_none(text: str) -> None:
    node, diagnostics = parse_expression(text)
    assert diagnostics == ()
    assert node is not None
    assert format_expr(node) == text


@pytest.mark.parametrize(
    "text",
    ["(" * 60 + "a" + ")" * 60, "not " * 90 + "a", " + ".join(["a"] * 190), "f(" * 90 + "a" + ")" * 90],
)
def test_what_people_write_is_far_from_the_limit(text: str) -> None:
    node, diagnostics = parse_expression(text)
    assert diagnostics == ()
    assert node is not None
    assert format_expr(node) == text


def test_a_line_of_megabytes_is_refused() -> None:
    parsed = parse(Source("a.seg", "let a = 1\nlet b = " + "x" * 5_000_000))
    assert [(d.code, d.args["length"], d.args["most"]) for d in parsed.diagnostics] == [
        ("line-too-long", 5_000_008, LONGEST_LINE)
    ]


def test_records_nested_too_deeply_are_refused() -> None:
    parsed = parse(Source("a.seg", 'test "t" { given ' + "{ a: " * 2_000 + "1" + "}" * 2_000 + " }\nlet b = 1"))
    assert "too-deep" in [d.code for d in parsed.diagnostics]
    assert parsed.items[-1].sound


def well_formed(text: str, found: tuple[Diagnostic, ...]) -> bool:
    """Whether every diagnostic has a place in the text and wording in both languages."""
    return all(
        d.span is not None
        and 0 <= d.span.start <= d.span.end <= len(text)
        and d.message("en") != d.message("zh")
        and (d.hint("en") is None) == (d.hint("zh") is None)
        for d in found
    )


@given(st.text(max_size=300))
def test_any_text_gives_findings(text: str) -> None:
    assert well_formed(text, parse(Source("a.seg", text)).diagnostics)
    assert well_formed(text, parse_expression(text)[1])


@given(st.text(alphabet="ab1.,()[]{}=<>!&|'\"`#-+*/%\n \u3000，（“不且30d", max_size=200))
@settings(max_examples=200)
def test_any_signs_give_findings(text: str) -> None:
    parsed = parse(Source("a.seg", text))
    assert well_formed(text, parsed.diagnostics)
    assert all(text[i.offset : i.offset + i.length] == i.text for i in parsed.items)


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_a_finding(data: bytes) -> None:
    text = decode(data, "a.seg")
    if isinstance(text, Diagnostic):
        assert text.code in ("not-utf8", "other-encoding", "binary-file")
        assert text.args["path"] == "a.seg"


@pytest.mark.parametrize(
    "data, expected",
    [
        ("let 静默 = 1".encode(), "let 静默 = 1"),
        ("let 静默 = 1".encode("utf-8-sig"), "let 静默 = 1"),
        ("let 静默 = 1".encode("gb18030"), "other-encoding GB18030"),
        ("let a = 1".encode("utf-16"), "other-encoding UTF-16"),
        (b"PAR1\x00\x00", "binary-file"),
        (b"let a = \xff\xfe", "not-utf8"),
        ("let café = 1".encode("latin-1"), "not-utf8"),
    ],
)
def test_bytes_are_utf8_or_say_what_they_are(data: bytes, expected: str) -> None:
    text = decode(data, "a.seg")
    if isinstance(text, Diagnostic):
        assert f"{text.code} {text.args.get('encoding', '')}".strip() == expected
    else:
        assert text == expected
