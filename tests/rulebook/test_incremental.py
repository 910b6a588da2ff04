"""Checking again after an edit gives what a first check would, and checks only what the edit concerns."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segdsl.diagnostics import Source
from segdsl.rulebook import Checker
from segdsl.rulebook.check import check_item
from segdsl.rulebook.model import Definition, Rulebook
from tests.rulebook.rulebooks import BASE

CATALOGUE = (Path(__file__).parents[1] / "data" / "catalogue.seg").read_text(encoding="utf-8")


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The first words of the items that are really checked."""
    seen: list[str] = []

    def note(node, names):  # type: ignore[no-untyped-def]
        result = check_item(node, names)
        seen.append(getattr(getattr(node, "name", None), "text", type(node).__name__))
        return result

    monkeypatch.setattr("segdsl.rulebook.resolve.check_item", note)
    return seen


def recheck(checked: list[str], before: str, after: str) -> list[str]:
    """The items checked when `before` becomes `after`; the result is that of a first check."""
    checker = Checker()
    checker.check([Source("a.seg", before)])
    checked.clear()
    again = checker.check([Source("a.seg", after)])
    found = sorted(checked)
    assert same(again, Checker().check([Source("a.seg", after)]))
    return found


def same(a: Rulebook, b: Rulebook) -> bool:
    """Whether two rulebooks are equal in all that users see."""
    return all(getattr(a, field.name) == getattr(b, field.name) for field in fields(a))


def test_nothing_is_checked_again_when_nothing_changed(checked: list[str]) -> None:
    assert recheck(checked, CATALOGUE, CATALOGUE) == []


def test_an_inserted_comment_moves_everything_and_checks_nothing(checked: list[str]) -> None:
    assert recheck(checked, CATALOGUE, "# one more line\n" + CATALOGUE) == []


def test_a_threshold_concerns_its_item_alone(checked: list[str]) -> None:
    after = CATALOGUE.replace("segment phase2", "segment phase2 ").replace("in [never, occasional]", "in [never]")
    assert recheck(checked, CATALOGUE, after) == ["phase2"]


def test_a_changed_type_concerns_users_down_to_where_types_stay(checked: list[str]) -> None:
    before = BASE + "let a = 1\nlet b = a + 1\nlet c = b > 2\nlet d = c and vip\nlet e = age"
    after = before.replace("let a = 1", "let a = 1.5")
    assert recheck(checked, before, after) == ["a", "b", "c"]


def test_a_new_definition_makes_an_unknown_name_known(checked: list[str]) -> None:
    before = BASE + "let a = later > 3\nlet b = vip"
    assert recheck(checked, before, before + "\nlet later = 4") == ["a", "later"]


def test_a_field_concerns_its_users(checked: list[str]) -> None:
    before = BASE + "let a = age > 3\nlet b = income > 3"
    assert "b" not in recheck(checked, before, before.replace("field age int?", "field age int"))


def test_a_deleted_file_is_forgotten(checked: list[str]) -> None:
    checker = Checker()
    files = [Source("a.seg", BASE), Source("b.seg", "let a = vip")]
    checker.check(files)
    assert "a" not in checker.check(files[:1]).definitions


def test_lints_look_again_only_at_what_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def note(definition: Definition, *_: object) -> tuple[()]:
        seen.append(definition.name)
        return ()

    monkeypatch.setattr("segdsl.rulebook.lint.linter.proofs", note)
    checker = Checker()
    checker.check([Source("a.seg", BASE + "let a = vip\nlet b = a")])
    seen.clear()
    checker.check([Source("a.seg", BASE + "let a = not vip\nlet b = a")])
    assert seen == ["a"]


def test_an_item_that_was_spoiled_by_its_neighbour_is_checked_when_it_is_whole() -> None:
    checker = Checker()
    spoiled = BASE + "let a = vip 1\nlet b = a"
    assert checker.check([Source("a.seg", spoiled)]).broken == {"a", "b"}
    assert checker.check([Source("a.seg", spoiled.replace(" 1\n", "\n"))]).broken == frozenset()


LINES = CATALOGUE.splitlines(keepends=True)


@settings(max_examples=25)
@given(st.lists(st.tuples(st.integers(0, len(LINES) - 1), st.sampled_from(["cut", "double", "swap", "halve"]))))
def test_any_edits_give_what_a_first_check_gives(edits: list[tuple[int, str]]) -> None:
    checker = Checker()
    lines = list(LINES)
    for place, edit in edits[:3]:
        at = min(place, len(lines) - 1)
        match edit:
            case "cut":
                del lines[at]
            case "double":
                lines.insert(at, lines[at])
            case "swap":
                lines[at], lines[at - 1] = lines[at - 1], lines[at]
            case _:
                lines[at] = lines[at][: len(lines[at]) // 2] + "\n"
        source = Source("a.seg", "".join(lines))
        assert same(checker.check([source]), Checker().check([source]))
