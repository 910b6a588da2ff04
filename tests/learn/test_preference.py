"""A preference foresees channels from the past alone, says what scikit-learn says, and is judged beside plain rules."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
import pytest

import segdsl
from segdsl.api.findings import findings
from segdsl.campaign.export import ExportOptions
from segdsl.learn import anchors
from segdsl.learn.drift import drift
from segdsl.learn.fit import task
from segdsl.learn.judging import hits
from segdsl.learn.rankers import fitted, network
from tests.cli.run import run
from tests.schemas import validator

CHANNELS = ("hall", "app", "web", "fax")  # nobody uses the last one
RULES = """
profile customer {{ key id text  field age int? }}
events visit {{ at day date  field channel category(hall, app, web, fax) }}
let apps = count(visit where channel = app, last 60d)
preference likes "渠道偏好" {{
  over visit.channel
  horizon 30d
  features [age, apps, count(visit where channel = hall, last 60d)]
  method {method}
  seed 3
}}
segment to_app {{ require likes = app and likes[app] > 0.5 and likes.margin > 0.1 }}
"""
TODAY = dt.date(2021, 6, 30)
PEOPLE = 400


def write(folder: Path, visits: pl.DataFrame, method: str = "mlp hidden 4") -> None:
    ages = [20 + i % 60 if i % 11 else None for i in range(PEOPLE)]
    pl.DataFrame({"id": [f"{i:03}" for i in range(PEOPLE)], "age": ages}).write_parquet(folder / "customers.parquet")
    visits.write_parquet(folder / "visits.parquet")
    (folder / "r.seg").write_text(RULES.format(method=method), encoding="utf-8")
    (folder / "segdsl.toml").write_text(
        '[project]\nrules = ["r.seg"]\nas_of = 2021-06-30\n[data]\n'
        'customer = "customers.parquet"\nvisit = "visits.parquet"\n',
        encoding="utf-8",
    )


@pytest.fixture(scope="module")
def visits() -> pl.DataFrame:
    """Half a year: the old go to the hall, the young use the app, everybody the web now and then."""
    draw = np.random.default_rng(4)
    who = draw.integers(0, PEOPLE, 6000)
    favourite = np.where(20 + who % 60 > 50, 0, 1)
    channel = np.where(draw.random(6000) < 0.7, favourite, draw.integers(0, 3, 6000))
    days = [TODAY - dt.timedelta(days=int(d)) for d in draw.integers(0, 180, 6000)]
    return pl.DataFrame({"id": [f"{i:03}" for i in who], "day": days, "channel": [CHANNELS[c] for c in channel]}).sort(
        "day"
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, visits: pl.DataFrame) -> Path:
    """A project whose preference has been fitted."""
    folder = tmp_path_factory.mktemp("preference")
    write(folder, visits)
    with segdsl.open(folder) as project:
        project.fit()
    return folder


def found(folder: Path) -> dict[str, object]:
    read: dict[str, object] = json.loads((folder / "fitted/likes.json").read_text(encoding="utf-8"))
    return read


def test_the_days_lie_one_horizon_apart(folder: Path) -> None:
    days = found(folder)["figures"]["days"]  # type: ignore[index]
    assert [days[split]["day"] for split in ("train", "validation", "test")] == [
        "2021-04-01",
        "2021-05-01",
        "2021-05-31",
    ]


def test_nothing_after_the_day_is_in_what_was_known(tmp_path: Path, visits: pl.DataFrame) -> None:
    """The same customers, whatever channels they choose later."""
    day, until = dt.date(2021, 4, 1), dt.date(2021, 5, 1)
    after = visits["day"] > day
    other = visits.with_columns(channel=pl.when(after).then(pl.lit("web")).otherwise("channel"))
    seen = []
    for name, frame in (("a", visits), ("b", other)):
        (tmp_path / name).mkdir()
        write(tmp_path / name, frame)
        with segdsl.open(tmp_path / name) as project:
            seen.append(anchors.anchor(task(project.session, project.rulebook, "likes"), day, until))
    assert np.array_equal(seen[0].features, seen[1].features)
    assert np.array_equal(seen[0].before, seen[1].before)
    assert np.array_equal(seen[0].last, seen[1].last)
    assert not np.array_equal(seen[0].after, seen[1].after)


def test_an_anchor_is_what_counting_by_hand_says(folder: Path, visits: pl.DataFrame) -> None:
    day, until = dt.date(2021, 4, 1), dt.date(2021, 5, 1)
    with segdsl.open(folder) as project:
        seen = anchors.anchor(task(project.session, project.rulebook, "likes"), day, until)
    chosen = visits.filter(pl.col("day").is_between(day, until, closed="right"))
    customers = [f"{i:03}" for i in range(PEOPLE) if i % 11 and f"{i:03}" in set(chosen["id"])]
    past = visits.filter(pl.col("day") <= day)
    recent = past.filter(pl.col("day") > day - dt.timedelta(days=60))

    def counts(frame: pl.DataFrame, channel: str) -> list[int]:
        named = dict(frame.filter(channel=channel).group_by("id").len().iter_rows())
        return [named.get(customer, 0) for customer in customers]

    assert seen.features[:, 1].tolist() == counts(recent, "app")
    assert seen.features[:, 2].tolist() == counts(recent, "hall")
    assert seen.before.T.tolist() == [counts(past, channel) for channel in CHANNELS]
    assert seen.after.T.tolist() == [counts(chosen, channel) for channel in CHANNELS]
    last = dict(past.group_by("id", maintain_order=True).last().select("id", "channel").iter_rows())
    assert seen.last.tolist() == [CHANNELS.index(last[c]) if c in last else -1 for c in customers]


def scores(folder: Path) -> np.ndarray:
    """What the rules say of every customer's channels."""
    columns = [f"likes[{channel}]" for channel in CHANNELS]
    with segdsl.open(folder) as project:
        session = project.session
        from segdsl.learn.columns import columns as worked_out
        from segdsl.rulebook.terms import DefinitionRef

        definitions = session.rulebook.definitions
        terms = {c: DefinitionRef(definitions[c].type, definitions[c].origin.name_span, c) for c in columns}
        frame = worked_out(session, terms, definitions["likes"].origin).sort("key").collect()
    return frame.select(columns).to_numpy()


def test_the_network_says_what_scikit_learn_says(folder: Path) -> None:
    with segdsl.open(folder) as project:
        fit = task(project.session, project.rulebook, "likes")
        first, second, third = anchors.days(fit)
        train, check = anchors.anchor(fit, first, second), anchors.anchor(fit, second, third)
        today = anchors.anchor(fit, TODAY, TODAY, everybody=True)
        scale, estimator = network(train, check, fit.learned.options, fit.learned.seed)
    temperature = found(folder)["figures"]["temperature"]  # type: ignore[index]
    said = np.log(estimator.predict_proba((today.features - scale.centres) / np.array(scale.units))) / temperature
    expected = np.exp(said) / np.exp(said).sum(axis=1, keepdims=True)
    known = np.array([i % 11 != 0 for i in range(PEOPLE)])
    lowered = scores(folder)
    assert np.abs(lowered[known][:, estimator.classes_] - expected).max() < 1e-9
    assert np.isnan(lowered[~known]).all()
    assert lowered[known][:, 3].max() < 1e-100  # nobody ever chose it


def test_a_network_of_few_customers_learns_to_the_end() -> None:
    """Who is above the middle takes the first channel, who is below it the second: there is nothing else to learn."""

    def drawn(rows: int, seed: int) -> anchors.Anchor:
        features = np.random.default_rng(seed).normal(size=(rows, 2))
        after = np.eye(2)[(features[:, 0] < 0).astype(int)]
        return anchors.Anchor(TODAY, features, np.zeros((rows, 2)), np.full(rows, -1), after, 0)

    ranker = fitted("mlp", drawn(200, 1), drawn(200, 2), {"hidden": 4}, 7)
    test = drawn(2_000, 3)
    assert hits(ranker.scores(test), test.shares).mean() > 0.95


def test_parts_follow_from_the_scores(folder: Path) -> None:
    said = scores(folder)
    known = ~np.isnan(said[:, 0])
    order = np.sort(said[known], axis=1)
    app = (said[known].argmax(axis=1) == 1) & (said[known][:, 1] > 0.5) & (order[:, -1] - order[:, -2] > 0.1)
    with segdsl.open(folder) as project:
        (item,) = project.preview(["to_app"]).items
        (tag,) = project.preview(["likes"]).items
        second = project.preview(expr="likes.second = hall").items[0].size
    assert item.size == app.sum() > 0
    sizes = np.bincount(said[known].argmax(axis=1), minlength=4)
    assert [c.size for c in tag.classes or ()] == sizes.tolist()
    assert second == (np.argsort(-said[known], axis=1)[:, 1] == 0).sum()


def test_shares_so_far_are_drawn_towards_everybodys(tmp_path: Path, visits: pl.DataFrame) -> None:
    write(tmp_path, visits, "frequency")
    with segdsl.open(tmp_path) as project:
        (artefact,) = project.fit()
        same = drift(project.session, artefact)
    assert same is not None
    assert [one.of for one in same.shifts] == ["feature"] * 3 + ["labels", "unlabelled"]
    assert [one.index for one in same.shifts] == pytest.approx([0] * 5)
    assert artefact.scorer is not None
    prior = np.array(artefact.to_dict()["scorer"]["steps"][0]["biases"])
    counts = np.zeros((PEOPLE, 4))
    for customer, channel in visits.select("id", "channel").iter_rows():
        counts[int(customer), CHANNELS.index(channel)] += 1
    expected = (counts + prior) / (counts + prior).sum(axis=1, keepdims=True)
    assert np.abs(scores(tmp_path) - expected).max() < 1e-12
    shares = artefact.figures["days"]["train"]["shares"]
    assert prior / prior.sum() == pytest.approx([shares[channel] for channel in CHANNELS])


def test_the_same_seed_gives_the_same_bytes(folder: Path) -> None:
    path = folder / "fitted/likes.json"
    before = path.read_bytes()
    with segdsl.open(folder) as project:
        project.fit()
    assert path.read_bytes() == before


def test_of_a_draw_those_who_lack_a_feature_are_told_like_the_others(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As many as are looked at are drawn first, whether they have all features or not."""
    day, until = dt.date(2021, 5, 31), TODAY
    with segdsl.open(folder) as project:
        asked = task(project.session, project.rulebook, "likes")
        whole = anchors.anchor(asked, day, until, everybody=True)
        monkeypatch.setattr(anchors, "MOST", PEOPLE // 2)
        half = anchors.anchor(asked, day, until, everybody=True)
    assert (whole.drawn_from, half.drawn_from) == (None, PEOPLE)
    ages = pl.read_parquet(folder / "customers.parquet").sort("id")["age"]
    drawn = np.sort(np.random.default_rng(3).choice(PEOPLE, PEOPLE // 2, replace=False))
    assert len(half.features) == len(drawn) - ages.gather(drawn).null_count()
    assert half.left_out < whole.left_out


def test_channels_are_called_by_their_titles(folder: Path, tmp_path: Path) -> None:
    """Wherever they are values: what a preference says, what it is split by, what an export writes for people."""
    shutil.copytree(folder, tmp_path / "own", ignore=shutil.ignore_patterns(".segdsl"))
    channels = 'channel hall "营业厅" { kind offline }\nchannel app "网上国网" { kind online }\n'
    rules = tmp_path / "own" / "r.seg"
    rules.write_text(RULES.format(method="mlp hidden 4") + channels, encoding="utf-8")
    titles = {"hall": "营业厅", "app": "网上国网", "web": None, "fax": None}
    with segdsl.open(tmp_path / "own") as project:
        (item,) = project.preview(["likes"]).items
        assert {each.name: each.title for each in item.classes or ()} == titles
        (split,) = project.preview(["to_app"], by="likes").items
        assert split.by is not None
        assert {row.name: row.title for row in split.by.rows if row.name is not None} == titles
        options = ExportOptions(headers="titles")
        done = project.export("to_app", tmp_path / "out", columns=["id", "likes"], options=options)
    written = pl.read_csv(next(done.manifest.parent.glob("*.csv")))
    assert set(written["渠道偏好"]) == {"网上国网"}


def test_other_events_are_other_data(folder: Path, tmp_path: Path, visits: pl.DataFrame) -> None:
    write(tmp_path, visits.head(-1))
    with segdsl.open(tmp_path) as project:
        (other,) = project.fit()
    assert (folder / "customers.parquet").read_bytes() == (tmp_path / "customers.parquet").read_bytes()
    assert found(folder)["provenance"]["data"] != other.provenance.data  # type: ignore[index]


def test_why_shows_each_score_by_its_channel(folder: Path) -> None:
    with segdsl.open(folder) as project:
        told = project.why("likes", "001")
    assert told is not None
    values = dict(told.traces[0].values)
    assert {f"likes[{channel}]" for channel in CHANNELS} <= values.keys()
    assert "likes.scores" not in values


def test_too_few_choices(tmp_path: Path, visits: pl.DataFrame) -> None:
    write(tmp_path, visits.filter(pl.col("day") > dt.date(2021, 5, 1)))
    with segdsl.open(tmp_path) as project, pytest.raises(segdsl.SegdslError, match="too-few-choices"):
        project.fit()


@pytest.mark.parametrize("method", ["mlp hidden 4", "logistic", "frequency"])
def test_where_everybody_chooses_the_same_there_is_nothing_to_learn(
    tmp_path: Path, visits: pl.DataFrame, method: str
) -> None:
    write(tmp_path, visits.with_columns(channel=pl.lit("web")), method)
    with segdsl.open(tmp_path) as project, pytest.raises(segdsl.SegdslError, match="no-choice") as refused:
        project.fit()
    assert refused.value.diagnostics[0].args == {"name": "likes", "channel": "web", "day": "2021-04-01"}


def test_of_methods_that_hit_as_often_the_chosen_one_is_the_best(tmp_path: Path, visits: pl.DataFrame) -> None:
    """All but one visit in twenty are to the web: whatever is learned says so, like everybody's favourite."""
    channel = pl.when(pl.int_range(pl.len()) % 20 == 0).then(pl.lit("app")).otherwise(pl.lit("web"))
    write(tmp_path, visits.with_columns(channel=channel), "logistic")
    with segdsl.open(tmp_path) as project:
        (artefact,) = project.fit()
    on_day = {name: each["validation"]["hit_rate"] for name, each in artefact.figures["methods"].items()}
    assert on_day["mode"] == on_day["logistic"] == max(on_day.values())
    assert artefact.figures["best"] == {"method": "logistic", "certain": False}


def test_the_report_is_as_published(folder: Path) -> None:
    done = run("fit", "likes", "--report", "--project", str(folder), "--format", "json")
    assert done.exit_code == 0, done.stderr
    validator("fit").validate(json.loads(done.stdout))
    shown = run("fit", "likes", "--report", "--project", str(folder), "--lang", "zh")
    for expected in ("检验", "本人上次渠道", "→ mlp", "2021-05-31"):
        assert expected in shown.stdout


def test_a_method_that_is_certainly_beaten_is_named(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    (artefact,) = segdsl.open(tmp_path).fitted.values()
    best = {"method": "frequency", "certain": True}
    beaten = replace(artefact, figures={**artefact.figures, "best": best})
    assert [finding.code for finding in findings([beaten])] == ["fit-beaten"]
    assert findings([replace(beaten, figures={**artefact.figures, "best": {**best, "certain": False}})]) == ()
