"""What was learned, as SQL: one query, with a subquery for each step of the scorer.

Only what every database has is used: arithmetic, `case`, `exp`, `sqrt`, `tanh` and `cast`. Numbers are written with all
their digits. A missing input makes every score missing, and with them whatever is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

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
)

FOUND = "found"
"""The column of the query that has what was asked for, beside all columns of its source."""

_MOST_EXPONENT = 700.0  # e to more than 709 is no number in double precision, which some databases make an error


def scored_query(scorer: Scorer, part: str, inputs: Sequence[str], source: str, least: float | None = None) -> str:
    """The query that gives a part of what a scorer says (see `Scored`) for every row of the table `source`.

    `inputs` are SQL expressions over its columns. Raises `ValueError` for a part that the scorer does not have.
    """
    work = _Work(f"select *, {_columns('x', map(_double, inputs))} from {source}", _names("x", len(inputs)))
    for step in scorer.steps:
        work = _STEPS[type(step)](work, step)
    if part.startswith("["):
        return work.result(work.names[scorer.labels.index(part[1:-1])])
    if part not in _PARTS:
        raise ValueError(part)
    return _PARTS[part](work, scorer, least)


@dataclass(frozen=True, slots=True)
class _Work:
    """A query so far; `names` are the columns with the numbers of its last step."""

    query: str
    names: tuple[str, ...]
    done: int = 0

    def then(self, numbers: Iterable[str]) -> _Work:
        """The work with these numbers of another step, computed from the columns there are."""
        prefix = f"s{self.done}_"
        numbers = list(numbers)
        return _Work(self._more(_columns(prefix, numbers)), _names(prefix, len(numbers)), self.done + 1)

    def beside(self, name: str, number: str) -> _Work:
        """The work with one more number beside those of the last step."""
        return replace(self, query=self._more(f"{number} as {name}"))

    def result(self, found: str) -> str:
        """The query with what was asked for."""
        return self._more(f"{found} as {FOUND}")

    def _more(self, columns: str) -> str:
        return f"select *, {columns}\nfrom ({self.query}) as q{self.query.count(') as q')}"


def _names(prefix: str, count: int) -> tuple[str, ...]:
    return tuple(f"{prefix}{i}" for i in range(count))


def _columns(prefix: str, numbers: Iterable[str]) -> str:
    return ", ".join(f"{number} as {prefix}{i}" for i, number in enumerate(numbers))


def _double(number: str) -> str:
    return f"cast({number} as double precision)"


def _number(value: float) -> str:
    return f"cast({value!r} as double precision)"


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _sum(numbers: Iterable[str]) -> str:
    return "(" + " + ".join(numbers) + ")"


def _extreme(numbers: Sequence[str], sign: str) -> str:
    """The highest (`>`) or lowest (`<`) number; of names, where one missing means that all are missing."""
    if len(numbers) == 1:
        return numbers[0]
    cases = (
        f"when {' and '.join(f'{one} {sign}= {other}' for other in numbers if other != one)} then {one}"
        for one in numbers
    )
    return f"case {' '.join(cases)} end"


# ---- parts -----------------------------------------------------------------------------------------------------------


def _class(work: _Work, scorer: Scorer, least: float | None) -> str:
    work = work.beside("best", _extreme(work.names, ">"))
    reached = "" if least is None else f" and best >= {_number(least)}"
    return work.result(_first(scorer, [f"{name} = best{reached}" for name in work.names]))


def _first(scorer: Scorer, conditions: Iterable[str]) -> str:
    cases = (
        f"when {condition} then {_text(label)}" for condition, label in zip(conditions, scorer.labels, strict=True)
    )
    return f"case {' '.join(cases)} end"


def _without_best(work: _Work, scorer: Scorer) -> _Work:
    """With `best`, the `place` of the first that has it, and `runner_up`, the highest of the others; null if none."""
    work = work.beside("best", _extreme(work.names, ">"))
    places = " ".join(f"when {name} = best then {i}" for i, name in enumerate(work.names))
    work = work.beside("place", f"case {places} end")
    cases = []
    for i, name in enumerate(work.names):
        others = [f"({other} <= {name} or place = {j})" for j, other in enumerate(work.names) if j != i]
        cases.append(f"when place <> {i} and {' and '.join(others) or 'true'} then {name}")
    return work.beside("runner_up", f"case {' '.join(cases)} end")


def _second(work: _Work, scorer: Scorer, _: float | None) -> str:
    work = _without_best(work, scorer)
    return work.result(_first(scorer, [f"place <> {i} and {name} = runner_up" for i, name in enumerate(work.names)]))


def _best(work: _Work, _: Scorer, __: float | None) -> str:
    return work.result(_extreme(work.names, ">"))


def _margin(work: _Work, scorer: Scorer, _: float | None) -> str:
    return _without_best(work, scorer).result("best - runner_up")


def _clearness(work: _Work, scorer: Scorer, _: float | None) -> str:
    clear = "case when runner_up = 0 then 0 when runner_up is not null then 1 - best / runner_up end"
    return _without_best(work, scorer).result(clear)


_PARTS: Mapping[str, Callable[[_Work, Scorer, float | None], str]] = {
    "class": _class, "second": _second, "best": _best, "margin": _margin, "clearness": _clearness,
}  # fmt: skip


# ---- steps -----------------------------------------------------------------------------------------------------------


def _scale(work: _Work, step: Scale) -> _Work:
    rows = zip(work.names, step.centres, step.units, strict=True)
    return work.then(f"({x} - {_number(at)}) / {_number(unit)}" for x, at, unit in rows)


def _affine(work: _Work, step: Affine) -> _Work:
    def weighted(row: Row) -> str:
        return _sum(f"{x} * {_number(weight)}" for x, weight in zip(work.names, row, strict=True))

    rows = zip(step.weights, step.biases, strict=True)
    return work.then(f"{weighted(row)} + {_number(bias)}" for row, bias in rows)


def _square(x: str, at: float) -> str:
    return f"({x} - {_number(at)}) * ({x} - {_number(at)})"


def _nearness(work: _Work, step: Nearness) -> _Work:
    def squares(row: Row) -> str:
        return _sum(_square(x, at) for x, at in zip(work.names, row, strict=True))

    return work.then(f"-sqrt({squares(row)})" for row in step.centres)


def _bells(work: _Work, step: Bells) -> _Work:
    def bell(row: Row, precise: Row) -> str:
        rows = zip(work.names, row, precise, strict=True)
        return _sum(f"{_square(x, at)} * {_number(p / 2)}" for x, at, p in rows)

    rows = zip(step.centres, step.precisions, step.biases, strict=True)
    return work.then(f"{_number(bias)} - {bell(row, precise)}" for row, precise, bias in rows)


def _bisections(work: _Work, step: Bisections) -> _Work:
    far = _nearness(work, Nearness((*step.left, *step.right)))
    sides = zip(far.names[: len(step.left)], far.names[len(step.left) :], strict=True)  # minus the distances
    work = far.then(
        f"case when {a} = {b} then 0 * {a} when {a} < {b} then ({b} - {a}) / {a} else ({b} - {a}) / {b} end"
        for a, b in sides
    )
    turned = work.then([*work.names, *(f"-{name}" for name in work.names)])
    divisions = len(step.left)

    def least(route: Row) -> str:
        on_the_way = [turned.names[i if side > 0 else i + divisions] for i, side in enumerate(route) if side]
        return _extreme(on_the_way, "<")

    return turned.then(map(least, step.routes))


def _each(work: _Work, step: Each) -> _Work:
    functions = {
        "relu": "case when {x} < 0 then 0 else {x} end",
        "logistic": f"1 / (1 + exp(case when {{x}} < -{_MOST_EXPONENT} then {_MOST_EXPONENT} else -{{x}} end))",
        "tanh": "tanh({x})",
    }
    return work.then(functions[step.function].format(x=x) for x in work.names)


def _softmax(work: _Work, _: Softmax) -> _Work:
    work = work.beside(f"largest{work.done}", _extreme(work.names, ">"))
    work = work.then(f"exp({x} - largest{work.done})" for x in work.names)
    work = work.beside(f"total{work.done}", _sum(work.names))
    return work.then(f"{x} / total{work.done}" for x in work.names)


def _shares(work: _Work, _: Shares) -> _Work:
    work = work.beside(f"sum{work.done}", _sum(work.names))
    return work.then(f"{x} / sum{work.done}" for x in work.names)


def _tree(work: _Work, step: Tree) -> _Work:
    """A customer's leaf, and the row of values there. Questions are asked in single precision, as they were learned."""
    known = _sum(work.names)
    work = work.then(_double(f"cast({x} as real)") for x in work.names)

    def leaf(node: int) -> str:
        feature = step.features[node]
        if feature < 0:
            return str(node)
        asked = f"{work.names[feature]} <= {_number(step.thresholds[node])}"
        return f"case when {asked} then {leaf(step.left[node])} else {leaf(step.right[node])} end"

    work = work.beside(f"leaf{work.done}", f"case when {known} is not null then {leaf(0)} end")
    leaves = [node for node, feature in enumerate(step.features) if feature < 0]

    def value(at: int) -> str:
        cases = (f"when {node} then {_number(step.values[node][at])}" for node in leaves)
        return f"case leaf{work.done} {' '.join(cases)} end"

    return work.then(map(value, range(len(step.values[0]))))


_STEPS: Mapping[type[Step], Callable[[_Work, Any], _Work]] = {
    Scale: _scale, Affine: _affine, Nearness: _nearness, Bells: _bells, Bisections: _bisections, Each: _each,
    Softmax: _softmax, Shares: _shares, Tree: _tree,
}  # fmt: skip
