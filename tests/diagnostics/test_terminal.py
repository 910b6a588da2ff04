"""What a finding looks like in a terminal: message, place, underlined source, related place, hint, fix, total."""

import re
from itertools import pairwise

import pytest
from rich.cells import cell_len

from segdsl.diagnostics import Language
from segdsl.diagnostics.render import terminal
from segdsl.diagnostics.render.report import Report
from segdsl.diagnostics.render.summary import summary
from tests.diagnostics.findings import NAME, PLACED, PLACELESS, SOURCES


def page(language: Language, files: int | None = None) -> list[str]:
    """The rendered lines of both findings, plain."""
    return terminal.render(Report.of([PLACED, PLACELESS], language, SOURCES, files)).plain.splitlines()


def cells_before(line: str, what: str) -> int:
    """How many cells of a line stand before a text."""
    return cell_len(line[: line.index(what)])


@pytest.mark.parametrize("language", ["en", "zh"])
def test_marks_stand_below_what_they_mark(language: Language) -> None:
    lines = page(language)
    checked = 0
    for source, marks in pairwise(lines):
        for what in ("actvity", "活跃度 "):
            if re.match(r"\d+ │ ", source) and what in source and set(marks) <= set(" │^"):
                checked += cells_before(source, what) == cells_before(marks, "^")
    assert checked == 2


def test_says_what_where_and_what_to_do_in_this_order() -> None:
    text = "\n".join(page("en"))
    parts = [
        "error[unknown-option]: `segdsl check` has no option `actvity`",
        f"--> {NAME}:2:24",  # the 24th code point, though it stands in the 34th cell
        "^^^^^^^",
        f"--> {NAME}:1:5: in this tag",
        "hint: did you mean `activity`?",
        "fix: write `activity`",
        "2 errors",
    ]
    places = [text.index(part) for part in parts]
    assert places == sorted(places)


def test_parts_are_the_page_in_pieces() -> None:
    report = Report.of([PLACED, PLACELESS], "en", SOURCES)
    assert "".join(part.plain for part in terminal.parts(report)) == terminal.render(report).plain


def test_speaks_chinese() -> None:
    text = "\n".join(page("zh", files=3))
    assert "错误[unknown-option]：`segdsl check` 没有 `actvity` 这个选项" in text
    assert "建议：" in text
    assert "修正：改为 `activity`" in text
    assert "3 个文件中有 2 个错误" in text


def test_bars_of_one_finding_stand_in_one_column() -> None:
    assert {cells_before(line, "│") for line in page("en") if "│" in line} == {2}


def test_finding_in_a_file_that_is_not_at_hand_names_the_file() -> None:
    lines = terminal.render(Report.of([PLACED], "en"), total=False).plain.splitlines()
    assert lines[1] == f" --> {NAME}"


def test_long_lines_are_cut_to_the_width() -> None:
    lines = terminal.render(Report.of([PLACED], "en", SOURCES), width=30, total=False).plain.splitlines()
    assert all(cell_len(line) <= 30 for line in lines if "│" in line)


def test_nothing_in_a_message_moves_the_cursor() -> None:
    nasty = type(PLACELESS)("no-such-path", {"path": "a\x1b[2Jb\nc"})
    text = terminal.render(Report.of([nasty], "en")).plain
    assert "\x1b" not in text


@pytest.mark.parametrize(
    "files, language, said",
    [
        (None, "en", "no findings"),
        (1, "en", "1 file checked, no findings"),
        (1200, "en", "1,200 files checked, no findings"),
        (2, "zh", "已检查 2 个文件，没有发现问题"),
    ],
)
def test_summary_of_nothing(files: int | None, language: Language, said: str) -> None:
    assert summary(Report.of([], language, files=files)) == said


def test_summary_counts_in_singular_and_plural() -> None:
    assert summary(Report.of([PLACED], "en", files=1)) == "1 error in 1 file"
    assert summary(Report.of([PLACED, PLACELESS], "en", files=2)) == "2 errors in 2 files"
