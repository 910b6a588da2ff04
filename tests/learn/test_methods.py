"""Each method of clustering: the expressions say what scikit-learn's own prediction says, and so does SQL."""

from __future__ import annotations

from pathlib import Path

import duckdb
import polars as pl
import pytest

import segdsl
from segdsl.lowering.sql.scoring import FOUND, scored_query
from tests.learn.methods import FEATURES, LABELS, OPTIONS, predicted, project

ROWS = 20_000


@pytest.mark.parametrize("method", OPTIONS)
def test_a_method_labels_as_scikit_learn_does(method: str, tmp_path: Path) -> None:
    folder = project(tmp_path, method, ROWS)
    with segdsl.open(folder, store=False) as opened:
        (artefact,) = opened.fit()
        found = opened.members("everybody", ["portrait", "portrait.margin"]).collect()
        assert opened.fit() == (artefact,)  # the same seed, the same numbers
    customers = pl.read_parquet(folder / "c.parquet")
    reference = predicted(method, customers)
    both = found.join(reference, on="id", how="left", maintain_order="left")
    assert both.filter(pl.col("portrait").is_null() != pl.col("cluster").is_null()).is_empty()
    pairs = both.drop_nulls("cluster").select("portrait", "cluster").unique()
    assert len(pairs) == LABELS  # one label for each cluster, one cluster for each label
    assert both.drop_nulls("cluster")["portrait.margin"].is_between(0, 1).all()
    assert artefact.scorer is not None
    with duckdb.connect() as database:
        database.register("customers", customers.to_arrow())
        query = scored_query(artefact.scorer, "class", [f"f{i}" for i in range(FEATURES)], "customers")
        by_sql = database.sql(f"select {FOUND} from ({query}) as q order by id").fetchall()
    assert found.sort("id")["portrait"].cast(pl.String).to_list() == [label for (label,) in by_sql]


def test_features_are_taken_as_they_are_where_the_definition_says_so(tmp_path: Path) -> None:
    """A weight that varies by a thousandth would count as much as heights if both were scaled."""
    heights = [float(i % 2 * 10) for i in range(100)]
    weights = [0.001 * (i // 50) for i in range(100)]
    customers = pl.DataFrame({"id": range(100), "height": heights, "weight": weights})
    customers.write_parquet(tmp_path / "c.parquet")
    (tmp_path / "r.seg").write_text(
        """
profile customer { key id int  field height number  field weight number }
cluster tall {
  features [height, weight]
  method kmeans scale none
  label high most height
  label low otherwise
}
segment chosen { require tall = high }
""",
        encoding="utf-8",
    )
    with segdsl.open(tmp_path / "r.seg", data={"customer": str(tmp_path / "c.parquet")}) as opened:
        (artefact,) = opened.fit()
        found = opened.members("chosen").collect()["id"].to_list()
    assert found == list(range(1, 100, 2))
    assert artefact.scorer is not None
    assert [type(step).__name__ for step in artefact.scorer.steps] == ["Nearness"]


def test_customers_who_are_all_alike_are_no_groups(tmp_path: Path) -> None:
    pl.DataFrame({"id": range(9), "use": [1.0, 2.0, 1.0] * 3}).write_parquet(tmp_path / "c.parquet")
    (tmp_path / "r.seg").write_text(
        """
profile customer { key id int  field use number }
cluster three { features [use] label a most use label b least use label c otherwise }
""",
        encoding="utf-8",
    )
    with (
        segdsl.open(tmp_path / "r.seg", data={"customer": str(tmp_path / "c.parquet")}) as opened,
        pytest.raises(segdsl.SegdslError, match="too-much-alike"),
    ):
        opened.fit()
