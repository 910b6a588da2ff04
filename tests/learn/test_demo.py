"""The portrait that the shipped rules learn, on the demo: its names hold when it is learned from other customers."""

from __future__ import annotations

from pathlib import Path

import polars as pl

import segdsl
from segdsl.demo import write_project

DRAWS = 3


def labels(folder: Path) -> pl.DataFrame:
    """The label of every customer, by the artefact that lies beside the rules."""
    with segdsl.open(folder, store=False) as project:
        return project.members("everybody", ["portrait"]).collect().drop_nulls()


def test_resampled_customers_keep_their_names(tmp_path: Path) -> None:
    """Learned from half of the customers, whichever half, it gives nine in ten the label they had."""
    write_project(tmp_path, 20_000, 1)
    (tmp_path / "rules/everybody.seg").write_text("segment everybody { require city = city or city is missing }\n")
    path = tmp_path / "data/customers.parquet"
    everybody = pl.read_parquet(path)
    with segdsl.open(tmp_path, store=False) as project:
        (artefact,) = project.fit(["portrait"])
    first = labels(tmp_path)
    assert len(first) == artefact.provenance.rows
    assert artefact.figures["surrogate"]["fidelity"] > 0.85
    for seed in range(DRAWS):
        everybody.sample(fraction=0.5, seed=seed).write_parquet(path)
        with segdsl.open(tmp_path, store=False) as project:
            project.fit(["portrait"])
        everybody.write_parquet(path)
        both = first.join(labels(tmp_path), on="customer_id")
        same = (both["portrait"] == both["portrait_right"]).sum()
        assert len(both) == len(first)
        assert same >= 0.9 * len(both)
