"""Ways through terms: everything a definition computes with, and everything inside a term."""

from __future__ import annotations

from collections.abc import Iterator

from segdsl.rulebook.model import Definition, Learned, Let, Score, Segment, Tag
from segdsl.rulebook.terms import Term, children


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
