"""Rules that say nearly what a cluster says: a shallow tree over plain values, as the text of a tag, and how nearly.

People can read such a tag, paste it and change it; the cluster itself is distances between many numbers at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.tree import DecisionTreeClassifier

from segdsl.diagnostics import Source
from segdsl.functions.types import Kind
from segdsl.learn.portrait import plain_values
from segdsl.learn.task import written
from segdsl.syntax.format import format_name, format_source, format_text

if TYPE_CHECKING:
    from segdsl.rulebook.model import Learned, Rulebook
    from segdsl.rulebook.terms import Term

LEAVES_PER_LABEL = 2
SMALLEST_LEAF = 0.005  # of the customers: less is no rule but an exception

_SIMPLE = re.compile(r"[\w.`]+(\([^()]*\))?")
_NONE = "no_label"


@dataclass(frozen=True, slots=True)
class _Cut:
    """A question of the tree: whether a plain value is at most a number."""

    value: int
    most: float


Way = tuple[tuple[_Cut, bool], ...]
"""Questions and their answers."""


def surrogate(
    rulebook: Rulebook, learned: Learned, columns: Mapping[str, np.ndarray], of_label: np.ndarray
) -> dict[str, Any]:
    """The text of the tag; the share of customers for whom it says what the cluster says; the same for each label.

    `columns` are the plain values, complete; `of_label` has the number of each row's label. A label's `precision` is
    the share of those the tag gives it to who have it, its `recall` the share of those who have it whom the tag finds;
    None of nobody. For the customers it was made from these are exact: they are counted by the text's own numbers.
    """
    rows = np.column_stack(list(columns.values()))
    labels = [label.name for label in learned.labels]
    tree = DecisionTreeClassifier(
        max_leaf_nodes=LEAVES_PER_LABEL * len(labels),
        min_samples_leaf=max(1, int(len(rows) * SMALLEST_LEAF)),
        random_state=learned.seed,
    ).fit(rows, of_label)
    ways = list(_ways(tree, rows))
    said = np.full(len(rows), -1)
    for way, label in ways:
        said[_takes(way, rows)] = label
    return {
        "text": _tag(rulebook, learned, list(plain_values(rulebook, learned).items()), ways),
        "fidelity": float((said == of_label).mean()),
        "labels": {name: _agreement(said == i, of_label == i) for i, name in enumerate(labels)},
    }


def _agreement(said: np.ndarray, has: np.ndarray) -> dict[str, float | None]:
    both = int((said & has).sum())
    return {"precision": both / int(said.sum()) if said.any() else None, "recall": both / int(has.sum())}


def _takes(way: Way, rows: np.ndarray) -> np.ndarray:
    found = np.ones(len(rows), bool)
    for cut, at_most in way:
        found &= (rows[:, cut.value] <= cut.most) == at_most
    return found


def _ways(tree: DecisionTreeClassifier, rows: np.ndarray) -> Iterator[tuple[Way, int]]:
    """The way to each leaf, and the label there."""
    nodes = tree.tree_

    def go(node: int, way: Way) -> Iterator[tuple[Way, int]]:
        value = int(nodes.feature[node])
        if value < 0:
            yield way, int(tree.classes_[nodes.value[node][0].argmax()])
            return
        cut = _Cut(value, _between(rows[:, value], float(nodes.threshold[node])))
        yield from go(int(nodes.children_left[node]), (*way, (cut, True)))
        yield from go(int(nodes.children_right[node]), (*way, (cut, False)))

    return go(0, ())


def _between(values: np.ndarray, threshold: float) -> float:
    """The number with the fewest digits that divides the values as the threshold does, in single precision."""
    left = values.astype(np.float32) <= threshold
    low, high = float(values[left].max()), float(values[~left].min())
    for digits in range(1, 17):
        number = float(f"{(low + high) / 2:.{digits}g}")
        if low <= number < high:
            return number
    return low


# ---- text ------------------------------------------------------------------------------------------------------------


def _tag(
    rulebook: Rulebook, learned: Learned, values: Sequence[tuple[str, Term]], ways: Sequence[tuple[Way, int]]
) -> str:
    """The tag; the label with most ways to it is what is left, and customers without a label are its first class."""
    by_label = {label: [way for way, to in ways if to == label] for label in sorted({to for _, to in ways})}
    rest = max(by_label, key=lambda label: (len(by_label[label]), label))
    title = f" {format_text(learned.title + ' ≈')}" if learned.title else ""
    lines = [f"tag {format_name(learned.name + '_rules')}{title} {{"]
    if none := _without_label(rulebook, learned):
        taken = {label.name for label in learned.labels}
        name = next(name for name in (_NONE, *(f"{_NONE}_{i}" for i in range(2, 99))) if name not in taken)
        lines.append(f"  class {name} when {none}")
    for label, own in by_label.items():
        if label != rest:
            conditions = [_condition(way, values) for way in own]
            joined = conditions[0] if len(conditions) == 1 else " or ".join(f"({each})" for each in conditions)
            lines.append(f"  class {_named(learned, label)} when {joined}")
    lines.append(f"  class {_named(learned, rest)} otherwise")
    return format_source(Source(learned.name, "\n".join([*lines, "}"]) + "\n")).text


def _named(learned: Learned, label: int) -> str:
    found = learned.labels[label]
    return format_name(found.name) + (f" {format_text(found.title)}" if found.title else "")


def _without_label(rulebook: Rulebook, learned: Learned) -> str:
    """The condition under which a customer has no label; empty if everybody has one."""
    optional = [feature for feature in learned.features if feature.type.optional]
    found = [f"{_inside(written(rulebook, learned, feature))} is missing" for feature in optional]
    if learned.among is not None:
        found.append(f"not ({written(rulebook, learned, learned.among)})")
    return " or ".join(dict.fromkeys(found))


def _condition(way: Way, values: Sequence[tuple[str, Term]]) -> str:
    """The questions on a way, of each value at most one from above and one from below."""
    most: dict[int, float] = {}
    more: dict[int, float] = {}
    for cut, at_most in way:
        if at_most:
            most[cut.value] = min(cut.most, most.get(cut.value, cut.most))
        else:
            more[cut.value] = max(cut.most, more.get(cut.value, cut.most))
    found = []
    for i, (text, term) in enumerate(values):
        if term.type.kind is Kind.BOOL:
            found += [f"not ({text})"] if i in most else [_inside(text)] if i in more else []
            continue
        found += [f"{_inside(text)} > {_digits(more[i])}"] if i in more else []
        found += [f"{_inside(text)} <= {_digits(most[i])}"] if i in most else []
    return " and ".join(found)


def _inside(text: str) -> str:
    return text if _SIMPLE.fullmatch(text) else f"({text})"


def _digits(number: float) -> str:
    """A number as the language writes it: without an exponent."""
    return format(Decimal(repr(number)).normalize(), "f")
