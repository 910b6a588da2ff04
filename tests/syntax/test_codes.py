"""Every code of the lexer and the parser is triggered by some text."""

import pytest

from segdsl.diagnostics import Diagnostic, Source
from segdsl.diagnostics.codes.syntax import SYNTAX
from segdsl.syntax import format as formatter
from segdsl.syntax.parse import parse_expression
from tests.syntax.habits import FOREIGN, LINES
from tests.syntax.mistakes import MISTAKES

ELSEWHERE = {
    *("not-utf8", "other-encoding", "binary-file", "line-too-long", "too-deep"),  # test_limits
    "format-changes-meaning",  # below
}
EXPRESSIONS = [
    ("", "empty-expression"),
    ("  # nothing", "empty-expression"),
    ("* a", "unexpected-start"),
]


@pytest.mark.parametrize("text, code", EXPRESSIONS)
def test_what_is_no_expression_from_the_start(text: str, code: str) -> None:
    node, diagnostics = parse_expression(text)
    assert node is None
    assert [d.code for d in diagnostics] == [code]


def test_a_formatter_that_loses_something_hands_out_the_text_it_was_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formatter, "_rows", lambda lines, starts: ["let a = 2"])
    formatted = formatter.format_source(Source("a.seg", "let  a = 1"))
    assert formatted.text == "let  a = 1"
    assert [d.code for d in formatted.diagnostics] == ["format-changes-meaning"]


def test_every_code_is_triggered() -> None:
    listed = [*(codes for _, codes, _ in FOREIGN + LINES + MISTAKES), *(code for _, code in EXPRESSIONS)]
    triggered = {code for codes in listed for code in codes.split()}
    assert SYNTAX.keys() - triggered == ELSEWHERE
    assert triggered - SYNTAX.keys() == set()


def test_a_hint_shows_only_with_all_it_needs() -> None:
    assert Diagnostic("unexpected", {"text": "a", "before": "b"}).hint("en") is None
