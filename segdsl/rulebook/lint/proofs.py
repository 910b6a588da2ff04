"""Conditions that never hold or always do, classes nobody can reach, clauses that say what others already said.

A proof must hold whatever the as-of date is: rules that depend on today are looked at as of several days, far apart and
at the calendar's corners, and only what is true of all of them is reported. Rules that mix today with fixed dates are
left alone: some day between the days looked at might be the one they are for.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterator, Mapping, Sequence

from segdsl.diagnostics import Diagnostic, Span
from segdsl.functions.types import Kind
from segdsl.rulebook import terms as t
from segdsl.rulebook.lint.logic import EVERYTHING, Boxes, Logic, TooComplex, both
from segdsl.rulebook.lint.subjects import Used
from segdsl.rulebook.model import Clause, Definition, Let, Score, Segment, Table, Tag
from segdsl.rulebook.walk import expressions

_DAYS = (dt.date(1999, 12, 31), dt.date(2020, 2, 29), dt.date(2021, 3, 31), dt.date(2023, 6, 30), dt.date(2101, 1, 1))

Sides = tuple[Boxes, Boxes]
"""Where a condition keeps customers, and where it does not."""


def proofs(definition: Definition, profile: Table | None, used: Mapping[str, Used]) -> Iterator[Diagnostic]:
    """What can be proved about one definition, as findings."""
    inside = [sub for term in expressions(definition) for sub in _reasoned(term)]
    moves = any(isinstance(sub, t.Today | t.Window) for sub in inside)
    if moves and any(_is_date(sub, used) for sub in inside):
        return
    days = _DAYS if moves else _DAYS[:1]
    logics = [Logic(day, profile, used) for day in days]
    match definition:
        case Segment(clauses=clauses):
            yield from _segment(clauses, logics)
        case Tag():
            yield from _tag(definition, logics)
        case Score(lines=lines):
            for line in lines:
                if line.when is not None:
                    yield from _constant(line.when, _sides(line.when, logics))
        case Let(term=term) if term.type.kind is Kind.BOOL and not isinstance(term, t.Const):
            yield from _constant(term, _sides(term, logics))


def _reasoned(term: t.Term) -> Iterator[t.Term]:
    """The parts of a term that proofs look into: what happens inside an aggregate is the same quantity on any day."""
    work = [term]
    while work:
        current = work.pop()
        yield current
        if not isinstance(current, t.Aggregate | t.Sequence | t.Was):
            work += t.children(current)


def _is_date(term: t.Term, used: Mapping[str, Used]) -> bool:
    match term:
        case t.Const(value=value):
            return isinstance(value, dt.date)
        case t.ParamRef(name=name) if name in used:
            return isinstance(used[name].value, dt.date)
        case _:
            return False


def _sides(term: t.Term, logics: Sequence[Logic], *, exclude: bool = False) -> list[Sides] | None:
    """Where a condition keeps customers, for every date; None if it is too complex to say."""
    try:
        found = [(logic.boxes(term), logic.boxes(term, holds=False)) for logic in logics]
    except TooComplex:
        return None
    return [(no, yes) for yes, no in found] if exclude else found


def _constant(term: t.Term, sides: list[Sides] | None) -> list[Diagnostic]:
    if sides is None:
        return []
    if not any(yes for yes, _ in sides):
        return [Diagnostic("always-false", {}, term.span)]
    if not any(no for _, no in sides):
        return [Diagnostic("always-true", {}, term.span)]
    return []


def _segment(clauses: Sequence[Clause], logics: Sequence[Logic]) -> Iterator[Diagnostic]:
    kept: list[tuple[Clause, list[Sides]]] = []
    for clause in clauses:
        sides = _sides(clause.condition, logics, exclude=clause.exclude)
        constant = _constant(clause.condition, sides)
        if constant:
            yield _clause_constant(constant[0])
        elif sides is not None:
            kept.append((clause, sides))
        for option in clause.options if len(clause.options) > 1 else ():
            yield from _constant(option.condition, _sides(option.condition, logics))
        yield from _options(clause, logics)
    yield from _redundant([(clause.condition.span, clause.text, sides) for clause, sides in kept])
    yield from _contradiction(kept, len(logics))


def _clause_constant(found: Diagnostic) -> Diagnostic:
    """Said of the clause: one that excludes everybody is as empty as one that requires the impossible."""
    code = "clause-keeps-nobody" if found.code == "always-false" else "clause-keeps-everybody"
    return Diagnostic(code, {}, found.span)


def _options(clause: Clause, logics: Sequence[Logic]) -> Iterator[Diagnostic]:
    """An option that only admits whom another already admits."""
    found = [(o.condition.span, o.text, _sides(o.condition, logics)) for o in clause.options]
    usable = [(span, text, sides) for span, text, sides in found if sides and any(yes for yes, _ in sides)]
    for at, (span, _, narrow) in enumerate(usable):
        for other, (_, text, wide) in enumerate(usable):
            if other != at and _follows(wide, narrow) and not (other > at and _follows(narrow, wide)):
                yield Diagnostic("option-covered", {"other": text}, span)
                break


def _redundant(clauses: Sequence[tuple[Span, str, list[Sides]]]) -> Iterator[Diagnostic]:
    for at, (span, _, sides) in enumerate(clauses):
        for other, (_, text, theirs) in enumerate(clauses):
            if other == at or not _shares(sides, theirs) or not _follows(sides, theirs):
                continue
            equal = _follows(theirs, sides)
            if equal and other > at:
                continue  # of two that say the same, the later one is reported
            yield Diagnostic("duplicate-clause" if equal else "subsumed-clause", {"other": text}, span)
            break


def _contradiction(kept: Sequence[tuple[Clause, list[Sides]]], days: int) -> Iterator[Diagnostic]:
    """The first clause with which nobody is left."""
    remaining: list[Boxes] = [EVERYTHING] * days
    for clause, sides in kept:
        try:
            remaining = [both(left, yes) for left, (yes, _) in zip(remaining, sides, strict=True)]
        except TooComplex:
            return
        if not any(remaining):
            yield Diagnostic("clauses-contradict", {}, clause.condition.span)
            return


def _tag(tag: Tag, logics: Sequence[Logic]) -> Iterator[Diagnostic]:
    remaining: list[Boxes] = [EVERYTHING] * len(logics)
    for line in tag.classes:
        sides = [(EVERYTHING, [])] * len(logics) if line.when is None else _sides(line.when, logics)
        if sides is None:
            return
        span = line.when.span if line.when is not None else tag.origin.name_span
        if line.when is not None and not any(yes for yes, _ in sides):
            yield Diagnostic("always-false", {}, span)
            continue
        try:
            reached = [both(left, yes) for left, (yes, _) in zip(remaining, sides, strict=True)]
            remaining = [both(left, no) for left, (_, no) in zip(remaining, sides, strict=True)]
        except TooComplex:
            return
        if not any(reached):
            yield Diagnostic("unreachable-class", {"class": line.name}, span)


def _shares(one: list[Sides], other: list[Sides]) -> bool:
    """Whether two conditions speak of a common quantity; if not, neither can follow from the other."""
    return not _quantities(one).isdisjoint(_quantities(other))


def _quantities(sides: list[Sides]) -> set[Hashable]:
    return {key for yes, _ in sides for box in yes for key in box}


def _follows(conclusion: list[Sides], premise: list[Sides]) -> bool:
    """Whether, on every date, the conclusion holds wherever the premise does."""
    try:
        return not any(both(yes, no) for (yes, _), (_, no) in zip(premise, conclusion, strict=True))
    except TooComplex:
        return False
