"""The parts of learned definitions: `lifestyle.margin`, `usage_kind.source`, `channel_preference[app]`.

In a rulebook that is only checked they are parts of something nobody has fitted yet. Once there are values, fitted or
given by a test, each part is a definition of its own, called as it is written, and rules refer to it by that name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from segdsl.functions.types import BOOL, NUMBER, Type
from segdsl.rulebook import terms as t
from segdsl.rulebook.expressions.references import MEMBERS, SOURCES
from segdsl.rulebook.given import VALUE
from segdsl.rulebook.model import Definition, Learned, Part, Rulebook
from segdsl.rulebook.walk import changed, expressions, names_in


def part_name(name: str, part: str) -> str:
    """How a part of a learned definition is written; `value` is the definition itself."""
    if part == VALUE:
        return name
    return f"{name}{part}" if part.startswith("[") else f"{name}.{part}"


def part_of(part: Part, learned: Learned) -> bool:
    """Whether a definition is a part of another: `lifestyle.margin` is one of `lifestyle`."""
    return part.origin == learned.origin


def parts(learned: Learned) -> Iterator[tuple[str, Type]]:
    """The parts there are, with their types, the value first."""
    yield VALUE, learned.type.maybe()
    for member, type_ in MEMBERS[learned.kind].items():
        yield member, (type_ or learned.type).maybe()
    if learned.kind == "preference":
        yield from ((f"[{label}]", NUMBER.maybe()) for label in learned.type.values)


def by_name(term: t.LearnedRef) -> t.DefinitionRef:
    """The reference to a part as one to a definition."""
    return t.DefinitionRef(term.type, term.span, part_name(term.name, term.part))


def with_part_names(definition: Definition, change: Callable[[t.Term], t.Term]) -> Definition:
    """The definition with what `change` makes of references to parts; what it uses is found anew."""
    found = changed(definition, change)
    if found is definition:
        return definition
    return replace(found, uses=definition.uses.union(*map(names_in, expressions(found))))


def with_parts(rulebook: Rulebook, name: str) -> Rulebook:
    """The rulebook with one definition referring to the parts that are definitions of it by name."""
    before = rulebook.definitions[name]
    after = with_part_names(before, lambda term: named(term, rulebook))
    return rulebook if after is before else replace(rulebook, definitions={**rulebook.definitions, name: after})


def named(term: t.Term, rulebook: Rulebook) -> t.Term:
    """The term; a reference to a part that is a definition of the rulebook by its name."""
    if isinstance(term, t.LearnedRef) and part_name(term.name, term.part) in rulebook.definitions:
        return by_name(term)
    return term


# ---- what a model says where the truth is known ----------------------------------------------------------------------


def first_known(first: t.Term, then: t.Term) -> t.Term:
    """The first value, or the second where that is missing."""
    return t.Call(first.type, first.span, "coalesce", (first, then))


def certain_where_known(learn: t.Term, confidence: t.Term) -> t.Term:
    """The probability of a model's value: 1 where it was observed."""
    span = confidence.span
    known = t.Not(BOOL, span, t.IsMissing(BOOL, span, learn))
    return t.Call(confidence.type, span, "if", (known, t.Const(NUMBER, span, 1.0), confidence))


def source(learned: Learned, learn: t.Term) -> t.Term:
    """Where a model's value comes from: what `learn` knows is observed."""
    span = learned.origin.name_span
    value = t.DefinitionRef(learned.type.maybe(), span, learned.name)
    observed, predicted, abstained = (t.Const(SOURCES, span, value) for value in SOURCES.values)
    known = t.Not(BOOL, span, t.IsMissing(BOOL, span, value))
    otherwise = t.Call(SOURCES, span, "if", (known, predicted, abstained))
    seen = t.Not(BOOL, span, t.IsMissing(BOOL, span, learn))
    return t.Call(SOURCES, span, "if", (seen, observed, otherwise))
