"""A small project in which everything that can be learned is: customers of two kinds, and where they went."""

import datetime as dt
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from segdsl.diagnostics import Language
from segdsl_tui.app import SegdslApp
from segdsl_tui.effects import learner
from segdsl_tui.effects.apart import Request, Tried
from segdsl_tui.screens.learned import LearnedPage
from segdsl_tui.screens.slow import SlowPage
from segdsl_tui.state import queries
from segdsl_tui.state.options import Options
from tests.cli.projects import write
from tests.tui.desk import AT_ONCE, Desk

COUNT = 300
TODAY = dt.date(2021, 6, 30)
FILE = "rules/learned.seg"
GROUPS = """cluster groups "客户画像" {
  features [use, count(visit, last 60d)]
  seed 7
  label high "高用电型" most use
  label low  "低用电型" otherwise
}"""
RULES = f"""profile customer {{
  key id int
  field use number "月用电量"
  field age int? "年龄"
  field kind category(home, shop)? "用电类型（调查）"
}}
events visit {{ at day date  field channel category(hall, app, web) }}

segment heavy "大户" {{ require use >= 50 }}
# 画像
{GROUPS}
# 类型
model kinds "用电类型" {{ learn kind  features [use, age]  method logistic  confidence 0.6  seed 7 }}
preference likes "渠道偏好" {{
  over visit.channel
  horizon 30d
  features [age, count(visit where channel = hall, last 60d)]
  method logistic
  seed 7
}}
lookalike near "类似客户" {{ of heavy  features [age, count(visit, last 60d)]  seed 7 }}
segment chosen "高用电" {{ require groups = high }}
"""


def project(folder: Path) -> Path:
    """Of the customers every second one uses ten times as much, is a shop, and goes to the hall; others use the app.

    One in ten has no age, of one in three the kind is known. Everybody came a few times in half a year.
    """
    draw = np.random.default_rng(2)
    much = np.arange(COUNT) % 2 == 1
    people = pl.DataFrame(
        {
            "id": range(COUNT),
            "use": np.where(much, 100.0, 10.0) + draw.normal(0, 3, COUNT).round(2),
            "age": [None if i % 10 == 9 else 20 + i % 50 for i in range(COUNT)],
            "kind": [None if i % 3 else ("shop" if i % 2 else "home") for i in range(COUNT)],
        }
    )
    who = draw.integers(0, COUNT, 4000)
    usual = np.where(much[who], "hall", "app")
    visits = pl.DataFrame(
        {
            "id": who,
            "day": [TODAY - dt.timedelta(days=int(d)) for d in draw.integers(0, 180, len(who))],
            "channel": np.where(draw.random(len(who)) < 0.8, usual, draw.choice(["hall", "app", "web"], len(who))),
        }
    )
    settings = '[project]\nrules = ["rules"]\nas_of = 2021-06-30\n[data]\ncustomer = "c.parquet"\nvisit = "v.parquet"\n'
    write(folder, {"segdsl.toml": settings, FILE: RULES})
    people.write_parquet(folder / "c.parquet")
    visits.write_parquet(folder / "v.parquet")
    return folder


def here(request: Request, advance: object, _wanted: object) -> Tried | None:
    """What the process of its own does, in this one."""
    return learner._learned(request, advance)  # type: ignore[arg-type]


@asynccontextmanager
async def opened(
    path: Path, name: str | None, size: tuple[int, int] = (100, 30), language: Language = "zh"
) -> AsyncIterator[tuple[Desk, LearnedPage]]:
    """The page over a project, on a definition or where the app begins."""
    app = SegdslApp(Options(path), language, AT_ONCE)
    app.animation_level = "none"
    async with app.run_test(size=size) as pilot:
        at = Desk(app, pilot)
        await at.until(lambda: at.size("heavy") is not None)
        if name is not None:
            place = queries.place_of(at.state, ("definition", name))
            assert place is not None
            at.app.main.go(*place)
            await at.until(lambda: at.state.focus == name)
        await at.press("f11")
        await at.until(lambda: isinstance(at.app.screen, LearnedPage))
        page = at.app.screen
        assert isinstance(page, LearnedPage)
        await shown(at, page)
        yield at, page


async def shown(at: Desk, page: LearnedPage) -> None:
    """Wait until the side that was asked for is drawn."""
    await at.until(lambda: page.working is None and page.drawn == page.asked)


def lines(page: SlowPage[Any]) -> str:
    """All the lines, also those that are scrolled away."""
    return "\n".join(line.plain for line in page.pane._lines)


def artefact(folder: Path, name: str = "groups") -> Path:
    """Where a definition's artefact lies."""
    return folder / f"rules/fitted/{name}.json"
