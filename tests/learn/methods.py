"""Generated customers, and what scikit-learn itself says of them: the labels that every method has to come to."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl

FEATURES = 8
LABELS = 5
SAMPLE = 200_000
"""Fits look at no more customers."""

OPTIONS = {"kmeans": "", "minibatch": "restarts 2", "bisecting": "", "gmm": "restarts 1"}
"""Each method, with options that keep it quick."""


def frame(rows: int, seed: int = 1) -> pl.DataFrame:
    """Customers around a few centres that overlap, in units of their own; one in twenty lacks a feature."""
    draw = np.random.default_rng(seed)
    centres = draw.normal(0, 2.0, (LABELS, FEATURES))
    x = centres[draw.integers(0, LABELS, rows)] + draw.normal(0, 1, (rows, FEATURES))
    x = x * np.logspace(0, 3, FEATURES) + draw.normal(0, 10, FEATURES)
    names = [f"f{i}" for i in range(FEATURES)]
    lacking = pl.int_range(pl.len()) % 20 == 3
    return pl.DataFrame(x, schema=names).with_columns(
        pl.int_range(pl.len()).alias("id"), pl.when(~lacking).then("f4").alias("f4")
    )


def rules(method: str) -> str:
    """A cluster over all features; its labels attach to clusters by single features."""
    fields = "\n".join(f"  field f{i} number{'?' if i == 4 else ''}" for i in range(FEATURES))
    labels = "\n".join(f"  label l{i} most f{i}" for i in range(LABELS - 1))
    return f"""
profile customer {{
  key id int
{fields}
}}
cluster portrait {{
  features [{", ".join(f"f{i}" for i in range(FEATURES))}]
  method {method} {OPTIONS[method]}
  seed 7
{labels}
  label rest otherwise
}}
segment everybody {{ require f0 is known }}
"""


def project(folder: Path, method: str, rows: int) -> Path:
    """A project of these rules and customers."""
    frame(rows).write_parquet(folder / "c.parquet")
    (folder / "r.seg").write_text(rules(method), encoding="utf-8")
    (folder / "segdsl.toml").write_text(
        '[project]\nrules = ["r.seg"]\nas_of = 2021-06-30\n[data]\ncustomer = "c.parquet"\n', encoding="utf-8"
    )
    return folder


def predicted(method: str, customers: pl.DataFrame) -> pl.DataFrame:
    """The customers who have all features, by scikit-learn: the number of the cluster in `cluster`."""
    from sklearn.cluster import BisectingKMeans, KMeans, MiniBatchKMeans
    from sklearn.mixture import GaussianMixture
    from threadpoolctl import threadpool_limits

    complete = customers.drop_nulls().sort("id")
    x = complete.drop("id").select(f"f{i}" for i in range(FEATURES)).to_numpy()
    drawn = x
    if len(x) > SAMPLE:
        drawn = x[np.sort(np.random.default_rng(7).choice(len(x), SAMPLE, replace=False))]
    middle, unit = drawn.mean(axis=0), drawn.std(axis=0)
    learner = {
        "kmeans": KMeans(LABELS, n_init=10, random_state=7),
        "minibatch": MiniBatchKMeans(LABELS, n_init=2, batch_size=8192, random_state=7),
        "bisecting": BisectingKMeans(LABELS, n_init=3, random_state=7),
        "gmm": GaussianMixture(LABELS, covariance_type="diag", max_iter=500, random_state=7),
    }[method]
    with threadpool_limits(1):
        learner.fit((drawn - middle) / unit)
        return complete.with_columns(cluster=pl.Series(learner.predict((x - middle) / unit)))
