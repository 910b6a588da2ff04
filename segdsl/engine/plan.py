"""What has to be computed for the definitions someone asked for: which others, in which order, from which fields.

The definition graph is evaluated once, level by level: a level holds definitions that only use earlier levels, so each
becomes one `with_columns` of a single scan and nothing is computed twice.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping

from segdsl.lowering.fitted.exemplars import MARK
from segdsl.lowering.polars import has_column
from segdsl.rulebook import terms as t
from segdsl.rulebook.lists import unlisted
from segdsl.rulebook.model import Definition, Learned, Rulebook
from segdsl.rulebook.walk import descend, expressions, uses_today


def fields_of(terms: Iterable[t.Term], table: str) -> set[str]:
    """The fields of `table` that the terms mention."""
    return {s.name for term in terms for s in descend(term) if isinstance(s, t.FieldRef) and s.table == table}


def needed(definitions: Mapping[str, Definition], names: Iterable[str]) -> set[str]:
    """The names and all that they use, directly or through others."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name in found or name not in definitions:
            continue
        found.add(name)
        waiting.extend(uses_today(definitions[name]))
    return found


def levels(rulebook: Rulebook, names: Iterable[str]) -> list[list[Definition]]:
    """The column definitions needed for `names`, grouped so that each uses only earlier groups."""
    wanted = needed(rulebook.definitions, names)
    depth: dict[str, int] = {}
    grouped: list[list[Definition]] = []
    for name in rulebook.order:
        definition = rulebook.definitions[name]
        if name not in wanted or not has_column(definition):
            continue
        level = max((depth[u] + 1 for u in definition.uses if u in depth), default=0)
        depth[name] = level
        if level == len(grouped):
            grouped.append([])
        grouped[level].append(definition)
    return grouped


def places_in(terms: Iterable[t.Term]) -> list[list[t.Population]]:
    """The population functions inside terms, grouped so that each has only those of earlier groups inside it."""
    grouped: dict[int, list[t.Population]] = {}
    for place in (sub for term in terms for sub in descend(term) if isinstance(sub, t.Population)):
        inside = sum(isinstance(sub, t.Population) for sub in descend(place))
        grouped.setdefault(inside, []).append(place)
    return [grouped[inside] for inside in sorted(grouped)]


def mentions(term: t.Term, rulebook: Rulebook) -> list[str]:
    """The profile fields and column definitions that a term names, each once, in the order of the text."""
    profile = rulebook.profile.name if rulebook.profile else None
    found: dict[str, None] = {}
    for sub in descend(term):
        is_field = isinstance(sub, t.FieldRef) and sub.table == profile and not sub.name.startswith(MARK)
        is_definition = isinstance(sub, t.DefinitionRef) and has_column(rulebook.definitions[sub.name])
        if isinstance(sub, t.FieldRef | t.DefinitionRef) and (is_field or is_definition):
            found[sub.name] = None
    return list(found)


def mentioned_by(rulebook: Rulebook, name: str) -> list[str]:
    """The fields and column definitions that a definition's own text names, each once, in the order of the text."""
    found: dict[str, None] = {}
    for term in expressions(rulebook.definitions[name]):
        found |= dict.fromkeys(mentions(term, rulebook))
    return list(found)


def not_evaluated(rulebook: Rulebook, tables: Container[str]) -> set[str]:
    """The usable definitions that are checked but not computed, directly or through what they use.

    They read something learned that was not fitted, or events for which there is no data: those there is data for are
    `tables`.
    """

    def own(definition: Definition) -> bool:
        return _is_unfitted(definition) or any(isinstance(sub, t.LearnedRef) for sub in _inside(definition))

    return _spread(rulebook, own) | without_events(rulebook, tables)[0]


def without_events(rulebook: Rulebook, tables: Container[str]) -> tuple[set[str], set[str]]:
    """The definitions that need events for which there is no data, and the tables of these; `tables` are the others."""

    def lacking(definition: Definition) -> set[str]:
        return {table for sub in _inside(definition) for table in tables_of(sub) if table not in tables}

    names = _spread(rulebook, lambda definition: bool(lacking(definition)))
    return names, {table for name in names for table in lacking(rulebook.definitions[name])}


def unfitted_among(rulebook: Rulebook, names: Container[str]) -> list[str]:
    """The learned definitions among some that are to be fitted, each after those it uses."""
    return [name for name in rulebook.order if name in names and _is_unfitted(rulebook.definitions[name])]


def _is_unfitted(definition: Definition) -> bool:
    return isinstance(definition, Learned) and definition.value is None


def tables_of(term: t.Term) -> set[str]:
    """The events tables that a term itself reads, without what is inside it."""
    if isinstance(term, t.Aggregate):
        return {term.table}
    return {step.table for step in term.steps} if isinstance(term, t.Sequence) else set()


def without_list(rulebook: Rulebook, lists: Collection[str]) -> tuple[set[str], list[tuple[Definition, t.Listed]]]:
    """The definitions that need an uploaded list there is none of, and where each such list is named."""
    places = unlisted(rulebook, lists)
    names = {definition.name for definition, _ in places}
    return _spread(rulebook, lambda definition: definition.name in names), places


def _inside(definition: Definition) -> Iterator[t.Term]:
    return (sub for term in expressions(definition) for sub in descend(term))


def _spread(rulebook: Rulebook, own: Callable[[Definition], bool]) -> set[str]:
    """The definitions for which `own` holds, and all that use one of them."""
    found: set[str] = set()
    for name in rulebook.order:
        definition = rulebook.definitions[name]
        if own(definition) or definition.uses & found:
            found.add(name)
    return found
