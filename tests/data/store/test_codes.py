"""Numbers beside texts: equal where the texts are, given up where there are too many, and nothing that anybody sees."""

from __future__ import annotations

import random
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import segdsl
from segdsl.data.events import index
from segdsl.data.store import codes as numbering
from segdsl.data.store import customers as stored
from segdsl.data.store import distribute
from segdsl.data.store.codes import Codes, code_column

TEXTS = st.lists(st.none() | st.sampled_from(["", "广州", "a text longer than fits into a view", "b", "B"]))
RULES = """
profile customer { key id text  field city text?  field name text?  field age int? }
let among = percentile(age, city)
let place = rank(age, city)
let third = ntile(age, 3, name)
segment first { require rank(age, city) <= 2  require city is known }
segment everybody { require true }
"""


@given(st.lists(TEXTS))
def test_numbers_are_equal_where_texts_are_in_whatever_part(batches: list[list[str | None]]) -> None:
    codes = Codes(["city"])
    frames = [codes.add(pl.DataFrame({"city": pl.Series(batch, dtype=pl.String)})) for batch in batches]
    found = {pair for frame in frames for pair in frame.rows()}
    assert len(found) == len({text for text, _ in found}) == len({number for _, number in found})
    assert all((number == 0) == (text is None) for text, number in found)
    assert codes.columns == {code_column("city")}


def test_a_column_of_too_many_texts_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(numbering, "MOST", 3)
    codes = Codes(["few", "many"])
    first = codes.add(pl.DataFrame({"few": ["a", "b"], "many": ["a", "b"]}))
    then = codes.add(pl.DataFrame({"few": ["c", None], "many": ["c", "d"]}))
    assert first.columns == ["few", "many", code_column("few"), code_column("many")]
    assert then.columns == ["few", "many", code_column("few")]
    assert codes.columns == {code_column("few")}


@pytest.mark.parametrize("most", [2, 5, 65_535])
def test_places_within_groups_are_the_same_with_and_without_numbers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    """Of the two columns both are numbered, or one, or one is given up after the first parts."""
    for module in (index, stored, distribute):
        monkeypatch.setattr(module, "PART", 64)
    monkeypatch.setattr(numbering, "MOST", most)
    dice, size = random.Random(1), 400
    people = pl.DataFrame(
        {
            "id": [f"c{number:04}" for number in dice.sample(range(size), size)],
            "city": [dice.choice(["广州", "深圳", "佛山", "", None]) for _ in range(size)],
            "name": [dice.choice([None, *map(str, range(7))]) for _ in range(size)],
            "age": [dice.choice([None, *range(18, 90)]) for _ in range(size)],
        }
    )
    people.write_parquet(tmp_path / "people.parquet")
    (tmp_path / "rules.seg").write_text(RULES, encoding="utf-8")
    (tmp_path / "segdsl.toml").write_text(
        '[project]\nrules = ["rules.seg"]\nas_of = 2021-06-30\n[data]\ncustomer = "people.parquet"\n', encoding="utf-8"
    )
    found = []
    for store, remember in ((False, False), (True, False), (True, True)):
        with segdsl.open(tmp_path, store=store) as opened:
            if remember:
                opened.remember()
            found.append(opened.members("everybody", ["among", "place", "third", "first"]).collect())
            assert not any("`" in name for name in found[-1].columns)
            groups = opened.session.customers.codes({"city", "name"})
            expected = {2: [], 5: ["city"], 65_535: ["city", "name"]}[most] if store else []
            assert [column.name for column in groups] == [code_column(name) for name in expected]
    assert found[0].sort("id").equals(found[1].sort("id"))
    assert found[0].sort("id").equals(found[2].sort("id"))
