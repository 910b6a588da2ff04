"""A rulebook with what was learned put in: every fitted definition has a term that gives its values.

Its parts (`lifestyle.margin`) become definitions of their own, and rules refer to them by name. So everything that
evaluates, explains, counts or translates rules needs to know one term more, `Scored`, and nothing of learning.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from segdsl.functions.types import ANY, BOOL, NUMBER, Type
from segdsl.lowering.fitted.artefacts import Artefact
from segdsl.lowering.fitted.exemplars import by_fields
from segdsl.rulebook import terms as t
from segdsl.rulebook.choices import times_chosen
from segdsl.rulebook.given import VALUE
from segdsl.rulebook.model import Definition, Learned, Part, Rulebook
from segdsl.rulebook.parts import certain_where_known, first_known, named, part_name, parts, source, with_part_names
from segdsl.rulebook.scoring import Affine, Bisections, Nearness, Scorer, Step
from segdsl.rulebook.walk import names_in


def with_fitted(rulebook: Rulebook, artefacts: Mapping[str, Artefact]) -> Rulebook:
    """The rulebook with a value for each learned definition that has an artefact; others stay as they are.

    What was put in of them before is replaced.
    """
    fitted = {
        name: (definition, artefact)
        for name, artefact in artefacts.items()
        if isinstance(definition := rulebook.definitions.get(name), Learned)
    }
    if not fitted or rulebook.profile is None:
        return rulebook
    profile = rulebook.profile.name
    definitions: dict[str, Definition] = {}
    order: dict[str, Sequence[str]] = {}
    origins = {definition.origin for definition, _ in fitted.values()}
    for name, definition in rulebook.definitions.items():
        if name in fitted:
            own = _applied(*fitted[name], profile)
            definitions |= own
            order[name] = tuple(own)
        elif isinstance(definition, Part) and definition.origin in origins:
            order[name] = ()
        else:
            definitions[name] = definition
    found = replace(
        rulebook,
        definitions=definitions,
        order=tuple(each for name in rulebook.order for each in order.get(name, (name,))),
    )
    return _referring(found)


def _referring(rulebook: Rulebook) -> Rulebook:
    """The rulebook with references to parts by name."""

    def change(term: t.Term) -> t.Term:
        return named(term, rulebook)

    learned = {name for name, each in rulebook.definitions.items() if isinstance(each, Learned)}
    definitions = {
        name: with_part_names(each, change) if each.uses & learned else each
        for name, each in rulebook.definitions.items()
    }
    return replace(rulebook, definitions=definitions)


def _applied(learned: Learned, artefact: Artefact, profile: str) -> dict[str, Definition]:
    """A fitted definition and its parts by name, each after those it uses."""
    scorer, scoring = artefact.scorer, learned
    if scorer is None:
        scorer, fields = by_fields(artefact, profile, learned.origin.name_span)
        scoring = replace(learned, features=fields)
    found: dict[str, Definition] = {}
    if learned.keyword == "preference":
        scores = _all_scores(learned, scorer)
        found[scores.name] = scores
    for part, type_ in parts(learned):
        term = _TERMS[learned.keyword](scoring, scorer, part, type_)
        name = part_name(learned.name, part)
        if part == VALUE:
            found[name] = replace(learned, value=term, uses=names_in(term))
        else:
            found[name] = Part(name, None, type_, learned.origin, names_in(term), term)
    return found


def _scored(learned: Learned, scorer: Scorer, part: str, type_: Type, least: float | None = None) -> t.Scored:
    span = learned.origin.name_span
    return t.Scored(type_, span, learned.features, scorer, part, learned.among, least)


def _cluster(learned: Learned, scorer: Scorer, part: str, type_: Type) -> t.Term:
    """How clearly somebody belongs is told by distances; the nearest centre itself is found by sums alone."""
    if part in _OF_SUMS:
        return _scored(learned, _by_sums(scorer), _OF_SUMS[part], type_)
    return _scored(learned, scorer, _CLEAR.get(type(scorer.steps[-1]), "margin"), type_)


_CLEAR: Mapping[type[Step], str] = {Nearness: "clearness", Bisections: "best"}
"""What says how clearly somebody belongs, where it is not how much likelier the best label is than the next one."""


_OF_SUMS = {VALUE: "class", "second": "second"}
"""The parts of a cluster that say which label, by what a scorer calls them."""


def _by_sums(scorer: Scorer) -> Scorer:
    """The same labels by cheaper sums: the nearest centre c of x is the one with the highest x·c − |c|² / 2."""
    last = scorer.steps[-1]
    if not isinstance(last, Nearness):
        return scorer
    sums = Affine(last.centres, tuple(-sum(x * x for x in centre) / 2 for centre in last.centres))
    return replace(scorer, steps=(*scorer.steps[:-1], sums))


def _model(learned: Learned, scorer: Scorer, part: str, type_: Type) -> t.Term:
    """What is known counts; elsewhere the label that is likeliest, if it is likely enough."""
    assert learned.learn is not None
    match part:
        case "source":
            return source(learned, learned.learn)
        case "confidence":
            return certain_where_known(learned.learn, _scored(learned, scorer, "best", type_))
        case _:
            return first_known(learned.learn, _scored(learned, scorer, "class", type_, learned.confidence))


def _preference(learned: Learned, scorer: Scorer, part: str, type_: Type) -> t.Term:
    """All parts read the same scores, which are worked out once."""
    span = learned.origin.name_span
    scores = t.DefinitionRef(ANY, span, _scores_name(learned))
    return t.Scored(type_, span, (scores,), replace(scorer, steps=()), "class" if part == VALUE else part)


def _all_scores(learned: Learned, scorer: Scorer) -> Part:
    """The scores of all channels together, which only the parts of a preference can read."""
    term = _scored(learned, scorer, "scores", ANY)
    if learned.method == "frequency":
        term = replace(term, inputs=tuple(times_chosen(learned).values()))
    return Part(_scores_name(learned), None, ANY, learned.origin, names_in(term), term)


def _scores_name(learned: Learned) -> str:
    return part_name(learned.name, "scores")


def _lookalike(learned: Learned, scorer: Scorer, _: str, type_: Type) -> t.Term:
    """The place among those inside `among` who are no members yet."""
    assert learned.learn is not None
    span = learned.origin.name_span
    others: t.Term = t.Not(BOOL, span, learned.learn)
    if learned.among is not None:
        others = t.And(BOOL, span, (learned.among, others))
    score = t.Scored(NUMBER.maybe(), span, learned.features, scorer, "[like]", others, None)
    return t.Population(type_, span, "percentile", score, None, None)


_TERMS: Mapping[str, Callable[[Learned, Scorer, str, Type], t.Term]] = {
    "cluster": _cluster, "model": _model, "preference": _preference,
    "lookalike": _lookalike,
}  # fmt: skip
