"""A session that remembers gives the same answers, and works out nothing twice."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import segdsl
from segdsl.api.opening import reopen
from segdsl.api.project import Project
from segdsl.diagnostics import Source
from segdsl.engine.cache import ColumnCache
from segdsl.engine.keeping import said
from segdsl.engine.kept import Kept, Key
from segdsl.engine.preview import Request
from segdsl.engine.stopping import Stopped, go_on
from segdsl.rulebook import Checker
from tests.data.store.projects import RULES, customers, project, visits

if TYPE_CHECKING:
    import polars as pl

MORE = """
segment busy "忙" {
  require age >= 40
  require any_of "渠道" { option last_channel = hall option visits >= 2 "常来" }
  exclude not (spent > 3 and turn != both)
  require area is known or before = one
}
score worth { add 10 when keen  add visits up to 5  subtract 3 when not (age < 60)  range 0..20 }
let older = age > 50
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = project(tmp_path_factory.mktemp("kept") / "p", customers(300), visits(2_000, 300))
    (made / "rules.seg").write_text(RULES + MORE, encoding="utf-8")
    return made


def edited(opened: Project, old: str, new: str) -> Project:
    """The project after a change of its rules, as while they are typed."""
    assert old in RULES + MORE
    book = Checker().check([Source("rules.seg", (RULES + MORE).replace(old, new))])
    assert book.errors == ()
    return opened.with_rulebook(book)


def test_what_is_remembered_says_the_same(folder: Path) -> None:
    with segdsl.open(folder) as plain, segdsl.open(folder) as remembering:
        remembering.remember()
        expected = plain.preview(waterfall=True).to_dict()
        assert remembering.preview(waterfall=True).to_dict() == expected
        assert remembering.preview(waterfall=True).to_dict() == expected
        assert remembering.preview(["busy"], by="turn").to_dict() == plain.preview(["busy"], by="turn").to_dict()


@pytest.mark.parametrize(
    "old, new, conditions",
    [
        ("require age >= 40", "require age >= 41", 1),
        ("option visits >= 2", "option visits >= 3", 1),
        ("spent > 3", "sum(visit.amount, last 9d) > 3", 1),
        ('"忙"', '"非常忙"', 0),
        ("require age >= 40\n", "", 0),
        (
            "class one when did(visit)",
            "class one when did(visit, last 99d)",
            4,
        ),  # today, 90 days ago, and two conditions on either
    ],
)
def test_an_edit_costs_the_conditions_it_changes(
    folder: Path, old: str, new: str, conditions: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    added: list[object] = []  # questions about events are kept in a cache of the same kind
    keep = ColumnCache.add
    with segdsl.open(folder) as opened:
        opened.remember()
        opened.preview(["busy"], waterfall=True)

        def add(self: ColumnCache[Key], key: Key, column: pl.Series) -> None:
            added.append(key)
            keep(self, key, column)

        monkeypatch.setattr(ColumnCache, "add", add)
        after = edited(opened, old, new)
        found = after.preview(["busy"], waterfall=True).to_dict()
        plain = [key for key in added if isinstance(key, tuple) and key[0] == "condition" and not key[2]]
        assert len(plain) == conditions
    with segdsl.open(folder) as fresh:
        assert edited(fresh, old, new).preview(["busy"], waterfall=True).to_dict() == found


@pytest.mark.parametrize(
    "line, edits",
    [
        ("require age >= 40", ["require age >= 41", "require age >= 42", "exclude age >= 43"]),
        ("exclude not (spent > 3 and turn != both)", ["exclude spent > 4", "exclude not (spent > 5)", "exclude older"]),
    ],
)
def test_edits_of_one_clause_put_the_others_together_once(folder: Path, line: str, edits: list[str]) -> None:
    with segdsl.open(folder) as opened, segdsl.open(folder) as fresh:
        opened.remember()
        opened.preview(["busy"])
        together = []
        for new in edits:
            found = edited(opened, line, new).preview(["busy"]).to_dict()
            assert found == edited(fresh, line, new).preview(["busy"]).to_dict()
            assert opened._kept is not None
            together.append([key for key in opened._kept.columns._columns if key[0] == "clauses"])
        assert 0 < len(together[0]) == len(together[-1]) <= 2  # either reading, where they differ


def test_what_was_told_before_is_told_again_without_any_column(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with segdsl.open(folder) as opened:
        opened._kept = Kept(budget=0)
        first = opened.preview().to_dict()

        def add(*_args: object) -> None:
            raise AssertionError("nothing is to be worked out")

        monkeypatch.setattr(ColumnCache, "add", add)
        assert opened.preview().to_dict() == first
        assert edited(opened, "segment keen", "\n# moved\nsegment keen").preview().to_dict() == first


def test_other_words_of_the_same_meaning_are_told(folder: Path) -> None:
    with segdsl.open(folder) as opened:
        opened.remember()
        opened.preview(["busy"], waterfall=True)
        found = edited(opened, '"渠道"', '"其他渠道"').preview(["busy"], waterfall=True).items[0]
        assert found.waterfall is not None
        assert found.waterfall[1].title == "其他渠道"


def test_nothing_is_told_of_data_that_was_let_go(folder: Path) -> None:
    with segdsl.open(folder) as opened:
        opened.remember()
        opened.preview(["busy"])
        opened.close()
        assert opened._kept is not None
        assert opened._kept.columns.size == 0
        assert opened._kept.item(said(opened.session, "busy", Request(distribution=True))) is None


def test_under_another_contract_a_session_still_remembers(folder: Path) -> None:
    other = (RULES + MORE).replace("field age int?", "field age int? valid 0..60")
    with segdsl.open(folder) as opened:
        assert not opened.remembers
        opened.remember()
        before = opened.preview(["older"]).items[0]
        found = reopen(opened, Checker().check([Source("rules.seg", other)]))
        assert found.remembers
        assert found.preview(["older"]).items[0] != before  # whoever is older than 60 has no age now


def test_conditions_that_always_have_an_answer_are_kept_once(folder: Path) -> None:
    with segdsl.open(folder) as opened:
        opened.remember()
        opened.preview(["keen"])  # of its three conditions, `visits >= 1` cannot be unknown
        assert opened._kept is not None
        kept = [key for key in opened._kept.columns._columns if key[0] == "condition"]
        assert sorted(kleene for _, _, kleene in kept) == [False, False, False, True, True]


def test_what_was_used_longest_ago_gives_way(folder: Path) -> None:
    with segdsl.open(folder) as opened:
        opened._kept = Kept(budget=2_000)
        first = opened.preview(["busy"]).to_dict()
        assert opened._kept.columns.size <= 2_000
        assert opened.preview(["busy"]).to_dict() == first


def test_answers_give_way_sooner_where_conditions_are_kept(folder: Path) -> None:
    with segdsl.open(folder) as plain, segdsl.open(folder) as opened:
        opened.remember()
        assert opened.events.staying < plain.events.staying
        opened.events.staying = 0
        assert opened.preview(["busy"]).to_dict() == plain.preview(["busy"]).to_dict()
        assert opened.events._answers.size == 0 < plain.events._answers.size
        changed = edited(opened, "spent > 3", "spent > 4").preview(["busy"]).to_dict()
        assert changed == edited(plain, "spent > 3", "spent > 4").preview(["busy"]).to_dict()


def test_work_that_nobody_waits_for_is_given_up_and_not_lost(folder: Path) -> None:
    asked = 0

    def stop() -> None:
        nonlocal asked
        asked += 1
        if asked > 3:
            raise Stopped

    with segdsl.open(folder) as opened, segdsl.open(folder) as plain:
        opened.remember()
        opened.stop = stop
        with pytest.raises(Stopped):
            opened.preview(waterfall=True)
        opened.stop = go_on
        assert opened.preview(waterfall=True).to_dict() == plain.preview(waterfall=True).to_dict()
