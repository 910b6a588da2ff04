"""Fitting `cluster` definitions: groups are found among customers, and named by what they mean.

Large tables are fitted on a seeded sample; every customer is then labelled by an expression.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import polars as pl

from segdsl.diagnostics import Diagnostic, SegdslError
from segdsl.learn.grouping import group, prepared, scale_of
from segdsl.learn.portrait import plain_values, portrait, traits
from segdsl.learn.sample import Sample, sample, scarcest
from segdsl.learn.surrogate import surrogate
from segdsl.learn.task import Task
from segdsl.lowering.fitted.artefacts import Artefact
from segdsl.rulebook.model import Learned
from segdsl.rulebook.scoring import Scorer
from segdsl.rulebook.terms import Term


def fit_cluster(task: Task) -> Artefact:
    """Fit one cluster definition.

    Customers outside `among` and those who lack a feature take no part. Labels take their clusters in the order in
    which they are written: `most e` the one with the highest mean of `e` among those still free, `otherwise` the last.
    Raises `SegdslError` if fewer customers than labels are left, they do not differ enough for so many groups, or a
    label's expression is known for nobody.
    """
    learned, rulebook = task.learned, task.session.rulebook
    labels = [label.name for label in learned.labels]
    described, plain = traits(rulebook, learned), plain_values(rulebook, learned)
    found = sample(
        task.session,
        learned,
        {
            **_columns("by", _attached(learned)),
            **_columns("trait", described.values()),
            **_columns("plain", plain.values()),
        },
    )
    rows = len(found.features)
    if rows < len(labels):
        few: dict[str, str | int] = {"name": learned.name, "rows": rows, "labels": len(labels)}
        raise SegdslError(Diagnostic("too-few-to-fit", few | scarcest(task.features, found.lacking)))
    scale = scale_of(found.features, learned.options)
    task.session.stop()
    groups = group(learned.method, prepared(found.features, scale), len(labels), learned.seed, learned.options)
    sizes = np.bincount(groups.labels, minlength=len(labels))
    if not sizes.all():
        groups_found = int((sizes > 0).sum())
        raise SegdslError(
            Diagnostic("too-much-alike", {"name": learned.name, "groups": groups_found, "labels": len(labels)})
        )
    order = _named(learned, found.beside.with_columns(cluster=pl.Series(groups.labels)))
    of_label = np.argsort(order)[groups.labels]
    task.session.stop()
    steps = groups.steps(order)
    return task.artefact(
        customers=found.customers,
        rows=rows,
        figures={
            "sizes": dict(zip(labels, map(int, sizes[order]), strict=True)),
            "unlabelled": {
                "outside": task.session.customers.count - found.customers - found.left_out,
                "missing": found.left_out,
                "lacking": dict(zip(task.features, found.lacking, strict=True)),
            },
            "traits": portrait(_numbers(found, "trait", described), of_label, labels),
            "surrogate": surrogate(rulebook, learned, _numbers(found, "plain", plain), of_label),
        },
        scorer=Scorer(tuple(labels), steps if scale is None else (scale, *steps)),
    )


def _attached(learned: Learned) -> list[Term | None]:
    return [label.by for label in learned.labels]


def _columns(prefix: str, terms: Iterable[Term | None]) -> dict[str, Term]:
    """Names for columns that are worked out beside the features."""
    return {f"{prefix} {i}": term for i, term in enumerate(terms) if term is not None}


def _numbers(found: Sample, prefix: str, terms: Iterable[str]) -> dict[str, np.ndarray]:
    """Columns beside the features as numbers, by how they are written; NaN where a value is missing."""
    columns = {text: found.beside[f"{prefix} {i}"].cast(pl.Float64) for i, text in enumerate(terms)}
    return {text: column.fill_null(float("nan")).to_numpy() for text, column in columns.items()}


def _by(label: int) -> str:
    return f"by {label}"


def _named(learned: Learned, rows: pl.DataFrame) -> list[int]:
    """The cluster of each label, in the order of the labels."""
    free = list(range(len(learned.labels)))
    found: list[int | None] = []
    for i, label in enumerate(learned.labels):
        if label.by is None:
            found.append(None)
            continue
        means = dict(rows.group_by("cluster").agg(pl.col(_by(i)).cast(pl.Float64).mean()).iter_rows())
        known = [cluster for cluster in free if means.get(cluster) is not None]
        if not known:
            raise SegdslError(Diagnostic("label-without-values", {"name": learned.name, "label": label.name}))
        sign = 1 if label.order == "most" else -1
        best = max(known, key=lambda cluster: (sign * means[cluster], -cluster))
        free.remove(best)
        found.append(best)
    return [free.pop(0) if cluster is None else cluster for cluster in found]
