"""Text to tokens, at the edges."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segdsl.syntax.tokens import SPACE, lex


@pytest.mark.parametrize("space", SPACE)
def test_white_space_at_the_end_of_a_file_is_nothing(space: str) -> None:
    assert [token.kind for token in lex(f"let a = b\n{space * 3}")] == ["WORD", "WORD", "EQUAL", "WORD"]


@given(st.text(alphabet="aé余1.,(){}=<>!&|'\"`#/％，“”…\\ \n\u3000", max_size=80))
def test_tokens_cover_the_text_in_order_and_none_spans_lines(text: str) -> None:
    at = 0
    for token in lex(text):
        assert text[at : token.start].strip(SPACE + "\n") == ""
        assert text[token.start : token.end] == token.text
        assert token.text
        assert "\n" not in token.text
        at = token.end
    assert text[at:].strip(SPACE + "\n") == ""


def test_the_first_token_of_each_line_is_marked() -> None:
    assert [token.text for token in lex("a b # c\n\n  # d\n e") if token.first] == ["a", "# d", "e"]
