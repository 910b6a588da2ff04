"""A fitted cluster is a JSON of numbers, and its expression says what scikit-learn would."""

from __future__ import annotations

import json
import re
from functools import partial
from pathlib import Path

import numpy as np
import polars as pl
import pytest

import segdsl
from tests.cli.run import run

RULES = """
profile customer {
  key id text
  field use number?
  field visits int?
  field followed bool
}
cluster portrait "画像" {
  features [log(1 + use), visits]
  among followed
  method kmeans
  seed 7
  label digital "数字型" most visits
  label heavy "高用电型" most use
  label other "大众型" otherwise
}
segment chosen { require portrait = digital }
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A thousand customers around three centres, some without values, some not followed."""
    draw = np.random.default_rng(3)
    group = draw.integers(0, 3, 1000)
    frame = pl.DataFrame(
        {
            "id": [f"{i:04}" for i in range(1000)],
            "use": np.array([100.0, 900.0, 150.0])[group] * draw.lognormal(0, 0.2, 1000),
            "visits": np.array([30, 3, 2])[group] + draw.integers(0, 4, 1000),
            "followed": draw.random(1000) < 0.9,
        }
    ).with_columns(use=pl.when(pl.int_range(pl.len()) % 17 != 0).then("use"))
    frame.write_parquet(tmp_path / "customers.parquet")
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules/r.seg").write_text(RULES, encoding="utf-8")
    (tmp_path / "segdsl.toml").write_text(
        '[project]\nrules = ["rules"]\nas_of = 2021-06-30\n[data]\ncustomer = "customers.parquet"\n', encoding="utf-8"
    )
    return tmp_path


def test_before_fitting_the_command_to_run_is_named(folder: Path) -> None:
    with segdsl.open(folder) as project:
        overview = project.preview()
        assert [i.name for i in overview.items] == []
        with pytest.raises(segdsl.SegdslError, match="needs-model"):
            project.preview(["chosen"])


def test_the_expression_labels_as_the_nearest_centroid_does(folder: Path) -> None:
    from sklearn.cluster import KMeans  # takes seconds, which only the worker that runs this should spend

    with segdsl.open(folder) as project:
        project.fit()
        found = project.members("chosen").collect()["id"].sort().to_list()
    data = pl.read_parquet(folder / "customers.parquet").filter(pl.col("followed") & pl.col("use").is_not_null())
    x = np.column_stack([np.log1p(data["use"].to_numpy()), data["visits"].to_numpy()])
    z = (x - x.mean(axis=0)) / x.std(axis=0)
    cluster = KMeans(3, n_init=10, random_state=7).fit(z).labels_
    most_visits = max(range(3), key=lambda c: data["visits"].to_numpy()[cluster == c].mean())
    assert found == data["id"].to_numpy()[cluster == most_visits].tolist()


def test_a_margin_says_how_clearly_somebody_belongs(folder: Path) -> None:
    """1 − a / b, of the distances to the nearest and the next centre in standardised features."""
    rules = folder / "rules/r.seg"
    clear = "segment clear { require portrait = digital and portrait.margin >= 0.8 }\nlet margin = portrait.margin\n"
    rules.write_text(RULES + clear, encoding="utf-8")
    with segdsl.open(folder) as project:
        (artefact,) = project.fit()
        found = project.members("clear").collect()["id"].to_list()
        by_expression = project.preview(expr="portrait = digital and portrait.margin >= 0.8").items[0].size
        assert "portrait.margin" not in [item.name for item in project.preview().items]
    step = artefact.to_dict()["scorer"]["steps"]
    data = pl.read_parquet(folder / "customers.parquet").filter(pl.col("followed") & pl.col("use").is_not_null())
    x = np.column_stack([np.log1p(data["use"].to_numpy()), data["visits"].to_numpy()])
    z = (x - np.array(step[0]["centres"])) / np.array(step[0]["units"])
    apart = np.linalg.norm(z[:, None, :] - np.array(step[1]["centres"]), axis=2)
    a, b = np.sort(apart, axis=1)[:, :2].T
    expected = data["id"].to_numpy()[(apart.argmin(axis=1) == 0) & (1 - a / b >= 0.8)]
    assert found == expected.tolist()
    assert 0 < len(found) == by_expression


def test_a_changed_number_is_noticed(folder: Path) -> None:
    path = folder / "rules/fitted/portrait.json"
    with segdsl.open(folder) as project:
        project.fit()
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"rows": ', '"rows": 1'), encoding="utf-8")
    _left_out_until_fitted(folder, "fitted-changed")


def test_another_meaning_of_what_a_feature_uses_needs_another_fit(folder: Path) -> None:
    rules = folder / "rules/r.seg"
    written = RULES.replace("log(1 + use)", "size") + "let size = log(1 + use)\n"
    rules.write_text(written, encoding="utf-8")
    with segdsl.open(folder) as project:
        project.fit()
    rules.write_text(written + "# nothing else is said\n", encoding="utf-8")
    with segdsl.open(folder, as_of="2021-07-01") as project:
        assert project.preview(["portrait"]).items
    rules.write_text(written.replace("= log(1 + use)", "= log(2 + use)"), encoding="utf-8")
    with segdsl.open(folder) as project:
        assert "fit-outdated" in [d.code for d in project.preview().warnings]


def test_everybody_has_one_label_or_a_reason_to_have_none(folder: Path) -> None:
    with segdsl.open(folder) as project:
        (model,) = project.fit(["portrait"])
        (item,) = project.preview(["portrait"]).items
    data = pl.read_parquet(folder / "customers.parquet")
    none = data.filter(~pl.col("followed") | pl.col("use").is_null()).height
    assert item.missing == none
    assert {c.name: c.size for c in item.classes or ()} == model.figures["sizes"]
    assert [c.title for c in item.classes or ()] == ["数字型", "高用电型", "大众型"]


def test_an_artefact_is_kept_and_is_the_same_again(folder: Path) -> None:
    path = folder / "rules/fitted/portrait.json"
    with segdsl.open(folder) as project:
        project.fit()
    first = path.read_bytes()
    assert json.loads(first)["features"] == ["log(1 + use)", "visits"]
    with segdsl.open(folder) as again:
        assert again.preview(["chosen"]).items[0].size
        again.fit()
    assert path.read_bytes() == first


def test_other_features_need_another_fit(folder: Path) -> None:
    with segdsl.open(folder) as project:
        project.fit()
    rules = folder / "rules/r.seg"
    rules.write_text(RULES.replace("log(1 + use)", "use"), encoding="utf-8")
    with segdsl.open(folder) as project:
        assert "fit-outdated" in [d.code for d in project.preview().warnings]


@pytest.mark.parametrize("text", ["", "[]", "{", "[" * 100_000, '{"format": 1}'])
def test_a_damaged_artefact_is_left_out_until_it_is_fitted_again(folder: Path, text: str) -> None:
    (folder / "rules/fitted").mkdir()
    (folder / "rules/fitted/portrait.json").write_text(text, encoding="utf-8")
    _left_out_until_fitted(folder, "fitted-unreadable")


def test_a_figure_that_is_no_number_is_noticed(folder: Path) -> None:
    path = folder / "rules/fitted/portrait.json"
    with segdsl.open(folder) as project:
        project.fit()
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"fidelity": ', '"fidelity": NaN, "was": '), encoding="utf-8")
    _left_out_until_fitted(folder, "fitted-unreadable")


def _left_out_until_fitted(folder: Path, code: str) -> None:
    """What does not use it is told all the same, and fitting again puts it right, in the session that does it too."""
    with segdsl.open(folder) as project:
        warned = project.preview()
        assert code in [d.code for d in warned.warnings]
        assert "portrait" not in [item.name for item in warned.items]
        with pytest.raises(segdsl.SegdslError, match="needs-model"):
            project.preview(["portrait"])
        project.fit(["portrait"])
        again = project.preview(["portrait"])
        assert again.items[0].classes
        assert not again.warnings
    with segdsl.open(folder) as project:
        assert not project.preview(["portrait"]).warnings


def test_of_a_draw_the_report_counts_all_customers(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from segdsl.learn.sample import sample

    monkeypatch.setattr("segdsl.learn.cluster.sample", partial(sample, most=300))
    said = run("fit", "--project", str(folder), "--lang", "en").stdout
    with segdsl.open(folder) as project:
        fitted = project.fitted["portrait"]
        (item,) = project.preview(["portrait"]).items
    labelled = sum(each.size for each in item.classes or ())
    assert (fitted.provenance.rows, fitted.provenance.customers) == (300, labelled)
    assert f"fitted on 300 customers drawn from {labelled}" in said
    for each in item.classes or ():
        assert re.search(rf"^{each.name} +{each.title} +{each.size} ", said, re.MULTILINE)


def test_what_was_fitted_later_than_the_day_asked_about_says_so(folder: Path) -> None:
    with segdsl.open(folder) as project:
        project.fit()
    with segdsl.open(folder, as_of="2021-05-31") as project:
        (finding,) = project.preview(["portrait"]).warnings
        assert finding.code == "fit-newer-than-as-of"
        assert finding.args == {"name": "portrait", "fitted": "2021-06-30", "as_of": "2021-05-31"}
        project.fit()
        assert not project.preview(["portrait"]).warnings
    with segdsl.open(folder) as project:
        assert not project.preview(["portrait"]).warnings


def test_what_cannot_be_fitted(folder: Path) -> None:
    with segdsl.open(folder) as project, pytest.raises(segdsl.SegdslError, match="not-learned"):
        project.fit(["chosen"])


def test_too_few_customers(folder: Path) -> None:
    pl.read_parquet(folder / "customers.parquet").head(2).write_parquet(folder / "customers.parquet")
    with segdsl.open(folder) as project, pytest.raises(segdsl.SegdslError, match="too-few-to-fit"):
        project.fit()


def test_places_in_features_are_those_among_all_customers(folder: Path) -> None:
    def fitted(feature: str, more: str = "") -> tuple[object, ...]:
        rules = RULES.replace("log(1 + use)", feature) + more
        (folder / "rules/r.seg").write_text(rules, encoding="utf-8")
        with segdsl.open(folder) as project:
            (model,) = project.fit()
        return model.scorer, model.figures["sizes"]

    assert fitted("percentile(use)") == fitted("position", "let position = percentile(use)\n")


def test_a_label_may_attach_by_what_is_no_feature_and_be_fitted_again(folder: Path) -> None:
    """What its labels attach by is read for a fit, and not for labelling."""
    rules = RULES.replace("features [log(1 + use), visits]", "features [log(1 + use)]")
    (folder / "rules/r.seg").write_text(rules, encoding="utf-8")
    with segdsl.open(folder) as project:
        first = project.fit()
        assert project.fit() == first


def test_rules_that_learn_nothing_say_so(folder: Path) -> None:
    (folder / "rules/r.seg").write_text(RULES.partition("cluster")[0], encoding="utf-8")
    with segdsl.open(folder) as project, pytest.raises(segdsl.SegdslError, match="nothing-to-fit"):
        project.fit()
