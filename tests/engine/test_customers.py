"""Who is on an uploaded list: looked up in a snapshot, whose keys stand in order, and in files as they come."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

import segdsl
from segdsl.data.events import index
from segdsl.data.store import customers as stored
from segdsl.data.store import distribute

PART = 64
KEYS: dict[str, tuple[Callable[[int], object], pl.DataType]] = {
    "texts": (lambda n: f"客{n * 7919 % 1000:04}", pl.String()),
    "texts longer than a view": (lambda n: f"the customer of number {n * 7919 % 1000}", pl.String()),
    "narrow numbers": (lambda n: n * 7919 % 1000 - 500, pl.Int16()),
}
LISTS = {"nobody": [], "strangers": [5_000], "one": [3], "many": [*range(0, 300, 2), 77_777], "everybody": range(300)}


@pytest.fixture(params=KEYS)
def folder(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """300 customers in no order, in a snapshot of several parts; lists in no order, with keys of nobody's."""
    for module in (index, stored, distribute):
        monkeypatch.setattr(module, "PART", PART)
    make, dtype = KEYS[request.param]
    numbers = list(range(300))
    random.Random(1).shuffle(numbers)
    pl.DataFrame({"id": pl.Series([make(n) for n in numbers], dtype=dtype)}).write_parquet(tmp_path / "people.parquet")
    for name, members in LISTS.items():
        rows = [make(n) if n < 300 else n if dtype.is_integer() else str(n) for n in members]
        random.Random(2).shuffle(rows)
        pl.DataFrame({"id": pl.Series(rows, dtype=pl.Int64 if dtype.is_integer() else pl.String)}).write_csv(
            tmp_path / f"{name}.csv"
        )
    kind = "int" if dtype.is_integer() else "text"
    rules = "".join(f'segment in_{name} {{ require listed("{name}") }}\n' for name in LISTS)
    (tmp_path / "rules.seg").write_text(f"profile customer {{ key id {kind} }}\n{rules}", encoding="utf-8")
    (tmp_path / "segdsl.toml").write_text(
        '[project]\nrules = ["rules.seg"]\nas_of = 2021-06-30\n[data]\ncustomer = "people.parquet"\n[lists]\n'
        + "".join(f'{name} = "{name}.csv"\n' for name in LISTS),
        encoding="utf-8",
    )
    return tmp_path


@pytest.mark.parametrize("store", [True, False])
@pytest.mark.parametrize("remember", [True, False])
def test_members_of_a_list_are_those_whose_keys_stand_on_it(folder: Path, store: bool, remember: bool) -> None:
    with segdsl.open(folder, store=store) as opened:
        if remember:
            opened.remember()
        for name, members in LISTS.items():
            keys = pl.read_csv(folder / f"{name}.csv")["id"].to_list()
            found = opened.members(f"in_{name}", []).collect()["id"].to_list()
            assert sorted(found) == sorted(key for key in keys if str(key) not in ("5000", "77777"))
            assert len(found) == sum(n < 300 for n in members)
