"""What was learned, as expressions: the steps of a scorer over the numbers of a customer.

A missing input makes every score missing, and a maximum of nothing but missing numbers is missing: such a customer has
no label. Scores occur many times in what is made of them; polars computes equal parts of one selection once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from operator import add
from typing import TYPE_CHECKING, Any

from segdsl.functions.spec import Polars
from segdsl.functions.types import Kind, Type
from segdsl.lowering.polars.lowering import Lowering
from segdsl.rulebook.scoring import Affine, Bells, Each, Nearness, Row, Scale, Softmax, Step, Tree
from segdsl.rulebook.terms import Scored

if TYPE_CHECKING:
    import polars as pl

Numbers = Sequence["pl.Expr"]


def lower_scored(lo: Lowering, term: Scored) -> pl.Expr:
    """A part of what a scorer says; null outside `among`, and where an input is missing."""
    inputs = [lo.number(each) for each in term.inputs]
    steps = term.scorer.steps
    if term.part in ("class", "second") and term.least is None and isinstance(steps[-1], Softmax):
        steps = steps[:-1]  # which is the largest does not change
    scores = inputs
    for step in steps:
        scores = _STEPS[type(step)](lo.polars, step, scores)
    if term.part in _PARTS:
        found = _PARTS[term.part](lo, term, scores)
    else:
        found = scores[term.scorer.labels.index(term.part[1:-1])]
    if term.among is None:
        return found
    return lo.polars.when(lo.condition(term.among)).then(found)


# ---- parts -----------------------------------------------------------------------------------------------------------


def _class(lo: Lowering, term: Scored, scores: Numbers) -> pl.Expr:
    """The label with the highest score, the first of equal ones."""
    best = lo.polars.max_horizontal(*scores)
    found = _first(lo, term, scores, best)
    return found if term.least is None else lo.polars.when(best >= term.least).then(found)


def _second(lo: Lowering, term: Scored, scores: Numbers) -> pl.Expr:
    rest = _without_best(lo, scores)
    return _first(lo, term, rest, lo.polars.max_horizontal(*rest))


def _best(lo: Lowering, _: Scored, scores: Numbers) -> pl.Expr:
    return lo.polars.max_horizontal(*scores)


def _margin(lo: Lowering, _: Scored, scores: Numbers) -> pl.Expr:
    return lo.polars.max_horizontal(*scores) - lo.polars.max_horizontal(*_without_best(lo, scores))


def _clearness(lo: Lowering, _: Scored, scores: Numbers) -> pl.Expr:
    """1 − a / b of the distances to the nearest and the next centre: 0 half-way between them, 1 on the centre."""
    nearest, next_ = lo.polars.max_horizontal(*scores), lo.polars.max_horizontal(*_without_best(lo, scores))
    apart = lo.polars.when(next_ < 0).then(1 - nearest / next_)
    return lo.polars.when(next_.is_not_null()).then(apart.fill_null(0.0))


_PARTS: dict[str, Callable[[Lowering, Scored, Numbers], pl.Expr]] = {
    "class": _class, "second": _second, "best": _best, "margin": _margin, "clearness": _clearness,
}  # fmt: skip


def _first(lo: Lowering, term: Scored, scores: Numbers, best: pl.Expr) -> pl.Expr:
    """The first label whose score is the best one; null where that is."""
    type_ = Type(Kind.CATEGORY, values=term.type.values)
    chain: Any = lo.polars
    for label, score in zip(term.scorer.labels, scores, strict=True):
        chain = chain.when(score == best).then(lo.literal(label, type_))
    found: pl.Expr = chain.otherwise(lo.literal(None, type_))
    return found


def _without_best(lo: Lowering, scores: Numbers) -> Numbers:
    """The scores, with nothing in the place of the first of the highest."""
    best = lo.polars.max_horizontal(*scores)
    rest = []
    taken = lo.polars.lit(value=False)
    for score in scores:
        is_best = score == best
        rest.append(lo.polars.when(~is_best | taken).then(score))
        taken = taken | is_best
    return rest


# ---- steps -----------------------------------------------------------------------------------------------------------


def _scale(polars: Polars, step: Scale, inputs: Numbers) -> list[pl.Expr]:
    return [(x - centre) / unit for x, centre, unit in zip(inputs, step.centres, step.units, strict=True)]


def _affine(polars: Polars, step: Affine, inputs: Numbers) -> list[pl.Expr]:
    return [_weighted(row, inputs) + bias for row, bias in zip(step.weights, step.biases, strict=True)]


def _weighted(weights: Row, inputs: Numbers) -> pl.Expr:
    return reduce(add, (x * weight for x, weight in zip(inputs, weights, strict=True)))


def _nearness(polars: Polars, step: Nearness, inputs: Numbers) -> list[pl.Expr]:
    return [-reduce(add, [_square(x - at) for x, at in zip(inputs, row, strict=True)]).sqrt() for row in step.centres]


def _bells(polars: Polars, step: Bells, inputs: Numbers) -> list[pl.Expr]:
    return [
        bias - reduce(add, [_square(x - at) * (p / 2) for x, at, p in zip(inputs, row, precise, strict=True)])
        for row, precise, bias in zip(step.centres, step.precisions, step.biases, strict=True)
    ]


def _square(x: pl.Expr) -> pl.Expr:
    return x * x


def _each(polars: Polars, step: Each, inputs: Numbers) -> list[pl.Expr]:
    match step.function:
        case "relu":
            return [x.clip(0.0) for x in inputs]
        case "logistic":
            return [1 / (1 + (-x).exp()) for x in inputs]
        case "tanh":
            return [x.tanh() for x in inputs]


def _softmax(polars: Polars, _: Softmax, inputs: Numbers) -> list[pl.Expr]:
    largest = polars.max_horizontal(*inputs)
    powers = [(x - largest).exp() for x in inputs]
    total = reduce(add, powers)
    return [power / total for power in powers]


def _tree(polars: Polars, step: Tree, inputs: Numbers) -> list[pl.Expr]:
    known = reduce(add, inputs).is_not_null()
    single = [x.cast(polars.Float32).cast(polars.Float64) for x in inputs]

    def value(node: int, output: int) -> pl.Expr:
        if step.features[node] < 0:
            return polars.lit(step.values[node][output])
        low, high = value(step.left[node], output), value(step.right[node], output)
        return polars.when(single[step.features[node]] <= step.thresholds[node]).then(low).otherwise(high)

    return [polars.when(known).then(value(0, output)) for output in range(len(step.values[0]))]


_STEPS: dict[type[Step], Callable[[Polars, Any, Numbers], list[pl.Expr]]] = {
    Scale: _scale, Affine: _affine, Nearness: _nearness, Bells: _bells, Each: _each, Softmax: _softmax, Tree: _tree,
}  # fmt: skip
