"""An underline stands exactly under what it underlines, in terminal cells, however wide the characters are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from segdsl.diagnostics import Source, Span
from segdsl.diagnostics.render.excerpt import CUT, MIN_WIDTH, ExcerptLine, excerpt, visible


def only_line(text: str, start: int, end: int, width: int = 200) -> ExcerptLine:
    """The excerpt of a span within one line."""
    (line,) = excerpt(Source("a.seg", text), Span(start, end), width)
    assert line is not None
    return line


def underlined(line: ExcerptLine) -> str:
    """The characters of the shown line whose cells are all underlined: found by walking over the line in cells."""
    at, found = 0, ""
    for character in line.text:
        if line.start <= at and at + cell_len(character) <= line.start + line.cells:
            found += character
        at += cell_len(character)
    return found


@pytest.mark.parametrize(
    "text, what",
    [
        ("require activity = silent", "activity"),
        ('tag 活跃度 "活跃" {', "活跃度"),
        ("require 活跃度 in [沉默] and actvity = 1", "actvity"),
        ("要求，a＞＝3", "＞＝"),
        ("①②③ x", "x"),
        ("①②③ x", "②"),
    ],
)
def test_underlines_what_the_span_covers(text: str, what: str) -> None:
    start = text.index(what)
    line = only_line(text, start, start + len(what))
    assert (line.text, underlined(line)) == (text, what)


def test_tabs_become_spaces_of_the_same_width_above_and_below() -> None:
    line = only_line("\t\trequire 甲", 10, 11)
    assert line.text == " " * 8 + "require 甲"
    assert (line.start, line.cells) == (16, 2)


def test_place_between_two_characters_is_marked_with_one_cell() -> None:
    assert only_line("abc", 3, 3).cells == 1
    assert only_line("", 0, 0) == ExcerptLine(1, "", 0, 1)


def test_characters_that_hide_or_reorder_text_are_shown() -> None:
    assert visible("a\x1b[31mb") == "a\u241b[31mb"  # the picture of the escape character
    assert visible("a\u202eb\ufeffc\ud800") == "a\ufffdb\ufffdc\ufffd"
    assert visible("活跃度\u3000é") == "活跃度\u3000é"


def test_span_over_lines_underlines_each_without_its_indentation() -> None:
    text = "segment a {\n  require 甲\n}\n"
    lines = excerpt(Source("a.seg", text), Span(8, text.index("}") + 1), 80)
    assert [line and underlined(line) for line in lines] == ["a {", "require 甲", "}"]
    assert [line and line.number for line in lines] == [1, 2, 3]


def test_span_that_ends_with_a_line_end_stays_in_its_line() -> None:
    (line,) = excerpt(Source("a.seg", "abc\ndef\n"), Span(1, 4), 80)
    assert line is not None
    assert underlined(line) == "bc"


def test_long_span_shows_its_first_lines_and_its_last() -> None:
    text = "\n".join(f"line {number}" for number in range(1, 21))
    lines = excerpt(Source("a.seg", text), Span(0, len(text)), 80)
    assert [line.number if line else None for line in lines] == [1, 2, None, 20]


def test_long_line_is_shown_around_the_span() -> None:
    text = "静" * 3000 + "actvity" + "y" * 3000
    line = only_line(text, 3000, 3007, 60)
    assert underlined(line) == "actvity"
    assert line.text.startswith(CUT)
    assert line.text.endswith(CUT)
    assert cell_len(line.text) <= 60


def test_line_of_five_megabytes_is_cut_too() -> None:
    text = "x" * 2_500_000 + "甲乙" + "y" * 2_500_000
    assert underlined(only_line(text, 2_500_000, 2_500_002, 80)) == "甲乙"


# The alphabet mixes widths 0, 1, 2 and what is replaced; no newline, as these are single lines.
LINE = st.text(st.sampled_from("ab 活跃①e\u0301\t，＞\x00\u202e"), min_size=1, max_size=200)


@given(LINE, st.data(), st.integers(MIN_WIDTH, 120))
def test_every_line_fits_and_every_underline_lies_within_it(text: str, data: st.DataObject, width: int) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    line = only_line(text, start, end, width)
    assert cell_len(line.text) <= width
    assert 0 <= line.start <= cell_len(line.text)
    assert line.start + line.cells <= max(cell_len(line.text), line.start + 1)
    if cell_len(visible(text)) <= width:
        assert line.text == visible(text)
        assert line.start == cell_len(visible(text[:start]))
        assert line.cells == max(1, cell_len(visible(text[:end])) - line.start)
