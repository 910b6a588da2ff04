"""Models that no expression can hold: scored as scikit-learn would, once, and read like fields from then on."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

import segdsl
from segdsl.learn.columns import columns
from segdsl.learn.fit import task
from tests.cli.run import run
from tests.learn.test_classifiers import LABELS, drawn, learned

METHODS: dict[str, tuple[str, dict[str, Any]]] = {
    "knn": ("knn", {"k": 7}),
    "rbf": ("svm", {"kernel": "rbf"}),
    "narrow rbf": ("svm", {"kernel": "rbf", "gamma": 0.7, "c": 2.0}),
}
RULES = """
profile customer {
  key id text
  field use number
  field age number?
  field kind category(home, shop)?
}
events visit { at visited_at time  field channel category(hall, app) }
model usage_kind {
  learn kind
  features [log(1 + use), age, count(visit, last 90d)]
  method knn k 5
  seed 7
}
segment shops { require usage_kind = shop }
"""
COUNT = 400


@pytest.mark.parametrize("labels", [2, 3])
@pytest.mark.parametrize("name", METHODS)
def test_what_is_kept_says_what_the_estimator_says(name: str, labels: int) -> None:
    from segdsl.learn.classifiers import calibrated, exemplars  # takes seconds, for the worker that runs this
    from segdsl.learn.exemplars import probabilities

    method = learned(*METHODS[name])
    data = drawn(400, labels, 1)
    model = calibrated(method, *data)
    kept = json.loads(json.dumps(exemplars(method, model, *data)))
    features, _ = drawn(9_000, labels, 2)  # several blocks
    found = np.concatenate(list(probabilities(kept, [features[:5_000], features[5_000:]])))
    expected = model.classifier.predict_proba(features)
    assert np.abs(found - expected).max() <= 1e-9
    assert (found.argmax(axis=1) == model.classifier.predict(features)).all()
    assert LABELS[: found.shape[1]] == LABELS[:labels]


@pytest.fixture(scope="module")
def fitted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Shops use more; half were surveyed, one in ten has no age; every third came once."""
    folder = tmp_path_factory.mktemp("exemplars")
    draw = np.random.default_rng(3)
    shop = draw.random(COUNT) < 0.4
    place = pl.int_range(pl.len())
    pl.DataFrame({"id": [f"{i:03}" for i in range(COUNT)], "use": np.exp(draw.normal(5, 0.5, COUNT) + shop),
                  "age": draw.uniform(20, 80, COUNT), "shop": shop}).select(
        "id", "use", pl.when(place % 10 != 3).then("age").alias("age"),
        kind=pl.when(place % 2 == 0).then(pl.when("shop").then(pl.lit("shop")).otherwise(pl.lit("home"))),
    ).write_parquet(folder / "customers.parquet")  # fmt: skip
    pl.DataFrame(
        {"id": [f"{i:03}" for i in range(0, COUNT, 3)], "visited_at": "2021-06-01 12:00:00", "channel": "app"}
    ).with_columns(pl.col("visited_at").str.to_datetime()).write_parquet(folder / "visits.parquet")
    (folder / "r.seg").write_text(RULES, encoding="utf-8")
    (folder / "segdsl.toml").write_text(
        '[project]\nrules = ["r.seg"]\nas_of = 2021-06-30\n'
        '[data]\ncustomer = "customers.parquet"\nvisit = "visits.parquet"\n',
        encoding="utf-8",
    )
    with segdsl.open(folder) as project:
        project.fit()
    return folder


@pytest.fixture
def folder(fitted: Path, tmp_path: Path) -> Path:
    """The same, to be asked and changed."""
    shutil.copytree(fitted, tmp_path, dirs_exist_ok=True)
    return tmp_path


@pytest.fixture
def scorings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The models that were scored, one after the other."""
    import segdsl.learn.scores as module

    done: list[str] = []
    scores = module.scores

    def noted(*args: Any) -> pl.DataFrame:
        done.append(args[1].name)
        return scores(*args)

    monkeypatch.setattr(module, "scores", noted)
    return done


def test_customers_get_the_label_of_their_neighbours(folder: Path) -> None:
    """By scikit-learn itself, from the rows in the file."""
    from sklearn.neighbors import KNeighborsClassifier

    with segdsl.open(folder) as project:
        found = project.members("shops").collect()["id"].to_list()
        assert project.preview(["shops"]).items[0].size == len(found) > 0
        assert "scored-once" in [finding.code for finding in project.customers.findings]
    data = pl.read_parquet(folder / "customers.parquet").with_columns(
        visits=(pl.int_range(pl.len()) % 3 == 0).cast(pl.Float64)
    )
    x = np.column_stack([np.log1p(data["use"]), data["age"].fill_null(np.nan), data["visits"]])
    whole, known = data["age"].is_not_null().to_numpy(), data["kind"].is_not_null().to_numpy()
    z = (x - x[whole & known].mean(axis=0)) / x[whole & known].std(axis=0)
    neighbours = KNeighborsClassifier(5).fit(z[whole & known], data["kind"].to_numpy()[whole & known])
    said = np.full(COUNT, None)
    said[whole] = neighbours.predict(z[whole])
    expected = data["kind"].fill_null(pl.Series(said, dtype=pl.String))
    assert found == data.filter(expected == "shop")["id"].to_list()


def test_what_is_learned_from_it_asks_it_as_of_the_day_it_learns_from(folder: Path, scorings: list[str]) -> None:
    """A model that is judged a month later has its features as they were; those of another model are scored anew."""
    more = "model after { learn kind  features [usage_kind.confidence]  method tree }\n"
    (folder / "r.seg").write_text(RULES + more, encoding="utf-8")
    day = dt.date(2021, 5, 31)
    with segdsl.open(folder) as project:
        (artefact,) = project.fit(["after"])
        asked = task(project.session, project.rulebook, "after")
        term = asked.learned.features[0]
        then = columns(asked.session, {"sure": term}, asked.learned.origin, day).collect()
    assert artefact.figures["validation"]["learned_as_of"] == day.isoformat()
    assert scorings == ["usage_kind", "usage_kind"]
    with segdsl.open(folder, as_of=day) as project:
        shops = project.members("shops", ["usage_kind.confidence"]).collect()
    both = then.join(shops, left_on="key", right_on="id")
    assert both.height == shops.height > 0
    assert both["sure"].equals(both["usage_kind.confidence"], check_names=False)


def test_scores_are_worked_out_once_for_a_snapshot(folder: Path, scorings: list[str]) -> None:
    with segdsl.open(folder) as project:
        first = project.preview(["shops", "usage_kind"]).items
        project.members("shops").collect()
    with segdsl.open(folder) as project:
        assert project.preview(["shops", "usage_kind"]).items == first
        assert "scored-once" not in [finding.code for finding in project.customers.findings]
    assert scorings == ["usage_kind"]


def test_without_a_store_they_are_worked_out_in_memory(folder: Path, scorings: list[str]) -> None:
    with segdsl.open(folder, store=False) as project:
        first = project.preview(["shops"]).items
        assert project.preview(["shops"]).items == first
    with segdsl.open(folder) as project:
        assert project.preview(["shops"]).items == first
    assert scorings == ["usage_kind", "usage_kind"]


@pytest.mark.parametrize("change", ["day", "data", "events", "fit"])
def test_what_they_depend_on_makes_them_anew(folder: Path, scorings: list[str], change: str) -> None:
    with segdsl.open(folder) as project:
        project.preview(["shops"])
    if change in ("data", "events"):
        file = folder / ("customers.parquet" if change == "data" else "visits.parquet")
        pl.read_parquet(file).head(300 if change == "data" else 99).write_parquet(file)
    if change == "fit":
        rules = folder / "r.seg"
        rules.write_text(rules.read_text(encoding="utf-8").replace("seed 7", "seed 8"), encoding="utf-8")
        with segdsl.open(folder) as project:
            project.fit()
    as_of = "2021-09-15" if change == "day" else None
    with segdsl.open(folder, as_of=as_of) as project:
        project.preview(["shops"])
    assert scorings == ["usage_kind"] * 2


def test_the_oldest_go(folder: Path) -> None:
    for day in range(10, 16):
        with segdsl.open(folder, as_of=f"2021-06-{day}") as project:
            project.preview(["shops"])
    assert len(list((folder / ".segdsl/data/.scores/usage_kind").iterdir())) == 3


def test_another_day_inside_a_rule_is_refused(folder: Path) -> None:
    seen = "tag seen { class shop when usage_kind = shop class other otherwise }\n"
    (folder / "r.seg").write_text(f"{RULES}{seen}segment new {{ require was(seen, 30d) = other }}\n", encoding="utf-8")
    with segdsl.open(folder) as project, pytest.raises(segdsl.SegdslError, match="scores-of-today"):
        project.preview(["new"])


def test_scores_are_no_columns_of_an_export(folder: Path) -> None:
    with segdsl.open(folder) as project:
        project.export("shops", folder / "out")
    header = (folder / "out/shops.csv").read_text(encoding="utf-8-sig").splitlines()[0]
    assert header == "id,usage_kind"


def test_why_shows_the_scores(folder: Path) -> None:
    """The label is the highest of them."""
    with segdsl.open(folder) as project:
        (trace,) = project.why("usage_kind", "001").traces
        value = project.why("usage_kind", "001").value
    shown = dict(trace.values)
    scores = {label: shown[f"usage_kind[{label}]"] for label in ("home", "shop")}
    assert max(scores, key=lambda label: scores[label]) == value  # type: ignore[arg-type,return-value]
    assert sum(scores.values()) == pytest.approx(1)  # type: ignore[arg-type]


def test_there_is_no_script_of_it(folder: Path) -> None:
    done = run("compile", "shops", "--project", str(folder))
    assert done.exit_code != 0
    assert "scores-in-script" in done.stderr


def test_scikit_learn_is_not_loaded_for_scores_that_are_kept(folder: Path, scorings: list[str]) -> None:
    with segdsl.open(folder) as project:
        size = project.preview(["shops"]).items[0].size
    script = """
import sys, segdsl
with segdsl.open(sys.argv[1]) as project:
    print(project.preview(["shops"]).items[0].size, "sklearn" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", script, str(folder)], capture_output=True, text=True, check=True)
    assert done.stdout.split() == [str(size), "False"]
    assert scorings == ["usage_kind"]
