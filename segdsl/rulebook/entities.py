"""What users of a definition depend on, taken from the definition itself."""

from __future__ import annotations

from segdsl.rulebook.model import Definition, Learned, Let, Param, Rulebook, Tag
from segdsl.rulebook.names import Entity, Environment
from segdsl.rulebook.terms import ConstList


def entity_of(definition: Definition) -> Entity:
    """The entity of a checked definition."""
    name, kind, type_, title = definition.name, definition.kind, definition.type, definition.title
    match definition:
        case Param(value=tuple() as values):
            return Entity(name, kind, type_, title, items=values)
        case Param(value=value, low=low, high=high) if not isinstance(value, tuple):
            return Entity(name, kind, type_, title, value=value, low=low, high=high)
        case Let(term=ConstList(items=values)):
            return Entity(name, kind, type_, title, items=values)
        case Tag(classes=lines) | Learned(labels=lines):
            titles = tuple((line.title, line.name) for line in lines if line.title)
            return Entity(name, kind, type_, title, titles=titles)
        case _:
            return Entity(name, kind, type_, title)


def environment_of(rulebook: Rulebook) -> Environment:
    """The names of a rulebook that has been checked; those of broken definitions are known to be broken."""
    entities = {name: Entity(name, "let", None) for name in rulebook.broken}
    entities |= {name: Entity(name, "campaign", None, c.title) for name, c in rulebook.campaigns.items()}
    if rulebook.profile is not None:
        table = rulebook.profile
        entities |= {f.name: Entity(f.name, "field", f.type, f.title, table.name) for f in table.fields.values()}
    entities |= {name: entity_of(definition) for name, definition in rulebook.definitions.items()}
    return Environment(
        rulebook.profile, rulebook.events, rulebook.channels, entities, open=rulebook.profile is None
    )  # fmt: skip
