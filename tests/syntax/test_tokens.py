"""Text to tokens, at the edges."""

import pytest

from segdsl.syntax.tokens import SPACE, lex


@pytest.mark.parametrize("space", SPACE)
def test_white_space_at_the_end_of_a_file_is_nothing(space: str) -> None:
    assert [token.kind for token in lex(f"let a = b\n{space * 3}")] == ["WORD", "WORD", "EQUAL", "WORD"]
