"""Clusters, models, preferences and lookalikes: what is to be fitted, checked without fitting it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from segdsl.functions.types import NUMBER, NUMERIC, Kind, Type
from segdsl.rulebook.definitions import check_names, check_otherwise, metadata, numeric, origin, title
from segdsl.rulebook.expressions.aggregates import event_field, events_table
from segdsl.rulebook.model import Label, Learned
from segdsl.rulebook.scope import Scope, condition, infer, word
from segdsl.rulebook.suggest import closest, did_you_mean
from segdsl.rulebook.terms import Const, Term
from segdsl.syntax import items, nodes
from segdsl.syntax.values import Duration, Scalar

Parts = dict[str, object]


def _positive_int(value: Scalar | str) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _positive(value: Scalar | str) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value > 0


def _scale(value: Scalar | str) -> bool:
    return value in ("standard", "none")


def _kernel(value: Scalar | str) -> bool:
    return value in ("linear", "rbf")


# method -> option -> whether it may have a value, and an example of one
_C = {"c": (_positive, "1.0")}
_GROUPING = {"scale": (_scale, "standard | none"), "restarts": (_positive_int, "10")}
_HIDDEN = {"hidden": (_positive_int, "16")}
METHODS: Mapping[str, Mapping[str, Mapping[str, tuple[Callable[[Scalar | str], bool], str]]]] = {
    "cluster": dict.fromkeys(("kmeans", "minibatch", "bisecting", "gmm"), _GROUPING),
    "model": {
        "logistic": _C,
        "svm": {**_C, "kernel": (_kernel, "linear | rbf"), "gamma": (_positive, "0.1")},
        "knn": {"k": (_positive_int, "15")},
        "mlp": _HIDDEN,
        "tree": {"depth": (_positive_int, "5")},
    },
    "lookalike": {"logistic": _C},
    "preference": {"mlp": _HIDDEN, "logistic": _C, "frequency": {}},
}


def learned(scope: Scope, node: items.Learned) -> Learned | None:
    """A learned definition; its type is a category that may be missing."""
    features = _features(scope, node)
    among = condition(scope, node.among) if node.among is not None else None
    method, options = _method(scope, node)
    type_, parts = _KINDS[node.keyword](scope, node)
    meta = metadata(scope, node.meta)
    if type_ is None:
        return None
    if node.keyword == "cluster":
        type_ = type_.maybe(node.among is not None or any(feature.type.optional for feature in features))
    seed = node.seed.value if node.seed is not None and isinstance(node.seed.value, int) else 0
    return Learned(
        node.name.text, title(node.title), type_, origin(node), frozenset(), node.keyword,  # type: ignore[arg-type]
        features, among, method, options, seed, **parts, **meta,  # type: ignore[arg-type]
    )  # fmt: skip


def _features(scope: Scope, node: items.Learned) -> tuple[Term, ...]:
    """The features: numbers and bools."""
    if node.features is None:
        if node.method is None or node.method.name.text != "frequency":
            _lacks(scope, node, "features [age, …]")
        return ()
    if not node.features.items:
        scope.error("list-empty", node.features.span)
    found = []
    for element in node.features.items:
        term = infer(scope, element)
        if term is None:
            continue
        if term.type.kind not in NUMERIC | {Kind.BOOL, Kind.ANY}:
            scope.error("feature-type", element.span, found=word(term.type))
        found.append(term)
    return tuple(found)


def _lacks(scope: Scope, node: items.Learned, line: str) -> None:
    scope.error("learned-lacks-line", node.name.span, kind=node.keyword, name=node.name.text, line=line)


def _method(scope: Scope, node: items.Learned) -> tuple[str, dict[str, Scalar | str]]:
    """The method and its options; where none is named a cluster's is k-means, and a lookalike's logistic."""
    known = METHODS[node.keyword]
    if node.method is None:
        if node.keyword not in ("cluster", "lookalike"):
            _lacks(scope, node, f"method {next(iter(known))}")
        return next(iter(known)), {}
    name = node.method.name
    if name.text not in known:
        suggestion = closest(name.text, known)
        fixes = did_you_mean(name.span, suggestion)
        scope.error(
            "unknown-method", name.span, fixes=fixes, name=name.text, kind=node.keyword, known=", ".join(known)
        )  # fmt: skip
        return name.text, {}
    options: dict[str, Scalar | str] = {}
    for key, written in node.method.options:
        value = written.text if isinstance(written, nodes.Name) else written.value
        takes = known[name.text].get(key.text)
        if takes is None:
            all_known = ", ".join(known[name.text]) or "–"
            fixes = did_you_mean(key.span, closest(key.text, known[name.text]))
            scope.error(
                "unknown-method-option", key.span, fixes=fixes, name=key.text, method=name.text, known=all_known
            )
        elif not takes[0](value):
            scope.error("setting-value", written.span, name=key.text, takes=takes[1])
        else:
            options[key.text] = value
    return name.text, options


# ---- the kinds -------------------------------------------------------------------------------------------------------


def _cluster(scope: Scope, node: items.Learned) -> tuple[Type | None, Parts]:
    """One label per cluster, attached by the extreme mean of an expression."""
    if len(node.labels) < 2:
        _lacks(scope, node, "label a most x")
    check_names(scope, [label.name for label in node.labels], "label")
    check_otherwise(scope, [(label.by, label.span) for label in node.labels], "label")
    labels = []
    for label in node.labels:
        by = numeric(scope, label.by) if label.by is not None else None
        labels.append(Label(label.name.text, title(label.title), label.order, by))  # type: ignore[arg-type]
    values = tuple(dict.fromkeys(label.name.text for label in node.labels))
    return Type(Kind.CATEGORY, values=values), {"labels": tuple(labels)}


def _model(scope: Scope, node: items.Learned) -> tuple[Type | None, Parts]:
    """A category, known for some customers and predicted for others."""
    confidence = _confidence(scope, node)
    if node.learn is None:
        _lacks(scope, node, "learn x")
        return None, {}
    learn = infer(scope, node.learn)
    if learn is None:
        return None, {}
    if learn.type.kind not in (Kind.CATEGORY, Kind.ANY):
        scope.error("learn-not-category", node.learn.span, found=word(learn.type))
        return None, {}
    return learn.type.maybe(), {"learn": learn, "confidence": confidence}


def _lookalike(scope: Scope, node: items.Learned) -> tuple[Type | None, Parts]:
    """The place among those who are not members, from 0 to 1; members have none."""
    if node.learn is None:
        _lacks(scope, node, "of x")
        return None, {}
    like = condition(scope, node.learn)
    return (None, {}) if like is None else (NUMBER.maybe(), {"learn": like})


def _confidence(scope: Scope, node: items.Learned) -> float | None:
    if node.confidence is None:
        return None
    value = node.confidence.value
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        scope.error("setting-value", node.confidence.span, name="confidence", takes="0.7")
        return None
    return float(value)


def _preference(scope: Scope, node: items.Learned) -> tuple[Type | None, Parts]:
    """The value of an event's category that comes next."""
    horizon = node.horizon.value if node.horizon is not None else None
    if not isinstance(horizon, Duration):
        _lacks(scope, node, "horizon 30d")
    elif horizon.count <= 0 and node.horizon is not None:
        scope.error("duration-not-positive", node.horizon.span, duration=str(horizon))
    if node.over is None or not isinstance(node.over.of, nodes.Name):
        _lacks(scope, node, "over visit.channel")
        return None, {}
    table = events_table(scope, node.over.of)
    if table is None:
        return None, {}
    field = event_field(scope, node.over, table)
    where = condition(scope.inside(table), node.over_where) if node.over_where is not None else None
    if field is None:
        return None, {}
    if field.type.kind is not Kind.CATEGORY:
        scope.error("learn-not-category", node.over.span, found=word(field.type))
        return None, {}
    if table.at is None:
        scope.error("needs-time", node.over.span, name="preference", table=table.name)
    over = (table.name, field.name)
    parts: Parts = {"over": over, "over_where": where, "horizon": _const(node.horizon)}
    return field.type.maybe(), parts


def _const(node: nodes.Literal | None) -> Const | None:
    return Const(Type(Kind.DURATION), node.span, node.value) if node is not None else None


_KINDS: Mapping[str, Callable[[Scope, items.Learned], tuple[Type | None, Parts]]] = {
    "cluster": _cluster, "model": _model, "preference": _preference,
    "lookalike": _lookalike,
}  # fmt: skip
