"""The arithmetic of what was learned: numbers of a customer in, one score per label out, by a few fixed steps.

This is all that fitting leaves behind, and every backend renders it; nothing here computes. Inputs are finite numbers:
a customer who lacks one has no scores at all. Each step takes the outputs of the one before.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal

Row = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Scale:
    """Every number from its own centre, in its own unit: output j is (input j − `centres[j]`) / `units[j]`."""

    centres: Row
    units: Row

    def width(self, inputs: int) -> int:
        """As many outputs as inputs. Raises `ValueError` if they do not fit."""
        if len(self.centres) != inputs or len(self.units) != inputs or not all(unit > 0 for unit in self.units):
            raise ValueError("scale")
        return inputs


@dataclass(frozen=True, slots=True)
class Affine:
    """Weighted sums: output i is `biases[i]` + the sum of `weights[i][j]` times input j."""

    weights: tuple[Row, ...]
    biases: Row

    def width(self, inputs: int) -> int:
        """How many outputs there are for so many inputs. Raises `ValueError` if they do not fit."""
        return _rows(self.weights, self.biases, inputs)


@dataclass(frozen=True, slots=True)
class Nearness:
    """Output i is minus the Euclidean distance to `centres[i]`: the nearest centre has the highest."""

    centres: tuple[Row, ...]

    def width(self, inputs: int) -> int:
        """One output for each centre."""
        return _rows(self.centres, self.centres, inputs)


@dataclass(frozen=True, slots=True)
class Bells:
    """Log densities of Gaussians with independent features, up to a constant that all of them share.

    Output i is `biases[i]` minus the sum of `precisions[i][j]` times (input j − `centres[i][j]`)² / 2.
    """

    centres: tuple[Row, ...]
    precisions: tuple[Row, ...]
    biases: Row

    def width(self, inputs: int) -> int:
        """One output for each Gaussian."""
        _rows(self.precisions, self.biases, inputs)
        return _rows(self.centres, self.biases, inputs)


@dataclass(frozen=True, slots=True)
class Bisections:
    """Divisions in two, one inside the other: output i is how clearly all on the way to part i went its way.

    Division j asks whether `left[j]` or `right[j]` is nearer, and how clearly: 1 − a / b of the shorter and the longer
    distance (0 where both are 0), negative if the right one is nearer. `routes[i][j]` is 1 where the way to part i goes
    left there, −1 where it goes right, 0 where it does not come by. The output is the least clear of the answers on the
    way, each turned the way's way: it is positive for one part alone.
    """

    left: tuple[Row, ...]
    right: tuple[Row, ...]
    routes: tuple[Row, ...]

    def width(self, inputs: int) -> int:
        """One output for each part. Raises `ValueError` if the rows do not fit, or a way leads nowhere."""
        _rows(self.left, self.right, inputs)
        divisions = _rows(self.right, self.left, inputs)
        if not all(any(route) and all(side in (-1, 0, 1) for side in route) for route in self.routes):
            raise ValueError("routes")
        return _rows(self.routes, self.routes, divisions)


@dataclass(frozen=True, slots=True)
class Each:
    """One function of every number: `relu` is max(x, 0), `logistic` 1 / (1 + exp(−x)), `tanh` as it is called."""

    function: Literal["relu", "logistic", "tanh"]

    def width(self, inputs: int) -> int:
        """As many outputs as inputs."""
        if self.function not in ("relu", "logistic", "tanh"):
            raise ValueError(self.function)
        return inputs


@dataclass(frozen=True, slots=True)
class Softmax:
    """exp(x) of each number divided by the sum of all, computed from differences to the largest: probabilities."""

    def width(self, inputs: int) -> int:
        """As many outputs as inputs."""
        return inputs


@dataclass(frozen=True, slots=True)
class Shares:
    """Each number divided by the sum of all; the numbers are positive."""

    def width(self, inputs: int) -> int:
        """As many outputs as inputs."""
        return inputs


@dataclass(frozen=True, slots=True)
class Tree:
    """Questions in a tree: at node i, left if input `features[i]`, in single precision, is at most `thresholds[i]`.

    `left` and `right` are the next nodes. A leaf has no feature (−1), and its row of `values` is the output.
    """

    features: tuple[int, ...]
    thresholds: Row
    left: tuple[int, ...]
    right: tuple[int, ...]
    values: tuple[Row, ...]

    def width(self, inputs: int) -> int:
        """One output for each column of `values`. Raises `ValueError` for what is no tree."""
        nodes = len(self.features)
        if not nodes or any(len(column) != nodes for column in (self.thresholds, self.left, self.right, self.values)):
            raise ValueError("nodes")
        for node, feature in enumerate(self.features):
            if feature >= inputs or (feature >= 0 and not node < min(self.left[node], self.right[node]) < nodes):
                raise ValueError(f"node {node}")
            if feature >= 0 and max(self.left[node], self.right[node]) >= nodes:
                raise ValueError(f"node {node}")
        return _rows(self.values, self.values, len(self.values[0]), outputs=len(self.values[0]))


Step = Scale | Affine | Nearness | Bells | Bisections | Each | Softmax | Shares | Tree
STEPS: Mapping[str, type[Step]] = {
    "scale": Scale, "affine": Affine, "nearness": Nearness, "bells": Bells, "bisections": Bisections, "each": Each,
    "softmax": Softmax, "shares": Shares, "tree": Tree,
}  # fmt: skip
"""The steps by the names they have in artefacts."""


@dataclass(frozen=True, slots=True)
class Scorer:
    """Scores of a customer, one per label: the steps, one after the other, over the inputs."""

    labels: tuple[str, ...]
    steps: tuple[Step, ...]

    def check(self, inputs: int) -> None:
        """Raise `ValueError` unless the steps fit each other and turn so many inputs into a score per label."""
        width = inputs
        for step in self.steps:
            width = step.width(width)
            if not all(map(math.isfinite, _numbers(step))):
                raise ValueError("not finite")
        if width != len(self.labels) or len(set(self.labels)) != width or width < 1:
            raise ValueError("labels")

    def to_dict(self) -> dict[str, Any]:
        """As it stands in an artefact."""
        names = {kind: name for name, kind in STEPS.items()}
        steps = [{"step": names[type(s)], **{f.name: getattr(s, f.name) for f in fields(s)}} for s in self.steps]
        return {"labels": self.labels, "steps": steps}


def scorer_of(found: Mapping[str, Any], inputs: int) -> Scorer:
    """The scorer that an artefact holds. Raises `ValueError`, `KeyError` or `TypeError` for what is none."""
    steps = tuple(
        STEPS[step["step"]](**{name: _tuples(value) for name, value in step.items() if name != "step"})
        for step in found["steps"]
    )
    scorer = Scorer(tuple(map(str, found["labels"])), steps)
    scorer.check(inputs)
    return scorer


def _tuples(value: Any) -> Any:
    return tuple(map(_tuples, value)) if isinstance(value, list) else value


def _numbers(value: Any) -> Iterable[float]:
    """Every number inside a step."""
    if isinstance(value, int | float):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _numbers(part)
    elif isinstance(value, Step):
        for field in fields(value):
            yield from _numbers(getattr(value, field.name))


def _rows(rows: tuple[Row, ...], beside: tuple[Any, ...], width: int, outputs: int | None = None) -> int:
    """How many rows there are, each as wide as it has to be, and as many as there are `beside`."""
    if not rows or len(rows) != len(beside) or any(len(row) != width for row in rows):
        raise ValueError("shape")
    return len(rows) if outputs is None else outputs
