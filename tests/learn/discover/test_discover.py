"""From a project to findings to paste: what is proposed, what is set aside, and that texts mean their figures."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import polars as pl
import pytest

import segdsl
from segdsl import Project, Search
from segdsl.learn.discover.conditions import read
from segdsl.learn.discover.inputs import Inputs
from segdsl.learn.discover.propose import proposals
from segdsl.learn.discover.results import Discovery
from segdsl.rulebook import load

CUSTOMERS = 3000
RULES = """
profile customer {
  key id text
  field age int? "Age"
  field kind category(home, shop, "big farm")? "Kind of use"
  field town text "Town"
  field phone text? pii mobile
  field refused bool opt_out
  field spend number "Spend"
  field paperless bool "Paperless"
}
events visit {
  at on time
  field channel category(hall, app, web) "Channel"
  field reason text
}
let online = [app, web]
tag age_group "Age group" {
  class young "Young" when age < 40
  class old "Old" when age >= 40
}
tag habit "Habit" {
  class silent "Silent" when never(visit where channel in online, last 1y)
  class active "Active" otherwise
}
let in_hall "Goes to the hall" = did(visit where channel = hall, last 1y)
let on_app "Uses the app" = did(visit where channel = app)
segment old_silent "Old and silent" { require age_group = old require habit = silent }
segment big "Spends much" { require spend >= 80 }
segment gone { require spend < 0 status retired }
score points { add 1 when spend > 10 }
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """The old go to the hall, above all in the north; half of the customers have not said how old they are."""
    folder = tmp_path_factory.mktemp("discover")
    draw = np.random.default_rng(5)
    old, north = draw.random(CUSTOMERS) < 0.4, draw.random(CUSTOMERS) < 0.5
    hall = draw.random(CUSTOMERS) < np.where(old & north, 0.9, np.where(old, 0.4, 0.2))
    app = draw.random(CUSTOMERS) < np.where(old, 0.2, 0.6)
    ids = np.array([f"c{number:05}" for number in range(CUSTOMERS)])
    pl.DataFrame(
        {
            "id": ids,
            "age": pl.Series(np.where(old, 70, 30)).scatter(np.flatnonzero(draw.random(CUSTOMERS) < 0.5), None),
            "kind": draw.choice(["home", "shop", "big farm"], CUSTOMERS, p=[0.7, 0.2, 0.1]),
            "town": np.where(north, "north", "south"),
            "phone": ids,
            "refused": draw.random(CUSTOMERS) < 0.1,
            "spend": draw.gamma(2, 20, CUSTOMERS),
            "paperless": draw.random(CUSTOMERS) < 0.5,
        }
    ).write_parquet(folder / "customers.parquet")
    who = np.concatenate([ids[hall], ids[app]])
    channel = np.concatenate([np.repeat("hall", hall.sum()), np.repeat("app", app.sum())])
    reason = draw.choice(["pay", "ask"], len(who))
    on = np.repeat(np.datetime64("2021-06-01T12:00", "us"), len(who))
    visits = pl.DataFrame({"id": who, "on": on, "channel": channel, "reason": reason})
    visits.write_parquet(folder / "visits.parquet")
    (folder / "rules").mkdir()
    (folder / "rules" / "r.seg").write_text(RULES, encoding="utf-8")
    data = '[data]\ncustomer = "customers.parquet"\nvisit = "visits.parquet"\n'
    (folder / "segdsl.toml").write_text(f'[project]\nrules = ["rules"]\nas_of = 2021-06-30\n{data}', encoding="utf-8")
    with segdsl.open(folder) as project:
        yield project


def offered(project: Project, *names: str, also: tuple[str, ...] = ()) -> list[str]:
    return [each.text for each in proposals(project.session, names or None, also, "90d")]


def related(project: Project, one: str, other: str) -> bool:
    session = project.session
    inputs = Inputs(session.rulebook, session.context)
    sources = [inputs.of(read(session.rulebook, text, "")) for text in (one, other)]
    return bool(inputs.related(sources)[0, 1])


@pytest.mark.parametrize("method", ["tree", "knn", "svm kernel rbf"])
def test_what_was_learned_is_related_to_its_features(project: Project, tmp_path: Path, method: str) -> None:
    """Whether it is an expression, or compares with customers that were kept: whoever spends much is predicted so."""
    folder = shutil.copytree(project.file.root, tmp_path / "own", ignore=shutil.ignore_patterns(".segdsl"))
    model = f"model guess {{ learn kind  features [log(1 + spend)]  among refused = false  method {method} }}\n"
    (folder / "rules" / "r.seg").write_text(RULES + model, encoding="utf-8")
    with segdsl.open(folder) as own:
        own.fit()
        assert related(own, "guess = shop", "big")
        assert related(own, "guess = shop", "refused")
        assert related(own, "guess.source = predicted", "kind = shop")
        assert not related(own, "guess = shop", "paperless")
        assert not related(own, "guess = shop", "in_hall")


# ---- what is proposed ------------------------------------------------------------------------------------------------


def test_what_the_rules_name_and_no_tag_looks_at_is_proposed(project: Project) -> None:
    """Not `age`, which a tag cuts; not personal data, refusals, numbers of rules, retired or combined definitions."""
    low, high = offered(project, "spend")
    assert sorted(offered(project)) == sorted(
        [
            *("age_group = young", "age_group = old", "habit = silent", "habit = active", "in_hall", "on_app", "big"),
            *("kind = home", "kind = shop", 'kind = "big farm"', 'town = "north"', 'town = "south"', "paperless"),
            *(low, high),
        ]
    )


def test_what_is_named_is_proposed_as_it_can_be(project: Project) -> None:
    assert offered(project, "old_silent", "points") == ["old_silent", "points <= 1", "points > 1"]
    low, high = np.quantile(project.customers.columns(["spend"])[0].to_numpy(), [0.25, 0.75], method="nearest")
    assert offered(project, "spend") == [f"spend <= {float(f'{low:.2g}'):g}", f"spend >= {float(f'{high:.2g}'):g}"]
    hall, app, web = (f"did(visit where channel = {name}, last 90d)" for name in ("hall", "app", "web"))
    pay, ask = (f'did(visit where reason = "{name}", last 90d)' for name in ("pay", "ask"))
    assert sorted(offered(project, "visit")) == sorted([hall, app, web, pay, ask])
    assert offered(project, "visit.channel") == [hall, app, web]
    assert offered(project, "big", also=("visit.channel",)) == ["big", hall, app, web]


@pytest.mark.parametrize(
    "name, code", [("bigg", "no-such-column"), ("phone", "by-personal-data"), ("visit.on", "nothing-to-combine")]
)
def test_names_of_nothing_are_refused(project: Project, name: str, code: str) -> None:
    with pytest.raises(segdsl.SegdslError) as refused:
        offered(project, name)
    assert refused.value.diagnostics[0].code == code


# ---- what goes together by definition --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "one, other",
    [
        ("age_group = young", "age_group = old"),
        ("age_group = young", "age > 60"),
        ("old_silent", "habit = active"),
        ("on_app", "habit = silent"),
        ("did(visit)", "in_hall"),
        ("count(visit where channel = app, last 30d) > 1", "never(visit where channel = app, 30d..60d ago)"),
        ("sequence(visit where channel = hall, visit where channel = web)", "in_hall"),
        ("was(habit, 30d) = active", "on_app"),
        ("percentile(spend, town) > 0.5", 'town = "north"'),
    ],
)
def test_conditions_made_of_the_same_are_related(project: Project, one: str, other: str) -> None:
    assert related(project, one, other)
    assert related(project, other, one)


@pytest.mark.parametrize(
    "one, other",
    [
        ("in_hall", "on_app"),
        ("in_hall", "habit = silent"),
        ("on_app", "did(visit where channel = web)"),
        ('did(visit where reason = "pay")', "in_hall"),
        ("big", "age_group = old"),
        ('town = "north"', "paperless"),
    ],
)
def test_conditions_made_of_different_things_are_not(project: Project, one: str, other: str) -> None:
    assert not related(project, one, other)


# ---- what is found ---------------------------------------------------------------------------------------------------


def texts(found: Discovery) -> list[tuple[set[str], str]]:
    return [({each.text for each in finding.when}, finding.then.text) for finding in found.findings]


def test_what_was_put_into_the_data_is_found_and_nothing_else(project: Project) -> None:
    found = segdsl.discover(project, search=Search(support=30, everything=True))
    conditions = {frozenset(when | {then}) for when, then in texts(found)}
    assert frozenset({"age_group = old", "in_hall"}) in conditions
    assert frozenset({"age_group = old", 'town = "north"', "in_hall"}) in conditions
    linked = ("age_group", "in_hall", "town", "on_app", "habit")
    assert all(text.startswith(linked) for group in conditions for text in group)
    assert (found.universe, found.least, found.as_of) == (CUSTOMERS, 30, dt.date(2021, 6, 30))


def test_figures_are_those_of_customers_with_an_answer(project: Project) -> None:
    """Half of the ages are unknown; the share of the hall among the old is taken of those whose age is known."""
    found = segdsl.discover(project, search=Search(target="in_hall"))
    (finding,) = (each for each in found.findings if {"age_group = old"} == {c.text for c in each.when})
    size = {
        e: project.preview(expr=e).items[0].size
        for e in ("age_group = old", "age is known", "in_hall and age is known")
    }
    both = project.preview(expr="age_group = old and in_hall").items[0].size
    assert (finding.size, finding.of) == (both, size["age_group = old"])
    assert (finding.usual, finding.known) == (size["in_hall and age is known"], size["age is known"])
    assert finding.excess == pytest.approx(finding.size - finding.of * finding.usual / finding.known)


def test_what_goes_with_a_target_ends_with_it(project: Project) -> None:
    found = segdsl.discover(project, search=Search(target="in_hall"))
    assert {then for _, then in texts(found)} == {"in_hall"}
    assert ({"age_group = old"}, "in_hall") in texts(found)
    assert segdsl.discover(project, search=Search(target=" age_group=old ")).findings[0].then.title == "Age group: Old"


def test_among_some_customers_only_they_count(project: Project) -> None:
    found = segdsl.discover(project, search=Search(among='town = "north"', target="in_hall"))
    assert found.universe == project.preview(expr='town = "north"').items[0].size
    everywhere = segdsl.discover(project, search=Search(target="in_hall"))
    assert found.findings[0].confidence > everywhere.findings[0].confidence


@pytest.mark.parametrize("search", [{"target": "agee > 3"}, {"among": "age + 1"}])
def test_mistakes_in_conditions_are_said(project: Project, search: dict[str, str]) -> None:
    with pytest.raises(segdsl.RulebookError):
        segdsl.discover(project, search=Search(**search))  # type: ignore[arg-type]


@pytest.mark.parametrize("wrong", [{"support": 0}, {"lift": 0.5}, {"length": 5}, {"fdr": 0.9}, {"limit": 0}])
def test_limits_that_make_no_sense_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="needed"):
        Search(**wrong)  # type: ignore[arg-type]


# ---- what can be pasted ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("among", [None, 'kind = "big farm" or paperless'])
def test_pasted_rules_are_clean_and_select_as_many_as_was_said(
    project: Project, tmp_path: Path, among: str | None
) -> None:
    search = Search(among=among, also=("visit", "spend"), support=10, lift=1.0, everything=True)
    found = segdsl.discover(project, search=search)
    assert len(found.findings) > 3
    assert_selects(project, tmp_path, found)


def assert_selects(project: Project, folder: Path, found: Discovery) -> None:
    """The findings as rules of the project: nothing the checker has to say, in the one style, of the size told."""
    pasted = folder / "found.seg"
    pasted.write_text("\n\n".join(finding.text for finding in found.findings) + "\n", encoding="utf-8")
    rulebook = load([*project.file.rules, pasted], root=project.file.root)
    assert [d.code for d in rulebook.diagnostics if d.file and d.file.endswith(pasted.name)] == []
    items = project.with_rulebook(rulebook).preview([finding.name for finding in found.findings]).items
    sizes = {item.name: item.size for item in items}
    assert sizes == {finding.name: finding.size for finding in found.findings}
