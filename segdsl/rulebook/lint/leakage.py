"""Features that are what a model learns in another form: it would look perfect, and be of no use where nobody knows."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping

from segdsl.diagnostics import Diagnostic
from segdsl.rulebook import terms as t
from segdsl.rulebook.lint.subjects import key_of
from segdsl.rulebook.model import Learned, Rulebook
from segdsl.rulebook.walk import descend, expressions

Sources = Mapping[Hashable, str]
"""What values are made of, and how each is called."""


def disguised(rulebook: Rulebook) -> Iterator[tuple[Learned, Diagnostic]]:
    """The features of models that are computed from what the label itself is, or is computed from.

    That is a field of the profile, a definition, the same fact of the same events, or whether and how often there were
    the very same events: of other days they are no part of the label, and good features.
    """
    models = [d for d in rulebook.definitions.values() if isinstance(d, Learned) and d.learn is not None]
    known: dict[str, Sources] = {}
    for model in models:
        assert model.learn is not None
        target = _sources(model.learn, rulebook, known)
        for feature in model.features:
            shared = [name for source, name in _sources(feature, rulebook, known).items() if source in target]
            if shared:
                args = {"name": model.name, "source": shared[0]}
                yield model, Diagnostic("feature-is-target", args, feature.span)


def _sources(term: t.Term, rulebook: Rulebook, known: dict[str, Sources]) -> Sources:
    """What a term is made of, through the definitions it uses."""
    found: dict[Hashable, str] = {}
    for sub in descend(term):
        match sub:
            case t.FieldRef(table=table, name=name) if rulebook.profile is not None and table == rulebook.profile.name:
                found["field", name] = name
            case t.Aggregate(function=function, table=table, field=name) if name is not None:
                found["events", function, table, name] = f"{function}({table}.{name})"
            case t.Aggregate(function=function, table=table, where=where, window=window):
                own = (where and key_of(where), window and key_of(window))
                found["occurrences", table, *own] = f"{function}({table})"
            case t.DefinitionRef(name=name) | t.LearnedRef(name=name) | t.Was(tag=name):
                found["definition", name] = name
                found |= _of_definition(name, rulebook, known)
    return found


def _of_definition(name: str, rulebook: Rulebook, known: dict[str, Sources]) -> Sources:
    if name not in known:
        known[name] = {}
        if name in rulebook.definitions:
            found: dict[Hashable, str] = {}
            for term in expressions(rulebook.definitions[name]):
                found |= _sources(term, rulebook, known)
            known[name] = found
    return known[name]
