"""Every habit gets its own diagnostic, and its safe fix gives text that parses, to the tree that was understood."""

import dataclasses
from typing import Any

import pytest

from segdsl.diagnostics import Source
from segdsl.syntax.fixes import apply_fixes, fix_source
from segdsl.syntax.parse import parse, parse_expression
from tests.syntax.habits import FOREIGN, LINES


def without_places(value: Any) -> Any:
    """A tree without spans, parentheses and spellings of literals: what it means."""
    if isinstance(value, tuple):
        return tuple(map(without_places, value))
    if not dataclasses.is_dataclass(value):
        return value
    fields = {f.name: getattr(value, f.name) for f in dataclasses.fields(value) if f.name not in ("span", "source")}
    return type(value).__name__, {name: without_places(inner) for name, inner in fields.items()}


@pytest.mark.parametrize("text, codes, fixed", FOREIGN)
def test_a_habit_in_an_expression_is_named_and_mended(text: str, codes: str, fixed: str | None) -> None:
    _, diagnostics = parse_expression(text)
    assert sorted(d.code for d in diagnostics) == sorted(codes.split())
    assert apply_fixes(text, diagnostics) == text if fixed is None else True
    if fixed is not None:
        assert fix_source(Source("a.seg", f"let x = {text}")).text.removeprefix("let x = ") == fixed
        assert parse_expression(fixed)[1] == ()


@pytest.mark.parametrize("text, codes, fixed", LINES)
def test_a_habit_in_a_definition_is_named_and_mended(text: str, codes: str, fixed: str | None) -> None:
    parsed = parse(Source("a.seg", text))
    assert [d.code for d in parsed.diagnostics] == codes.split()
    if fixed is None:
        assert apply_fixes(text, parsed.diagnostics) == text
    else:
        assert fix_source(Source("a.seg", text)).text == fixed
        assert parse(Source("a.seg", fixed)).diagnostics == ()


@pytest.mark.parametrize("text, fixed", [(text, fixed) for text, _, fixed in FOREIGN + LINES if fixed is not None])
def test_what_was_understood_is_what_the_fix_says(text: str, fixed: str) -> None:
    prefix = "" if "{" in fixed or fixed.startswith(("let", "param")) else "let x = "
    (understood,) = parse(Source("a.seg", prefix + text)).items
    (mended,) = parse(Source("a.seg", prefix + fixed)).items
    assert understood.complete
    assert without_places(understood.node) == without_places(mended.node)


def test_a_fix_that_overlaps_another_waits_for_the_next_round() -> None:
    source = Source("a.seg", "let x = age between １ and 100万 AND b")
    assert fix_source(source).text == "let x = age in 1..1_000_000 and b"


def test_a_comment_inside_a_mended_comparison_is_kept() -> None:
    fixed = fix_source(Source("a.seg", "let x = age between # low\n  1 and 3"))
    assert "# low" in fixed.text
    assert parse(fixed).diagnostics == ()
