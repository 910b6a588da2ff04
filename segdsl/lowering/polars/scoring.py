"""What was learned, as expressions: the steps of a scorer over the numbers of a customer.

The numbers of each step are the fields of a struct, and the next step reads them there. Put into each other instead,
the expressions of a network would be as many as there are ways through it, and each would be computed anew.

A missing input makes every score missing, and a maximum of nothing but missing numbers is missing: such a customer has
no label.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import add
from typing import TYPE_CHECKING, Any

from segdsl.functions.spec import Polars
from segdsl.functions.types import Kind, Type
from segdsl.lowering.polars.lowering import Lowering
from segdsl.rulebook.scoring import Affine, Bells, Bisections, Each, Nearness, Row, Scale, Shares, Softmax, Step, Tree
from segdsl.rulebook.terms import Scored

if TYPE_CHECKING:
    import polars as pl


def lower_scored(lo: Lowering, term: Scored) -> pl.Expr:
    """A part of what a scorer says; null outside `among`, and where an input is missing."""
    work = _scores(lo, term)
    if term.part in _PARTS:
        found = _PARTS[term.part](lo, term, work)
    else:
        found = work.struct.struct.field(work.names[term.scorer.labels.index(term.part[1:-1])])
    if term.among is None:
        return found
    return lo.polars.when(lo.condition(term.among)).then(found)


def _scores(lo: Lowering, term: Scored) -> _Work:
    """The steps done one after the other; without any, the scores have been worked out as a column."""
    steps = term.scorer.steps
    if not steps:
        (scores,) = term.inputs
        return _Work(lo.polars, lo.value(scores), tuple(f"score{i}" for i in range(len(term.scorer.labels))))
    inputs = [lo.number(each).alias(f"x{i}") for i, each in enumerate(term.inputs)]
    if term.part in ("class", "second") and term.least is None and isinstance(steps[-1], Softmax):
        steps = steps[:-1]  # which is the largest does not change
    work = _Work(lo.polars, lo.polars.struct(inputs), tuple(f"x{i}" for i in range(len(inputs))))
    for step in steps:
        work = _STEPS[type(step)](work, step)
    return work


@dataclass(frozen=True, slots=True)
class _Work:
    """A struct of all numbers so far; `names` are the fields of the last step's."""

    polars: Polars
    struct: pl.Expr
    names: tuple[str, ...]
    done: int = 0

    @property
    def numbers(self) -> list[pl.Expr]:
        """The numbers of the last step, for expressions inside the struct."""
        return [self.polars.field(name) for name in self.names]

    def then(self, numbers: Iterable[pl.Expr]) -> _Work:
        """The work with these numbers of another step, computed from those there are."""
        named = {f"{'abcdefghijklmnopqrstuvwxyz'[self.done]}{i}": number for i, number in enumerate(numbers)}
        struct = self.struct.struct.with_fields([number.alias(name) for name, number in named.items()])
        return replace(self, struct=struct, names=tuple(named), done=self.done + 1)

    def with_(self, name: str, number: pl.Expr) -> _Work:
        """The work with one more number beside those of the last step."""
        return replace(self, struct=self.struct.struct.with_fields([number.alias(name)]))

    def result(self, found: pl.Expr) -> pl.Expr:
        """What is computed from the numbers, for each customer."""
        return self.struct.struct.with_fields([found.alias("found")]).struct.field("found")


# ---- parts -----------------------------------------------------------------------------------------------------------


def _class(lo: Lowering, term: Scored, work: _Work) -> pl.Expr:
    """The label with the highest score, the first of equal ones."""
    work, best = _with_best(work)
    found = _first(lo, term, work.numbers, best)
    return work.result(found if term.least is None else lo.polars.when(best >= term.least).then(found))


def _second(lo: Lowering, term: Scored, work: _Work) -> pl.Expr:
    work = _without_best(work)
    work, next_ = _with_best(work, "next")
    return work.result(_first(lo, term, work.numbers, next_))


def _all(lo: Lowering, term: Scored, work: _Work) -> pl.Expr:
    """A struct of the scores alone, all of them missing where an input is."""
    return work.result(lo.polars.struct([score.alias(f"score{i}") for i, score in enumerate(work.numbers)]))


def _best(lo: Lowering, _: Scored, work: _Work) -> pl.Expr:
    return work.result(lo.polars.max_horizontal(*work.numbers))


def _margin(lo: Lowering, _: Scored, work: _Work) -> pl.Expr:
    work = _without_best(work)
    return work.result(lo.polars.field("best") - lo.polars.max_horizontal(*work.numbers))


def _clearness(lo: Lowering, _: Scored, work: _Work) -> pl.Expr:
    """1 − a / b of the distances to the nearest and the next centre; 0 where both are 0."""
    work, next_ = _with_best(_without_best(work), "next")
    clear = lo.polars.when(next_ == 0).then(0.0).otherwise(1 - lo.polars.field("best") / next_)
    return work.result(lo.polars.when(next_.is_not_null()).then(clear))


_PARTS: dict[str, Callable[[Lowering, Scored, _Work], pl.Expr]] = {
    "class": _class, "scores": _all, "second": _second, "best": _best, "margin": _margin, "clearness": _clearness,
}  # fmt: skip


def _with_best(work: _Work, name: str = "best") -> tuple[_Work, pl.Expr]:
    """The work with its highest number under a name, and that number."""
    return work.with_(name, work.polars.max_horizontal(*work.numbers)), work.polars.field(name)


def _without_best(work: _Work) -> _Work:
    """The work with its highest number as `best`, and nothing in the place of that: of the first one of equals."""
    work, best = _with_best(work)
    free = work.polars.lit(value=True)
    rest = []
    for number in work.numbers:
        rest.append(work.polars.when((number != best) | ~free).then(number))
        free = free & (number != best)
    return work.then(rest)


def _first(lo: Lowering, term: Scored, scores: Sequence[pl.Expr], best: pl.Expr) -> pl.Expr:
    """The first label whose score is the best one; null where that is."""
    type_ = Type(Kind.CATEGORY, values=term.type.values)
    chain: Any = lo.polars
    for label, score in zip(term.scorer.labels, scores, strict=True):
        chain = chain.when(score == best).then(lo.literal(label, type_))
    found: pl.Expr = chain.otherwise(lo.literal(None, type_))
    return found


# ---- steps -----------------------------------------------------------------------------------------------------------


def _scale(work: _Work, step: Scale) -> _Work:
    return work.then((x - at) / unit for x, at, unit in zip(work.numbers, step.centres, step.units, strict=True))


def _affine(work: _Work, step: Affine) -> _Work:
    return work.then(_weighted(row, work) + bias for row, bias in zip(step.weights, step.biases, strict=True))


def _weighted(weights: Row, work: _Work) -> pl.Expr:
    return reduce(add, (x * weight for x, weight in zip(work.numbers, weights, strict=True)))


def _nearness(work: _Work, step: Nearness) -> _Work:
    return work.then(
        -reduce(add, ((x - at) * (x - at) for x, at in zip(work.numbers, row, strict=True))).sqrt()
        for row in step.centres
    )


def _bells(work: _Work, step: Bells) -> _Work:
    return work.then(
        bias - reduce(add, ((x - at) * (x - at) * (p / 2) for x, at, p in zip(work.numbers, row, precise, strict=True)))
        for row, precise, bias in zip(step.centres, step.precisions, step.biases, strict=True)
    )


def _bisections(work: _Work, step: Bisections) -> _Work:
    """How far from the two sides of each division, how clear that is, and the least clear of those on each way."""
    polars = work.polars
    far = _nearness(work, Nearness((*step.left, *step.right)))
    left, right = far.numbers[: len(step.left)], far.numbers[len(step.left) :]  # minus the distances
    clear = far.then(
        polars.when(a == b).then(0.0 * a).otherwise((b - a) / polars.min_horizontal(a, b))
        for a, b in zip(left, right, strict=True)
    )
    return clear.then(
        polars.min_horizontal(*(x * side for x, side in zip(clear.numbers, route, strict=True) if side))
        for route in step.routes
    )


def _each(work: _Work, step: Each) -> _Work:
    match step.function:
        case "relu":
            return work.then(x.clip(0.0) for x in work.numbers)
        case "logistic":
            return work.then(1 / (1 + (-x).exp()) for x in work.numbers)
        case "tanh":
            return work.then(x.tanh() for x in work.numbers)


def _softmax(work: _Work, _: Softmax) -> _Work:
    work, largest = _with_best(work, "largest")
    work = work.then((x - largest).exp() for x in work.numbers)
    work = work.with_("total", reduce(add, work.numbers))
    return work.then(x / work.polars.field("total") for x in work.numbers)


def _shares(work: _Work, _: Shares) -> _Work:
    work = work.with_("sum", reduce(add, work.numbers))
    return work.then(x / work.polars.field("sum") for x in work.numbers)


def _tree(work: _Work, step: Tree) -> _Work:
    """A customer's leaf, and the row of values there."""
    polars = work.polars
    known = reduce(add, work.numbers).is_not_null()
    single = [x.cast(polars.Float32).cast(polars.Float64) for x in work.numbers]
    leaves = [node for node, feature in enumerate(step.features) if feature < 0]

    def leaf(node: int) -> pl.Expr:
        if step.features[node] < 0:
            return polars.lit(node)
        asked = single[step.features[node]] <= step.thresholds[node]
        return polars.when(asked).then(leaf(step.left[node])).otherwise(leaf(step.right[node]))

    work = work.with_("leaf", polars.when(known).then(leaf(0)))
    at = polars.field("leaf")
    return work.then(
        at.replace_strict(leaves, [step.values[node][i] for node in leaves], return_dtype=polars.Float64)
        for i in range(len(step.values[0]))
    )


_STEPS: dict[type[Step], Callable[[_Work, Any], _Work]] = {
    Scale: _scale, Affine: _affine, Nearness: _nearness, Bells: _bells, Bisections: _bisections, Each: _each,
    Softmax: _softmax, Shares: _shares, Tree: _tree,
}  # fmt: skip
