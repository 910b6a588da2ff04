"""The parser's knowledge at a place: what may come next holds whatever really comes next."""

from __future__ import annotations

from bisect import bisect_right
from pathlib import Path

import pytest

from segdsl.syntax.chunks import chunk_starts, item_start
from segdsl.syntax.context import Context
from segdsl.syntax.cursor import cursor
from segdsl.syntax.recover import read

TEXTS = [path.read_text(encoding="utf-8") for path in sorted((Path(__file__).parents[2] / "rules").glob("*.seg"))]


def test_what_comes_next_in_the_shipped_rules_was_allowed() -> None:
    tried = 0
    for text in TEXTS:
        starts = [*chunk_starts(text), len(text)]
        for start, end in zip(starts[1::4], starts[2::4], strict=False):
            reading = read(Context(text[start:end]))
            for token, symbol in zip(reading.taken[:-1], reading.symbols[:-1], strict=True):
                found = cursor(text, start + token.start)
                if found.word is None:  # else the token before, which touches this one, counts as being written
                    assert symbol in found.allowed, (text[start : start + token.start], symbol)
                    tried += 1
    assert tried > 1000


def test_an_item_begins_where_chunks_are_cut_or_above() -> None:
    exact = 0
    for text in TEXTS:
        starts = chunk_starts(text)
        for offset in range(0, len(text), 37):
            line = text.rfind("\n", 0, offset) + 1
            found = item_start(text, offset)
            known = starts[bisect_right(starts, line) - 1] if starts[0] <= line else 0
            assert found <= max(known, line)
            assert found == 0 or found in [text.rfind("\n", 0, s) + 1 for s in starts]
            exact += found == known
    assert exact > 500


@pytest.mark.parametrize(
    "text, word, first, allowed",
    [
        ("", None, True, {"LET", "SEGMENT", "THEME"}),
        ("segment a { require vis", "vis", False, {"NAME", "NOT", "TRUE"}),
        ("segment a {\n  ", None, True, {"REQUIRE", "EXCLUDE", "RBRACE"}),
        ("tag t { class a ", None, False, {"WHEN", "OTHERWISE", "STRING"}),
        ("let a = (", None, False, {"NAME", "LPAR", "INT"}),
        ("let a = x is ", None, False, {"MISSING", "KNOWN", "NOT"}),
        ("let a = last", "last", False, {"NAME"}),
        ("let a = count(v, last 30", "30", False, {"DURATION"}),
        ("let a = `b c", "`b c", False, {"NAME"}),
        ("let ] a = 1\nlet b = ", None, False, {"NAME"}),
    ],
)
def test_the_end_of_a_text(text: str, word: str | None, first: bool, allowed: set[str]) -> None:
    found = cursor(text, len(text))
    assert (found.word.text if found.word else None, found.first) == (word, first)
    assert allowed <= found.allowed


@pytest.mark.parametrize("text", ["# let a", "let a = 1 # b", 'let a "b', "// let"])
def test_in_texts_and_comments_the_grammar_has_no_say(text: str) -> None:
    found = cursor(text, len(text))
    assert found.unseen
    assert found.allowed <= {"STRING", "EQUAL"}  # a text may stand there; nothing may in a comment
