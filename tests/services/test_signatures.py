"""Which call the cursor is in, and at which parameter; what can be folded."""

from __future__ import annotations

import pytest

from segdsl.functions import REGISTRY
from segdsl.services.folding import Fold, folds
from segdsl.services.signatures import parameters, signature
from segdsl.services.texts.functions import SPECIAL_FUNCTIONS
from tests.services.cursors import cut, opened, sample, shipped

WORKSPACE = sample()

CALLS = [
    ("let a = round(|", "round", 0),
    ("let a = round(age|", "round", 0),
    ("let a = round(age, |", "round", 1),
    ("let a = round(age, 2, |", "round", None),
    ("let a = round(abs(|", "abs", 0),
    ("let a = round(abs(age), |", "round", 1),
    ("let a = count(visit where channel in [app, |", "count", 0),
    ("let a = count(visit where channel in [app, web], |", "count", 1),
    ("let a = if(vip, (age + |", "if", 1),
    ("let a = coalesce(age, 1, 2, |", "coalesce", 2),
    ("let a = sequence(visit, |", "sequence", 1),
    ("let a = sequence(visit, push, visit, |", "sequence", 2),
    ("assert share(|", "share", 0),
    ("assert disjoint(vip, |", "disjoint", 1),
    ("segment s {\n  require clip(age,\n    3, |", "clip", 2),
    ("let a = round(age， |", "round", 1),
]


@pytest.mark.parametrize("marked, function, active", CALLS)
def test_the_call_around_the_cursor(marked: str, function: str, active: int | None) -> None:
    text, at = cut(marked)
    found = signature(opened(new=text), "new", at)
    assert found is not None
    assert (found.function, found.active) == (function, active)
    assert text[found.span.start : found.span.end] == function
    assert active is None or active < len(found.parameters)


@pytest.mark.parametrize(
    "marked", ["let a = |", "let a = round(age) |", "let a = (age + |", "let a = nothing(|", "# round(|"]
)
def test_outside_of_calls_there_is_none(marked: str) -> None:
    text, at = cut(marked)
    assert signature(opened(new=text), "new", at) is None


def test_parameters_say_what_they_take() -> None:
    assert parameters("round")[0] == ("x: int | number", "[digits: int]")
    assert parameters("min_of")[0] == ("x: int | number | date | time", "x: int | number | date | time", "…")
    assert parameters("if")[0] == ("condition: bool", "then: any", "otherwise: any")
    assert parameters("count")[0] == ("events [where …]", "[window]")
    for name in (*REGISTRY, *SPECIAL_FUNCTIONS):
        shown, summary = parameters(name)
        assert shown
        assert summary.en != summary.zh


# ---- folding ---------------------------------------------------------------------------------------------------------


def test_what_can_be_folded() -> None:
    text = (
        '# one\n# two\n\ntheme "甲"\ndimension "一"\nlet a = 1\nsegment s {\n'
        '  require any_of {\n    option a > 1\n  }\n}\ndimension "二"\nlet b = a\n    + 1\n# alone\nlet c = "#\n'
    )
    assert folds(opened(rules=text), "rules") == (
        Fold(1, 2, "comment"), Fold(4, 16, "heading"), Fold(5, 11, "heading"), Fold(7, 11, "block"),
        Fold(8, 10, "block"), Fold(12, 16, "heading"), Fold(13, 14, "block"),
    )  # fmt: skip


def test_folds_of_the_shipped_rules_nest() -> None:
    workspace = shipped()
    for name in workspace.sources:
        stack: list[Fold] = []
        for fold in folds(workspace, name):
            while stack and stack[-1].last < fold.first:
                stack.pop()
            assert not stack or fold.last <= stack[-1].last
            assert fold.first < fold.last
            stack.append(fold)
