"""In a test what is learned of customers is given, like a field: rules are tested, and not what a model makes of data.

Every learned definition becomes a `let` over a field that only tests have, and so does each of its parts
(`portrait.margin`, `channel_preference[app]`). What is not given is missing, as with any field, whether the definition
has been fitted or not: a test means the same before and after.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from segdsl.functions.types import BOOL, NUMBER, Type
from segdsl.rulebook import terms as t
from segdsl.rulebook.expressions.references import MEMBERS, SOURCES
from segdsl.rulebook.given import VALUE
from segdsl.rulebook.model import Definition, Field, Learned, Let, Rulebook
from segdsl.rulebook.walk import changed, expressions, names_in


def with_standins(rulebook: Rulebook) -> Rulebook:
    """The rulebook with every learned definition given by fields, and nothing hidden: a test's customers are made up.

    A rulebook without a profile is returned as it is.
    """
    profile = rulebook.profile
    if profile is None:
        return rulebook
    fields = {name: replace(field, pii=None) for name, field in profile.fields.items()}
    definitions: dict[str, Definition] = {}
    order: dict[str, Sequence[str]] = {}
    for name, definition in rulebook.definitions.items():
        if isinstance(definition, Learned):
            fields |= {field.name: field for field in _fields(definition)}
            standins = {let.name: let for let in _lets(definition, profile.name)}
            definitions |= standins
            order[name] = tuple(standins)
        else:
            definitions[name] = with_standins_for_parts(definition)
            order[name] = (name,)
    return replace(
        rulebook,
        profile=replace(profile, fields=fields),
        definitions=definitions,
        order=tuple(name for before in rulebook.order for name in order[before]),
    )


def with_standins_for_parts(definition: Definition) -> Definition:
    """The definition with references to the parts of learned ones turned into references to what stands in for them."""
    found = changed(definition, standin)
    if found is definition:
        return definition
    return replace(found, uses=definition.uses.union(*map(names_in, expressions(found))))


def standin(term: t.Term) -> t.Term:
    """What stands in for a term."""
    if isinstance(term, t.LearnedRef):
        return t.DefinitionRef(term.type, term.span, part_name(term.name, term.part))
    return term


def part_name(name: str, part: str) -> str:
    """How a part of a learned definition is written; `value` is the definition itself."""
    if part == VALUE:
        return name
    return f"{name}{part}" if part.startswith("[") else f"{name}.{part}"


def field_name(name: str, part: str) -> str:
    """The field that gives a part: no declared field's name can hold a backquote."""
    return f"`{part_name(name, part)}"


def is_standin(name: str, rulebook: Rulebook) -> bool:
    """Whether a definition of a rulebook `with_standins` is given: there is nothing to say of how it came about."""
    return rulebook.profile is not None and f"`{name}" in rulebook.profile.fields


def _parts(learned: Learned) -> Iterator[tuple[str, Type]]:
    """The parts that can be given, with their types, the value first."""
    yield VALUE, learned.type.maybe()
    for member, type_ in MEMBERS[learned.kind].items():
        yield member, (type_ or learned.type).maybe()
    if learned.kind == "preference":
        yield from ((f"[{label}]", NUMBER.maybe()) for label in learned.type.values)


def _fields(learned: Learned) -> Iterator[Field]:
    for part, type_ in _parts(learned):
        name = field_name(learned.name, part)
        yield Field(name, type_, name)


def _lets(learned: Learned, profile: str) -> Iterator[Let]:
    """The value first: the others may use it."""
    span = learned.origin.name_span
    for part, type_ in _parts(learned):
        term: t.Term = t.FieldRef(type_, span, profile, field_name(learned.name, part))
        if learned.learn is not None and part == VALUE:
            term = _first_known(term, learned.learn)
        elif learned.learn is not None and part == "source":
            term = _first_known(term, _source(learned, learned.learn))
        title = learned.title if part == VALUE else None
        yield Let(part_name(learned.name, part), title, type_, learned.origin, names_in(term), term)


def _first_known(given: t.Term, otherwise: t.Term) -> t.Term:
    return t.Call(given.type, given.span, "coalesce", (given, otherwise))


def _source(learned: Learned, learn: t.Term) -> t.Term:
    """Where a model's value comes from where the test does not say: what `learn` knows is observed."""
    span = learned.origin.name_span
    value = t.DefinitionRef(learned.type.maybe(), span, learned.name)
    observed, predicted, abstained = (t.Const(SOURCES, span, source) for source in SOURCES.values)
    known = t.Not(BOOL, span, t.IsMissing(BOOL, span, value))
    otherwise = t.Call(SOURCES, span, "if", (known, predicted, abstained))
    return t.Call(SOURCES, span, "if", (t.Compare(BOOL, span, "=", value, learn), observed, otherwise))
