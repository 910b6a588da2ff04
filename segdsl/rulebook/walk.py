"""Ways through terms: everything a definition computes with, and everything inside a term."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from segdsl.rulebook.model import Definition, Learned, Let, Score, Segment, Tag
from segdsl.rulebook.terms import DefinitionRef, LearnedRef, ParamRef, Term, TermBase, Was, children

_T = TypeVar("_T")


def expressions(definition: Definition) -> tuple[Term, ...]:
    """The terms a definition is made of, in the order in which they are written."""
    match definition:
        case Let(term=term):
            found: list[Term | None] = [term]
        case Tag(classes=classes):
            found = [line.when for line in classes]
        case Score(lines=lines, low=low, high=high):
            found = [term for line in lines for term in (line.amount, line.cap, line.when)]
            found += [low, high]
        case Segment(clauses=clauses):
            found = [clause.condition for clause in clauses]
        case Learned(value=term) if term is not None:
            found = [term]
        case Learned():
            found = [*definition.features, definition.among, definition.learn, definition.over_where]
            found += [label.by for label in definition.labels]
        case _:
            found = []
    return tuple(term for term in found if term is not None)


def descend(term: Term) -> Iterator[Term]:
    """`term` and all terms inside it, outer ones first."""
    work = [term]
    while work:
        current = work.pop()
        yield current
        work += reversed(children(current))


def uses_today(definition: Definition) -> frozenset[str]:
    """The definitions that one needs as of the same day: all that it uses, but for tags it only asks `was` about."""
    inside = [sub for term in expressions(definition) for sub in descend(term)]
    past = {sub.tag for sub in inside if isinstance(sub, Was)}
    if not past:
        return definition.uses
    return definition.uses - (past - {sub.name for sub in inside if isinstance(sub, DefinitionRef | LearnedRef)})


def used_by(definitions: Mapping[str, Definition], names: Iterable[str]) -> set[str]:
    """The names and all that they use as of any day, directly or through others."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found and name in definitions:
            found.add(name)
            waiting.extend(definitions[name].uses)
    return found


def names_in(term: Term) -> frozenset[str]:
    """The definitions and params that a term refers to."""
    named = frozenset(sub.name for sub in descend(term) if isinstance(sub, DefinitionRef | ParamRef | LearnedRef))
    return named | {sub.tag for sub in descend(term) if isinstance(sub, Was)}


def changed(value: _T, change: Callable[[Term], Term]) -> _T:
    """A term, a definition or part of one, with every term in it replaced by what `change` makes of it, inner first.

    What holds no changed term is handed back as it is.
    """
    result: Any = value
    if isinstance(value, tuple):
        parts = [changed(part, change) for part in value]
        result = tuple(parts) if any(new is not old for new, old in zip(parts, value, strict=True)) else value
    elif is_dataclass(value) and not isinstance(value, type):
        found = {f.name: (old, changed(old, change)) for f in fields(value) if (old := getattr(value, f.name))}
        new = {name: new for name, (old, new) in found.items() if new is not old}
        result = replace(value, **new) if new else value
    return change(result) if isinstance(result, TermBase) else result  # type: ignore[return-value,arg-type]  # a Term
