"""`segdsl debug`: stages printed for people who look inside."""

from pathlib import Path

import pytest

from segdsl.cli.show.dump import dump
from segdsl.functions.types import Kind, Type
from segdsl.rulebook.model import Valid
from tests.cli.projects import CONTRACT, GOOD, MISSPELT, write
from tests.cli.run import run


def test_tree_shows_every_item_and_where_its_parts_stand(tmp_path: Path) -> None:
    write(tmp_path, {"a.seg": GOOD})
    result = run("debug", "tree", str(tmp_path / "a.seg"))
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == f"Segment @0..{len(GOOD.rstrip())}"
    at = GOOD.index("age")
    assert any(line.strip() == f"left: Name text='age' @{at}..{at + 3}" for line in lines)


def test_rulebook_shows_usable_definitions_and_reports_the_others(tmp_path: Path) -> None:
    write(tmp_path, {"a.seg": CONTRACT + GOOD + MISSPELT})
    result = run("debug", "rulebook", str(tmp_path / "a.seg"))
    assert result.exit_code == 1
    assert "Segment name='grown'" in result.stdout
    assert "Segment name='odd'" not in result.stdout
    assert "unknown-name" in result.stderr


@pytest.mark.parametrize(
    "value, shown",
    [
        (Valid(low=0, high=120), ["Valid low=0 high=120"]),
        (Valid(values=("b", "a")), ["Valid values=(b, a)"]),
        (Type(Kind.CATEGORY, True, ("x", "y")), ["category(x, y)?"]),
        ({"one": (Valid(low=1),)}, ["", "  one:", "    -: Valid low=1"]),
    ],
)
def test_dump_keeps_zero_and_leaves_out_what_is_empty(value: object, shown: list[str]) -> None:
    assert list(dump(value)) == shown
