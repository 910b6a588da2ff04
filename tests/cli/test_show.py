"""Numbers and tables as people read them: rounding that does not lie, bars to scale, columns in line."""

import datetime as dt

import pytest
from rich.cells import cell_len
from rich.console import Console

from segdsl.cli.show.numbers import BAR, bar, share, value
from segdsl.cli.show.preview import pages
from segdsl.cli.show.table import BARS, Column, Grid, numbers
from segdsl.cli.texts.results import CLAUSE, SIZE
from segdsl.diagnostics import Language, Text
from segdsl.engine.results import Cell, ClassSize, Item, Preview


@pytest.mark.parametrize(
    "part, said",
    [
        (None, ""),
        (0.0, "0%"),
        (1e-9, "<0.1%"),
        (0.000499, "<0.1%"),
        (0.0005, "0.1%"),
        (0.118204, "11.8%"),
        (0.9994, "99.9%"),
        (0.9999, ">99.9%"),
        (1.0, "100%"),
    ],
)
def test_share_never_rounds_some_to_none_or_nearly_all_to_all(part: float | None, said: str) -> None:
    assert share(part) == said


@pytest.mark.parametrize(
    "cell, said",
    [
        (None, ""),
        (True, "true"),
        (1234567, "1,234,567"),
        (92.0, "92"),
        (-0.0, "0"),
        (31.23456789, "31.2346"),
        (dt.date(2021, 6, 30), "2021-06-30"),
        (["a", "b"], "a, b"),
        ("静默", "静默"),
    ],
)
def test_values_read_as_in_rules(cell: Cell, said: str) -> None:
    assert value(cell) == said


def test_bars_are_to_scale_and_show_the_smallest_part() -> None:
    assert (bar(None), bar(0.0)) == ("", "")
    assert bar(1.0) == "█" * BAR
    assert bar(0.5) == "█" * (BAR // 2)
    assert len(bar(1e-9)) == 1
    assert bar(1.7) == bar(1.0)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_columns_stay_in_line_under_double_width_characters(language: Language) -> None:
    def item(name: str, title: str, size: int) -> Item:
        return Item(name, "segment", title, "bool", size=size, share=size / 1000, unknown=0)

    found = (item("短", "第二期绑定推广", 118), item("a_rather_long_name", "vip", 7), item("①②", "", 1000))
    preview = Preview(dt.date(2021, 6, 30), 1000, found)
    console = Console(width=200)
    with console.capture() as captured:
        console.print(*pages(preview, language), sep="\n")
    lines = captured.get().splitlines()
    sizes = ("118", "7", "1,000")
    ends = {
        cell_len(line[: line.index(f" {size} ")]) + 1 + len(size)
        for size in sizes
        for line in lines
        if f" {size} " in line
    }
    assert len(ends) == 1


def test_columns_without_content_are_left_out() -> None:
    only = Item("vip", "segment", None, "bool", size=1, share=0.5, unknown=0)
    console = Console(width=200)
    with console.capture() as captured:
        console.print(*pages(Preview(dt.date(2021, 6, 30), 2, (only,)), "en"), sep="\n")
    assert "title" not in captured.get()
    assert "unknown" not in captured.get()


@pytest.mark.parametrize("included, says", [(0, "these customers count as no"), (3, "of them in: customers who count")])
def test_says_what_became_of_those_without_a_definite_answer(included: int, says: str) -> None:
    found = Item("others", "let", None, "bool", size=3, share=0.5, unknown=4, unknown_included=included)
    console = Console(width=200)
    with console.capture() as captured:
        console.print(*pages(Preview(dt.date(2021, 6, 30), 6, (found,)), "en"), sep="\n")
    heading, row = captured.get().splitlines()[3:5]
    assert heading.split()[3:] == (["unknown", "of", "them", "in"] if included else ["unknown"])
    assert row.rstrip(" █▏▎▍▌▋▊▉").split()[3:] == (["4", "3"] if included else ["4"])
    assert says in captured.get()


def test_tag_shows_customers_without_a_class() -> None:
    tag = Item("life", "tag", None, "category", classes=(ClassSize("young", "青年", 2, 0.5),), missing=1)
    console = Console(width=200)
    with console.capture() as captured:
        console.print(*pages(Preview(dt.date(2021, 6, 30), 4, (tag,)), "zh"), sep="\n")
    assert "（无类别）" in captured.get()


def test_narrow_terminal_loses_bars_before_clause_texts_and_never_figures() -> None:
    columns = (Column(CLAUSE), Column(style="dim", yields=1), numbers(SIZE), BARS)
    grid = Grid(columns, [("甲" * 5, "require a > 1", "1,234", "█" * 20)], "en")
    drawn = {}
    for width in (60, 40, 24):
        console = Console(width=width)
        with console.capture() as captured:
            console.print(grid)
        drawn[width] = captured.get()
    assert ["█" in drawn[w] for w in drawn] == [True, False, False]
    assert ["require" in drawn[w] for w in drawn] == [True, True, False]
    assert all("1,234" in text and "甲" * 5 in text for text in drawn.values())


def test_a_table_too_wide_goes_on_below_and_every_figure_is_there() -> None:
    """Of 35 cells the name takes 8, each of four columns of figures 7 and two before it: three of them fit."""
    columns = (Column(CLAUSE), *(numbers(Text(f"of {i}", f"of {i}")) for i in range(4)))
    rows = [("everyone", *(f"{n},{i}00.5" for i in range(4))) for n in (1, 2)]
    console = Console(width=35)
    with console.capture() as captured:
        console.print(Grid(columns, rows, "en"))
    lines = [line.split() for line in captured.get().splitlines()]
    assert lines == [
        ["clause", "of", "0", "of", "1", "of", "2"],
        ["everyone", "1,000.5", "1,100.5", "1,200.5"],
        ["everyone", "2,000.5", "2,100.5", "2,200.5"],
        [],
        ["clause", "of", "3"],
        ["everyone", "1,300.5"],
        ["everyone", "2,300.5"],
    ]
