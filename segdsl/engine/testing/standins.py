"""In a test what is learned of customers is given, like a field: rules are tested, and not what a model makes of data.

Every learned definition becomes a `let` over a field that only tests have, and so does each of its parts
(`portrait.margin`, `channel_preference[app]`). What is not given is missing, as with any field, whether the definition
has been fitted or not: a test means the same before and after.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from segdsl.rulebook import terms as t
from segdsl.rulebook.given import VALUE
from segdsl.rulebook.model import Definition, Field, Learned, Let, Rulebook
from segdsl.rulebook.parts import (
    by_name,
    certain_where_known,
    first_known,
    part_name,
    parts,
    source,
    with_part_names,
)
from segdsl.rulebook.walk import names_in


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
    return with_part_names(definition, standin)


def standin(term: t.Term) -> t.Term:
    """What stands in for a term."""
    return by_name(term) if isinstance(term, t.LearnedRef) else term


def field_name(name: str, part: str) -> str:
    """The field that gives a part: no declared field's name can hold a backquote."""
    return f"`{part_name(name, part)}"


def is_standin(name: str, rulebook: Rulebook) -> bool:
    """Whether a definition of a rulebook `with_standins` is given: there is nothing to say of how it came about."""
    return rulebook.profile is not None and f"`{name}" in rulebook.profile.fields


def _fields(learned: Learned) -> Iterator[Field]:
    for part, type_ in parts(learned):
        name = field_name(learned.name, part)
        yield Field(name, type_, name)


def _lets(learned: Learned, profile: str) -> Iterator[Let]:
    """The value first: the others may use it."""
    span = learned.origin.name_span
    for part, type_ in parts(learned):
        term: t.Term = t.FieldRef(type_, span, profile, field_name(learned.name, part))
        if learned.learn is not None and learned.keyword == "model" and part == VALUE:
            term = first_known(learned.learn, term)
        elif learned.learn is not None and part == "source":
            term = first_known(term, source(learned, learned.learn))
        elif learned.learn is not None and part == "confidence":
            term = certain_where_known(learned.learn, term)
        title = learned.title if part == VALUE else None
        yield Let(part_name(learned.name, part), title, type_, learned.origin, names_in(term), term)
