"""Every step and part of a scorer: polars and SQL, run on DuckDB, give what the definitions say, computed by numpy."""

from __future__ import annotations

from collections.abc import Callable

import duckdb
import numpy as np
import polars as pl
import pytest

from segdsl.functions.types import NUMBER, Kind, Type
from segdsl.lowering.polars import lower
from segdsl.lowering.sql.scoring import FOUND, scored_query
from segdsl.rulebook.scoring import (
    Affine,
    Bells,
    Bisections,
    Each,
    Nearness,
    Row,
    Scale,
    Scorer,
    Shares,
    Softmax,
    Step,
    Tree,
    scorer_of,
)
from segdsl.rulebook.terms import FieldRef, Scored
from tests.lowering.terms import AT, CONTEXT

ROWS = 500
DRAW = np.random.default_rng(5)
X = DRAW.normal(0, 2, (ROWS, 3))


def rows(*shape: int) -> tuple[Row, ...]:
    """Random numbers as a step holds them."""
    return tuple(tuple(map(float, row)) for row in DRAW.normal(0, 1, shape))


def softmax(x: np.ndarray) -> np.ndarray:
    found: np.ndarray = np.exp(x) / np.exp(x).sum(axis=1, keepdims=True)
    return found


def apart(x: np.ndarray, centres: tuple[Row, ...]) -> np.ndarray:
    return np.array([[np.linalg.norm(row - np.array(c)) for c in centres] for row in x])


CENTRES, PRECISIONS = rows(4, 3), tuple(tuple(abs(p) for p in row) for row in rows(4, 3))
WEIGHTS, BIASES, HIDDEN = rows(4, 3), rows(1, 4)[0], rows(4, 4)
LEFT, RIGHT = rows(3, 3), rows(3, 3)
ROUTES = ((1.0, 1.0, 0.0), (1.0, -1.0, 0.0), (-1.0, 0.0, 1.0), (-1.0, 0.0, -1.0))
TREE = Tree(
    (0, -1, 2, -1, -1), (0.5, 0.0, -0.25, 0.0, 0.0), (1, -1, 3, -1, -1), (2, -1, 4, -1, -1),
    ((0.0,) * 4, (0.7, 0.1, 0.1, 0.1), (0.0,) * 4, (0.2, 0.5, 0.2, 0.1), (0.1, 0.2, 0.3, 0.4)),
)  # fmt: skip


def parted(x: np.ndarray) -> np.ndarray:
    """How clearly the divisions on the way to each part go its way, one customer and division after the other."""
    both = zip(apart(x, LEFT), apart(x, RIGHT), strict=True)
    clear = np.array([[1 - p / q if p < q else q / p - 1 for p, q in zip(a, b, strict=True)] for a, b in both])
    return np.array([[min(c * s for c, s in zip(row, way, strict=True) if s) for way in ROUTES] for row in clear])


def leaves(x: np.ndarray) -> np.ndarray:
    found = np.where(x[:, 0].astype(np.float32) <= 0.5, 1, np.where(x[:, 2].astype(np.float32) <= -0.25, 3, 4))
    return np.array(TREE.values)[found]


HELD: dict[str, tuple[tuple[Step, ...], Callable[[np.ndarray], np.ndarray]]] = {
    "affine": ((Affine(WEIGHTS, BIASES),), lambda x: x @ np.array(WEIGHTS).T + BIASES),
    "scale": (
        (Scale((1.0, 2.0, 3.0), (0.5, 1.5, 2.5)), Affine(WEIGHTS, BIASES)),
        lambda x: ((x - [1, 2, 3]) / [0.5, 1.5, 2.5]) @ np.array(WEIGHTS).T + BIASES,
    ),
    "nearness": ((Nearness(CENTRES),), lambda x: -apart(x, CENTRES)),
    "bells": (
        (Bells(CENTRES, PRECISIONS, BIASES), Softmax()),
        lambda x: softmax(
            BIASES - ((x[:, None, :] - np.array(CENTRES)) ** 2 * np.array(PRECISIONS) / 2).sum(axis=2),
        ),
    ),
    "bisections": ((Bisections(LEFT, RIGHT, ROUTES),), parted),
    "network": (
        (Affine(WEIGHTS, BIASES), Each("relu"), Affine(HIDDEN, BIASES), Softmax()),
        lambda x: softmax(np.maximum(x @ np.array(WEIGHTS).T + BIASES, 0) @ np.array(HIDDEN).T + BIASES),
    ),
    "shares": (
        (Affine(WEIGHTS, BIASES), Each("logistic"), Shares()),
        lambda x: (s := 1 / (1 + np.exp(-(x @ np.array(WEIGHTS).T + BIASES)))) / s.sum(axis=1, keepdims=True),
    ),
    "tanh": ((Affine(WEIGHTS, BIASES), Each("tanh")), lambda x: np.tanh(x @ np.array(WEIGHTS).T + BIASES)),
    "logistic": (
        (Affine(WEIGHTS, BIASES), Each("logistic")),
        lambda x: 1 / (1 + np.exp(-(x @ np.array(WEIGHTS).T + BIASES))),
    ),
    "tree": ((TREE,), leaves),
}
LABELS = ("red", "green", "blue", "it's grey")
TEXT = Type(Kind.CATEGORY, values=LABELS)


def expected(scores: np.ndarray, part: str, least: float | None) -> list[object]:
    """What a part says of rows of scores."""
    order = np.argsort(-scores, axis=1, kind="stable")
    best, second = (np.take_along_axis(scores, order[:, [i]], axis=1)[:, 0] for i in (0, 1))
    match part:
        case "class":
            chosen = (LABELS[i] for i in order[:, 0])
            return [label if least is None or b >= least else None for label, b in zip(chosen, best, strict=True)]
        case "second":
            return [LABELS[i] for i in order[:, 1]]
        case "best":
            return list(best)
        case "margin":
            return list(best - second)
        case "clearness":
            return list(1 - best / second)
        case _:
            return list(scores[:, LABELS.index(part[1:-1])])


ASKED = [
    (step, part, least)
    for step in HELD
    for part, least in (
        ("class", None), ("second", None), ("best", None), ("margin", None), ("[it's grey]", None), ("class", 0.4),
    )
] + [("nearness", "clearness", None)]  # fmt: skip


@pytest.mark.parametrize("step, part, least", ASKED)
def test_a_step_means_the_same_everywhere(step: str, part: str, least: float | None) -> None:
    steps, meaning = HELD[step]
    scorer = Scorer(LABELS, steps)
    assert scorer_of(_read(scorer), 3) == scorer
    wanted = expected(meaning(X), part, least)
    lacking = [i % 10 == 0 for i in range(ROWS)]
    frame = pl.DataFrame(X, schema=["a", "b", "c"]).with_columns(
        b=pl.when(~pl.Series(lacking)).then("b"), row=pl.int_range(ROWS)
    )
    type_ = TEXT if part in ("class", "second") else NUMBER.maybe()
    inputs = tuple(FieldRef(NUMBER.maybe(), AT, "customer", name) for name in "abc")
    term = Scored(type_, AT, inputs, scorer, part, least=least)
    by_polars = frame.select(lower(term, CONTEXT)).to_series().cast(pl.String if type_ is TEXT else pl.Float64)
    with duckdb.connect() as database:
        database.register("customers", frame.to_arrow())
        query = scored_query(scorer, part, ["a", "b", "c"], "customers", least)
        by_sql = database.sql(f"select {FOUND} from ({query}) as q order by row").fetchall()
    for found in (by_polars.to_list(), [one for (one,) in by_sql]):
        assert len(found) == ROWS
        for value, want, missing in zip(found, wanted, lacking, strict=True):
            assert value is None if missing else value == (want if type_ is TEXT else pytest.approx(want, abs=1e-9))


def _read(scorer: Scorer) -> dict[str, object]:
    """The scorer as it comes back from a file."""
    import json

    found: dict[str, object] = json.loads(json.dumps(scorer.to_dict()))
    return found


@pytest.mark.parametrize(
    "step",
    [
        Bisections(LEFT, RIGHT[:2], ROUTES),
        Bisections(LEFT, RIGHT, (*ROUTES[:3], (0.0, 0.0, 0.0))),
        Bisections(LEFT, RIGHT, (*ROUTES[:3], (0.5, 0.0, 0.0))),
        Bells(CENTRES, PRECISIONS[:3], BIASES),
    ],
)
def test_numbers_that_do_not_fit_each_other_are_refused(step: Step) -> None:
    with pytest.raises(ValueError, match=r"routes|shape"):
        Scorer(LABELS, (step,)).check(3)


def test_sql_has_no_other_parts() -> None:
    with pytest.raises(ValueError, match="source"):
        scored_query(Scorer(LABELS, (Nearness(CENTRES),)), "source", ["a", "b", "c"], "customers")
