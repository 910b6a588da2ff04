"""Fitting `cluster` definitions: k-means on standardised features, clusters named by meaning.

Fitting is deterministic: rows in the order of their keys, one thread, the seed of the rule file. Large tables are
fitted on a seeded sample; every customer is then labelled by an expression.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from sklearn.cluster import KMeans
from threadpoolctl import threadpool_limits

from segdsl.diagnostics import Diagnostic, SegdslError
from segdsl.engine.evaluate import evaluate
from segdsl.lowering.artefacts import ClusterModel
from segdsl.lowering.polars import lower, lower_condition

if TYPE_CHECKING:
    from segdsl.engine.session import Session
    from segdsl.rulebook.model import Learned

SAMPLE = 200_000
RESTARTS = 10


def fit_cluster(session: Session, learned: Learned, features: tuple[str, ...]) -> ClusterModel:
    """Fit one cluster definition; `features` is how its features are written.

    Customers outside `among` and those who lack a feature take no part. Labels take their clusters in the order in
    which they are written: `most e` the one with the highest mean of `e` among those still free, `otherwise` the last.
    Raises `SegdslError` if fewer customers than labels are left, or a label's expression is known for nobody.
    """
    rows = _rows(session, learned)
    names = [label.name for label in learned.labels]
    if rows.height < len(names):
        raise SegdslError(
            Diagnostic("too-few-to-fit", {"name": learned.name, "rows": rows.height, "labels": len(names)})
        )
    values = rows.select(pl.col("^x.*$")).to_numpy()
    mean, scale = values.mean(axis=0), values.std(axis=0)
    scale[scale == 0] = 1.0
    with threadpool_limits(1):
        fitted = KMeans(len(names), n_init=RESTARTS, random_state=learned.seed).fit((values - mean) / scale)
    order = _named(learned, rows.with_columns(cluster=pl.Series(fitted.labels_)))
    centres = fitted.cluster_centers_[order]
    weights = centres / scale
    biases = -(weights @ mean) - (centres**2).sum(axis=1) / 2
    counts = np.bincount(fitted.labels_, minlength=len(names))[order]
    return ClusterModel(
        name=learned.name,
        features=features,
        labels=tuple(names),
        weights=tuple(tuple(map(float, row)) for row in weights),
        biases=tuple(map(float, biases)),
        sizes=tuple(map(int, counts)),
        rows=rows.height,
        seed=learned.seed,
        as_of=session.context.as_of.isoformat(),
    )


def _rows(session: Session, learned: Learned) -> pl.DataFrame:
    """Key, features `x0…` and label expressions `by0…` of those who take part, at most `SAMPLE`, in key order."""
    uses = [name for name in learned.uses if name in session.rulebook.definitions]
    frame, context = session.ready([learned.name])
    frame = evaluate(session.rulebook, frame, context, uses, unknown=False).frame
    columns = [lower(term, context).cast(pl.Float64).alias(f"x{i}") for i, term in enumerate(learned.features)]
    columns += [
        lower(label.by, context).cast(pl.Float64).alias(f"by{i}")
        for i, label in enumerate(learned.labels)
        if label.by is not None
    ]
    among = lower_condition(learned.among, context) if learned.among is not None else pl.lit(value=True)
    key = session.customers.table.key
    everybody = frame.select(pl.col(key).alias("key"), among.alias("among"), *columns)  # places are those among all
    found = everybody.filter("among").drop("among")
    rows = found.drop_nulls([f"x{i}" for i in range(len(learned.features))]).sort("key").collect(engine="streaming")
    if rows.height <= SAMPLE:
        return rows
    chosen = np.random.default_rng(learned.seed).choice(rows.height, SAMPLE, replace=False)
    return rows[np.sort(chosen)]


def _named(learned: Learned, rows: pl.DataFrame) -> list[int]:
    """The cluster of each label, in the order of the labels."""
    free = list(range(len(learned.labels)))
    found: list[int | None] = []
    for i, label in enumerate(learned.labels):
        if label.by is None:
            found.append(None)
            continue
        means = dict(rows.group_by("cluster").agg(pl.col(f"by{i}").mean()).iter_rows())
        known = [cluster for cluster in free if means.get(cluster) is not None]
        if not known:
            raise SegdslError(Diagnostic("label-without-values", {"name": learned.name, "label": label.name}))
        sign = 1 if label.order == "most" else -1
        best = max(known, key=lambda cluster: (sign * means[cluster], -cluster))
        free.remove(best)
        found.append(best)
    return [free.pop(0) if cluster is None else cluster for cluster in found]
