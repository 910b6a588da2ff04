"""Whatever stands in the text and wherever the cursor is, every service answers."""

from __future__ import annotations

import datetime as dt
import random

import pytest

from segdsl.diagnostics import Diagnostic, Source
from segdsl.functions.types import INT, TEXT
from segdsl.rulebook import Checker
from segdsl.rulebook.model import Field, Table
from segdsl.services.completion import complete
from segdsl.services.fixes.table import fixes
from segdsl.services.folding import folds
from segdsl.services.hover import documentation, hover
from segdsl.services.navigation import definition, outline, references
from segdsl.services.rename import rename
from segdsl.services.signatures import signature
from segdsl.services.workspace import Workspace
from segdsl.syntax.fixes import apply_edits
from tests.services.cursors import CONTRACT, RULEBOOK, sample

WORKSPACE = sample()
PIECES = (
    *("(", ")", "[", "]", "{", "}", '"', "`", "#", ",", ".", "..", "=", "!=", "in ", " and ", " or ", "not ", "where "),
    *(
        "last ",
        "30d",
        "segment x {",
        "\n",
        "，",
        "。",
        "“",
        "visit",
        "visit.",
        "activity",
        "high",
        "class a when ",
        "0",
    ),
    *("otherwise", "is ", "\u3000", "\x00", "\U0001f600", "given {", "campaign", 'message "{', "sequence(", "was("),
    *("coalesce(", "liking[", "if(", "param ", "in [", "over ", "`客户 等级`", "label "),
)


def spoiled(chance: random.Random) -> str:
    """The sample with a few things cut out and put in."""
    text = RULEBOOK
    for _ in range(chance.randrange(1, 5)):
        at = chance.randrange(len(text) + 1)
        text = text[:at] + chance.choice(PIECES) + text[at + chance.choice((0, 0, 1, 5, 40)) :]
    return text


@pytest.mark.parametrize("seed", range(40))
def test_no_service_fails_in_a_spoiled_text(seed: int) -> None:
    chance = random.Random(seed)
    text = spoiled(chance)
    source = Source("rules", text)
    workspace = WORKSPACE.edited(source)
    assert outline(workspace, "rules") is not None
    assert folds(workspace, "rules") is not None
    for _ in range(12):
        place = chance.randrange(len(text) + 1)
        for candidate in complete(workspace, "rules", place)[:20]:
            assert 0 <= candidate.cursor <= len(candidate.insert)
            assert 0 <= candidate.span.start <= place <= candidate.span.end <= len(text)
            documentation(workspace, candidate, "zh")
        signature(workspace, "rules", place)
        hover(workspace, "rules", place, "en")
        for found in (*definition(workspace, "rules", place), *references(workspace, "rules", place)):
            assert 0 <= found.span.start < found.span.end <= len(workspace.sources[found.file].text)
        renamed = rename(workspace, "rules", place, "换名")
        assert isinstance(renamed, Diagnostic) or all(
            apply_edits(text, e) for f, e in renamed.edits.items() if f == "rules"
        )


@pytest.mark.parametrize("seed", range(40, 60))
def test_every_fix_of_a_spoiled_text_can_be_applied(seed: int) -> None:
    sources = [Source("contract", CONTRACT), Source("rules", spoiled(random.Random(seed)))]
    book = Checker().check(sources)
    workspace = Workspace.of(sources, book)
    for diagnostic in book.diagnostics:
        for fix in fixes(workspace, diagnostic, dt.date(2026, 2, 28)):
            length = len(workspace.sources[diagnostic.file or "rules"].text)
            assert all(0 <= edit.span.start <= edit.span.end <= length for edit in fix.edits)
            assert fix.title.say("zh", fix.args)


def test_fields_that_data_suggests_are_offered_and_described() -> None:
    fields = {"no": Field("no", TEXT, "no", role="key"), "spent": Field("spent", INT.maybe(), "spent", "消费")}
    contract = Table("customer", "profile", fields, "no", inferred=True)
    source = Source("rules", "let a = spent > 3\nlet b = sp")
    book = Checker(contract).check([source])
    workspace = Workspace.of([source], book)
    assert [c.name for c in complete(workspace, "rules", len(source.text))] == ["spent"]
    found = hover(workspace, "rules", 10, "zh")
    assert found is not None
    assert (found.title, found.lines) == ("消费", ("customer 的字段", "类型：int?"))


@pytest.mark.parametrize("text", ["", "\n", " ", "#", "let", "{", "}", "`"])
def test_nothing_and_next_to_nothing(text: str) -> None:
    workspace = Workspace.of([Source("a", text)])
    for place in range(len(text) + 1):
        complete(workspace, "a", place)
        assert hover(workspace, "a", place, "zh") is None or text == "let"
        assert definition(workspace, "a", place) == ()
        assert signature(workspace, "a", place) is None
    assert folds(workspace, "a") == ()
