"""Breakdowns, reach and distributions of a few customers, counted in the head: `tests/campaign/project.py`."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import segdsl
from segdsl.api.access import StoreOptions
from segdsl.engine import ask
from segdsl.engine.evaluate import Evaluation, evaluate
from segdsl.engine.events.needs import needs
from segdsl.lowering.polars import Context
from segdsl.rulebook.model import Rulebook
from tests.campaign.project import write_project
from tests.data.store import projects
from tests.schemas import assert_valid


@pytest.fixture
def project(tmp_path: Path) -> segdsl.Project:
    return segdsl.open(write_project(tmp_path))


def item(project: segdsl.Project, *names: str, **asked: Any) -> dict[str, Any]:
    """The first item of a preview, which keeps to its schema."""
    found = project.preview(names or None, **asked).to_dict() | {"warnings": [], "diagnostics": []}
    assert_valid(found, "preview")
    first: dict[str, Any] = found["items"][0]
    return first


# Adults: c3 (30, 张三, home), c1 (50, no phone, no_sms, shop), =4 (41, home), c5 (19, refused, shop).
@pytest.mark.parametrize(
    "by, rows",
    [
        ("refused", [("true", 1), ("false", 3), (None, 0)]),
        ("age", [("19", 1), ("30", 1), ("41", 1), ("50", 1), (None, 0)]),
        ("big", [("7", 3), ("1234567890123456789", 1), (None, 0)]),
        ("kind", [("home", 2), ("shop", 2), (None, 0)]),
        ("ages", [("20", 1), ("31", 1), ("42", 1), ("51", 1), (None, 0)]),
        ("adults", [("true", 4), ("false", 0), (None, 0)]),
        ("name", [("=HYPERLINK(1)", 1), ("＝１", 1), ("张三", 1), ("普通 @", 1), (None, 0)]),
    ],
)
def test_split_by_whatever_has_few_values(project: segdsl.Project, by: str, rows: list[tuple[str, int]]) -> None:
    found = [(row["class"], row["size"]) for row in item(project, "adults", by=by)["by"]["rows"]]
    assert sorted(found, key=str) == sorted(rows, key=str)
    if by in ("refused", "big", "kind", "adults"):
        assert found == rows


def test_those_without_a_value_stand_last(project: segdsl.Project) -> None:
    rows = item(project, expr="not adults", by="name")["by"]["rows"]
    assert [(row["class"], row["size"], row["share"]) for row in rows] == [("+86", 1, 0.5), (None, 1, 0.5)]


@pytest.mark.parametrize("by, code", [("joined", "not-a-category"), ("phone", "by-personal-data")])
def test_some_columns_do_not_split(project: segdsl.Project, by: str, code: str) -> None:
    with pytest.raises(segdsl.SegdslError, match=code):
        project.preview(["adults"], by=by)


def test_a_thousand_values_split_and_one_more_does_not(tmp_path: Path) -> None:
    rows = pl.DataFrame({"id": range(2002), "n": [i % 1000 for i in range(2002)], "m": [i % 1001 for i in range(2002)]})
    rows.write_parquet(tmp_path / "c.parquet")
    with segdsl.open(tmp_path, data=[f"customer={tmp_path / 'c.parquet'}"]) as open_:
        found = item(open_, expr="id >= 0", by="n")["by"]["rows"]
        assert [(r["class"], r["size"]) for r in found[:3]] == [("0", 3), ("1", 3), ("10", 2)]
        assert len(found) == 1001
        with pytest.raises(segdsl.SegdslError, match="by-too-many"):
            open_.preview(expr="id >= 0", by="m")


def test_who_can_be_reached_and_why_the_others_cannot(project: segdsl.Project) -> None:
    assert item(project, "adults", reachable=True)["reachable"] == {
        "size": 2,
        "removed": [
            {"reason": "已退订", "kind": "refused", "count": 1},
            {"reason": "sms", "kind": "unreachable", "count": 1},
        ],
        "channels": [
            {
                "channel": "sms",
                "title": "短信",
                "size": 2,
                "removed": [
                    {"reason": "已退订", "kind": "refused", "count": 1},
                    {"reason": "拒收短信", "kind": "refused", "count": 1},  # c1, who also has no number
                    {"reason": "手机号", "kind": "missing", "count": 0},
                ],
            }
        ],
    }


def test_without_channels_a_telephone_number_is_what_it_takes(tmp_path: Path) -> None:
    folder = write_project(tmp_path)
    rules = (folder / "rules.seg").read_text(encoding="utf-8")
    lines = [line for line in rules.splitlines() if not line.startswith("channel") and "no_sms" not in line]
    (folder / "rules.seg").write_text("\n".join(lines), encoding="utf-8")
    found = item(segdsl.open(folder), "adults", reachable=True)["reachable"]
    assert (found["size"], [r["count"] for r in found["removed"]], found["channels"]) == (2, [1, 1], [])


def test_a_blank_contact_field_reaches_nobody(tmp_path: Path) -> None:
    rules = (
        "profile customer { key id int field phone text? }\nchannel sms { reach phone }\nsegment s { require id > 0 }"
    )
    (tmp_path / "a.seg").write_text(rules, encoding="utf-8")
    pl.DataFrame({"id": [1, 2, 3], "phone": [" ", "", "1"]}).write_parquet(tmp_path / "c.parquet")
    with segdsl.open(tmp_path / "a.seg", data=[f"customer={tmp_path / 'c.parquet'}"]) as open_:
        assert item(open_, "s", reachable=True)["reachable"]["size"] == 1


def test_numbers_and_dates_that_are_named_are_drawn(project: segdsl.Project) -> None:
    bins = item(project, "ages")["histogram"]  # 18 20 31 42 51
    assert [(b["from"], b["to"], b["count"]) for b in bins] == [
        (15, 20, 1), (20, 25, 1), (25, 30, 0), (30, 35, 1), (35, 40, 0), (40, 45, 1), (45, 50, 0), (50, 55, 1),
    ]  # fmt: skip
    assert "histogram" not in next(i for i in project.preview().to_dict()["items"] if i["name"] == "ages")
    assert "histogram" not in item(project, "ages", distribution=False)
    dates = item(project, expr="joined")["histogram"]
    assert dates[0]["from"] == "2020-01-01"
    assert (dates[-1]["to"], sum(b["count"] for b in dates)) == ("2021-06-30", 4)


def test_bins_count_what_lies_in_them(tmp_path: Path) -> None:
    draw = random.Random(7)
    values = [None, *(round(draw.lognormvariate(3, 1), 2) for _ in range(500))]
    days = [dt.date(2020, 1, 1) + dt.timedelta(days=draw.randrange(900)) for _ in values]
    pl.DataFrame({"id": range(len(values)), "x": values, "d": days}).write_parquet(tmp_path / "c.parquet")
    with segdsl.open(tmp_path, data=[f"customer={tmp_path / 'c.parquet'}"]) as open_:
        bins = open_.preview(expr="x").items[0].histogram or ()
        by_day = open_.preview(expr="d").items[0].histogram or ()
    for drawn, column in ((bins, [v for v in values if v is not None]), (by_day, days)):
        last = drawn[-1]
        for one in drawn:
            inside = [v for v in column if one.low <= v and (v < one.high or (one is last and v == one.high))]  # type: ignore[operator]
            assert one.count == len(inside)
        assert sum(one.count for one in drawn) == len(column)


def test_what_has_no_values_has_no_bins(project: segdsl.Project) -> None:
    assert "histogram" not in item(project, expr="if(age > 200, age, age / 0)")


def test_overlap_of_an_overview_is_of_its_conditions(project: segdsl.Project) -> None:
    overlap = project.preview(["adults", "group", "planned"], overlap=True).to_dict()["overlap"]
    assert overlap == [
        {"names": ["adults"], "size": 4, "only": 0},
        {"names": ["planned"], "size": 4, "only": 0},
        {"names": ["adults", "planned"], "size": 4, "only": 4},
    ]


def test_in_little_memory_the_same_is_told_part_by_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = projects.project(tmp_path, projects.customers(300), projects.visits(2_000, 300))
    asked: dict[str, Any] = {"waterfall": True, "by": "area", "distribution": True}
    with segdsl.open(folder) as roomy:
        expected = roomy.preview(**asked).to_dict()
    parts: list[list[str]] = []

    def recorded(
        rulebook: Rulebook, frame: pl.LazyFrame, context: Context, names: list[str], **more: Any
    ) -> Evaluation:
        parts.append(names)
        return evaluate(rulebook, frame, context, names, **more)

    monkeypatch.setattr(ask, "evaluate", recorded)
    room_for_two = 4 * (2 * 300)  # a quarter of the memory is for answers, of a byte for each customer
    with segdsl.open(folder, store=StoreOptions(memory=room_for_two)) as tight:
        assert tight.preview(**asked).to_dict() == expected
        assert {len(needs(names, tight.context).questions) for names in parts} <= {0, 1, 2}
    assert len(parts) > 2
